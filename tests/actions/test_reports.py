"""Annual reports: what stands in them as fact, what is refused, what is sealed, and what a correction changes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from measure_world import quarter
from meritbook.actions import ledger, reporting
from meritbook.actions.policies import TakenError
from meritbook.actions.report_drawing import Drawn, draw
from meritbook.actions.report_savings import savings_told
from meritbook.actions.reporting_policies import (
    EditionError,
    FactRefusedError,
    MoveError,
    ReportChangedError,
    ReportConflictError,
    ReportError,
    ReportNotReadyError,
)
from meritbook.core.results.periods import fiscal_year
from meritbook.core.results.report import Contents, Head, LeftOut, MeasureFact, contents
from meritbook.core.verdict import Verdict
from meritbook.records.models import EditionStatus, ReportEdition, ReportPart, ResourceMove
from report_world import QUARTERS, WORDS, measure, publish, written
from year_stage import do

pytestmark = pytest.mark.django_db


def whole(edition: ReportEdition) -> Contents:
    return contents(reporting.parts_of(edition), edition.number)


def out(found: Drawn) -> dict[str, tuple[str, ...]]:
    return {one.key: one.content.reasons for one in found.of("left_out") if isinstance(one.content, LeftOut)}


def blocks(found: Drawn) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in found.problems if one.blocks]


def test_a_published_report_holds_facts_only_and_lists_what_it_leaves_out(reports: Any) -> None:
    report = whole(reports.published)
    assert [one.key for one in report.measures] == ["filing-days"]
    assert [one.key for one in report.left_out] == ["call-wait", "mail-days", "bare-count"]
    reasons = {one.key: one.reasons for one in report.left_out}
    assert reasons["call-wait"][0].startswith("It is stale: the value of FY2025 Q3")
    assert reasons["bare-count"] == ("It does not say how its values are collected.",)
    (fact,) = report.measures
    assert (fact.value, fact.target, fact.period) == (Decimal(15), Decimal(10), "FY2025 Q4")
    assert fact.before == Decimal(11)
    assert fact.recorded_from == "Report R-1."
    assert len(fact.history) == 8
    assert report.head.words.results == "A return is filed in 15 days (FY2025 Q4)."
    assert [(one.key, one.late) for one in report.actions] == [("more-clerks", True), ("new-hall", False)]
    assert [one.moved_to for one in report.moves] == ["The filing hall"]
    goals = {one.key: (one.reached, one.missed, one.left_out) for one in report.head.goals}
    assert goals == {"prompt-service": (0, 1, 3), "sound-books": (0, 0, 0)}


def test_risks_are_told_in_aggregate_and_too_few_not_at_all(
    reports: Any, risks: Any, people: Any, departments: Any, at: datetime
) -> None:
    from meritbook.actions.report_risks import risks_told
    from risk_world import words

    few = risks_told(departments.revenue, at.date())
    assert (few.total, few.told_apart, few.by_state, few.by_category) == (None, False, (), ())
    do(
        "register_risk", people.results_facilitator, at, department=departments.revenue,
        owner=people.results_facilitator, **words("mail-theft", "Mail theft"),
    )  # fmt: skip
    told = risks_told(departments.revenue, at.date())
    assert (told.total, told.within, told.above, told.undetermined) == (3, None, None, None)
    assert [(one.called, one.count) for one in told.by_category] == [("All together", 3)]
    assert [(one.called, one.count) for one in told.by_state] == [("Open", 3)]
    text = told.model_dump_json()
    assert "theft" not in text
    assert "fraud" not in text


def test_a_stale_measure_is_refused_until_somebody_includes_it_by_name(reports: Any, people: Any, at: datetime) -> None:
    director = people.department_director
    found = draw(reports.draft, on=at.date())
    assert "call-wait" in out(found)
    assert "mail-days" not in out(found)
    (mail,) = (one.content for one in found.of("measure") if one.key == "mail-days")
    assert isinstance(mail, MeasureFact)
    assert mail.stale.startswith("It is stale: the value of FY2024 Q3")
    assert (mail.stands_for_it, mail.because) == ("Department Director", "The count was lost in a flood.")
    with pytest.raises(FactRefusedError, match="no fact, whoever answers for it") as refused:
        do("include_stale_measure", director, at, edition=reports.draft, measure=reports.bare, because="It is known.")
    assert refused.value.code == "results.fact_refused"
    with pytest.raises(ReportError, match="without anybody's word"):
        do("include_stale_measure", director, at, edition=reports.draft, measure=reports.filing, because="So.")
    with pytest.raises(TakenError):
        do("include_stale_measure", director, at, edition=reports.draft, measure=reports.inclusion.measure, because="A")


def test_words_that_cite_what_is_no_fact_are_not_published(reports: Any, people: Any, at: datetime) -> None:
    director = people.department_director
    written(director, at, reports.draft, results="Calls wait [[call-wait]]; books [[nothing-such]].")
    found = draw(reports.draft, on=at.date())
    assert blocks(found) == [("results.fact_refused", "results")] * 2
    with pytest.raises(FactRefusedError) as refused:
        publish(director, at, reports.draft)
    assert "cite call-wait as fact" in refused.value.message
    assert len(refused.value.details["problems"]) == 2
    reports.draft.refresh_from_db()
    assert reports.draft.status == EditionStatus.DRAFT
    do("include_stale_measure", director, at, edition=reports.draft, measure=reports.stale, because="Fire.")
    written(director, at, reports.draft, results="Calls wait [[call-wait]].")
    done = publish(director, at, reports.draft)
    assert whole(done).head.words.results == "Calls wait 9 days (FY2024 Q2, stale)."


def test_a_stale_measure_is_counted_apart_whatever_its_last_value_reached(
    reports: Any, people: Any, at: datetime
) -> None:
    found = whole(publish(people.department_director, at, reports.draft))
    (mail,) = (one for one in found.measures if one.key == "mail-days")
    assert mail.verdict is Verdict.MET
    goal = found.head.goals[0]
    assert (goal.reached, goal.missed, goal.undetermined, goal.stale, goal.left_out) == (0, 1, 0, 1, 2)
    assert goal.measures == 2


def test_an_inclusion_is_judged_again_when_the_report_is_published(reports: Any, people: Any, at: datetime) -> None:
    do("deactivate_user", people.system_administrator, at, user=people.measure_owner)
    found = draw(reports.draft, on=at.date())
    assert ("results.fact_refused", "mail-days") in blocks(found)
    assert "Nobody who can sign in answers for it." in out(found)["filing-days"]


def test_before_the_year_has_ended_or_without_words_nothing_is_published(
    reports: Any, people: Any, departments: Any, at: datetime
) -> None:
    edition = do(
        "begin_report", people.department_director, at, department=departments.revenue, year=2026, plan=reports.plan
    )
    found = draw(edition, on=at.date())
    assert [where for _, where in blocks(found)] == ["year", "introduction", "results"]
    with pytest.raises(ReportNotReadyError, match="lasts until 30 June 2026"):
        publish(people.department_director, at, edition)


def test_a_draft_that_changed_since_it_was_shown_is_not_published(reports: Any, people: Any, at: datetime) -> None:
    seal = reports.seal()
    value = reports.filing.values.get(current=True, starts_on=QUARTERS[3])
    do("correct_value", people.results_administrator, at, value=value, figure=Decimal(9), source="R-1", because="Typo.")
    with pytest.raises(ReportChangedError):
        publish(people.department_director, at, reports.draft, sha256=seal)


def test_a_correction_changes_no_published_report_and_a_revised_edition_lists_it(
    reports: Any, people: Any, at: datetime
) -> None:
    director, before = people.department_director, whole(reports.published)
    value = reports.filing.values.get(current=True, starts_on=QUARTERS[7])
    do("correct_value", people.results_administrator, at, value=value, figure=Decimal(9), source="R-2", because="Typo.")
    assert whole(ReportEdition.objects.get(pk=reports.published.pk)) == before
    revised = do("revise_report", director, at, report=reports.published.report, because="A quarter was misread.")
    with pytest.raises(EditionError, match="under way"):
        do("revise_report", director, at, report=reports.published.report, because="Again.")
    done = publish(director, at + timedelta(days=1), revised)
    first = ReportEdition.objects.get(pk=reports.published.pk)
    assert (first.status, done.status, done.number) == (EditionStatus.FOLLOWED, EditionStatus.PUBLISHED, 2)
    assert whole(first).measures[0].value == Decimal(15)
    assert whole(done).measures[0].value == Decimal(9)
    changed = {one.called: (one.before, one.after) for one in whole(done).changes}
    assert changed["value of FY2025 Q4"] == ("15 days", "9 days")
    assert changed["result of FY2025 Q4"] == ("not met", "met")
    assert changed["words"][1] == "A return is filed in 9 days (FY2025 Q4)."
    assert done.pdf is not None
    assert done.pdf.original()[:5] == b"%PDF-"
    assert done.pdf_id != first.pdf_id


def test_two_people_do_not_write_over_each_other_and_both_are_shown(reports: Any, people: Any, at: datetime) -> None:
    words = {**WORDS, "introduction": "By the director."}
    do("save_report_words", people.department_director, at, edition=reports.draft, words=words, base=2)
    with pytest.raises(ReportConflictError, match="Department Director saved other words") as refused:
        do(
            "save_report_words", people.results_facilitator, at, edition=reports.draft,
            words={**WORDS, "introduction": "By the facilitator."}, base=2,
        )  # fmt: skip
    assert refused.value.details["number"] == 3
    assert refused.value.details["places"] == [
        {"place": "introduction", "theirs": "By the director.", "mine": "By the facilitator."}
    ]
    same = do("save_report_words", people.results_facilitator, at, edition=reports.draft, words=words, base=2)
    assert same.number == 3
    words = {**WORDS, "goals": [{"goal": "elsewhere", "says": "A"}]}
    with pytest.raises(ReportError, match="no goal"):
        do("save_report_words", people.results_facilitator, at, edition=reports.draft, words=words, base=3)


def test_a_withdrawn_report_stays_on_record_with_its_reason(reports: Any, people: Any, at: datetime) -> None:
    done = do("withdraw_report", people.department_director, at, edition=reports.published, because="Wrong year.")
    assert (done.status, done.withdrawn_because, done.was_published) == (EditionStatus.WITHDRAWN, "Wrong year.", True)
    assert done.parts.count() == done.parts_count
    again = do("revise_report", people.department_director, at, report=done.report, because="The right year.")
    assert again.revises == done


def test_a_report_is_begun_once_of_a_year_and_on_a_plan_of_its_own(
    reports: Any, people: Any, departments: Any, strategic_plans: Any, at: datetime
) -> None:
    taken = {"department": departments.revenue, "plan": reports.plan}
    with pytest.raises(TakenError, match="revenue-fy2025"):
        do("begin_report", people.department_director, at, year=2025, **taken)
    with pytest.raises(ReportError, match="does not reach into FY2023"):
        do("begin_report", people.department_director, at, year=2023, **taken)
    with pytest.raises(ReportError, match="is not a year"):
        do("begin_report", people.department_director, at, year=0, **taken)
    with pytest.raises(ReportError, match="not a plan of the enterprise"):
        do("begin_report", people.results_administrator, at, department=None, year=2026, plan=reports.plan)
    top = strategic_plans.enterprise.plan
    whole_state = do("begin_report", people.results_administrator, at, department=None, year=2026, plan=top)
    assert whole_state.report.key == "enterprise-fy2026"
    found = draw(whole_state, on=at.date())
    trusted = [(one.key, one.goal) for one in found.of("left_out")]
    # By way of the plan below that serves the goal of the state.
    assert ("refund-days", "trusted-government") in trusted


def test_what_audits_say_of_a_measure_stands_beside_it(reports: Any, at: datetime) -> None:
    found = draw(reports.draft, on=at.date(), trust=lambda _, on: {"filing-days": f"Sound, audited by {on}."})
    said = {one.key: one.content.trust for one in found.of("measure") if isinstance(one.content, MeasureFact)}
    assert said == {"filing-days": f"Sound, audited by {at.date()}.", "mail-days": ""}


def test_measures_that_no_goal_names_stand_apart(reports: Any, people: Any, departments: Any, at: datetime) -> None:
    measure(people, departments.revenue, at, "lone-count", QUARTERS[:4])
    found = draw(reports.draft, on=at.date())
    assert [(one.key, one.goal) for one in found.of("measure")][-1] == ("lone-count", "beyond-the-goals")
    head = found.of("head")[0].content
    assert isinstance(head, Head)
    assert head.goals[-1].called == "Measures that no goal names"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"people": None}, "Neither people nor money"),
        ({"people": Decimal(0)}, "no number above zero"),
        ({"people": Decimal("NaN")}, "no number above zero"),
        ({"people": Decimal("0.001")}, "more than two decimal places"),
        ({"money": Decimal(10) ** 16}, "no number above zero that can be kept"),
        ({"moved_on": date(2026, 3, 3)}, "has not come yet"),
    ],
)
def test_resources_that_cannot_have_been_moved_are_refused(
    people: Any, departments: Any, at: datetime, more: dict[str, Any], says: str
) -> None:
    taken = {
        "department": departments.revenue, "moved_on": date(2026, 1, 5), "people": Decimal(1), "moved_from": "A",
        "moved_to": "B", "because": "C", "result": "D", "source": "E", **more,
    }  # fmt: skip
    with pytest.raises(MoveError, match=says):
        do("record_resource_move", people.results_facilitator, at, **taken)


def test_a_move_that_was_withdrawn_is_in_no_later_edition(reports: Any, people: Any, at: datetime) -> None:
    do("withdraw_resource_move", people.results_facilitator, at, move=reports.move, because="It was four.")
    revised = do("revise_report", people.department_director, at, report=reports.published.report, because="Resources.")
    found = draw(revised, on=at.date())
    assert found.of("move") == ()
    assert len(whole(reports.published).moves) == 1
    with pytest.raises(MoveError, match="withdrawn already"):
        do("withdraw_resource_move", people.results_facilitator, at, move=reports.move, because="Again.")


def test_only_what_another_verified_for_the_year_is_told_as_saved(
    reports: Any, lean: Any, people: Any, departments: Any, strategic_plans: Any, at: datetime
) -> None:
    def told(year: int, department: Any = None) -> list[Decimal]:
        return [one.amount for one in savings_told(department, fiscal_year(year, 7))]

    assert told(2026) == []  # it was claimed, and waits
    amounts = [(2026, Decimal(9_000))]
    do("verify_saving", people.auditor, at, saving=lean.saving, amounts=amounts, says="Invoices were read.")
    assert told(2026) == told(2026, departments.revenue) == [Decimal(9_000)]
    assert told(2026, departments.transport) == told(2025) == told(2027) == []
    taken = {"department": None, "year": 2026, "plan": strategic_plans.enterprise.plan}
    found = draw(do("begin_report", people.results_administrator, at, **taken), on=at.date())
    report = contents(found.parts, 1)
    (saving,) = report.savings
    assert (saving.shown, saving.as_claimed, saving.saved) == ("$9,000", "$12,000", "Spending that ends")
    assert (saving.verified_on, saving.verified_as) == (at.date(), "auditor")
    assert [(one.shown, one.savings) for one in report.head.saved or ()] == [("$9,000", 1)]
    # What a verifier and a claimant wrote for each other is no public text.
    assert "Invoices" not in "".join(one.text for one in found.parts)


def test_the_database_refuses_a_second_report_of_a_year_and_resources_that_are_none(reports: Any) -> None:
    report = reports.published.report
    for broken in (
        lambda: type(report).objects.create(
            key="other", department=report.department, year="FY2025", starts_on=report.starts_on,
            ends_before=report.ends_before, plan=report.plan, begun_by=report.begun_by, begun_at=report.begun_at,
        ),
        lambda: ReportEdition.objects.filter(pk=reports.draft.pk).update(status="published"),
        lambda: ReportEdition.objects.filter(pk=reports.published.pk).update(status="withdrawn", sha256=""),
        lambda: ResourceMove.objects.filter(pk=reports.move.pk).update(people=None, money=None),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()


def test_verification_finds_a_fact_that_was_changed_after_publication(reports: Any) -> None:
    assert ledger.verify().sound
    part = ReportPart.objects.get(edition=reports.published, kind="measure")
    ReportPart.objects.filter(pk=part.pk).update(content_json=part.content_json.replace('"15"', '"9"', 1))
    faults = ledger.verify().faults
    assert [(one.kind, one.where) for one in faults] == [("report", f"reportedition:{reports.published.pk}")]
    part.save()


def test_a_report_of_a_measure_that_was_corrected_twice_names_the_newest_revision(
    reports: Any, people: Any, at: datetime
) -> None:
    row = reports.filing.values.get(current=True, starts_on=QUARTERS[3])
    done = row
    for figure in (Decimal(7), Decimal(6)):
        done = do(
            "correct_value", people.results_administrator, at, value=done, figure=figure, source="R", because="Typo."
        ).values.get()
    found = draw(reports.draft, on=at.date())
    (fact,) = (one.content for one in found.of("measure") if one.key == "filing-days")
    assert isinstance(fact, MeasureFact)
    assert (fact.value, fact.revision, fact.values[-1].corrects) == (Decimal(6), done.pk, True)
    assert fact.revision != row.pk
    assert quarter(QUARTERS[3]).words == fact.period
