"""Measures of a contract: the value of the due day decides, and what is missing is never zero."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from contract_world import text
from meritbook.core.contracts.measures import MeasureFinding, ResultOnRecord, amount, findings
from meritbook.core.contracts.text import Measure, Project
from meritbook.core.verdict import Verdict

LAST = date(2005, 6, 30)
AFTER = date(2005, 7, 15)


def result(value: str, ends: date = LAST, number: int = 1, measure: str = "wait-days", **more: Any) -> ResultOnRecord:
    return ResultOnRecord(
        id=number, measure=measure, period_ends_on=ends, value=Decimal(value), source="Report.",
        recorded_at=datetime(2005, 7, 1, tzinfo=UTC), **more,
    )  # fmt: skip


def wait(*results: ResultOnRecord, on: date = AFTER) -> MeasureFinding:
    return next(one for one in findings(text(), results, on=on) if one.measure == "wait-days")


@pytest.mark.parametrize(
    ("value", "verdict", "sentence"),
    [
        ("24", Verdict.NOT_MET, "24 days; at most 21 were agreed: missed by 3."),
        ("21.0001", Verdict.NOT_MET, "21.0001 days; at most 21 were agreed: missed by 0.0001."),
        ("21.0000", Verdict.MET, "21 days; at most 21 were agreed: reached exactly."),
        ("20.5", Verdict.MET, "20.5 days; at most 21 were agreed: reached, 0.5 better."),
    ],
)
def test_a_value_of_the_due_day_is_held_against_its_target(value: str, verdict: Verdict, sentence: str) -> None:
    found = wait(result(value))
    assert (found.verdict, found.sentence, found.missing, found.stale) == (verdict, sentence, (), False)


@pytest.mark.parametrize(("value", "verdict"), [("79.9", Verdict.NOT_MET), ("80", Verdict.MET), ("81", Verdict.MET)])
def test_at_least_is_reached_from_the_target_upwards(value: str, verdict: Verdict) -> None:
    found = findings(text(), [result(value, measure="calls-answered")], on=AFTER)[1]
    assert found.verdict is verdict
    assert found.sentence.startswith(f"{value}%; at least 80 were agreed")


def test_nothing_on_record_is_undetermined_and_not_zero() -> None:
    found = wait(on=date(2004, 9, 1))
    assert (found.value, found.value_on, found.verdict, found.so_far) == (
        None, None, Verdict.UNDETERMINED, Verdict.UNDETERMINED,
    )  # fmt: skip
    assert found.missing[0].ask == "results_administrator"
    assert "at most 21 days are agreed for 30 June 2005" in found.sentence


def test_a_value_before_the_due_day_is_told_as_it_stands_and_decides_nothing() -> None:
    found = wait(result("24", date(2005, 3, 31)), on=date(2005, 4, 10))
    assert (found.verdict, found.so_far) == (Verdict.UNDETERMINED, Verdict.NOT_MET)
    assert found.sentence == "24 days on 31 March 2005; at most 21 days are agreed for 30 June 2005."
    assert found.missing


@pytest.mark.parametrize(
    ("on", "wanted"), [(date(2005, 7, 1), "due"), (LAST, "due"), (date(2005, 6, 29), ""), (date(2005, 3, 31), "")]
)
def test_the_value_of_the_due_day_is_asked_for_from_that_day_on(on: date, wanted: str) -> None:
    assert wait(result("20", date(2005, 3, 31)), on=on).wanted == wanted


@pytest.mark.parametrize(("on", "wanted"), [(date(2004, 10, 1), ""), (date(2004, 10, 2), "stale")])
def test_a_quarter_without_a_value_makes_a_measure_stale_on_the_day_after(on: date, wanted: str) -> None:
    assert wait(on=on).wanted == wanted


@pytest.mark.parametrize(
    ("ends", "because"),
    [
        (date(2004, 6, 30), "before the contract began on 1 July 2004"),
        (date(2004, 7, 1), ""),
        (LAST, ""),
        (date(2005, 7, 1), "after 30 June 2005"),
    ],
)
def test_what_lies_outside_the_term_does_not_count_and_says_so(ends: date, because: str) -> None:
    found = wait(result("20", ends))
    assert (found.value is None) is bool(because)
    assert [because in one.because for one in found.set_aside] == ([True] if because else [])


def test_a_value_of_a_period_that_has_not_ended_on_the_day_asked_about_does_not_count() -> None:
    found = wait(result("20", date(2004, 9, 2)), on=date(2004, 9, 1))
    assert found.value is None
    assert "the day that is asked about" in found.set_aside[0].because


def test_a_correction_replaces_and_the_old_value_stays_readable() -> None:
    found = wait(result("24"), result("20", number=2, replaces=1))
    assert (found.value, found.verdict) == (Decimal(20), Verdict.MET)
    assert [one.value for one in found.corrections] == [Decimal(24)]


def test_the_newest_period_counts_whatever_was_recorded_last() -> None:
    found = wait(result("20", date(2005, 3, 31), 1), result("30", date(2004, 12, 31), 2), on=date(2005, 4, 1))
    assert (found.value, found.value_on) == (Decimal(20), date(2005, 3, 31))


def test_a_measure_without_a_target_waits_for_a_person_and_is_never_stale() -> None:
    plant = Project(
        key="new-plant", says="Open the plant.", measures=(Measure(key="smooth", says="It runs smoothly."),)
    )  # fmt: skip
    found = findings(text(projects=(plant,)), [result("3", measure="smooth")], on=AFTER)[-1]
    assert (found.about, found.verdict, found.stale) == ("new-plant", Verdict.UNDETERMINED, False)
    assert "a person judges it by the words" in found.sentence
    assert found.missing[0].ask == "appointing_authority"


def test_a_measure_with_a_day_of_its_own_is_decided_by_the_value_of_that_day() -> None:
    early = Measure(key="smooth", says="Shifts run.", target=Decimal(3), due_on=date(2005, 5, 1))
    plant = Project(key="new-plant", says="Open the plant.", measures=(early,))
    words = text(projects=(plant,))
    on_time, late = result("3", date(2005, 5, 1), 1, "smooth"), result("9", date(2005, 5, 2), 2, "smooth")
    found = findings(words, [on_time, late], on=date(2005, 5, 3))[-1]
    assert (found.verdict, found.value, len(found.set_aside)) == (Verdict.MET, Decimal(3), 1)


@pytest.mark.parametrize(("value", "says"), [("1250.50", "1,250.5"), ("100", "100"), ("0.0", "0"), ("-3.20", "-3.2")])
def test_figures_are_written_as_people_write_them(value: str, says: str) -> None:
    assert amount(Decimal(value)) == says
