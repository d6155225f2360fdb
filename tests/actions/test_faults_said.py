"""What the rooms of the results refuse of a value is said in plain words with its place, never in the library's."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from meritbook.actions.boarding_policies import CommunityPlanError, check_plan
from meritbook.actions.leaning_policies import StreamMapError, check_stream
from meritbook.actions.measuring_policies import MeasureError, check_definition
from meritbook.actions.planning_policies import PlanError, check_words
from meritbook.actions.reporting_policies import ReportError
from meritbook.actions.reporting_policies import check_words as check_report
from meritbook.actions.returning_policies import ReturnError, check_case
from meritbook.actions.risking_policies import AssessmentError, IndicatorError, check_assessment, check_thresholds
from meritbook.core.errors import MeritbookError

POLICY: Any = None
"""Not looked at: the value is refused before."""
FAULTS: list[tuple[str, Callable[[Any], Any], Any, type[MeritbookError], str]] = [
    ("a measure", check_definition, {"title": 3}, MeasureError, "results.measure"),
    ("a measure", check_definition, {}, MeasureError, "results.measure"),
    ("a community plan", check_plan, "nonsense", CommunityPlanError, "results.community_plan"),
    ("a community plan", check_plan, [{"key": "No Key"}], CommunityPlanError, "results.community_plan"),
    ("a case", check_case, {"first_year": 1066}, ReturnError, "results.return"),
    ("a case", check_case, {"says": ["x"]}, ReturnError, "results.return"),
    ("a map", check_stream, {"steps": [{"title": 3}]}, StreamMapError, "results.stream_map"),
    ("a map", check_stream, {"steps": "x"}, StreamMapError, "results.stream_map"),
    ("a risk", lambda given: check_assessment(given, POLICY), {"inherent": 3}, AssessmentError, "results.assessment"),
    ("an indicator", lambda given: check_thresholds(given, Decimal(1), Decimal(2)), "sideways",
     IndicatorError, "results.indicator"),
    ("a plan", check_words, {"title": 3}, PlanError, "results.plan"),
    ("a report", lambda given: check_report(given, ()), {"goals": 3}, ReportError, "results.report"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "check", "given", "error", "code"), FAULTS)
def test_a_fault_of_a_value_is_said_in_plain_words_with_its_place_and_code(
    what: str, check: Callable[[Any], Any], given: Any, error: type[MeritbookError], code: str
) -> None:
    with pytest.raises(error) as refused:
        check(given)
    said = refused.value
    assert said.where
    assert said.code == code
    assert said.message[:1].isupper()
    assert said.message.endswith(".")
    for words in ("Input", "should", "Field required", "valid ", "Value error", "Extra"):
        assert words not in said.message, (what, said.message)
