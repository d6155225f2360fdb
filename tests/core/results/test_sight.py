"""The line of sight: from a measure up to the goal of the enterprise, and from a goal down."""

from __future__ import annotations

from typing import Any

from meritbook.core.results.plans import PlanText
from meritbook.core.results.sight import InForce, down, up
from plan_world import SERVES, enterprise_text, goal, revenue_text


def plans(lower: dict[str, Any] | None = None, *, deploys: str = "state") -> dict[str, InForce]:
    top = InForce(key="state", of="The enterprise", text=PlanText.model_validate(enterprise_text()))
    text = PlanText.model_validate(lower or revenue_text())
    return {"state": top, "revenue": InForce(key="revenue", of="Revenue", deploys=deploys, text=text)}


def test_a_measure_is_seen_up_through_strategy_and_goal_to_the_goal_of_the_enterprise() -> None:
    (sight,) = up("refund-days", plans())
    assert [(one.plan, one.kind, one.key) for one in sight.steps] == [
        ("revenue", "strategy", "shorter-queues"),
        ("revenue", "goal", "fast-refunds"),
        ("state", "goal", SERVES),
    ]
    assert (sight.reaches, sight.ends) == (True, "")


def test_a_strategy_that_serves_a_strategy_above_passes_through_it() -> None:
    words = revenue_text()
    words["goals"][0]["strategies"][0]["serves"] = "prompt-answers"
    (sight,) = up("refund-days", plans(words))
    assert [one.key for one in sight.steps] == ["shorter-queues", "fast-refunds", "prompt-answers", SERVES]


def test_a_way_that_breaks_off_says_where() -> None:
    assert up("other", plans())[0].ends == "No plan in force names this measure."
    free = revenue_text(goals=[goal("g", "Free goal", measures=["refund-days"])])
    assert up("refund-days", plans(free))[0].ends == "“Free goal” serves no goal above."
    assert up("refund-days", plans(deploys="gone"))[0].ends == "The plan above is not in force."
    lost = revenue_text(goals=[goal("g", "Goal", serves="nothing", measures=["refund-days"])])
    assert up("refund-days", plans(lost))[0].ends == "What “Goal” serves is not in the plan above any more."


def test_plans_that_stand_in_a_ring_do_not_climb_for_ever() -> None:
    ring = plans(deploys="revenue")
    assert up("refund-days", ring)[0].ends == "The plan above is not in force."


def test_a_goal_is_seen_down_to_what_serves_it_with_its_measures() -> None:
    (below,) = down("state", SERVES, plans())
    assert (below.plan, below.key, below.depth, below.measures) == ("revenue", "fast-refunds", 1, ("refund-days",))
    assert down("state", "sound-water", plans()) == ()
