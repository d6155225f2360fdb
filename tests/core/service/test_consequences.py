"""What a day drafts, each boundary from both sides."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.service.seats_on_record import NEXT, YEAR, contract, following, notice, seat
from meritbook.core.service.consequences import DayOfLaw, Draft, Key, work
from meritbook.core.service.record import ReviewOnRecord, SeatOnRecord
from meritbook.core.verdict import Verdict
from meritbook.law import load_law

LAW = load_law("colorado-ses")


def worked(record: SeatOnRecord, on: date, stayed: Collection[Key] = ()) -> DayOfLaw:
    return work(LAW, [record], on=on, since=YEAR, stayed=stayed)


def drafted(record: SeatOnRecord, on: date) -> list[tuple[str, str]]:
    return [(one.rule, one.draft) for one in worked(record, on).drafts]


def only(record: SeatOnRecord, on: date) -> Draft:
    (one,) = worked(record, on).drafts
    return one


CONVERSION = ("removal.no_contract", "conversion_to_management")
DEMAND = ("contract.due", "complete_contract")
SEPARATION = ("dismissal.separation", "separation")


# --- the contract of the year --------------------------------------------------------------------------------------


def test_on_june_30_a_contract_for_july_may_still_be_agreed_and_nothing_is_drafted() -> None:
    assert drafted(seat(contract()), date(2005, 6, 30)) == []


def test_on_july_1_a_position_without_contract_is_drafted_for_the_management_class() -> None:
    found = only(seat(contract()), date(2005, 7, 1))
    assert (found.rule, found.draft) == CONVERSION
    assert found.due_on == date(2005, 7, 1)
    assert found.about == "year:2005-07-01"
    assert found.verdict.verdict is Verdict.NOT_MET
    assert found.verdict.effect is not None
    assert found.verdict.effect.appeal == "none"
    assert "Position 0012-03 (Tax Audit), held by R. Osei" in found.says
    assert "Drafted for 1 July 2005: conversion to the Management class." in found.says


def test_on_july_1_the_other_reading_leaves_the_day_open_and_on_july_2_nothing_hangs_on_it() -> None:
    first = only(seat(contract()), date(2005, 7, 1))
    assert first.only_as_read == ("before-or-by-july-1",)
    assert first.says.endswith("Read the other way it would still be open.")
    assert only(seat(contract()), date(2005, 7, 2)).only_as_read == ()


def test_a_contract_agreed_on_june_30_is_in_time() -> None:
    assert drafted(seat(contract(), following(date(2005, 6, 30))), date(2005, 7, 1)) == []


def test_a_contract_agreed_on_july_1_is_late_as_the_law_is_read_and_the_draft_says_so() -> None:
    found = only(seat(contract(), following(date(2005, 7, 1))), date(2005, 7, 1))
    assert (found.rule, found.draft) == CONVERSION
    assert found.only_as_read == ("before-or-by-july-1",)
    assert "Read the other way it would not follow." in found.says


def test_a_contract_agreed_on_july_2_is_late_under_both_readings() -> None:
    found = only(seat(contract(), following(date(2005, 7, 2))), date(2005, 7, 2))
    assert (found.rule, found.draft) == CONVERSION
    assert found.only_as_read == ()


def test_the_day_it_is_due_is_the_day_of_the_law_however_late_it_is_worked() -> None:
    assert only(seat(contract()), date(2005, 9, 15)).due_on == date(2005, 7, 1)


def test_a_vacant_position_is_asked_for_no_contract() -> None:
    vacant = seat(appointment=None, executive="", entered_on=None)
    assert drafted(vacant, date(2005, 7, 1)) == []


def test_years_before_the_law_was_worked_are_not_asked_for() -> None:
    record = seat(starts_on=date(2002, 7, 1), entered_on=date(2002, 7, 1))
    days = [one.about for one in work(LAW, [record], on=date(2005, 7, 2), since=NEXT).drafts]
    assert days == ["year:2005-07-01"]


# --- thirty days after entry ---------------------------------------------------------------------------------------

ENTRY = date(2004, 8, 2)


def test_on_day_30_after_hire_the_contract_may_still_be_agreed() -> None:
    assert drafted(seat(entered_on=ENTRY), date(2004, 9, 1)) == []


def test_on_day_31_after_hire_the_contract_that_is_missing_is_asked_for() -> None:
    found = only(seat(entered_on=ENTRY), date(2004, 9, 2))
    assert (found.rule, found.draft) == DEMAND
    assert found.due_on == date(2004, 9, 2)
    assert found.about == "entry:2004-08-02"


def test_a_contract_agreed_in_time_or_late_is_not_asked_for_any_more() -> None:
    """Day 30 is in time, day 31 is late; either way it is there, and a demand for it would be needless."""
    for day in (date(2004, 9, 1), date(2004, 9, 2)):
        assert drafted(seat(contract(starts_on=ENTRY, agreed_on=day), entered_on=ENTRY), date(2004, 9, 2)) == []
    not_yet = contract(starts_on=ENTRY, agreed_on=date(2004, 9, 3))
    assert drafted(seat(not_yet, entered_on=ENTRY), date(2004, 9, 2)) == [DEMAND]


def test_a_demand_for_a_contract_that_came_late_says_why_it_is_gone() -> None:
    late = seat(contract(starts_on=ENTRY, agreed_on=date(2004, 9, 10)), entered_on=ENTRY)
    day = work(LAW, [late], on=date(2004, 9, 10), since=date(2004, 7, 1))
    said = day.why_not(("contract.due", late.seat, "entry:2004-08-02"))
    assert said == "The contract was not agreed by 1 September 2004. It was agreed all the same."


def test_who_enters_in_june_has_the_thirty_days_also_over_july_1() -> None:
    record = seat(entered_on=date(2005, 6, 10))
    assert drafted(record, date(2005, 7, 1)) == []
    assert drafted(record, date(2005, 7, 10)) == []
    assert drafted(record, date(2005, 7, 11)) == [DEMAND]


# --- notice and separation -----------------------------------------------------------------------------------------


def dismissed(served_on: date, *, in_writing: bool = True) -> SeatOnRecord:
    return seat(contract(), notice=notice(served_on, in_writing=in_writing))


def test_notice_on_april_30_is_in_time_and_drafts_nothing_before_june_30() -> None:
    record = dismissed(date(2005, 4, 30))
    assert drafted(record, date(2005, 5, 2)) == []
    assert drafted(record, date(2005, 6, 29)) == []


def test_on_june_30_the_executive_who_had_notice_in_time_is_drafted_for_separation() -> None:
    found = only(dismissed(date(2005, 4, 30)), date(2005, 6, 30))
    assert (found.rule, found.draft) == SEPARATION
    assert found.due_on == date(2005, 6, 30)
    assert found.act.ends_before(found.due_on) == date(2005, 7, 1)
    assert not found.act.leaves


def test_who_is_to_be_separated_is_not_asked_for_the_next_contract() -> None:
    day = worked(dismissed(date(2005, 4, 30)), date(2005, 7, 1))
    assert [(one.rule, one.draft) for one in day.drafts] == [SEPARATION]
    assert "Separation of the executive is drafted for 30 June 2005" in day.why_not(
        ("removal.no_contract", 1, "year:2005-07-01")
    )


def test_once_the_separation_is_stayed_the_contract_is_asked_for() -> None:
    stayed = {("dismissal.separation", 1, "notice:1")}
    day = worked(dismissed(date(2005, 4, 30)), date(2005, 7, 1), stayed)
    assert [(one.rule, one.draft) for one in day.drafts] == [CONVERSION, SEPARATION]


@pytest.mark.parametrize("cause", ["resignation", "retirement", "death", "layoff", "discipline", "transfer"])
@pytest.mark.parametrize("last", [date(2005, 6, 9), date(2005, 6, 29), date(2005, 6, 30)])
def test_a_dismissed_executive_who_leaves_otherwise_by_june_30_makes_no_failed_dismissal(
    cause: str, last: date
) -> None:
    leaves = {"leaves_before": last + timedelta(days=1), "leaves_by": cause}
    record = dismissed(date(2005, 4, 30)).model_copy(update=leaves)
    for day in (last - timedelta(days=1), last, last + timedelta(days=1)):
        assert drafted(record, day) == []


def test_a_dismissed_executive_who_would_leave_otherwise_after_june_30_is_separated_on_it() -> None:
    leaves = {"leaves_before": date(2005, 7, 2), "leaves_by": "resignation"}
    record = dismissed(date(2005, 4, 30)).model_copy(update=leaves)
    assert drafted(record, date(2005, 6, 30)) == [SEPARATION]


def test_a_separation_on_another_day_than_june_30_is_a_failed_dismissal() -> None:
    leaves = {"leaves_before": date(2005, 6, 10), "leaves_by": "dismissal"}
    record = dismissed(date(2005, 4, 30)).model_copy(update=leaves)
    assert drafted(record, date(2005, 6, 9)) == [("dismissal.notice", "conversion_to_management")]


def test_notice_on_may_1_fails_as_the_law_is_read_and_the_draft_says_so() -> None:
    found = only(dismissed(date(2005, 5, 1)), date(2005, 5, 1))
    assert (found.rule, found.draft) == ("dismissal.notice", "conversion_to_management")
    assert found.due_on == date(2005, 5, 1)
    assert found.only_as_read == ("by-or-before-may-1",)


def test_notice_on_may_2_fails_under_both_readings() -> None:
    found = only(dismissed(date(2005, 5, 2)), date(2005, 5, 2))
    assert found.due_on == date(2005, 5, 2)
    assert found.only_as_read == ()
    assert found.verdict.effect is not None
    assert found.verdict.effect.appeal == "personnel_board"


def test_notice_by_word_of_mouth_fails_whenever_it_was_given() -> None:
    assert drafted(dismissed(date(2005, 4, 1), in_writing=False), date(2005, 5, 1)) == [
        ("dismissal.notice", "conversion_to_management")
    ]


def test_a_position_that_leaves_in_may_is_not_drafted_once_more_in_july() -> None:
    day = worked(dismissed(date(2005, 5, 2)), date(2005, 7, 1))
    assert [one.rule for one in day.drafts] == ["dismissal.notice"]


# --- belonging -----------------------------------------------------------------------------------------------------


def test_criteria_lost_on_a_day_draft_conversion_from_that_day() -> None:
    record = seat(contract(), review=ReviewOnRecord(on=date(2005, 2, 10), still_met=False))
    assert drafted(record, date(2005, 2, 9)) == []
    found = only(record, date(2005, 2, 10))
    assert (found.rule, found.draft) == ("removal.review", "conversion_to_management")
    assert found.due_on == date(2005, 2, 10)


def test_a_review_that_finds_the_criteria_met_drafts_nothing() -> None:
    record = seat(contract(), review=ReviewOnRecord(on=date(2005, 2, 10), still_met=True))
    assert drafted(record, date(2005, 2, 10)) == []


def test_support_withdrawn_drafts_conversion_also_of_a_vacant_position() -> None:
    vacant = seat(appointment=None, executive="", entered_on=None, support_withdrawn_on=date(2005, 3, 1))
    assert drafted(vacant, date(2005, 2, 28)) == []
    found = only(vacant, date(2005, 3, 1))
    assert found.rule == "removal.review"
    assert "(Tax Audit), vacant: " in found.says


def test_of_a_position_taken_over_nobody_has_said_whether_it_meets_the_criteria() -> None:
    assert drafted(seat(contract(), by_nomination=False), date(2005, 2, 10)) == []


def test_central_human_resources_is_to_be_told_of_a_position_that_left() -> None:
    record = seat(contract(), ends_before=date(2005, 3, 1), leaves_before=date(2005, 3, 1))
    assert drafted(record, date(2005, 2, 28)) == []
    found = only(record, date(2005, 3, 1))
    assert (found.rule, found.draft) == ("removal.notified", "notify_central_hr")
    told = record.model_copy(update={"central_hr_told_on": date(2005, 3, 4)})
    assert drafted(told, date(2005, 3, 4)) == []


def test_whether_it_was_told_is_as_on_the_day() -> None:
    record = seat(ends_before=date(2005, 3, 1), leaves_before=date(2005, 3, 1), central_hr_told_on=date(2005, 3, 4))
    assert drafted(record, date(2005, 3, 3)) == [("removal.notified", "notify_central_hr")]


# --- contracts on file, and pay ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filed_on", "before", "day"),
    [
        (date(2004, 6, 25), date(2009, 6, 24), date(2009, 6, 25)),
        (date(2004, 2, 29), date(2009, 2, 28), date(2009, 3, 1)),
    ],
)
def test_a_form_may_leave_the_file_when_five_years_are_full(filed_on: date, before: date, day: date) -> None:
    record = seat(contract(filed_on=filed_on), leaves_before=NEXT, ends_before=NEXT, central_hr_told_on=NEXT)
    assert drafted(record, before) == []
    found = only(record, day)
    assert (found.rule, found.draft, found.due_on) == ("contract.retention", "release_from_file", day)
    assert found.only_as_read == ("five-years-in-the-file",)
    assert "last held by R. Osei" in found.says
    gone = record.model_copy(update={"contracts": (contract(filed_on=filed_on, taken_from_file_on=day),)})
    assert drafted(gone, day) == []


def test_a_copy_that_central_human_resources_lacks_is_asked_for_while_the_contract_runs() -> None:
    record = seat(contract(at_central_hr_on=None))
    assert drafted(record, date(2004, 7, 1)) == [("contract.copies", "file_copies")]
    assert drafted(record, date(2005, 6, 30)) == [("contract.copies", "file_copies")]


def test_a_contract_that_is_not_agreed_is_not_asked_for_copies() -> None:
    assert drafted(seat(contract(agreed_on=None, at_central_hr_on=None)), date(2004, 7, 5)) == []


def test_a_salary_at_the_cap_is_left_and_one_cent_more_is_reduced() -> None:
    assert drafted(seat(contract(salary=Decimal("10763.00"))), date(2004, 8, 1)) == []
    found = only(seat(contract(salary=Decimal("10763.01"))), date(2004, 8, 1))
    assert (found.rule, found.draft) == ("pay.cap", "reduce_salary")


def test_a_new_lid_raises_the_question_anew() -> None:
    """The limit began on 1 July 2004; a contract that began before it is asked once more, under its own name."""
    older = contract(starts_on=date(2004, 5, 1), salary=Decimal(12000), agreed_on=date(2004, 4, 1))
    found = only(seat(older, starts_on=date(2004, 5, 1), entered_on=date(2004, 5, 1)), date(2004, 8, 1))
    assert found.about == "contract:1@2004-07-01"
    assert found.due_on == date(2004, 7, 1)


# --- another state's law -------------------------------------------------------------------------------------------


def test_another_pack_gives_its_own_drafts() -> None:
    """Two unsatisfactory ratings in five years remove a federal executive; Colorado's deadlines are not asked."""
    federal = load_law("federal-ses")
    record = seat(further={"executive.is_career": True, "executive.final_ratings": [1, 3, 4, 1, 5]})
    found = work(federal, [record], on=date(2005, 7, 1), since=YEAR).drafts
    assert [(one.rule, one.draft) for one in found] == [("removal.two_unsatisfactory", "removal_from_service")]
    assert found[0].act.parts
    assert not found[0].act.leaves


