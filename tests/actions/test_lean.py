"""Lean work: charters, values before and after, what fell back, savings, gates, and who may not do what."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lean_world import LAST_DAY, charter, step, stream
from meritbook.actions.lean_readings import register_value
from meritbook.actions.leaning import Series, lean_policy
from meritbook.actions.leaning_policies import (
    CharterError,
    GateError,
    LeanError,
    NotFinishedError,
    ReadingError,
    SavingError,
    SponsorError,
    StreamMapError,
)
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.policies import TakenError, TextError
from meritbook.core.results.decay import Hold
from meritbook.records.states import StateError
from year_stage import do

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(people: Any) -> Any:
    """Keeps the Lean work of the Department of Revenue."""
    return people.results_practitioner


# --- charters -----------------------------------------------------------------------------------------------


def test_whoever_wrote_a_charter_is_not_its_sponsor(people: Any, departments: Any, at: Any) -> None:
    words = charter(people, sponsor=people.results_facilitator)
    with pytest.raises(LeanError, match="somebody else writes it"):
        do("charter_event", people.results_facilitator, at, key="x", department=departments.revenue, **words)


def test_only_the_sponsor_decides_and_a_later_writer_takes_the_right_away(lean: Any, people: Any, at: Any) -> None:
    with pytest.raises(SponsorError, match="Department Director is the sponsor"):
        do("decide_charter", people.results_administrator, at, event=lean.fresh, approve=True, says="Yes.")
    with pytest.raises(LeanError, match="somebody else writes it"):
        do("change_charter", people.department_director, at, event=lean.fresh, **charter(people))


def test_a_charter_is_approved_as_it_was_read(lean: Any, people: Any, at: Any) -> None:
    lean.fresh.refresh_from_db()
    read = lean.fresh.sha256
    do("change_charter", people.results_facilitator, at, event=lean.fresh, **charter(people, goal="Another goal."))
    with pytest.raises(CharterError, match="changed since you opened it"):
        do("decide_charter", people.department_director, at, event=lean.fresh, approve=True, says="Yes.", sha256=read)


@pytest.mark.parametrize("change", ["measure", "team"])
def test_the_seal_of_a_charter_covers_its_measures_and_its_team(lean: Any, people: Any, at: Any, change: str) -> None:
    lean.fresh.refresh_from_db()
    before = lean.fresh.sha256
    if change == "measure":
        do("strike_event_measure", people.results_facilitator, at, measure=lean.fresh_own)
    else:
        words = charter(
            people, team=[], title=lean.fresh.title, starts_on=date(2026, 3, 16), last_day=date(2026, 3, 20)
        )
        do("change_charter", people.results_facilitator, at, event=lean.fresh, **words)
    lean.fresh.refresh_from_db()
    assert lean.fresh.sha256 != before


def test_without_a_measure_a_charter_can_only_be_sent_back(lean: Any, people: Any, at: Any) -> None:
    sponsor = people.department_director
    do("strike_event_measure", people.results_facilitator, at, measure=lean.fresh_own)
    with pytest.raises(CharterError, match="names no measure"):
        do("decide_charter", sponsor, at, event=lean.fresh, approve=True, says="Yes.")
    with pytest.raises(TextError):
        do("decide_charter", sponsor, at, event=lean.fresh, approve=False, says=" ")
    row = do("decide_charter", sponsor, at, event=lean.fresh, approve=False, says="What is measured?")
    assert row.status == "returned"
    row = do("change_charter", people.results_facilitator, at, event=row, **charter(people))
    assert (row.status, row.decided_by) == ("chartered", None)


def test_an_approved_charter_stands(lean: Any, people: Any, keeper: Any, at: Any) -> None:
    for act, taken in (
        ("change_charter", {"event": lean.held, **charter(people)}),
        ("add_event_measure", {"event": lean.held, "title": "Calls", "unit": "calls", "better": "lower"}),
        ("strike_event_measure", {"measure": lean.own}),
    ):
        with pytest.raises(CharterError, match="stands as it was approved"):
            do(act, keeper, at, **taken)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"key": "No Spaces"}, LeanError),
        ({"key": "refund-forms"}, TakenError),
        ({"title": "  "}, TextError),
        ({"problem": "a\0b"}, TextError),
        ({"last_day": date(2025, 10, 1)}, LeanError),
        ({"last_day": date(2026, 10, 1)}, LeanError),
        ({"starts_on": date(1, 1, 1)}, Exception),
    ],
)
def test_a_charter_with_a_mistake_is_refused(
    lean: Any, people: Any, departments: Any, keeper: Any, at: Any, wrong: dict[str, Any], error: type[Exception]
) -> None:
    taken = {"key": "new-event", "department": departments.revenue, **charter(people), **wrong}
    with pytest.raises(error):
        do("charter_event", keeper, at, **taken)


def test_another_department_and_the_enterprise_are_closed(
    lean: Any, people: Any, departments: Any, keeper: Any, at: Any
) -> None:
    for department in (departments.transport, None):
        with pytest.raises(ForbiddenError):
            do("charter_event", keeper, at, key="x", department=department, **charter(people))
    with pytest.raises(ForbiddenError):
        do("note_waste", keeper, at, event=lean.elsewhere, kind="piles", says="Trays.")


# --- values ---------------------------------------------------------------------------------------------------


def test_the_value_of_a_measure_of_the_register_comes_from_there(lean: Any, keeper: Any, at: Any) -> None:
    reading = lean.tied.readings.get()
    assert reading.value == Decimal("24.5")
    assert reading.read_on == date(2025, 9, 30)
    assert "From the register: 1 July 2025" in reading.says
    with pytest.raises(ReadingError, match="taken from there"):
        do("record_event_value", keeper, at, measure=lean.tied, days=30, value=Decimal(1), says="I say so.")
    quarter = "after 30 days is that of FY2026 Q3, which can be there from 1 April 2026 on"
    with pytest.raises(ReadingError, match=quarter):
        do("record_event_value", keeper, at, measure=lean.tied, days=30)
    done = do("record_event_value", keeper, at, measure=lean.tied, days=30, says="The counter was closed.")
    assert done.value is None


def test_a_quarter_that_began_before_the_event_is_no_value_after_it(lean: Any, people: Any, at: Any) -> None:
    from measure_world import QUARTERS, quarter

    measure = lean.tied.measure
    do(
        "record_values", people.measure_owner, at, measure=measure, source="R-12.",
        values=[(quarter(QUARTERS[1]), Decimal(19), "")],
    )  # fmt: skip
    assert register_value(lean.tied, lean.held, 90, lean_policy(at.date()), on=at.date()) is None
    assert [one.value for one in Series([measure.pk]).of(measure.pk, on=at.date())] == [Decimal("24.5"), Decimal(19)]


def test_a_correction_leaves_the_value_before_on_record(lean: Any, keeper: Any, at: Any) -> None:
    do("record_event_value", keeper, at, measure=lean.own, days=30, value=Decimal(13), says="Counted again.")
    held = lean.own.readings.filter(days=30).order_by("pk")
    assert [(one.value, one.current) for one in held] == [(Decimal(12), False), (Decimal(13), True)]


@pytest.mark.parametrize(
    ("taken", "says"),
    [
        ({"days": 45}, "before the event \\(0\\) and after 30, 60, 90 days"),
        ({"days": 60, "read_on": date(2025, 11, 1)}, "not measured before"),
        ({"days": 60, "read_on": date(2026, 3, 3)}, "has not come yet"),
        ({"days": 0, "read_on": date(2025, 10, 7)}, "is measured by 6 October 2025"),
        ({"days": 60, "value": Decimal("NaN")}, "at most six decimal places"),
        ({"days": 60, "value": Decimal("0.1234567")}, "at most six decimal places"),
    ],
)
def test_a_value_for_no_day_or_of_no_figure_is_refused(
    lean: Any, keeper: Any, at: Any, taken: dict[str, Any], says: str
) -> None:
    with pytest.raises(ReadingError, match=says):
        do("record_event_value", keeper, at, measure=lean.own, **{"value": Decimal(1), "says": "Counted.", **taken})


def test_a_value_cannot_be_measured_before_its_day(lean: Any, people: Any, at: Any) -> None:
    do("decide_charter", people.department_director, at, event=lean.fresh, approve=True, says="Begin.")
    with pytest.raises(ReadingError, match="from 14 April 2026 on"):
        do("record_event_value", people.results_facilitator, at, measure=lean.fresh_own, days=30, says="Early.")


def test_half_given_back_asks_and_an_answer_holds_until_a_newer_value(
    lean: Any, people: Any, keeper: Any, at: Any
) -> None:
    from meritbook.actions.permissions import Standing
    from meritbook.desk.lean import findings, measured
    from meritbook.desk.lean_desk import lean_section

    def found() -> Any:
        row = measured([lean.held]).get(pk=lean.own.pk)
        return findings([row], on=at.date())[row.pk]

    def asked() -> list[str]:
        section = lean_section(Standing(keeper, at.date()))
        assert section is not None
        return [one.title for one in section.acts if one.title.startswith("Has the improvement held")]

    assert found().held.hold is Hold.HOLDS
    assert asked() == []
    do("record_event_value", keeper, at, measure=lean.own, days=60, value=Decimal(30), says="Counted.")
    assert found().held.hold is Hold.RETURNED
    assert found().asks
    assert asked() == ["Has the improvement held? Forms sent back"]
    do("answer_decay", keeper, at, measure=lean.own, rests_on=found().rests_on, says="The old form was still in stock.")
    assert not found().asks
    assert asked() == []
    do("record_event_value", keeper, at, measure=lean.own, days=90, value=Decimal(31), says="Counted.")
    assert found().asks


# --- what is left to do ------------------------------------------------------------------------------------------


def test_an_action_is_due_within_thirty_days_of_the_event(lean: Any, people: Any, keeper: Any, at: Any) -> None:
    taken = {"event": lean.held, "what": "Tell", "owner": people.executive}
    assert do("add_event_action", keeper, at, **taken, due_on=LAST_DAY + timedelta(days=30)).pk
    with pytest.raises(LeanError, match="30 days after its last day"):
        do("add_event_action", keeper, at, **taken, due_on=LAST_DAY + timedelta(days=31))


def test_only_whoever_is_to_do_it_or_keeps_the_event_moves_an_action(lean: Any, people: Any, at: Any) -> None:
    with pytest.raises(ForbiddenError):
        do("move_event_action", people.executive, at, action=lean.action, state="done", says="Not mine.")
    assert do("move_event_action", people.measure_owner, at, action=lean.action, state="done", says="Printed.")
    with pytest.raises(LeanError, match="no state of an action"):
        do("move_event_action", people.measure_owner, at, action=lean.action, state="gone", says="?")


def test_an_event_is_closed_only_when_nothing_is_open(lean: Any, keeper: Any, at: Any) -> None:
    with pytest.raises(NotFinishedError) as refused:
        do("close_event", keeper, at, event=lean.held, results="Done.")
    told = refused.value.details["open"]
    assert "Forms sent back: the value after 60 days is missing." in told
    assert "Days to a refund: the value after 30 days is missing." in told
    assert "Action not finished: Print the short form" in told
    assert "A saving of 24,000.00 dollars waits for verification." in told


def test_a_dropped_event_stays_as_it_is(lean: Any, keeper: Any, at: Any) -> None:
    row = do("drop_event", keeper, at, event=lean.held, because="A new law came.")
    assert (row.status, row.results) == ("dropped", "A new law came.")
    with pytest.raises(StateError):
        do("drop_event", keeper, at, event=lean.held, because="Again.")
    for act, taken in (
        ("note_waste", {"kind": "piles", "says": "Trays."}),
        ("draw_stream_map", {"kind": "current", "stream": stream(demand="1")}),
    ):
        with pytest.raises(CharterError, match="is over"):
            do(act, keeper, at, event=lean.held, **taken)


# --- maps and waste ------------------------------------------------------------------------------------------


def test_a_map_that_says_nothing_new_or_something_impossible_is_refused(lean: Any, keeper: Any, at: Any) -> None:
    with pytest.raises(StreamMapError, match="This is the map that stands"):
        do("draw_stream_map", keeper, at, event=lean.held, kind="current", stream=stream())
    wrong = stream(steps=[step("Open mail"), step("Check", complete_accurate="120")])
    with pytest.raises(StreamMapError, match="Step 2, complete accurate") as refused:
        do("draw_stream_map", keeper, at, event=lean.held, kind="current", stream=wrong)
    assert refused.value.where == "steps.2.complete_accurate"
    with pytest.raises(StreamMapError, match="current"):
        do("draw_stream_map", keeper, at, event=lean.held, kind="dream", stream=stream())


def test_a_version_of_a_map_is_never_overwritten(lean: Any, keeper: Any, at: Any) -> None:
    do("draw_stream_map", keeper, at, event=lean.held, kind="current", stream=stream(demand="50"))
    held = lean.held.maps.filter(kind="current").order_by("number")
    assert [(one.number, one.current) for one in held] == [(1, False), (2, True)]


@pytest.mark.parametrize(("kind", "where"), [({"kind": "sloth"}, "kind"), ({"step": "Dream"}, "step")])
def test_waste_is_of_a_kind_and_at_a_step(lean: Any, keeper: Any, at: Any, kind: dict[str, str], where: str) -> None:
    with pytest.raises(LeanError) as refused:
        do("note_waste", keeper, at, event=lean.held, **{"kind": "piles", "says": "Trays.", **kind})
    assert refused.value.where == where


# --- savings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["department_director", "results_practitioner"])
def test_nobody_with_a_part_in_the_event_verifies_what_it_saved(lean: Any, people: Any, at: Any, who: str) -> None:
    with pytest.raises(ForbiddenError):
        do("verify_saving", getattr(people, who), at, saving=lean.saving, amounts=[(2026, Decimal(1))], says="Seen.")


def test_a_member_of_the_team_does_not_verify_even_with_the_right_role(
    lean: Any, people: Any, departments: Any, at: Any
) -> None:
    words = charter(people, team=[people.results_facilitator])
    keeper = people.results_practitioner
    event = do("charter_event", keeper, at, key="second", department=departments.revenue, **words)
    do("add_event_measure", keeper, at, event=event, title="Calls", unit="calls", better="lower")
    do("decide_charter", people.department_director, at, event=event, approve=True, says="Begin.")
    do("note_event", keeper, at, event=event, noted_on=LAST_DAY, says="Held.")
    saving = do(
        "claim_saving", keeper, at, event=event, kind="income", amounts=[(2026, Decimal(5))], basis="b", evidence="e"
    )
    with pytest.raises(OwnCaseError):
        do("verify_saving", people.results_facilitator, at, saving=saving, amounts=[(2026, Decimal(5))], says="Seen.")
    assert do("verify_saving", people.auditor, at, saving=saving, amounts=[(2026, Decimal(5))], says="Seen.").verified


def test_less_than_was_claimed_is_verified_and_never_more(lean: Any, people: Any, at: Any) -> None:
    verifier = people.results_facilitator
    for amounts, says in (
        ([(2026, Decimal("12000.01"))], "no more than 12,000.00 was claimed"),
        ([(2028, Decimal(1))], "Nothing was claimed of 2028"),
        ([(2026, Decimal(1)), (2026, Decimal(1))], "stands twice"),
        ([(2026, Decimal("0.001"))], "in whole cents"),
        ([(2026, Decimal(0))], "come to nothing"),
    ):
        with pytest.raises(SavingError, match=says):
            do("verify_saving", verifier, at, saving=lean.saving, amounts=amounts, says="Seen.")
    row = do("verify_saving", verifier, at, saving=lean.saving, amounts=[(2026, Decimal(9_000))], says="Seen.")
    assert (row.status, row.verified, row.decided_as) == ("verified", Decimal(9_000), "results_facilitator")
    with pytest.raises(SavingError, match="does not wait any more"):
        do("withdraw_saving", people.results_practitioner, at, saving=lean.saving, because="Late.")


def test_a_saving_that_cannot_be_seen_is_refused_and_counts_nowhere(lean: Any, people: Any, at: Any) -> None:
    from meritbook.desk.lean import EventFilter, lines

    row = do("verify_saving", people.auditor, at, saving=lean.saving, amounts=[], says="The contract goes on.")
    assert (row.status, row.verified) == ("refused", None)
    (line,) = [one for one in lines(EventFilter()).rows if one.event.pk == lean.held.pk]
    assert (line.dollars, line.hours, line.waiting) == (0, 0, 0)


def test_savings_wait_for_an_event_that_was_held(lean: Any, people: Any, at: Any) -> None:
    with pytest.raises(CharterError, match="event that was held"):
        do(
            "claim_saving", people.results_facilitator, at, event=lean.fresh, kind="income",
            amounts=[(2026, Decimal(1))], basis="b", evidence="e",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "1 to 10 fiscal years"),
        ([(2024, Decimal(1))], "no fiscal year from 2025"),
        ([(2026, Decimal(-1))], "from 0 in whole cents"),
        ([(2026, Decimal("Infinity"))], "from 0 in whole cents"),
    ],
)
def test_amounts_that_cannot_be_are_refused(lean: Any, keeper: Any, at: Any, rows: list[Any], says: str) -> None:
    with pytest.raises(SavingError, match=says):
        do("claim_saving", keeper, at, event=lean.held, kind="income", amounts=rows, basis="b", evidence="e")


# --- design projects ------------------------------------------------------------------------------------------------


def test_neither_the_lead_nor_who_asked_passes_a_gate(lean: Any, people: Any, at: Any) -> None:
    with pytest.raises(OwnCaseError):
        do("decide_gate", people.results_practitioner, at, gate=lean.gate, passes=True, says="Fine.")
    with pytest.raises(ForbiddenError):
        do("decide_gate", people.auditor, at, gate=lean.gate, passes=True, says="Fine.")


def test_a_project_goes_from_gate_to_gate_to_its_end(lean: Any, people: Any, keeper: Any, at: Any) -> None:
    sponsor, project, gate = people.department_director, lean.project, lean.gate
    do("decide_gate", sponsor, at, gate=gate, passes=False, says="Ask the banks too.")
    project.refresh_from_db()
    assert project.phase == "define"
    for phase in ("define", "measure", "analyse", "design", "verify"):
        project.refresh_from_db()
        assert (project.phase, project.status) == (phase, "open")
        gate = do("ask_gate", keeper, at, project=project, rests_on=f"All of {phase}.")
        with pytest.raises(GateError, match="waits for a decision already"):
            do("ask_gate", keeper, at, project=project, rests_on="Again.")
        do("decide_gate", sponsor, at, gate=gate, passes=True, says="Enough.")
        with pytest.raises(GateError, match="does not wait any more"):
            do("decide_gate", sponsor, at, gate=gate, passes=True, says="Again.")
    project.refresh_from_db()
    assert (project.phase, project.status) == ("verify", "verified")
    assert project.gates.filter(phase="define").count() == 2
    with pytest.raises(GateError, match="is over"):
        do("ask_gate", keeper, at, project=project, rests_on="More.")


# --- what the database refuses by itself ------------------------------------------------------------------------------


def test_the_database_refuses_what_no_act_would_do(lean: Any, people: Any) -> None:
    sponsor = people.department_director
    for row, field, value in (
        (lean.fresh, "written_by", sponsor),
        (lean.fresh, "status", "approved"),
        (lean.saving, "verified", Decimal(1)),
        (lean.gate, "outcome", "passed"),
        (lean.project, "lead", sponsor),
        (lean.waste, "step", ""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{field: value})


def test_the_ledger_vouches_for_all_of_it(lean: Any) -> None:
    from meritbook.actions.verification import verify
    from meritbook.records.models import KaizenEvent

    assert verify().sound
    with transaction.atomic():
        KaizenEvent.objects.filter(pk=lean.held.pk).update(goal="Another goal.")
        assert not verify().sound
        transaction.set_rollback(True)
