"""How a measure stands on a day: fresh, due or stale, reached or missed, and why it is no published fact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from meritbook.core.results.measure import MeasureDefinition, MeasureKind, Target
from meritbook.core.results.periods import Frequency, period_on
from meritbook.core.results.standing import Freshness, PeriodValue, standing
from meritbook.core.verdict import Verdict

BEGINS = date(2004, 7, 1)


def definition(**more: Any) -> MeasureDefinition:
    """Days to a refund, by the quarter of a fiscal year from July, at most 21; a value is due in 30 days."""
    parts: dict[str, Any] = {
        "title": "Days to a refund",
        "kind": MeasureKind.QUALITY,
        "unit": "days",
        "frequency": Frequency.QUARTERLY,
        "direction": "at_most",
        "source": "Refund ledger",
        "method": "Mean of all refunds paid in the quarter.",
        "targets": (Target(starts_on=BEGINS, ends_before=date(2005, 7, 1), value=Decimal(21)),),
    }
    return MeasureDefinition(**{**parts, **more})


def quarter(day: date, value: str) -> PeriodValue:
    period = period_on(day, Frequency.QUARTERLY, 7)
    return PeriodValue(starts_on=period.starts_on, ends_before=period.ends_before, value=Decimal(value))


def at(on: date, *values: PeriodValue, owner: str = "R. Osei", **more: Any) -> Any:
    return standing(definition(**more), values, on=on, begins_on=BEGINS, owner=owner)


@pytest.mark.parametrize(
    ("on", "freshness"),
    [
        # The first quarter ends on 30 September; 30 September + 30 days = 30 October.
        (date(2004, 9, 30), Freshness.EMPTY),
        (date(2004, 10, 1), Freshness.EMPTY),
        (date(2004, 10, 30), Freshness.EMPTY),
        (date(2004, 10, 31), Freshness.STALE),
    ],
)
def test_a_measure_without_a_value_is_stale_after_the_day_on_which_the_first_was_due(
    on: date, freshness: Freshness
) -> None:
    assert at(on).freshness is freshness


@pytest.mark.parametrize(
    ("on", "freshness"),
    [
        # The value of the first quarter is there; the second ends on 31 December, 31 December + 30 days = 30 January.
        (date(2004, 12, 31), Freshness.FRESH),
        (date(2005, 1, 1), Freshness.DUE),
        (date(2005, 1, 30), Freshness.DUE),
        (date(2005, 1, 31), Freshness.STALE),
    ],
)
def test_the_next_value_is_due_when_its_quarter_has_ended_and_overdue_after_thirty_days(
    on: date, freshness: Freshness
) -> None:
    found = at(on, quarter(BEGINS, "20"))
    assert found.freshness is freshness
    if freshness is not Freshness.FRESH:
        assert (found.awaited.label, found.awaited_by) == ("FY2005 Q2", date(2005, 1, 30))


@pytest.mark.parametrize(
    ("value", "verdict", "says"),
    [
        ("21", Verdict.MET, "target at most 21 days: reached."),
        ("20.5", Verdict.MET, "target at most 21 days: reached, by 0.5 days."),
        ("21.01", Verdict.NOT_MET, "target at most 21 days: missed by 0.01 days."),
    ],
)
def test_a_value_is_held_against_the_target_of_its_own_period(value: str, verdict: Verdict, says: str) -> None:
    found = at(date(2004, 10, 2), quarter(BEGINS, value))
    assert found.verdict is verdict
    assert says in found.sentence


def test_without_a_target_for_the_period_the_status_is_undetermined_and_not_missed() -> None:
    found = at(date(2005, 10, 2), quarter(date(2005, 7, 1), "90"))
    assert found.verdict is Verdict.UNDETERMINED
    assert "No target is set" in found.sentence


def test_a_period_that_has_not_ended_does_not_count_yet() -> None:
    assert at(date(2004, 9, 30), quarter(BEGINS, "20")).value is None


def test_a_published_fact_has_owner_source_method_and_a_value_in_time() -> None:
    assert at(date(2004, 10, 2), quarter(BEGINS, "20")).publishable
    found = at(date(2005, 1, 31), quarter(BEGINS, "20"), owner="", source="", method="")
    assert found.lacks == (
        "Nobody answers for it.",
        "It names no source.",
        "It does not say how its values are collected.",
        "It is stale: the value of FY2005 Q2 was due on 30 January 2005.",
    )
    assert at(date(2004, 9, 1)).lacks == ("It has no value.",)


def test_two_targets_of_one_day_are_refused() -> None:
    first = Target(starts_on=BEGINS, ends_before=date(2005, 7, 2), value=Decimal(21))
    with pytest.raises(ValueError, match="two targets hold on 2005-07-01"):
        definition(targets=(first, Target(starts_on=date(2005, 7, 1), ends_before=date(2006, 7, 1), value=Decimal(20))))
