"""A policy: one value of a rule on each day of its known term, each with its citation, and silence kept as silence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from core.qualifications.making import CITATION, full, policy
from meritbook.core.qualifications.policy import RULES, Policy, PolicyError, filled


def dated(*terms: tuple[str, str | None], known: tuple[str, str | None] = ("2000-01-01", None)) -> Policy:
    """A policy whose hours of full time change with these terms."""

    def term(starts: str, ends: str | None) -> dict[str, str]:
        return {"starts_on": starts} | ({"ends_before": ends} if ends else {})

    rules = [
        {"rule": "full_time_hours", "hours": str(40 - place), "term": term(*one), "citation": CITATION}
        for place, one in enumerate(terms)
    ]
    return Policy.model_validate(
        {"key": "test", "name": "Made up", "kind": "jurisdiction", "known": term(*known), "rules": rules}
    )


def test_a_rule_holds_from_its_first_day_until_before_its_last() -> None:
    rules = dated(("2000-01-01", "2010-07-01"), ("2010-07-01", None))
    hours = {day: rules.on(day).full_time_hours for day in (date(2010, 6, 30), date(2010, 7, 1))}
    assert [one.hours for one in hours.values() if one] == [Decimal(40), Decimal(39)]


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ([("2000-01-01", "2010-07-02"), ("2010-07-01", None)], "two values hold on 2010-07-01"),
        ([("2000-01-01", "2010-06-30"), ("2010-07-01", None)], "no value holds on 2010-06-30"),
        ([("2000-01-02", None)], "no value holds on 2000-01-01"),
        ([("2000-01-01", "2020-01-01")], "no value holds on 2020-01-01"),
    ],
)
def test_overlaps_and_gaps_in_the_known_term_are_refused(terms: list[tuple[str, str | None]], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        dated(*terms)


def test_a_rule_may_end_where_the_known_term_ends() -> None:
    rules = dated(("2000-01-01", "2020-01-01"), known=("2000-01-01", "2020-01-01"))
    assert rules.on(date(2019, 12, 31)).known
    assert not rules.on(date(2020, 1, 1)).known
    assert rules.on(date(2020, 1, 1)).full_time_hours is None


@pytest.mark.parametrize(
    "rule",
    [
        {"full_time_hours": {"hours": "0"}},
        {"full_time_hours": {"hours": "40", "ours": "1"}},
        {"part_time": {"how": "hours"}},
        {"part_time": {"how": "proportional", "hours_a_month": "173"}},
        {"part_time": {"how": "thresholds"}},
        {
            "part_time": {
                "how": "thresholds",
                "thresholds": [{"hours": "30", "share": "1"}, {"hours": "20", "share": "0.5"}],
            }
        },
        {"months": {"how": "lunar"}},
        {"months_to_year": {"months": "13"}},
        {"overtime": {"how": "counted"}},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        policy(**rule)


def test_a_rule_without_a_citation_is_refused() -> None:
    plain = policy(months={"how": "calendar"}).model_dump(mode="json")
    del plain["rules"][0]["citation"]
    with pytest.raises(ValidationError, match="citation"):
        Policy.model_validate(plain)


def test_what_no_source_states_is_silent_and_a_year_is_twelve_months() -> None:
    day = policy(months={"how": "calendar"}).on(date(2020, 1, 1))
    assert [rule.rule for rule in day.stated()] == ["months"]
    assert day.silent() == tuple(name for name in RULES if name != "months")
    assert day.year() == 12
    assert policy(months_to_year={"months": "10"}).on(date(2020, 1, 1)).year() == 10


def test_a_filled_policy_keeps_its_own_rules_and_says_where_the_others_come_from() -> None:
    both = filled(policy(overlap={"how": "sum_to_full_time"}), full())
    assert both.key == "test+test"
    assert both.kind == "filled"
    day = both.on(date(2020, 1, 1))
    assert day.overlap is not None
    assert day.overlap.how == "sum_to_full_time"
    assert day.full_time_hours is not None


def test_a_default_that_is_not_known_as_long_cannot_fill() -> None:
    with pytest.raises(PolicyError, match="cannot fill"):
        filled(policy(), dated(("2000-01-01", None)))
