"""Whole descriptions, and the class that each belongs to."""

from __future__ import annotations

import pytest

from meritbook.core.allocation.engine import allocate
from meritbook.core.positions.model import PositionDescription
from meritbook.plans import load_shipped

from . import descriptions as d


@pytest.mark.parametrize(
    ("position", "plan", "class_ref"),
    [
        pytest.param(d.WEIGHTS_AND_MEASURES, "kansas", "4272A4", id="a program of limited scope"),
        pytest.param(d.DEPUTY_TO_CHILD_SUPPORT, "kansas", "4272A4", id="assists in managing diverse sub-programs"),
        pytest.param(
            d.BUSINESS_AND_INDIVIDUAL_AUDIT, "kansas", "4273A4", id="sub-programs, policy, resources in phases"
        ),
        pytest.param(d.COMMUNITY_SERVICES, "kansas", "4274A4", id="several programs through providers"),
        pytest.param(d.STATEWIDE_OPERATIONS, "kansas", "4275A4", id="diversified statewide programs through managers"),
        pytest.param(d.POLICY_SPECIALIST, "maine", "public-service-coordinator-i", id="advice in one function"),
        pytest.param(
            d.AGENCY_COUNSEL, "maine", "public-service-coordinator-ii", id="advice that rests on a law degree"
        ),
        pytest.param(
            d.ECONOMIC_ADVISER, "maine", "public-service-coordinator-iii", id="advice to Governor and Legislature"
        ),
        pytest.param(d.SUPPORT_SERVICES, "maine", "public-service-manager-i", id="two related functions"),
        pytest.param(
            d.HOUSING_PROGRAMS, "maine", "public-service-manager-ii", id="two major programs with parameters to develop"
        ),
        pytest.param(
            d.REGIONAL_OPERATIONS, "maine", "public-service-manager-iii", id="five programs of regional impact"
        ),
        pytest.param(d.BUREAU_HEAD, "maine", "public-service-executive-i", id="a bureau with two programs"),
        pytest.param(d.HEALTH_OFFICES, "maine", "public-service-executive-ii", id="statewide programs and priorities"),
        pytest.param(
            d.DEPUTY_COMMISSIONER, "maine", "public-service-executive-iii", id="highly diversified, broad policies"
        ),
        pytest.param(d.NETWORK_CHIEF, "pennsylvania", "01721", id="supervises group 09"),
        pytest.param(d.SECURITY_LEAD, "pennsylvania", "01721", id="functional lead for security"),
        pytest.param(d.LEAN_PRACTITIONER, "iowa", "00715", id="facilitates and trains"),
        pytest.param(d.PERFORMANCE_FACILITATOR, "iowa", "00717", id="advises directors"),
        pytest.param(d.RISK_ADMINISTRATOR, "iowa", "00718", id="administers in the Department of Management"),
    ],
)
def test_a_well_described_position_comes_out_with_its_class(
    position: PositionDescription, plan: str, class_ref: str
) -> None:
    result = allocate(position, list(load_shipped().values()))
    assert (result.allocation.status, result.allocation.plan, result.allocation.class_ref) == (
        "allocated",
        plan,
        class_ref,
    ), result.allocation.summary


@pytest.mark.parametrize(
    "position", [d.CLERK, d.ENGINEER, d.NURSE, d.POLICE_OFFICER], ids=["clerk", "engineer", "nurse", "police officer"]
)
def test_a_position_of_another_occupation_belongs_to_none_of_the_plans(position: PositionDescription) -> None:
    result = allocate(position, list(load_shipped().values()))
    assert result.allocation.status == "none", result.allocation.summary
    assert result.missing == ()


@pytest.mark.parametrize(
    "position", [d.CLERK, d.ENGINEER, d.NURSE, d.POLICE_OFFICER], ids=["clerk", "engineer", "nurse", "police officer"]
)
@pytest.mark.parametrize("jurisdiction", ["Kansas", "Maine", "Pennsylvania", "Iowa", "Colorado"])
def test_naming_the_jurisdiction_does_not_pull_them_in(position: PositionDescription, jurisdiction: str) -> None:
    named = position.model_copy(update={"jurisdiction": jurisdiction})
    assert allocate(named, list(load_shipped().values())).allocation.status == "none"
