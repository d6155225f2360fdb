"""Appraisals: marks by people, results frozen beside them, and who may read and do what on the way."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from appointing_world import vouch
from contract_world import ContractYear
from meritbook.actions import (
    Actor,
    acknowledge_appraisal,
    appraising,
    comment_appraisal,
    finish_appraisal,
    record_refusal_to_acknowledge,
    show_appraisal,
    undo_appraisal,
    write_appraisal,
)
from meritbook.actions import appraisal_policies as possible
from meritbook.actions.permissions import ForbiddenError, OwnCaseError, Standing
from meritbook.core.contracts.rating import MarkError, corrected
from meritbook.core.verdict import Verdict
from meritbook.records.models import Appraisal, LedgerEntry, MeasuredResult, PayDecision
from meritbook.records.states import StateError

pytestmark = pytest.mark.django_db
JUNE = datetime(2005, 6, 15, 16, 0, tzinfo=UTC)
WEEK_BEFORE = date(2005, 6, 8)
KEYS = (
    "customers-goals", "customers-wait", "area.customers", "credibility-budgets", "area.credibility", "new-plant",
    "overall",
)  # fmt: skip


def marks(value: int = 3, **other: Any) -> dict[str, Any]:
    """A mark for everything; `other` by key, hyphens written as underscores."""
    given: dict[str, Any] = {key: {"mark": value, "says": ""} for key in KEYS}
    given.update({key.replace("_", "-"): one for key, one in other.items()})
    return given


def result(year: ContractYear, measure: str, value: str, **more: Any) -> MeasuredResult:
    row = MeasuredResult.objects.create(
        contract=year.contract, measure=measure, value=Decimal(value), source="Monthly report",
        recorded_by=year.officer, recorded_at=JUNE, **{"period_ends_on": date(2005, 5, 31), **more},
    )  # fmt: skip
    vouch(row)
    return row


def write(year: ContractYear, given: dict[str, Any] | None = None, *, who: Any = None, **more: Any) -> Appraisal:
    taken = {"kind": "rater", "marks": marks() if given is None else given, "says": "A good year.", **more}
    return write_appraisal.perform(
        Actor(who or year.authority), at=JUNE, why="Year's end.", contract=year.contract, **taken
    )


def shown(year: ContractYear, given: dict[str, Any] | None = None, **more: Any) -> Appraisal:
    return show_appraisal.perform(
        Actor(year.authority), at=JUNE, why="To talk over.", appraisal=write(year, given, **more)
    )


def finish(year: ContractYear, row: Appraisal, *, who: Any = None, at: datetime = JUNE, **more: Any) -> Appraisal:
    taken = {"meeting_on": WEEK_BEFORE, **more}
    return finish_appraisal.perform(Actor(who or year.authority), at=at, why="Done.", appraisal=row, **taken)


def test_an_appraisal_goes_from_draft_to_acknowledged_and_is_sealed(contract_year: ContractYear) -> None:
    row = shown(contract_year)
    comment_appraisal.perform(
        Actor(contract_year.executive), at=JUNE, why="My view.", appraisal=row, says="The plant opened early."
    )
    final = finish(contract_year, row)
    assert final.status == "final"
    assert final.document is not None
    assert appraising.sealed(Appraisal.objects.get(pk=final.pk)).seal() == final.sha256
    assert appraising.sealed(final).executive_says == "The plant opened early."
    said = {one["rule"]: one["verdict"] for one in json.loads(final.verdicts_json)}
    assert said == {"rating.scale": "met", "rating.meeting": "met"}
    done = acknowledge_appraisal.perform(
        Actor(contract_year.executive), at=JUNE, why="Read.", appraisal=final, says="I do not agree."
    )
    assert (done.status, done.acknowledged_says, done.sha256) == ("acknowledged", "I do not agree.", final.sha256)


def test_marks_and_words_do_not_stand_in_the_ledger(contract_year: ContractYear) -> None:
    final = finish(contract_year, shown(contract_year, marks(2, overall={"mark": 2, "says": "Budget overrun."})))
    for entry in LedgerEntry.objects.filter(action__endswith="appraisal"):
        assert "Budget overrun" not in entry.payload
        assert '"mark"' not in entry.payload
    assert final.sha256 in LedgerEntry.objects.get(action="finish_appraisal").payload


@pytest.mark.parametrize("mark", [0, 5, 2.5, "three", True, -1, "2.5", "44", "²", [3]])
def test_what_is_not_a_whole_number_from_one_to_four_is_refused(contract_year: ContractYear, mark: Any) -> None:
    with pytest.raises(MarkError) as refused:
        write(contract_year, {"overall": {"mark": mark}})
    assert (refused.value.code, refused.value.where) == ("rating.mark", "overall")
    assert not Appraisal.objects.exists()


def test_a_rating_of_something_that_the_contract_does_not_have_is_refused(contract_year: ContractYear) -> None:
    with pytest.raises(MarkError):
        write(contract_year, {"area.people": {"mark": 3}})


def test_a_missing_mark_keeps_it_from_becoming_final_and_is_named(contract_year: ContractYear) -> None:
    given = marks()
    del given["area.customers"], given["new-plant"]
    row = shown(contract_year, given)
    with pytest.raises(possible.IncompleteRatingError) as refused:
        finish(contract_year, row)
    assert refused.value.details["missing"] == ["Customers: overall", "Open the new processing plant."]
    assert Appraisal.objects.get().status == "shown"
    assert "area.customers" not in json.loads(Appraisal.objects.get().marks_json)


def test_an_interim_one_may_lack_marks_and_leaves_room_for_that_of_the_year(contract_year: ContractYear) -> None:
    interim = finish(contract_year, shown(contract_year, {"customers-goals": {"mark": 3}}, interim=True))
    assert (interim.status, interim.interim) == ("final", True)
    assert finish(contract_year, shown(contract_year)).status == "final"


def test_a_four_beside_a_missed_target_asks_for_its_reason(contract_year: ContractYear) -> None:
    result(contract_year, "wait-days", "21.01")
    row = shown(contract_year, marks(4))
    with pytest.raises(possible.ReasonNeededError) as refused:
        finish(contract_year, row)
    assert refused.value.where == "customers-wait"
    reasoned = marks(4, customers_wait={"mark": 4, "says": "", "reason": "A flood closed the office for a month."})
    assert finish(contract_year, shown(contract_year, reasoned)).status == "final"


def test_a_target_reached_to_the_cent_asks_for_no_reason(contract_year: ContractYear) -> None:
    result(contract_year, "wait-days", "21.00")
    assert finish(contract_year, shown(contract_year, marks(4))).status == "final"


def test_a_result_corrected_later_does_not_change_what_is_frozen(contract_year: ContractYear) -> None:
    first = result(contract_year, "wait-days", "19")
    final = finish(contract_year, shown(contract_year))
    result(contract_year, "wait-days", "25", replaces=first)
    frozen = appraising.sealed(Appraisal.objects.get(pk=final.pk))
    assert frozen.seal() == final.sha256
    now = appraising.findings_of(contract_year.contract, contract_year.version.text, on=JUNE.date())
    (one,) = corrected(frozen.findings, now)
    assert (one.measure, one.before.so_far, one.now.so_far) == ("wait-days", Verdict.MET, Verdict.NOT_MET)


def test_a_newer_period_on_record_is_no_correction(contract_year: ContractYear) -> None:
    result(contract_year, "wait-days", "19")
    final = finish(contract_year, shown(contract_year))
    result(contract_year, "wait-days", "25", period_ends_on=date(2005, 6, 30))
    frozen = appraising.sealed(Appraisal.objects.get(pk=final.pk))
    now = appraising.findings_of(contract_year.contract, contract_year.version.text, on=date(2005, 7, 20))
    assert corrected(frozen.findings, now) == ()


@pytest.mark.parametrize(("days", "says"), [(4, "not_met"), (5, "met"), (9, "met"), (10, "not_met"), (None, "not_met")])
def test_the_meeting_about_a_week_before_is_advice_that_is_kept(
    contract_year: ContractYear, days: int | None, says: str
) -> None:
    day = None if days is None else JUNE.date() - timedelta(days=days)
    final = finish(contract_year, shown(contract_year), meeting_on=day)
    assert {one["rule"]: one["verdict"] for one in json.loads(final.verdicts_json)}["rating.meeting"] == says


@pytest.mark.parametrize("day", [date(2005, 6, 16), date(2004, 6, 30)])
def test_a_meeting_after_today_or_before_the_contract_is_refused(contract_year: ContractYear, day: date) -> None:
    with pytest.raises(possible.MeetingDayError):
        finish(contract_year, shown(contract_year), meeting_on=day)


def test_nobody_rates_before_the_first_day_of_the_contract(contract_year: ContractYear) -> None:
    with pytest.raises(possible.OutsideYearError):
        write_appraisal.perform(
            Actor(contract_year.authority), at=datetime(2004, 6, 30, 16, tzinfo=UTC), why="Early.",
            contract=contract_year.contract, kind="rater", marks={},
        )  # fmt: skip


def test_nobody_rates_themselves_and_others_do_not_rate(contract_year: ContractYear) -> None:
    with pytest.raises(OwnCaseError):
        write(contract_year, who=contract_year.executive)
    for name in ("officer", "successor", "elsewhere", "staff", "personnel_director", "auditor"):
        with pytest.raises(ForbiddenError):
            write(contract_year, who=getattr(contract_year, name))
    with pytest.raises(ForbiddenError):
        write(contract_year, kind="self", who=contract_year.authority)


def test_a_director_may_finish_what_the_authority_drafted(contract_year: ContractYear) -> None:
    assert finish(contract_year, shown(contract_year), who=contract_year.director).status == "final"


def test_a_draft_is_read_by_the_raters_alone_and_before_it_is_final_by_no_one_in_human_resources(
    contract_year: ContractYear,
) -> None:
    others = ("officer", "staff", "personnel_director", "auditor")
    everybody = ("executive", "authority", "director", *others)

    def readers(row: Appraisal) -> set[str]:
        return {
            name
            for name in everybody
            if appraising.readable(Standing(getattr(contract_year, name), JUNE.date()), contract_year.contract)
            .filter(pk=row.pk)
            .exists()
        }

    mine = write(contract_year, {}, kind="self", who=contract_year.executive)
    assert readers(mine) == {"executive"}
    show_appraisal.perform(Actor(contract_year.executive), at=JUNE, why="Mine.", appraisal=mine)
    assert readers(mine) == {"executive", "authority", "director"}
    row = write(contract_year)
    assert readers(row) == {"authority", "director"}
    show_appraisal.perform(Actor(contract_year.authority), at=JUNE, why="To talk.", appraisal=row)
    assert readers(row) == {"executive", "authority", "director"}
    finish(contract_year, row)
    assert readers(row) == readers(mine) == set(everybody)


def test_two_writers_do_not_overwrite_each_other(contract_year: ContractYear) -> None:
    row = write(contract_year, seen="")
    began = appraising.seen_of(row)
    write(contract_year, marks(2), who=contract_year.director, seen=began)
    with pytest.raises(possible.AppraisalChangedError, match="Year Director saved it"):
        write(contract_year, marks(4), seen=began)


def test_what_is_final_is_not_written_again_nor_finished_twice(contract_year: ContractYear) -> None:
    row = finish(contract_year, shown(contract_year))
    with pytest.raises(StateError):
        write(contract_year)
    with pytest.raises(StateError):
        finish(contract_year, row)


def test_a_refusal_to_acknowledge_is_recorded_and_leaves_the_way_open(contract_year: ContractYear) -> None:
    row = finish(contract_year, shown(contract_year))
    with pytest.raises(OwnCaseError):
        record_refusal_to_acknowledge.perform(
            Actor(contract_year.executive), at=JUNE, why="No.", appraisal=row, says="No."
        )
    told = record_refusal_to_acknowledge.perform(
        Actor(contract_year.authority), at=JUNE, why="Offered.", appraisal=row, says="Handed over; she would not sign."
    )
    assert (told.status, told.refused_by) == ("final", contract_year.authority)
    done = acknowledge_appraisal.perform(Actor(contract_year.executive), at=JUNE, why="Read.", appraisal=row)
    assert done.status == "acknowledged"


def test_it_is_not_taken_back_while_a_decision_on_pay_rests_on_it(contract_year: ContractYear) -> None:
    row = finish(contract_year, shown(contract_year))
    pay = PayDecision.objects.create(
        appointment=contract_year.appointment, contract=contract_year.contract, starts_on=date(2005, 7, 1),
        before=Decimal(9000), salary=Decimal(9300), grounds_json='[{"ground":"rating"}]', appraisal=row,
        approved_by=contract_year.director, approved_at=JUNE,
    )  # fmt: skip
    vouch(pay)
    with pytest.raises(possible.PayRestsError):
        undo_appraisal.perform(Actor(contract_year.officer), at=JUNE, why="Wrong.", appraisal=row, reason="Wrong.")
    pay.withdrawn_by, pay.withdrawn_at = contract_year.director, JUNE
    pay.save()
    vouch(pay)
    done = undo_appraisal.perform(Actor(contract_year.officer), at=JUNE, why="Wrong.", appraisal=row, reason="Wrong.")
    assert (done.status, done.sha256) == ("undone", row.sha256)
    assert finish(contract_year, shown(contract_year, marks(2))).status == "final"


def test_human_resources_does_not_take_back_what_it_may_not_read(contract_year: ContractYear) -> None:
    with pytest.raises(ForbiddenError):
        undo_appraisal.perform(
            Actor(contract_year.officer), at=JUNE, why="Wrong.", appraisal=shown(contract_year), reason="Wrong."
        )


def test_a_self_assessment_never_becomes_final(contract_year: ContractYear) -> None:
    row = write(contract_year, marks(4), kind="self", who=contract_year.executive)
    show_appraisal.perform(Actor(contract_year.executive), at=JUNE, why="Mine.", appraisal=row)
    with pytest.raises(possible.AppraisalKindError):
        finish(contract_year, row)
