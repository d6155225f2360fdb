"""The results register on a desk: whose value is due, what is stale, and what nobody answers for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from meritbook.actions.permissions import Standing
from meritbook.desk.desks import desk
from meritbook.desk.measures_desk import HEADING
from meritbook.web.templatetags.meritbook import act_address
from year_stage import do

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def titles(who: Any, on: date = ON) -> list[str]:
    """The acts on the register that the desk of somebody shows."""
    return [one.title for section in desk(Standing(who, on)) if section.heading == HEADING for one in section.acts]


def test_an_owner_is_asked_for_a_value_from_the_day_after_its_period(people: Any, measures: Any) -> None:
    # The first quarter has its value; the second, October to December, ends on 31 December 2025.
    assert titles(people.measure_owner, date(2025, 12, 31)) == []
    assert titles(people.measure_owner, date(2026, 1, 1)) == ["Record the value of Days to a refund"]


def test_an_owner_who_gave_way_is_asked_no_longer(people: Any, measures: Any, at: datetime) -> None:
    taken = {"measure": measures.refunds, "owner": people.executive, "starts_on": date(2026, 3, 1)}
    do("name_measure_owner", people.results_administrator, at, **taken)
    assert titles(people.measure_owner) == []
    assert titles(people.executive) == ["Record the value of Days to a refund"]


def test_a_keeper_is_told_of_what_nobody_owns_and_of_what_is_stale(people: Any, measures: Any, at: datetime) -> None:
    # Due 30 days after 31 December 2025: in time on 30 January 2026.
    nobody, stale = "Name who answers for measures that nobody owns", "See to values that are overdue"
    assert titles(people.results_administrator, date(2026, 3, 2)) == [nobody, stale]
    assert titles(people.results_facilitator, date(2026, 1, 30)) == []
    assert titles(people.results_facilitator, date(2026, 1, 31)) == [stale]


def test_a_measure_whose_owner_left_is_nobodys(people: Any, measures: Any, at: datetime) -> None:
    assert titles(people.results_facilitator) == ["See to values that are overdue"]
    do("deactivate_user", people.system_administrator, at, user=people.measure_owner)
    assert titles(people.results_facilitator) == [
        "Name who answers for measures that nobody owns",
        "See to values that are overdue",
    ]


def test_what_a_keeper_is_told_leads_to_the_list_narrowed_to_it(people: Any, measures: Any) -> None:
    (section,) = (one for one in desk(Standing(people.results_administrator, ON)) if one.heading == HEADING)
    found = {one.title: act_address(one) for one in section.acts}
    assert found["Name who answers for measures that nobody owns"] == "/results/?show=unowned"
    assert found["See to values that are overdue"] == "/results/?show=stale"
