"""What each choice does: each boundary of the law from both sides, with what is not known said to be unknown."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from meritbook.core.law.errors import FactError
from meritbook.core.service.asking import Asking
from meritbook.core.service.choice_model import Choices, NoticeDayError, Trial, VacantSeatError
from meritbook.core.service.choices import choices_for
from meritbook.core.service.record import SeatOnRecord
from meritbook.core.verdict import Verdict
from meritbook.law import load_law
from service_values import contract, held, notice

LAW = load_law("colorado-ses")
APRIL = date(2005, 4, 25)


def asked(on: date = APRIL, record: SeatOnRecord | None = None, **trial: Any) -> Choices:
    return choices_for(LAW, record or held(contract()), on=on, trial=Trial(**trial))


def days(found: Choices, key: Any) -> dict[str, date]:
    return {one.says: one.on for one in found.choice(key).dates}


def rights(found: Choices, key: Any) -> dict[str, Verdict]:
    return {one.key: one.has for one in found.choice(key).rights}


def test_eleven_days_before_may_1_the_choice_is_open_and_both_last_days_are_said() -> None:
    found = asked()
    assert (found.decided, found.notice_by, found.contract_by) == ("nothing", date(2005, 4, 30), date(2005, 6, 30))
    assert [one.key for one in found.choices] == ["renew", "change_pay", "serve_notice", "nothing"]
    assert all(one.possible is not Verdict.NOT_MET for one in found.choices)


def test_whoever_does_nothing_loses_the_position_to_the_management_class_on_july_1_without_appeal() -> None:
    nothing = asked().choice("nothing")
    assert days(asked(), "nothing")["The position leaves the service"] == date(2005, 7, 1)
    assert any("Management class" in one and "1 July 2005" in one for one in nothing.follows)
    assert nothing.appeal is not None
    assert (nothing.appeal.to, nothing.appeal.rule) == ("none", "removal.no_contract")
    assert "into or out of the SES" in nothing.appeal.citation.quote
    assert rights(asked(), "nothing")["appeal-of-move"] is Verdict.NOT_MET


def test_what_is_paid_after_the_conversion_is_not_known_and_not_nought() -> None:
    cost = asked().choice("nothing").cost
    assert cost.month_now == Decimal(9000)
    assert (cost.month_then, cost.month_change, cost.year_then, cost.year_change) == (None, None, None, None)
    assert "procedures" in cost.missing[0].question


def test_a_contract_agreed_on_the_last_of_june_keeps_the_position_and_one_of_july_1_does_not() -> None:
    in_time, late = asked(date(2005, 6, 30)), asked(date(2005, 7, 1), held(contract()))
    assert in_time.choice("renew").possible is Verdict.MET
    # On July 1 the next contract that is due is that of 2006-07; that of the year that has begun is overdue.
    assert late.due is not None
    assert late.due.starts_on == date(2006, 7, 1)
    assert [one.rule for one in late.overdue] == ["contract.due"]
    assert in_time.overdue == ()


def test_once_the_coming_contract_is_agreed_nothing_follows_from_leaving_it() -> None:
    coming = contract(date(2005, 7, 1), date(2006, 7, 1), agreed_on=date(2005, 4, 11), salary=Decimal("9500.00"))
    found = asked(record=held(contract(), coming))
    nothing = found.choice("nothing")
    assert found.decided == "contract"
    assert nothing.appeal is None
    assert not any("Management class" in one for one in nothing.follows)
    assert nothing.cost.month_then == Decimal(9500)


def test_an_agreement_that_lies_ahead_of_the_day_has_not_happened_yet() -> None:
    coming = contract(date(2005, 7, 1), date(2006, 7, 1), agreed_on=date(2005, 4, 26))
    assert asked(record=held(contract(), coming)).decided == "nothing"
    assert asked(date(2005, 4, 26), held(contract(), coming)).decided == "contract"


@pytest.mark.parametrize(
    ("served_on", "possible"),
    [(date(2005, 4, 30), Verdict.MET), (date(2005, 5, 1), Verdict.NOT_MET), (date(2005, 5, 2), Verdict.NOT_MET)],
)
def test_notice_is_safe_on_april_30_and_no_longer_on_may_1(served_on: date, possible: Verdict) -> None:
    serve = asked(notice_on=served_on).choice("serve_notice")
    assert serve.possible is possible
    assert serve.cost.month_then == (Decimal(0) if possible is Verdict.MET else None)


@pytest.mark.parametrize(("served_on", "other"), [(date(2005, 5, 1), "met"), (date(2005, 5, 2), "not_met")])
def test_the_reading_by_may_1_is_shown_beside_the_one_before_may_1(served_on: date, other: str) -> None:
    serve = asked(notice_on=served_on).choice("serve_notice")
    (reading,) = [one for one in serve.judged[0].verdict.readings if one.id == "by-or-before-may-1"]
    assert reading.other == other


def test_the_leap_day_moves_no_last_day() -> None:
    year = contract(date(2007, 7, 1), date(2008, 7, 1), agreed_on=date(2007, 6, 1))
    found = asked(date(2008, 2, 29), held(year), notice_on=date(2008, 2, 29))
    assert found.notice_by == date(2008, 4, 30)
    # The holidays of 2008 are not in the pack: the last day to appeal is not made up.
    serve = found.choice("serve_notice")
    assert serve.possible is Verdict.MET
    assert serve.appeal is not None
    assert serve.appeal.last_day is None
    assert any("known from" in one for one in found.cautions)


def test_separation_follows_notice_on_june_30_and_the_appeal_goes_to_the_board_alone() -> None:
    serve = asked().choice("serve_notice")
    assert days(asked(), "serve_notice")["The executive is separated"] == date(2005, 6, 30)
    assert serve.appeal is not None
    assert (serve.appeal.to, serve.appeal.first_day, serve.appeal.last_day) == (
        "personnel_board",
        date(2005, 4, 26),
        date(2005, 5, 5),
    )


@pytest.mark.parametrize(
    ("had_on", "last"),
    [
        (date(2005, 4, 27), date(2005, 5, 9)),  # ten days are full on Saturday, 7 May
        (date(2005, 4, 28), date(2005, 5, 9)),  # on Sunday, 8 May
        (date(2005, 4, 29), date(2005, 5, 9)),  # on Monday
        (date(2005, 5, 20), date(2005, 5, 31)),  # on 30 May, a holiday
        (date(2005, 6, 23), date(2005, 7, 5)),  # on Sunday, 3 July, before the holiday of the 4th
    ],
)
def test_a_last_day_to_appeal_on_a_weekend_or_holiday_goes_on_to_the_next_business_day(
    had_on: date, last: date
) -> None:
    serve = asked(notice_on=had_on).choice("serve_notice")
    assert serve.appeal is not None
    assert serve.appeal.last_day == last


def test_of_a_letter_whose_arrival_is_not_known_the_last_day_to_appeal_is_not_known_either() -> None:
    serve = asked(served="mail").choice("serve_notice")
    assert serve.appeal is not None
    assert (serve.appeal.first_day, serve.appeal.last_day) == (None, None)
    assert "the last day would be 5 May 2005" in serve.appeal.note
    arrived = asked(served="mail", arrived_on=date(2005, 4, 28)).choice("serve_notice")
    assert arrived.appeal is not None
    assert (arrived.appeal.first_day, arrived.appeal.last_day) == (date(2005, 4, 29), date(2005, 5, 9))


def test_a_letter_posted_in_april_that_arrives_in_may_is_late() -> None:
    serve = asked(served="mail", notice_on=date(2005, 4, 29), arrived_on=date(2005, 5, 2)).choice("serve_notice")
    assert serve.possible is Verdict.NOT_MET


def test_notice_that_is_not_in_writing_is_not_notice() -> None:
    assert asked(in_writing=False).choice("serve_notice").possible is Verdict.NOT_MET


def test_a_notice_on_record_is_what_the_choices_start_from() -> None:
    found = asked(date(2005, 5, 10), held(contract(), notice=notice(date(2005, 4, 29))))
    assert found.decided == "notice"
    nothing = found.choice("nothing")
    assert days(found, "nothing")["The executive is separated"] == date(2005, 6, 30)
    assert nothing.cost.month_then == Decimal(0)
    assert "The position leaves the service" not in days(found, "nothing")
    assert any("withdrawn first" in one for one in found.choice("renew").follows)


def test_the_class_that_reinstatement_goes_back_to_is_named_or_said_to_be_missing() -> None:
    said = {
        known: next(
            one.instead
            for one in asked(record=held(contract(), previous_class=known)).choice("serve_notice").rights
            if one.key == "reinstatement"
        )
        for known in ("", "Tax Manager II")
    }
    assert said == {"": "No such class is on record.", "Tax Manager II": "On record: Tax Manager II."}


@pytest.mark.parametrize(
    ("salary", "verdict"), [("10763.00", Verdict.MET), ("10763.01", Verdict.NOT_MET), ("8000.00", Verdict.MET)]
)
def test_the_cap_of_the_year_that_is_known_is_met_at_10763_and_broken_a_cent_above(
    salary: str, verdict: Verdict
) -> None:
    """Entered in May 2005: the contract is due now, and paid in the year whose range maximum is published."""
    record = held(entered_on=date(2005, 5, 16), starts_on=date(2005, 5, 16))
    change = asked(date(2005, 5, 20), record, salary=Decimal(salary)).choice("change_pay")
    assert change.cost.cap is not None
    assert change.cost.cap.verdict is verdict
    assert change.possible is verdict


def test_the_lid_of_the_next_year_is_not_published_so_the_cap_stays_open_and_is_not_taken_from_this_year() -> None:
    change = asked(salary=Decimal("10763.01")).choice("change_pay")
    assert change.cost.cap is not None
    assert change.cost.cap.on == date(2005, 7, 1)
    assert change.cost.cap.verdict is Verdict.UNDETERMINED
    assert change.possible is Verdict.UNDETERMINED
    assert [one.about for one in change.cost.missing] == ["pay.range_maximum"]
    today = [one.verdict for one in change.judged if one.verdict.rule == "pay.cap" and one.verdict.on == APRIL]
    assert [one.verdict for one in today] == [Verdict.NOT_MET]


def test_a_raise_costs_twelve_times_its_month_in_the_year() -> None:
    cost = asked(salary=Decimal("9250.50")).choice("change_pay").cost
    assert (cost.month_change, cost.year_change) == (Decimal("250.50"), Decimal("3006.00"))


def test_a_reduction_cannot_be_appealed_and_a_raise_needs_no_appeal() -> None:
    less, same = (asked(salary=Decimal(one)).choice("change_pay") for one in ("8999.99", "9000.00"))
    assert less.appeal is not None
    assert (less.appeal.to, less.appeal.rule) == ("none", "pay.at_contract")
    assert same.appeal is None


def test_another_salary_inside_the_contract_year_is_not_lawful() -> None:
    judged = asked(salary=Decimal(9500)).choice("change_pay").judged
    assert [one.verdict.verdict for one in judged if one.verdict.rule == "pay.frozen"] == [Verdict.NOT_MET]


def test_without_a_contract_on_record_the_salary_now_is_unknown() -> None:
    cost = asked(record=held()).choice("renew").cost
    assert (cost.month_now, cost.year_now, cost.month_change) == (None, None, None)
    assert "pay.contract_salary" in [one.about for one in cost.missing]
    assert asked(record=held()).choice("serve_notice").possible is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("on", "kind", "overdue"),
    [(date(2004, 9, 1), "entry", 0), (date(2004, 9, 2), "year", 1)],
)
def test_thirty_days_after_entry_the_contract_is_overdue_and_on_the_thirtieth_not_yet(
    on: date, kind: str, overdue: int
) -> None:
    found = asked(on, held(entered_on=date(2004, 8, 2), starts_on=date(2004, 8, 2)))
    assert found.due is not None
    assert (found.due.kind, len(found.overdue)) == (kind, overdue)


@pytest.mark.parametrize(
    ("served_on", "in_writing", "asked_for"),
    [(date(2005, 4, 29), True, 0), (date(2005, 4, 29), False, 1), (date(2005, 5, 2), True, 1), (None, True, 1)],
)
def test_no_contract_of_the_coming_year_is_overdue_of_whoever_had_notice_in_time(
    served_on: date | None, in_writing: bool, asked_for: int
) -> None:
    """Between the day of separation and the record of it, the position is not said to leave the service."""
    stands = notice(served_on, in_writing=in_writing) if served_on else None
    found = asked(date(2005, 7, 1), held(contract(), notice=stands))
    assert len(found.overdue) == asked_for


def test_whoever_leaves_before_the_coming_year_is_asked_for_no_contract_of_it() -> None:
    record = held(contract(date(2004, 8, 2)), entered_on=date(2004, 8, 2), leaves_before=date(2005, 7, 1))
    found = asked(record=record)
    assert (found.due, found.contract_by) == (None, None)
    assert found.choice("nothing").appeal is None


def test_whoever_entered_in_june_and_has_a_contract_is_decided_for_the_coming_year() -> None:
    june = contract(date(2005, 6, 6), date(2006, 7, 1), agreed_on=date(2005, 6, 13))
    found = asked(date(2005, 6, 20), held(june, entered_on=date(2005, 6, 6), starts_on=date(2005, 6, 6)))
    assert found.decided == "contract"
    assert found.overdue == ()
    assert not any("Management class" in one for one in found.choice("nothing").follows)


def test_on_every_day_of_two_years_the_choices_are_in_order_and_notice_is_safe_until_april_30_alone() -> None:
    asking, day = Asking(LAW), date(2004, 7, 1)
    year = contract(date(2004, 7, 1), date(2005, 7, 1))
    following = contract(date(2005, 7, 1), date(2006, 7, 1), agreed_on=date(2005, 6, 14))
    while day < date(2006, 7, 1):
        found = choices_for(LAW, held(year, following), on=day, asking=asking)
        last = date(2005 + (day >= date(2005, 7, 1)), 4, 30)
        assert found.notice_by == last
        assert found.choice("serve_notice").possible is (Verdict.MET if day <= last else Verdict.NOT_MET)
        assert found.contract_by == date(last.year, 6, 30)
        assert found.decided == ("contract" if date(2005, 6, 14) <= day < date(2005, 7, 1) else "nothing")
        for one in found.choices:
            assert [step.on for step in one.dates] == sorted(step.on for step in one.dates)
            assert all(step.passed is (step.on < day) for step in one.dates)
        day += timedelta(days=1)


def test_before_the_law_is_known_nothing_is_decided() -> None:
    found = asked(date(2003, 10, 1), held(contract(date(2003, 7, 1), date(2004, 7, 1))))
    assert (found.contract_by, found.notice_by) == (None, None)
    assert found.choice("renew").possible is Verdict.UNDETERMINED
    assert found.choice("serve_notice").possible is Verdict.UNDETERMINED


def test_another_service_without_these_rules_says_that_it_has_none() -> None:
    other = choices_for(load_law("washington-ms"), held(contract()), on=APRIL)
    assert {one.key: one.possible for one in other.choices if one.key != "nothing"} == dict.fromkeys(
        ("renew", "change_pay", "serve_notice"), Verdict.UNDETERMINED
    )


def test_a_vacant_seat_has_nothing_to_choose_and_a_past_day_cannot_be_tried() -> None:
    with pytest.raises(VacantSeatError):
        asked(record=SeatOnRecord(seat=1, position="0012-03", department="REV", starts_on=date(2004, 7, 1)))
    with pytest.raises(VacantSeatError):
        asked(record=held(contract(), leaves_before=APRIL))
    assert asked(record=held(contract(), leaves_before=date(2005, 4, 26)))
    with pytest.raises(NoticeDayError):
        asked(notice_on=date(2005, 4, 24))
    with pytest.raises(NoticeDayError):
        asked(served="mail", arrived_on=date(2005, 4, 24))
    with pytest.raises(FactError):
        asked(salary=Decimal("9000.001"))
