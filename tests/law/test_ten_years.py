"""Deadlines over ten years: from whatever day they count, one day is the last, and none is neither in time nor late.

No length is asserted: a deadline that is a day too short on all days passes. Lengths are told by the scenarios.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from meritbook.core.law.columns import MET, NOT_MET, Columns, judge_columns
from meritbook.core.law.days import day_of_number, number_of
from meritbook.core.law.judge import Judge
from meritbook.core.law.values import Event, Number, Truth
from meritbook.law import load_law

YES, NO = Truth(True), Truth(False)
TEN_YEARS = np.arange(number_of(date(2009, 1, 1)), number_of(date(2019, 1, 1)))
"""Days on which all of the packs below have their values; three leap days are among them."""
LATER = date(2030, 1, 10)
"""A day from which all is over, so that nothing is still open."""
DEADLINES = [
    ("colorado-ses", "contract.due", "executive.entered_on", "contract.agreed", {"contract.follows_entry": YES}),
    ("colorado-ses", "contract.due", "contract.year_starts_on", "contract.agreed", {"contract.follows_entry": NO}),
    (
        "colorado-ses",
        "dismissal.notice",
        "contract.starts_on",
        "dismissal.notice",
        {
            "dismissal.for_performance": YES,
            "dismissal.notice_written": YES,
            "executive.separated": Event(NO, 0, False),
        },
    ),
    ("iowa-prs", "decision.in_time", "request.received_on", "decision.made", {}),
    ("iowa-prs", "reconsideration.in_time", "reconsideration.known_on", "reconsideration.asked", {}),
]
BEFORE, AFTER = -70, 500
"""Days before and after the day that a deadline counts from, among which its last day lies."""


def _codes(pack: str, rule: str, start: str, event: str, more: dict[str, Any], offset: int) -> Any:
    """What the rule says when the event lies so many days after each day of the ten years."""
    day = Number(TEN_YEARS)
    facts = {start: day, event: Event(YES, TEN_YEARS + offset, True), **more}
    return judge_columns(Judge(load_law(pack), LATER), Columns(len(TEN_YEARS), facts), [rule])[rule]


@pytest.mark.parametrize("deadline", DEADLINES, ids=lambda one: f"{one[1]} from {one[2]}")
def test_from_each_day_of_ten_years_one_day_is_the_last_and_the_next_is_too_late(deadline: Any) -> None:
    codes = np.array([_codes(*deadline, offset) for offset in range(BEFORE, AFTER)])
    assert set(np.unique(codes)) == {MET, NOT_MET}
    assert (codes[0] == MET).all()
    assert (codes[-1] == NOT_MET).all()
    assert ((codes[1:] != codes[:-1]).sum(axis=0) == 1).all(), "in time, then too late, and never in time again"
    last = TEN_YEARS + BEFORE + (codes == MET).sum(axis=0) - 1
    assert (np.diff(last) >= 0).all(), "who starts later is never due earlier"


def test_from_each_day_of_ten_years_one_day_is_the_first_on_which_a_form_may_leave_the_file() -> None:
    more = {"contract.at_department_hr": YES, "contract.at_central_hr": YES}
    near = range(1800, 1850)
    rule = ("colorado-ses", "contract.copies", "contract.filed_on", "contract.taken_from_file", more)
    codes = np.array([_codes(*rule, days) for days in near])
    assert set(np.unique(codes)) == {MET, NOT_MET}
    assert ((codes[1:] != codes[:-1]).sum(axis=0) == 1).all()
    first = TEN_YEARS + near.start + (codes == NOT_MET).sum(axis=0)
    steps = np.diff(first)
    assert set(steps.tolist()) == {0, 1, 2}
    # The first day goes on by a day with the day of filing. 29 February and 1 March share theirs, and over a
    # 29 February that the later year alone has it goes on by two.
    assert {day_of_number(day).isoformat()[5:] for day in TEN_YEARS[:-1][steps == 0]} == {"02-29"}
    assert {day_of_number(day).isoformat()[5:] for day in TEN_YEARS[:-1][steps == 2]} == {"02-28"}


def test_pay_is_saved_without_a_break_until_it_is_saved_no_longer_from_each_day_of_ten_years() -> None:
    law = load_law("colorado-ses")
    many = Columns(len(TEN_YEARS), {"pay.is_saved": YES, "pay.saved_since": Number(TEN_YEARS)})
    days = [date(2012, 1, 1) + timedelta(days=number) for number in range(0, 3653, 7)]
    codes = np.array([judge_columns(Judge(law, day), many, ["pay.saved"])["pay.saved"] for day in days])
    assert set(np.unique(codes)) == {MET, NOT_MET}
    assert (np.diff((codes == MET).astype(int), axis=0) <= 0).all(), "what is saved no longer is not saved again"
    assert (np.diff((codes == MET).astype(int), axis=1) >= 0).all(), "who was changed later is not out earlier"
