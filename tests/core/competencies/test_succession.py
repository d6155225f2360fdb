"""Succession coverage: what falls free when, and whether anybody is named, without any order of merit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from meritbook.core.competencies.succession import HORIZON, End, EndKind, SeatFacts, coverage, in_order
from meritbook.core.verdict import Verdict

ON = date(2026, 3, 2)


def seat(**more: Any) -> SeatFacts:
    """A seat that somebody holds and for whose class two are named."""
    return SeatFacts(**{"vacant": False, "has_class": True, "named": 2, **more})


@pytest.mark.parametrize(
    ("more", "verdict", "says"),
    [
        ({}, Verdict.MET, "2 people are named for its class."),
        ({"named": 1}, Verdict.MET, "1 person is named for its class."),
        ({"named": 0}, Verdict.NOT_MET, "Nobody is named for its class."),
        (
            {"has_class": False, "named": 0},
            Verdict.UNDETERMINED,
            "The position is allocated to no class, so nobody can be named for it.",
        ),
    ],
)
def test_coverage_says_whether_anybody_is_named_and_is_open_where_nobody_can_be(
    more: dict[str, Any], verdict: Verdict, says: str
) -> None:
    found = coverage(seat(**more), ON)
    assert (found.verdict, found.says) == (verdict, says)


def test_the_first_day_on_which_a_seat_falls_free_is_told() -> None:
    ends = in_order((End(kind=EndKind.SEAT, on=date(2026, 7, 1)), End(kind=EndKind.NOTICE, on=date(2026, 6, 30))))
    assert [one.kind for one in ends] == ["notice", "seat"]
    found = coverage(seat(ends=ends), ON)
    assert (found.falls_free_on, found.pressing) == (date(2026, 6, 30), True)
    assert [one.says for one in ends] == [
        "Notice of dismissal is served, for separation on 30 June 2026.",
        "The position leaves the service before 1 July 2026.",
    ]


@pytest.mark.parametrize(("days", "pressing"), [(HORIZON.days, True), (HORIZON.days + 1, False)])
def test_a_seat_presses_when_it_falls_free_within_a_year(days: int, pressing: bool) -> None:
    ends = (End(kind=EndKind.TERM, on=ON + timedelta(days=days)),)
    assert coverage(seat(ends=ends), ON).pressing is pressing


def test_a_vacant_seat_presses_until_somebody_is_proposed_and_one_without_an_end_does_not() -> None:
    assert coverage(seat(vacant=True), ON).pressing
    assert coverage(seat(vacant=True), ON).falls_free_on is None
    assert not coverage(seat(vacant=True, filled_next=True), ON).pressing
    assert not coverage(seat(), ON).pressing
