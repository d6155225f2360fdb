"""How far a development plan is: what counts, what is late, and that nothing planned is no progress at all."""

from __future__ import annotations

from datetime import date

import pytest

from meritbook.core.competencies.growth import Step, is_late, progress

ON = date(2026, 3, 2)


def step(state: str, due: date = ON, kind: str = "course") -> Step:
    return Step(kind=kind, state=state, due_on=due)


def test_without_actions_there_is_no_progress_to_tell_and_no_next_day() -> None:
    told = progress([], ON)
    assert (told.done, told.of, told.late, told.next_due) == (0, 0, 0, None)
    assert told.kinds == {"experience": 0, "relationship": 0, "course": 0}


def test_what_was_dropped_counts_nowhere_and_what_is_done_is_never_late() -> None:
    past, coming, last = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
    told = progress(
        [
            step("dropped", past),
            step("done", past),
            step("planned", past),
            step("under_way", last),
            step("planned", coming),
        ],
        ON,
    )
    assert (told.done, told.of, told.late, told.next_due) == (1, 4, 1, coming)


@pytest.mark.parametrize(("day", "late"), [(date(2026, 3, 1), True), (ON, False), (date(2026, 3, 3), False)])
def test_an_action_is_late_from_the_day_after_its_last(day: date, late: bool) -> None:
    assert is_late("planned", day, ON) is late
    assert progress([step("planned", day)], ON).late == int(late)


def test_kinds_are_counted_each_in_its_place() -> None:
    told = progress([step("done", kind="experience"), step("planned", kind="experience"), step("planned")], ON)
    assert told.kinds == {"experience": 2, "relationship": 0, "course": 1}
