"""Audits on record: who may do what, what a file of recalculated figures may hold, and what ends a rating."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from audit_world import FIGURES, charter, graded, words
from measure_world import BEGINS, definition, quarter
from meritbook.actions import auditing
from meritbook.actions.auditing_policies import (
    AuditEndedError,
    AuditError,
    AuditorError,
    AuditUnderWayError,
    EntryMovedError,
    FindingActorError,
    FindingDayError,
    NoSampleError,
    TrustError,
)
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.policies import PolicyError
from meritbook.actions.recalculation_lines import RecalculationRefusedError
from meritbook.actions.value_lines import LayoutError
from meritbook.core.results.audit_checks import Recalculation
from meritbook.core.results.audit_policy import Grade
from meritbook.core.results.audit_sampling import SampleError
from meritbook.desk.measure_trust import trust_of
from meritbook.records.models import AuditFinding, AuditSample
from meritbook.records.states import StateError
from year_stage import do

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def refreshed(row: Any) -> Any:
    row.refresh_from_db()
    return row


def months(people: Any, departments: Any, at: datetime) -> Any:
    """A measure by the month with eleven of twelve values of 2025, entered on 2 March 2026."""
    row = do(
        "define_measure", people.results_administrator, at, key="cases", department=departments.revenue,
        definition=definition(title="Cases closed", unit="cases", places=0, frequency="monthly", targets=[]),
        starts_on=date(2025, 1, 1), owner=people.measure_owner,
    )  # fmt: skip
    from meritbook.core.results.periods import Frequency, period_on

    values = [(period_on(date(2025, n, 1), Frequency.MONTHLY, 7), Decimal(100 + n), "") for n in range(1, 13) if n != 5]
    do("record_values", people.measure_owner, at, measure=row, source="Register of cases.", values=values)
    return row


def audited(people: Any, departments: Any, at: datetime) -> Any:
    row = months(people, departments, at)
    return charter(people, [row], at, starts_on=date(2025, 1, 1)).audited.get()


# --- charter -------------------------------------------------------------------------------------------------


def test_who_owns_or_recorded_a_value_neither_charters_nor_leads(audits: Any, people: Any, at: datetime) -> None:
    with pytest.raises(OwnCaseError):
        do("draw_audit_sample", _granted(people.measure_owner), at, audited=audits.audited)
    do("withdraw_audit", people.auditor, at, audit=audits.open, because="Begun anew.")
    measure = audits.audited.measure
    with pytest.raises(AuditorError, match="has a part in Days to a refund"):
        charter(people, [measure], at, auditor=_granted(people.measure_owner))
    with pytest.raises(AuditorError, match="holds no role that audits"):
        charter(people, [measure], at, auditor=people.agency_hr)
    people.auditor.is_active = False
    with pytest.raises(AuditorError, match="shut out"):
        do(
            "charter_audit", people.results_facilitator, at, title="Again", measures=[measure], auditor=people.auditor,
            starts_on=BEGINS, ends_before=date(2026, 1, 1), because="Again.",
        )  # fmt: skip


def _granted(user: Any) -> Any:
    """The person, who audits measures as well."""
    from meritbook.actions import SYSTEM, grant_role
    from meritbook.records.models import Role

    if not user.role_assignments.filter(role=Role.AUDITOR).exists():
        grant_role.perform(
            SYSTEM, at=LATER, why="Set-up.", user=user, role=Role.AUDITOR, department=None, starts_on=date(2020, 1, 1)
        )
    return user


@pytest.mark.parametrize(
    ("taken", "error", "where"),
    [
        ({"ends_before": BEGINS}, AuditError, "ends_before"),
        ({"starts_on": date(2026, 3, 2), "ends_before": date(2026, 6, 1)}, AuditError, "starts_on"),
        ({"starts_on": date(2024, 1, 1), "ends_before": date(2024, 6, 1)}, AuditError, "measures"),
        ({"measures": []}, AuditError, "measures"),
    ],
)
def test_a_charter_that_cannot_be_is_refused_at_its_place(
    measures: Any, people: Any, at: datetime, taken: dict[str, Any], error: type[Exception], where: str
) -> None:
    with pytest.raises(error) as refused:
        charter(people, taken.pop("measures", [measures.refunds]), at, **taken)
    assert refused.value.where == where  # type: ignore[attr-defined]


def test_a_measure_is_in_one_audit_at_a_time_and_in_each_once(audits: Any, people: Any, at: datetime) -> None:
    with pytest.raises(AuditUnderWayError, match="Refund figures"):
        charter(people, [audits.audited.measure], at)
    with pytest.raises(AuditError, match="named twice"):
        charter(people, [audits.letters, audits.letters], at)
    # The audit of letters is reported, so another may begin.
    assert charter(people, [audits.letters], at).status == "under_way"


def test_an_audit_of_several_departments_is_the_enterprises(
    audits: Any, measures: Any, people: Any, at: datetime
) -> None:
    row = charter(people, [audits.letters, measures.statewide], at)
    assert row.department_id is None
    assert audits.open.department_id == audits.letters.department_id


# --- what the register tells ---------------------------------------------------------------------------------


def test_completeness_and_timeliness_come_from_the_register(people: Any, departments: Any, at: datetime) -> None:
    one = audited(people, departments, at)
    told = auditing.told_of(one, auditing.audit_policy(at.date()), at.date())
    assert told.completeness.lines == ("May 2025: no value",)
    assert told.completeness.grade is Grade.PARTLY
    # Entered on 2 March 2026: whatever was due before cannot be told.
    assert (told.timeliness.grade, told.timeliness.not_told) == (Grade.UNDETERMINED, 12)


def test_a_correction_does_not_make_a_value_late(measures: Any, people: Any, at: datetime) -> None:
    one = charter(people, [measures.refunds], at).audited.get()
    policy = auditing.audit_policy(at.date())
    before = auditing.told_of(one, policy, at.date()).timeliness
    do(
        "correct_value", people.measure_owner, at + timedelta(days=60), value=measures.value, figure=Decimal(20),
        source="R-12.", because="Misread.",
    )  # fmt: skip
    assert auditing.told_of(one, policy, at.date()).timeliness == before


# --- sample and recalculation --------------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_sample_and_a_later_draw_leaves_the_first(
    people: Any, departments: Any, at: datetime
) -> None:
    one = audited(people, departments, at)
    first = do("draw_audit_sample", people.auditor, at, audited=one, seed=3)
    plan = auditing.plan_of(first)
    assert (plan.population, plan.size) == (11, 9)
    again = do("draw_audit_sample", people.auditor, at, audited=one, seed=3)
    assert auditing.drawn_of(again) == auditing.drawn_of(first)
    assert again.sha256 == first.sha256
    assert (again.number, refreshed(first).current) == (2, False)
    other = do("draw_audit_sample", people.auditor, at, audited=one)
    assert other.seed == AuditSample.objects.get(pk=other.pk).seed > 0
    with pytest.raises(SampleError):
        do("draw_audit_sample", people.auditor, at, audited=one, tolerable=Decimal(0))
    whole = do("draw_audit_sample", people.auditor, at, audited=one, tolerable=Decimal("5"))
    assert len(auditing.drawn_of(whole)) == 11


def test_without_a_value_there_is_nothing_to_draw(measures: Any, people: Any, at: datetime) -> None:
    one = charter(people, [measures.statewide], at).audited.get()
    with pytest.raises(SampleError, match="There are 0 periods with a value"):
        do("draw_audit_sample", people.auditor, at, audited=one)


def worked_out(people: Any, one: Any, at: datetime, text: str | bytes, **more: Any) -> Recalculation:
    data = text.encode() if isinstance(text, str) else text
    row = do("recalculate_sample", people.auditor, at, audited=one, data=data, name="own.csv", how="By hand.", **more)
    assert row.document.original() == data
    return auditing.result_of(row)


def drawn(people: Any, departments: Any, at: datetime) -> Any:
    one = audited(people, departments, at)
    do("draw_audit_sample", people.auditor, at, audited=one, seed=3)
    return one


def right(one: Any, **more: str) -> str:
    """A file with the recorded figures, but for those that are named by their place in the sample."""
    lines = ["period,value"]
    for place, each in enumerate(auditing.drawn_of(one.samples.get(current=True))):
        lines.append(f"{each.label},{more.get(f'n{place}', each.recorded)}")
    return "\n".join(lines)


def test_figures_are_compared_with_those_that_stood_when_the_sample_was_drawn(
    people: Any, departments: Any, at: datetime
) -> None:
    one = drawn(people, departments, at)
    first = auditing.drawn_of(one.samples.get())[0]
    value = one.measure.values.get(starts_on=first.starts_on)
    do(
        "correct_value", people.measure_owner, at, value=value, figure=Decimal(150), source="Register.",
        because="Set right before anybody asks.",
    )  # fmt: skip
    found = worked_out(people, one, at, right(one, n0="150"))
    assert (found.lines[0].recorded, found.lines[0].wrong, found.wrong) == (first.recorded, True, 1)
    assert found.grade is Grade.UNDETERMINED


def test_a_workbook_is_read_and_a_missing_source_counts_as_wrong(people: Any, departments: Any, at: datetime) -> None:
    from openpyxl import Workbook

    one = drawn(people, departments, at)
    book = Workbook()
    book.active.append(["Period", "Value", "Remark"])
    for place, each in enumerate(auditing.drawn_of(one.samples.get())):
        book.active.append([each.label, "not found" if place == 0 else float(each.recorded), "seen"])
    kept = io.BytesIO()
    book.save(kept)
    found = worked_out(people, one, at, kept.getvalue())
    assert (found.examined, found.wrong) == (9, 1)
    assert "source could not be found" in found.lines[0].sentence


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("period,value\n2025-05,3\n", "results.cell_not_sampled", "A2"),
        ("period,value\nsoon,3\n", "results.period", "A2"),
        ("period,value\n{0},about 3\n", "results.cell_not_a_number", "B2"),
        ('period,value\n{0},"1,203"\n', "results.cell_comma", "B2"),
        ("period,value\n{0},3\n{0},3\n", "results.cell_twice", "A3"),
    ],
)
def test_a_file_with_a_cell_that_cannot_be_taken_is_refused_whole_at_its_cell(
    people: Any, departments: Any, at: datetime, text: str, code: str, place: str
) -> None:
    one = drawn(people, departments, at)
    label = auditing.drawn_of(one.samples.get())[0].label
    with pytest.raises(RecalculationRefusedError) as refused:
        worked_out(people, one, at, text.format(label))
    (cell,) = refused.value.details["cells"]
    assert (cell["code"], cell["place"]) == (code, place)
    assert not one.recalculations.exists()


def test_a_file_without_its_columns_or_figures_is_refused(people: Any, departments: Any, at: datetime) -> None:
    one = drawn(people, departments, at)
    with pytest.raises(LayoutError):
        worked_out(people, one, at, "month,figure\n2025-01,3\n")
    with pytest.raises(LayoutError):
        worked_out(people, one, at, "period,value\n")
    label = auditing.drawn_of(one.samples.get())[0].label
    with pytest.raises(RecalculationRefusedError, match="no figure"):
        worked_out(people, one, at, f"period,value\n{label},\n")
    with pytest.raises(NoSampleError, match="Another sample"):
        worked_out(people, one, at, right(one), sample=2)


def test_another_draw_sets_the_recalculation_aside(people: Any, departments: Any, at: datetime) -> None:
    one = drawn(people, departments, at)
    assert worked_out(people, one, at, right(one)).grade is Grade.MET
    do("draw_audit_sample", people.auditor, at, audited=one, seed=4)
    assert not one.recalculations.filter(current=True).exists()
    assert one.recalculations.count() == 1


def test_before_a_draw_nothing_is_recalculated(people: Any, departments: Any, at: datetime) -> None:
    with pytest.raises(NoSampleError):
        worked_out(people, audited(people, departments, at), at, FIGURES)


# --- grades and trust ----------------------------------------------------------------------------------------


def test_a_grade_keeps_what_the_register_told_and_a_later_one_leaves_it(audits: Any, people: Any, at: datetime) -> None:
    told = {"audited": audits.audited, "criterion": "completeness", "says": "January is missing."}
    first = do("grade_criterion", people.auditor, at, grade="partly", **told)
    assert first.told.startswith("1 of 2 periods have a value")
    do("grade_criterion", people.auditor, at, grade="not_met", **told)
    assert not refreshed(first).current
    for taken in ({"criterion": "beauty", "grade": "met"}, {"criterion": "validity", "grade": "splendid"}):
        with pytest.raises(AuditError):
            do("grade_criterion", people.auditor, at, audited=audits.audited, says="So.", **taken)


def test_a_rating_needs_every_grade_and_is_no_better_than_they_allow(audits: Any, people: Any, at: datetime) -> None:
    taken = {"audited": audits.audited, "because": "As it was seen."}
    with pytest.raises(TrustError, match="Not graded yet: validity, reliability"):
        do("rate_trust", people.auditor, at, level="with_care", **taken)
    graded(people, audits.audited, at, control="not_met")
    with pytest.raises(TrustError, match="more than the criteria allow, which is “usable with care”") as high:
        do("rate_trust", people.auditor, at, level="reliable", **taken)
    assert high.value.to_do.endswith("because of: control procedures (not met).")
    with pytest.raises(TrustError):
        do("rate_trust", people.auditor, at, level="splendid", **taken)
    row = do("rate_trust", people.auditor, at, level="not_reliable", **taken)
    assert (row.lapses_on - row.rated_on).days == 730
    assert refreshed(audits.open).status == "reported"
    with pytest.raises(AuditEndedError):
        do("rate_trust", people.auditor, at, level="not_reliable", **taken)


def test_the_last_rating_reports_the_audit_and_a_rated_one_is_not_withdrawn(
    audits: Any, measures: Any, people: Any, at: datetime
) -> None:
    row = charter(people, [audits.letters, measures.statewide], at)
    second, first = row.audited.order_by("measure__key")
    for one in (first, second):
        graded(people, one, at)
    do("rate_trust", people.auditor, at, audited=first, level="reliable", because="Well.")
    assert refreshed(row).status == "under_way"
    assert not refreshed(audits.rating).current
    with pytest.raises(TrustError, match="rated in this audit already"):
        do("rate_trust", people.auditor, at, audited=first, level="reliable", because="Well.")
    with pytest.raises(AuditError, match="rated by it already"):
        do("withdraw_audit", people.results_administrator, at, audit=row, because="Tired.")
    do("rate_trust", people.auditor, at, audited=second, level="undetermined", because="No value.")
    assert refreshed(row).status == "reported"


def test_trust_is_told_of_every_measure_in_one_statement(
    audits: Any, measures: Any, at: datetime, django_assert_num_queries: Any
) -> None:
    keys = ["letters-answered", "refund-days", "nowhere"]
    with django_assert_num_queries(1):
        found = trust_of(keys, at.date())
    assert {key: one.word for key, one in found.items()} == {
        "letters-answered": "Usable with care",
        "refund-days": "Not audited",
        "nowhere": "Not audited",
    }
    one = found["letters-answered"]
    assert (one.audited_on, one.expires_on) == (at.date(), at.date() + timedelta(days=729))
    assert one.address == f"/results/audits/{audits.reported.pk}/measures/letters-answered/"
    with django_assert_num_queries(0):
        assert trust_of([], at.date()) == {}
    assert trust_of(keys, at.date() + timedelta(days=730))["letters-answered"].word == "Audit expired"


def test_a_material_change_asks_again_from_its_day_on_and_no_other_does(audits: Any, people: Any, at: datetime) -> None:
    def change(starts_on: date, **more: Any) -> None:
        entry = definition(title="Letters answered", unit="letters", places=0, direction="at_least", **more)
        do(
            "change_measure", people.results_administrator, at, measure=audits.letters, definition=entry,
            starts_on=starts_on, because="As decided.",
        )  # fmt: skip

    change(date(2026, 1, 1), says=definition()["says"], budget_unit="Mail room")
    assert trust_of(["letters-answered"], at.date())["letters-answered"].word == "Usable with care"
    change(date(2026, 4, 1), method="Counted by the machine.")
    assert trust_of(["letters-answered"], date(2026, 3, 31))["letters-answered"].word == "Usable with care"
    after = trust_of(["letters-answered"], date(2026, 4, 1))["letters-answered"]
    assert (after.word, after.verdict) == ("Audit overtaken", "undetermined")
    assert "its method changed" in after.because


def test_a_measure_that_changed_while_it_was_audited_is_not_rated(audits: Any, people: Any, at: datetime) -> None:
    graded(people, audits.audited, at)
    do(
        "change_measure", people.results_administrator, at, measure=audits.audited.measure,
        definition=definition(source="The new ledger"), starts_on=date(2026, 1, 1), because="A new system.",
    )  # fmt: skip
    with pytest.raises(EntryMovedError, match="the source of Days to a refund changed"):
        do("rate_trust", people.auditor, at, audited=audits.audited, level="reliable", because="Well.")


# --- findings ------------------------------------------------------------------------------------------------


def test_a_finding_is_answered_done_and_closed_by_somebody_else(audits: Any, people: Any, at: datetime) -> None:
    row = audits.finding
    assert row.due_on == date(2026, 4, 1)
    with pytest.raises(StateError):
        do("report_finding_done", people.measure_owner, at, finding=row, says="Done.")
    answer = {"finding": row, "agrees": True, "says": "From April on.", "due_on": date(2026, 4, 30)}
    do("answer_finding", people.measure_owner, at, **answer)
    do("report_finding_done", people.measure_owner, at, finding=row, says="Named.")
    with pytest.raises(FindingDayError):
        do("verify_finding", people.auditor, at, finding=row, close=False, says="No trace.")
    do("verify_finding", people.auditor, at, finding=row, close=False, says="No trace.", due_on=date(2026, 5, 15))
    assert (refreshed(row).status, row.due_on, row.done_by_id) == ("answered", date(2026, 5, 15), None)
    do("report_finding_done", people.department_director, at, finding=row, says="Signed on 3 May.")
    do("verify_finding", people.auditor, at, finding=row, close=True, says="Seen.")
    assert (refreshed(row).status, row.verified_by) == ("closed", people.auditor)
    assert [one.kind for one in row.steps.all()] == ["answered", "done", "sent_back", "done", "closed"]
    with pytest.raises(StateError):
        do("answer_finding", people.measure_owner, at, **answer)


def test_nobody_answers_what_they_found_nor_verifies_what_they_answered(audits: Any, people: Any, at: datetime) -> None:
    facilitator = people.results_facilitator
    own = do("raise_finding", facilitator, at, audited=audits.audited, **words())
    answer = {"agrees": False, "says": "It is so by law.", "due_on": date(2026, 4, 30)}
    with pytest.raises(FindingActorError, match="raised this finding"):
        do("answer_finding", facilitator, at, finding=own, **answer)
    do("answer_finding", facilitator, at, finding=audits.finding, **answer)
    with pytest.raises(OwnCaseError):
        do("verify_finding", facilitator, at, finding=audits.finding, close=True, says="Well.")
    # The database holds it too, whoever writes.
    closed = {"status": "closed", "verified_by": facilitator, "verified_at": at}
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditFinding.objects.filter(pk=audits.finding.pk).update(**closed)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditFinding.objects.filter(pk=own.pk).update(answered_by=facilitator, answered_at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditFinding.objects.filter(pk=own.pk).update(status="closed")


@pytest.mark.parametrize("due_on", [date(2026, 3, 2), date(2028, 3, 3), date(1800, 1, 1)])
def test_a_day_that_cannot_be_due_is_refused(audits: Any, people: Any, at: datetime, due_on: date) -> None:
    with pytest.raises(PolicyError) as refused:
        do("answer_finding", people.measure_owner, at, finding=audits.finding, agrees=True, says="Yes.", due_on=due_on)
    assert refused.value.where == "due_on"


def test_findings_are_followed_up_after_the_audit_and_none_is_raised_then(
    audits: Any, people: Any, at: datetime
) -> None:
    other = audits.reported.audited.get()
    with pytest.raises(AuditEndedError):
        do("raise_finding", people.auditor, at, audited=other, **words())
    graded(people, audits.audited, at)
    do("rate_trust", people.auditor, at, audited=audits.audited, level="reliable", because="Well.")
    step = do("report_finding_done", people.measure_owner, at, finding=audits.answered, says="Done.")
    assert step.kind == "done"


def test_an_audit_of_another_department_is_closed_to_a_facilitator(
    measures: Any, people: Any, departments: Any, at: datetime
) -> None:
    of = {"key": "bridges", "department": departments.transport, "starts_on": BEGINS}
    row = do("define_measure", people.results_administrator, at, definition=definition(title="Bridges"), **of)
    one_value = {"source": "R.", "values": [(quarter(BEGINS), Decimal(1), "")]}
    do("record_values", people.results_administrator, at, measure=row, **one_value)
    one = charter(people, [row], at).audited.get()
    with pytest.raises(ForbiddenError):
        do("draw_audit_sample", people.results_facilitator, at, audited=one)
    with pytest.raises(OwnCaseError):
        do("withdraw_audit", people.results_administrator, at, audit=one.audit, because="Mine.")
