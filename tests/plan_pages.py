"""The parts of the addresses of strategic plans, for the record of `web_world`, and who looks at them."""

from __future__ import annotations

from typing import Any

Parts = dict[str, dict[str, Any]]
KEEPS = "results_facilitator"
PLAN_VIEWERS = {
    "web:results_plans": "results_administrator",
    "web:results_plan": KEEPS,
    "web:results_plan_version": "auditor",
    "web:results_plan_compare": "auditor",
    "web:results_plan_map": "executive",
    "web:results_goal": "department_director",
    "web:results_plan_new": KEEPS,
    "web:results_plan_edit": KEEPS,
    "web:results_plan_take_in": KEEPS,
    "web:results_plan_adopt": "department_director",
    "web:results_plan_amend": KEEPS,
    "web:results_plan_withdraw": KEEPS,
    "web:results_plan_confirm": KEEPS,
    "web:results_plan_report": "measure_owner",
    "web:agreement_sight": "executive",
}


def arguments(world: Any) -> Parts:
    """For each address of a plan: the parts."""
    top, below = ({"key": one.plan.key} for one in (world.strategic.enterprise, world.strategic.revenue))
    return {
        **dict.fromkeys(
            (
                "web:results_plan",
                "web:results_plan_stratml",
                "web:results_plan_map",
                "web:results_plan_edit",
                "web:results_plan_take_in",
                "web:results_plan_adopt",
                "web:results_plan_amend",
                "web:results_plan_withdraw",
            ),
            below,
        ),
        "web:results_plan_version": {**top, "number": 1},
        "web:results_plan_compare": {**top, "number": 1, "other": 2},
        "web:results_goal": {**top, "part": "trusted-government"},
        "web:results_plan_confirm": {**below, "part": "fast-refunds"},
        "web:results_plan_report": {**below, "action": "second-shift"},
        "web:agreement_sight": {"pk": world.executives.agreement.pk},
    }
