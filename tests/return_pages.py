"""The parts of the addresses of investments, the budget and reviews, and who opens them."""

from __future__ import annotations

from typing import Any


def arguments(returns: Any, reviews: Any) -> dict[str, dict[str, Any]]:
    """For each address: the parts."""
    called, meeting = {"pk": reviews.called.pk}, {"pk": reviews.open.pk}
    return {
        "web:return": {"key": returns.lockbox.key},
        "web:return_edit": {"key": returns.scanning.key},
        "web:return_decide": {"key": returns.scanning.key},
        "web:return_start": {"key": returns.approved.key},
        "web:return_verify": {"key": returns.lockbox.key},
        "web:return_end": {"key": returns.approved.key},
        "web:budget_unit": {"code": returns.unit.code},
        "web:budget_spending": {"code": returns.unit.code},
        "web:review": meeting,
        "web:review_file": {"pk": reviews.closed.pk},
        "web:review_table": meeting,
        "web:review_open": called,
        "web:review_off": called,
        "web:review_decision": meeting,
        "web:review_follow_up": meeting,
        "web:review_close": meeting,
        "web:follow_up": {"pk": reviews.given.pk},
        "web:follow_up_report": {"pk": reviews.given.pk},
        "web:follow_up_settle": {"pk": reviews.reported.pk},
    }


SEEN_BY = {
    "web:returns": "results_facilitator",
    "web:return": "results_facilitator",
    "web:return_new": "results_facilitator",
    "web:return_edit": "results_facilitator",
    "web:return_decide": "department_director",
    "web:return_start": "results_facilitator",
    "web:return_verify": "auditor",
    "web:return_end": "results_facilitator",
    "web:budget": "results_facilitator",
    "web:budget_unit": "results_facilitator",
    "web:budget_unit_new": "results_facilitator",
    "web:budget_spending": "results_facilitator",
    "web:reviews": "results_facilitator",
    "web:review_new": "results_facilitator",
    "web:review": "results_facilitator",
    "web:review_open": "results_facilitator",
    "web:review_off": "results_facilitator",
    "web:review_decision": "results_facilitator",
    "web:review_follow_up": "results_facilitator",
    "web:review_close": "results_facilitator",
    "web:follow_ups": "measure_owner",
    "web:follow_up": "measure_owner",
    "web:follow_up_report": "measure_owner",
    "web:follow_up_settle": "department_director",
}
