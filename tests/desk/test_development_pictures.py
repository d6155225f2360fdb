"""The pictures of development say in words what they draw, and stay inside their frame."""

from __future__ import annotations

from typing import Any

import pytest

from meritbook.actions.permissions import Standing
from meritbook.desk import development as read
from meritbook.desk import development_pictures as pictures
from meritbook.desk import surveys as read_surveys

pytestmark = pytest.mark.django_db


def test_levels_are_drawn_where_there_are_any(development: Any, people: Any, on: Any) -> None:
    standing = Standing(people.results_facilitator, on)
    picture = pictures.levels(read.page(standing, development.draft))
    assert picture is not None
    assert len(picture.marks) == 8
    leadership, planning = picture.marks[:2]
    assert leadership.before is not None
    assert leadership.now is not None
    assert picture.left < leadership.before < leadership.now < picture.right
    assert (planning.before, planning.now) == (None, None)
    assert "Strategic planning: no level" in picture.says
    assert picture.marks[-1].y < picture.height


def test_an_assessment_without_levels_has_no_picture(development: Any, people: Any, on: Any) -> None:
    standing = Standing(people.results_facilitator, on)
    assert pictures.levels(read.page(standing, development.shown)) is None


def test_shares_are_drawn_with_their_intervals(surveys: Any, people: Any, on: Any) -> None:
    shown = read_surveys.page(Standing(people.auditor, on), surveys.closed)
    assert shown.result is not None
    picture = pictures.shares(shown.result)
    assert picture is not None
    for one in picture.marks:
        assert one.low is not None
        assert one.now is not None
        assert one.high is not None
        assert picture.left <= one.low <= one.now <= one.high <= picture.right
    assert "between" in picture.says
