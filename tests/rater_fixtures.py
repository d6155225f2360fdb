"""The setups that the tests of competency assessments share; whoever needs them imports them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

import rater_world as world
from year_stage import do

__all__ = ["name", "raters", "row", "version"]


@pytest.fixture
def version(people: Any, at: datetime) -> Any:
    """A version of a small model."""
    return world.version_of(world.model_of(), at)


@pytest.fixture
def raters(departments: Any, at: datetime) -> Any:
    """Eight people of the Department of Revenue."""
    return world.staff(at, departments.revenue, 8)


@pytest.fixture
def row(people: Any, raters: Any, version: Any, at: datetime) -> Any:
    """Open for two weeks, with four peers and three reports; the eighth is not asked."""
    groups = {"peer": raters[:4], "report": raters[4:7]}
    return world.opened(people.agency_hr, at, subject=people.executive, version=version, groups=groups)


def name(people: Any, at: datetime, row: Any, group: str, user: Any = None, **guest: str) -> Any:
    """Ask somebody, or a guest, in a group."""
    return do("name_rater", people.agency_hr, at, assessment=row, group=group, user=user, because=world.SO, **guest)
