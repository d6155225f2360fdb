"""Significant edits call for a review, others do not; each reason is told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meritbook.core.positions.compare import SIGNIFICANT, compare
from meritbook.core.positions.model import Duty, PositionDescription, Program, Subordinate, Supervisor

BASE = PositionDescription(
    number="0417-22",
    working_title="Audit Chief",
    location="Capital City",
    contacts="Taxpayers.",
    reports_to=Supervisor(title="Director"),
    duties=(
        Duty(number=1, text="Plans the audit program of the state.", percent=Decimal(60)),
        Duty(number=2, text="Directs four field units.", percent=Decimal(40)),
    ),
    subordinates=(Subordinate(title="Audit Supervisor", count=4, kind="supervisor"),),
    budget=Decimal(2_000_000),
    budget_role="monitors",
    programs=(Program(name="Audit", reach="statewide"),),
    policy_role="recommends",
)


def changed(**fields: Any) -> PositionDescription:
    return BASE.model_copy(update=fields)


def duties(*pairs: tuple[str, int]) -> tuple[Duty, ...]:
    return tuple(
        Duty(number=place, text=text, percent=Decimal(share)) for place, (text, share) in enumerate(pairs, start=1)
    )


FIRST, SECOND = BASE.duties[0].text, BASE.duties[1].text


def test_the_same_description_has_no_change() -> None:
    assert compare(BASE, BASE).changes == ()
    assert not compare(BASE, BASE).needs_review


@pytest.mark.parametrize(
    "fields",
    [
        {"location": "Capitol City"},
        {"contacts": "Taxpayers and their counsel."},
        {"working_title": "Chief of Audit"},
        {"current_class": "Program Administrator IV"},
        {"budget": Decimal(2_499_999)},
        {"subordinates": (Subordinate(title="Audit Supervisor", count=5, kind="supervisor"),)},
        {"duties": duties((FIRST.upper() + " ", 60), (SECOND, 40))},
        {"duties": duties((FIRST, 51), (SECOND, 49))},
        {"duties": duties((SECOND, 40), (FIRST, 60))},
    ],
)
def test_an_edit_without_a_significant_change_asks_for_no_review(fields: dict[str, Any]) -> None:
    found = compare(BASE, changed(**fields))
    assert not found.needs_review, found.significant
    assert all(change.reason for change in found.changes)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"budget": Decimal(2_500_000)}, "budget"),
        ({"budget": Decimal(1_500_000)}, "budget"),
        ({"budget": None}, "budget"),
        ({"budget_role": "approves"}, "budget_role"),
        ({"policy_role": "formulates"}, "policy_role"),
        ({"reports_to": Supervisor(title="Secretary")}, "reports_to"),
        ({"programs": ()}, "programs"),
        ({"subordinates": ()}, "subordinates"),
        ({"subordinates": (Subordinate(title="Audit Manager", count=4, kind="manager"),)}, "subordinates"),
        ({"specialised_qualification_required": True}, "specialised_qualification_required"),
        ({"duties": duties((FIRST, 50), (SECOND, 50))}, "duties.1"),
        ({"duties": duties((FIRST.replace("Plans", "Approves"), 60), (SECOND, 40))}, "duties.1"),
        ({"other": (("Travel", "Often."),)}, "other"),
    ],
)
def test_a_change_that_can_move_the_allocation_needs_a_review(fields: dict[str, Any], field: str) -> None:
    significant = compare(BASE, changed(**fields)).significant
    assert field in [change.field for change in significant]


def test_a_new_duty_and_a_lost_one_are_told_apart_from_one_in_other_words() -> None:
    found = compare(BASE, changed(duties=duties((FIRST, 60), ("Answers the appeals of taxpayers.", 40))))
    assert [(change.field, change.before, change.after, change.reason) for change in found.changes] == [
        ("duties.2", "", "40 %. Answers the appeals of taxpayers.", "a duty was added"),
        ("duties.2", "40 %. Directs four field units.", "", "a duty was taken away"),
    ]


def test_changes_are_told_in_words() -> None:
    found = compare(BASE, changed(budget=Decimal(4_000_000), policy_role=None))
    assert [(change.before, change.after) for change in found.changes] == [
        ("$2,000,000", "$4,000,000"),
        ("recommends policy", ""),
    ]


def test_every_field_named_significant_is_a_field_of_a_description() -> None:
    assert set(SIGNIFICANT) <= set(PositionDescription.model_fields)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([FIRST, SECOND, "Answers appeals.", "answers appeals"]), max_size=5),
    st.lists(st.sampled_from([FIRST, SECOND, "Answers appeals.", "answers appeals"]), max_size=5),
)
def test_duties_are_compared_both_ways_with_the_same_need_for_review(before: list[str], after: list[str]) -> None:
    old = changed(duties=duties(*((text, 10) for text in before)))
    new = changed(duties=duties(*((text, 10) for text in after)))
    assert compare(old, new).needs_review == compare(new, old).needs_review
    assert compare(old, old).changes == ()
