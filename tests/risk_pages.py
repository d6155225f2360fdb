"""The parts of the addresses of risks, for the record of `web_world`, and who opens them."""

from __future__ import annotations

from typing import Any


def arguments(risks: Any) -> dict[str, dict[str, Any]]:
    """For each address of a risk: the parts."""
    one = {"pk": risks.fraud.pk}
    asked = {**one, "acceptance": risks.acceptance.pk}
    same = (
        "",
        "_words",
        "_owner",
        "_review",
        "_move",
        "_assess",
        "_control_new",
        "_treatment_new",
        "_ask",
        "_indicator",
    )
    return {
        **{f"web:risk{name}": one for name in same},
        "web:risk_control_test": {**one, "control": risks.control.pk},
        "web:risk_treatment_move": {**one, "treatment": risks.treatment.pk},
        "web:risk_decide": asked,
        "web:risk_withdraw": asked,
        "web:risk_run": {"pk": risks.run.pk},
    }


SEEN_BY = {
    "web:risks": "results_facilitator",
    "web:risk_new": "results_facilitator",
    "web:risk_appetite": "department_director",
    "web:risk_runs": "results_facilitator",
    "web:risk_run_new": "results_facilitator",
    "web:risk_run": "auditor",
    "web:risk": "results_facilitator",
    "web:risk_words": "results_facilitator",
    "web:risk_owner": "results_facilitator",
    "web:risk_review": "results_practitioner",
    "web:risk_move": "results_facilitator",
    "web:risk_assess": "results_facilitator",
    "web:risk_control_new": "results_facilitator",
    "web:risk_control_test": "results_facilitator",
    "web:risk_treatment_new": "results_facilitator",
    "web:risk_treatment_move": "results_facilitator",
    "web:risk_ask": "results_facilitator",
    "web:risk_decide": "department_director",
    "web:risk_withdraw": "results_practitioner",
    "web:risk_indicator": "results_facilitator",
}
