"""The picture of a value stream map, and the table that says the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape

from lean_world import step, stream
from meritbook.core.results.value_stream import Figure, ValueStream, figures
from meritbook.desk.lean_pictures import WIDTH, change_said, said, stream_map


def drawn(**more: Any) -> Any:
    """The picture of the map of the tests."""
    found = ValueStream.model_validate(stream(**more))
    return stream_map(found, figures(found))


def test_every_step_has_a_box_and_a_row_and_the_bottleneck_its_word() -> None:
    picture = drawn()
    assert [one.number for one in picture.boxes] == [1, 2, 3]
    assert [one.bottleneck for one in picture.boxes] == [False, True, False]
    assert "Bottleneck" in [words for _, words in picture.boxes[1].lines]
    assert picture.rows[1].pace.endswith("bottleneck")
    assert "goes back to 1, Open mail" in picture.rows[2].back
    assert "is mended there" in picture.rows[0].back


def test_rework_within_a_row_is_drawn_as_a_loop() -> None:
    (loop,) = drawn().loops
    assert loop.words == "20% back to 1"


def test_a_missing_figure_is_a_question_mark_and_its_word_in_the_table() -> None:
    picture = drawn(steps=[step("Open mail", process=None, people=None, complete_accurate=None, waiting=None)])
    assert [words for _, words in picture.boxes[0].lines][1:] == ["Work ?, by ?", "Right ?", "Load ?"]
    row = picture.rows[0]
    assert {row.process, row.people, row.share, row.waiting} == {"Missing"}
    assert (row.load, row.visits, row.pace) == ("Undetermined", "Undetermined", "Undetermined")
    assert "Process time Undetermined" in picture.says


@pytest.mark.parametrize("count", [1, 4, 5, 60])
def test_four_steps_stand_in_a_row_and_all_within_the_picture(count: int) -> None:
    picture = drawn(steps=[step(f"A step with a long name {n}") for n in range(count)])
    assert len(picture.ladders) == -(-count // 4)
    for one in picture.boxes:
        assert one.x + picture.box_width <= WIDTH
        assert one.y + picture.box_height <= picture.height
    assert all(len(words) < 24 for one in picture.boxes for _, words in one.lines)


def test_figures_and_differences_are_said_with_their_unit() -> None:
    assert said(Figure(value=Decimal("12.5"), lacks=()), "percent") == "12.5%"
    assert said(Figure(value=None, lacks=("x",))) == "Undetermined"
    assert change_said(Decimal(-90), "minutes") == "−1.5 h"
    assert change_said(Decimal(3), "percent") == "+3 points"
    assert change_said(Decimal(0), "minutes") == "0 min"
    assert change_said(None, "minutes") == "Undetermined"


def test_a_step_whose_name_is_cut_in_its_box_has_the_whole_of_it_as_a_title() -> None:
    name = "Check papers against the county's list of liens"
    picture = drawn(steps=[step(name)])
    assert name not in picture.boxes[0].lines[0][1]
    shown = render_to_string("partials/stream_picture.html", {"picture": picture, "name": "A map"})
    assert f"<title>Step 1: {escape(name)}</title>" in shown
