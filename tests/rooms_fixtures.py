"""The setups of the later rooms of the results register, which `conftest` takes in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from recorded import once

__all__ = [
    "assessments",
    "audits",
    "boards",
    "competency_models",
    "competency_reports",
    "development",
    "growth",
    "helped",
    "lean",
    "reports",
    "returns",
    "reviews",
    "rooms",
    "surveys",
    "talent",
]


@pytest.fixture
def assessments(people: Any, departments: Any, at: datetime) -> Any:
    """Competency assessments, one of them closed (`assessment_world`)."""
    import assessment_world

    def act() -> Any:
        return assessment_world.assessments(people, departments, at)

    return once("assessments", act, people, departments, at)


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
def competency_models(people: Any, at: datetime) -> Any:
    """The shipped competency models and one of the office (`competency_model_world`)."""
    import competency_model_world

    return once("competency_models", lambda: competency_model_world.competency_models(people, at), people, at)


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
def competency_reports(people: Any, departments: Any, at: datetime) -> Any:
    """Closed competency assessments and their reports (`assessment_report_world`)."""
    import assessment_report_world

    def act() -> Any:
        return assessment_report_world.reports(people, departments, at)

    return once("competency_reports", act, people, departments, at)


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
def growth(people: Any, at: datetime) -> Any:
    """A development plan with its coach (`growth_world`)."""
    import growth_world

    return once("growth", lambda: growth_world.growth(people, at), people, at)


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
def talent(people: Any, departments: Any, at: datetime) -> Any:
    """A report of the executive, and what is shared for the bench (`talent_world`)."""
    import talent_world

    return once("talent", lambda: talent_world.talent(people, departments, at), people, departments, at)


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
    competency_models: Any,
    assessments: Any,
    talent: Any,
    growth: Any,
    competency_reports: Any,
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
        competency_models=competency_models,
        assessments=assessments,
        talent=talent,
        growth=growth,
        competency_reports=competency_reports,
    )
