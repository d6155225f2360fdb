"""Value stream maps against published examples, and against another way of working them out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from meritbook.core.results.durations import DurationError, minutes_of, spelled
from meritbook.core.results.value_stream import Step, ValueStream, compare, figures, minutes_in_words, visits_of
from meritbook.core.verdict import Verdict

SECOND = Decimal(1) / 60
DAY = Decimal(920)
"""Two shifts of 460 minutes."""
# The stamping plant of Rother and Shook, "Learning to See" (1998), part II: 18,400 brackets in a month of 20 days,
# waiting before each step in days of demand and the work of each step in seconds.
STAMPING = (
    ("Stamping", "5", 1),
    ("Spot weld 1", "7.6", 39),
    ("Spot weld 2", "1.8", 46),
    ("Assembly 1", "2.7", 62),
    ("Assembly 2", "2.0", 40),
    ("Shipping", "4.5", 0),
)


def step(name: str = "Read", **more: Any) -> Step:
    """A step with every figure; `more` replaces parts."""
    parts = {"process": 10, "waiting": 50, "people": 1, "complete_accurate": 100, **more}
    return Step.model_validate({"name": name, **parts})


def stream(*steps: Step, **more: Any) -> ValueStream:
    """A map of the steps."""
    return ValueStream.model_validate({"title": "Refunds", "unit": "return", "steps": steps, **more})


@pytest.fixture
def stamping() -> ValueStream:
    """The published example."""
    steps = [
        step(name, process=Decimal(seconds) * SECOND, waiting=Decimal(days) * DAY) for name, days, seconds in STAMPING
    ]
    return stream(*steps, demand=920, available=DAY)


def test_the_stamping_plant_of_learning_to_see(stamping: ValueStream) -> None:
    found = figures(stamping)
    assert found.process.value is not None
    assert found.lead.value is not None
    assert round(found.process.value * 60) == 188
    # The book gives 23.6 days of lead time from the waiting alone; the 188 seconds of work add three thousandths.
    assert round(found.lead.value / DAY, 1) == Decimal("23.6")
    assert found.takt.value == 1
    assert found.bottleneck == 4
    assert found.steps[3].over_takt is Verdict.MET
    assert [one.over_takt for one in found.steps].count(Verdict.MET) == 1
    assert "Assembly 1, needs 1.03 min" in found.sentence
    assert found.activity.value is not None
    assert round(found.activity.value, 3) == Decimal("0.014")


def test_takt_of_a_shift_less_its_breaks() -> None:
    # Wikipedia, "Takt time": 480 minutes less 30, 30, 10 and 10, and 400 units asked for.
    assert figures(stream(step(), demand=400, available=480 - 30 - 30 - 10 - 10)).takt.value == 1


def test_rolled_share_of_the_labels() -> None:
    # Minitab's article on rolled throughput yield: 1,000 labels printed, laminated and cut, of which 950, 800 and 700
    # are good. The article rounds the shares to 0.95, 0.84 and 0.88, and says 0.70.
    rounded = figures(stream(*(step(complete_accurate=one) for one in (95, 84, 88))))
    assert rounded.rolled.value is not None
    assert round(rounded.rolled.value, 1) == Decimal("70.2")


def test_without_rework_the_expected_work_is_the_process_time() -> None:
    found = figures(stream(step(), step("Decide", process=5)))
    assert found.effort.value == found.process.value == 15
    assert found.lead_with_rework.value == found.lead.value == 115


def test_a_step_that_mends_itself_is_gone_through_once_for_each_share() -> None:
    found = figures(stream(step(complete_accurate=80)))
    assert found.effort.value == Decimal("12.5")


def test_rework_goes_back_over_all_steps_between() -> None:
    steps = (step("Take in"), step("Check", process=20), step("Decide", process=30, complete_accurate=50, back_to=1))
    # Each unit is decided twice on average, and comes through the two steps before as often.
    assert figures(stream(*steps)).effort.value == 120
    assert visits_of(steps) == (2, 2, 2)


shares = st.integers(min_value=30, max_value=100)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(shares, st.integers(0, 5)), min_size=1, max_size=8))
def test_visits_agree_with_the_fundamental_matrix(told: list[tuple[int, int]]) -> None:
    # Kemeny and Snell: the first row of (I - Q)⁻¹ counts the visits of a chain that begins in the first.
    steps = [
        step(f"Step {n}", complete_accurate=share, back_to=max(1, n - back) if back else None)
        for n, (share, back) in enumerate(told, 1)
    ]
    chain = np.zeros((len(steps), len(steps)))
    for place, one in enumerate(steps):
        right = float(one.complete_accurate or 0) / 100
        if place + 1 < len(steps):
            chain[place, place + 1] += right
        chain[place, (one.back_to or place + 1) - 1] += 1 - right
    expected = np.linalg.inv(np.eye(len(steps)) - chain)[0]
    found = visits_of(steps)
    assert found is not None
    assert np.allclose([float(one) for one in found], expected)


@pytest.mark.parametrize(
    ("field", "lost"),
    [
        ("process", {"process", "lead", "activity", "effort", "lead_with_rework"}),
        ("waiting", {"lead", "activity", "lead_with_rework"}),
        ("complete_accurate", {"rolled", "effort", "lead_with_rework"}),
        ("people", set()),
    ],
)
def test_a_missing_figure_makes_undetermined_what_rests_on_it_and_nothing_else(field: str, lost: set[str]) -> None:
    found = figures(stream(step(), step("Decide", **{field: None}), demand=10, available=400))
    names = {"process", "lead", "activity", "rolled", "takt", "effort", "lead_with_rework"}
    undetermined = {one for one in names if getattr(found, one).verdict is Verdict.UNDETERMINED}
    assert undetermined == lost
    for one in undetermined:
        assert getattr(found, one).lacks
    if field != "waiting":
        assert found.bottleneck is None
        assert found.steps[1].over_takt is Verdict.UNDETERMINED


def test_no_demand_leaves_the_takt_time_undetermined_and_the_slowest_step_known() -> None:
    found = figures(stream(step(), step("Decide", process=30, people=2), available=400))
    assert found.takt.value is None
    assert found.takt.lacks == ("How many units a day are asked for is missing.",)
    assert found.bottleneck == 2
    assert "The takt time is unknown" in found.sentence


def test_a_stream_without_any_time_has_no_ratio() -> None:
    found = figures(stream(step(process=0, waiting=0)))
    assert found.activity.lacks == ("The lead time is 0.",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"complete_accurate": 0},
        {"complete_accurate": 101},
        {"people": 0},
        {"process": -1},
        {"process": 10**8},
        {"name": "  "},
        {"process": float("nan")},
    ],
)
def test_a_figure_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        step(**wrong)


def test_rework_never_goes_forward() -> None:
    with pytest.raises(ValidationError, match="step 1 sends its rework on to step 2"):
        stream(step(back_to=2), step("Decide"))


def test_two_maps_are_compared_step_by_step() -> None:
    before = stream(step("Open mail"), step("Sort", waiting=500), step("Decide"))
    after = stream(step("Open mail", process=5), step("Decide"), step("Tell"))
    found = compare(before, after)
    assert [(one.name, one.before is not None, one.after is not None) for one in found.steps] == [
        ("Open mail", True, True),
        ("Sort", True, False),
        ("Decide", True, True),
        ("Tell", False, True),
    ]
    lead = next(one for one in found.wholes if one.title == "Lead time")
    assert lead.change == Decimal(175 - 630)
    assert next(one for one in found.wholes if one.title == "Takt time").change is None


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("90 s", "1.5"), ("12 min", "12"), ("1.5 h", "90"), ("3 d", "1350"), ("2days", "900"), ("", None), ("0 min", "0")],
)
def test_durations_are_read_with_their_unit(said: str, minutes: str | None) -> None:
    assert minutes_of(said, day=Decimal(450)) == (None if minutes is None else Decimal(minutes))


@pytest.mark.parametrize("said", ["12", "twelve min", "1,5 h", "3 w", "-4 min", "1e9 h", "9" * 12 + " h"])
def test_a_duration_without_a_unit_is_not_guessed_at(said: str) -> None:
    with pytest.raises(DurationError):
        minutes_of(said, day=Decimal(450))


def test_days_need_the_length_of_a_day() -> None:
    with pytest.raises(DurationError, match="time of a working day is not given"):
        minutes_of("3 d", day=None)


@pytest.mark.parametrize(
    ("minutes", "words"), [("0", "0 min"), ("0.75", "45 s"), ("12.50", "12.5 min"), ("75000", "1,250 h")]
)
def test_minutes_are_said_in_the_largest_unit(minutes: str, words: str) -> None:
    assert minutes_in_words(Decimal(minutes)) == words


def test_what_is_spelled_is_read_again() -> None:
    assert minutes_of(spelled(Decimal("12.5")), day=None) == Decimal("12.5")
    assert spelled(None) == ""
