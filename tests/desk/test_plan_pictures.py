"""The pictures of plans: what is cut in a box stands whole in its title."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape

from meritbook.desk.plan_pictures import sight_picture

GOAL = "Services that people can count on, wherever they live and at whatever hour they come"
OF = "Department of Transportation and Public Works"


def drawn() -> Any:
    """The way of one objective up to a goal with a long name, of a department with a long one."""
    step = SimpleNamespace(kind="goal", of=OF, called=GOAL)
    sight = SimpleNamespace(steps=[step], reaches=True, ends="")
    row = SimpleNamespace(sights=[sight], says="Customers wait less.", frozen=None, line=None, measure="wait-days")
    rows: Any = [row]
    return sight_picture(rows)


def test_a_box_whose_words_are_cut_has_the_whole_of_them_as_a_title() -> None:
    picture = drawn()
    (goal,) = (one for one in picture.boxes if one.kind == "goal")
    assert OF not in goal.head
    assert GOAL not in " ".join(line.words for line in goal.lines)
    shown = render_to_string("partials/results_picture.html", {"picture": picture, "name": "Line of sight"})
    assert f"<title>{escape(f'Goal, {OF}: {GOAL}')}</title>" in shown


def test_a_drawing_can_be_scrolled_by_the_keyboard_and_has_a_name() -> None:
    shown = render_to_string("partials/results_picture.html", {"picture": drawn(), "name": "Line of sight"})
    assert '<figure class="mb-figure mb-plan" tabindex="0" aria-labelledby="pic-title">' in shown
