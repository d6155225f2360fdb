"""The setups of the later rooms of the results register, which `conftest` takes in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from recorded import once

__all__ = [
    "audits",
    "boards",
    "development",
    "helped",
    "lean",
    "reports",
    "returns",
    "reviews",
    "rooms",
    "surveys",
]


@pytest.fixture
def audits(people: Any, departments: Any, measures: Any, at: datetime) -> Any:
    """Two audits of measures (`audit_world`)."""
    import audit_world

    def act() -> Any:
        return audit_world.audits(people, departments, measures, at)

    return once("audits", act, people, departments, measures, at)


@pytest.fixture
def boards(people: Any, departments: Any, at: datetime) -> Any:
    """Three local boards, with the money and a report of a year (`board_world`)."""
    import board_world

    return once("boards", lambda: board_world.boards(people, departments, at), people, departments, at)


@pytest.fixture
def returns(people: Any, departments: Any, measures: Any, at: datetime) -> Any:
    """Investments and a budget unit of the results register (`return_world`)."""
    import return_world

    held = (people, departments, measures)
    return once("returns", lambda: return_world.returns(*held, at), *held)


@pytest.fixture
def reviews(people: Any, departments: Any, returns: Any, at: datetime) -> Any:
    """Quarterly reviews of the results register (`return_world`)."""
    import return_world

    return once("reviews", lambda: return_world.reviews(people, departments, at), people, departments, returns)


@pytest.fixture
def reports(people: Any, departments: Any, at: datetime) -> Any:
    """A published annual report of Revenue, and a draft (`report_world`)."""
    import report_world

    return once("reports", lambda: report_world.reports(people, departments, at), people, departments, at)


@pytest.fixture
def development(people: Any, departments: Any, measures: Any, at: datetime) -> Any:
    """Two assessments of a department (`development_world`)."""
    import development_world

    def act() -> Any:
        return development_world.development(people, departments, measures, at)

    return once("development", act, people, departments, measures, at)


@pytest.fixture
def surveys(people: Any, departments: Any, at: datetime) -> Any:
    """Three surveys, one of them closed (`development_world`)."""
    import development_world

    return once("surveys", lambda: development_world.surveys(people, departments, at), people, departments, at)


@pytest.fixture
def helped(people: Any, departments: Any, at: datetime) -> Any:
    """Help in the results initiatives (`help_world`)."""
    import help_world

    return once("help", lambda: help_world.help_given(people, departments, at), people, departments, at)


@pytest.fixture
def lean(people: Any, departments: Any, measures: Any, at: datetime) -> Any:
    """Events, maps, a saving and a design project (`lean_world`)."""
    import lean_world

    return once("lean", lambda: lean_world.lean(people, departments, measures, at), people, departments, measures, at)


@pytest.fixture
def rooms(
    helped: Any,
    audits: Any,
    boards: Any,
    returns: Any,
    reviews: Any,
    reports: Any,
    development: Any,
    surveys: Any,
    lean: Any,
) -> Any:
    """The later rooms of the results register (`rooms_world`)."""
    from rooms_world import Rooms

    return Rooms(
        help=helped,
        audits=audits,
        boards=boards,
        returns=returns,
        reviews=reviews,
        reports=reports,
        development=development,
        surveys=surveys,
        lean=lean,
    )