def test_two_low_ratings_too_far_apart_remove_nobody() -> None:
    federal = load_law("federal-ses")
    record = seat(further={"executive.is_career": True, "executive.final_ratings": [1, 3, 4, 3, 5, 1]})
    assert work(federal, [record], on=date(2005, 7, 1), since=YEAR).drafts == ()


def test_a_rating_that_nobody_knows_drafts_nothing() -> None:
    federal = load_law("federal-ses")
    record = seat(further={"executive.is_career": True, "executive.final_ratings": [1, None, 4, 3, 5]})
    assert work(federal, [record], on=date(2005, 7, 1), since=YEAR).drafts == ()


# --- why something is drafted no longer ----------------------------------------------------------------------------


def test_a_contract_found_late_takes_the_ground_away_and_the_day_says_why() -> None:
    key = ("removal.no_contract", 1, "year:2005-07-01")
    day = worked(seat(contract(), following(date(2005, 6, 20))), date(2005, 7, 3))
    assert day.drafts == ()
    assert day.why_not(key) == ("A contract was agreed by 30 June 2005, or the thirty days after entry count instead.")


def test_where_the_subject_is_gone_the_law_has_no_answer() -> None:
    assert worked(seat(contract()), date(2005, 7, 3)).why_not(("dismissal.notice", 1, "notice:7")) == ""
