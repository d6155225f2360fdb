"""The parts of the addresses of development and surveys, for the record of `web_world`, and who opens them."""

from __future__ import annotations

from typing import Any


def arguments(development: Any, surveys: Any) -> dict[str, dict[str, Any]]:
    """For each address: the parts."""
    one = {"pk": development.draft.pk}
    area = {**one, "area": "leadership"}
    return {
        "web:development_one": one,
        "web:development_area": area,
        "web:development_evidence": area,
        "web:development_file": {**one, "evidence": development.file.pk},
        "web:development_show": one,
        "web:development_reopen": one,
        "web:development_answer": {"pk": development.shown.pk},
        "web:improvement_new": {"pk": development.shown.pk},
        "web:improvement": {"pk": development.improvement.pk},
        "web:survey": {"key": surveys.closed.key},
        "web:survey_table": {"key": surveys.closed.key},
        "web:survey_answer": {"key": surveys.now.key},
        **{f"web:survey_{name}": {"key": surveys.draft.key} for name in ("change", "open", "withdraw")},
        "web:survey_close": {"key": surveys.due.key},
    }


SEEN_BY = {
    "web:development": "auditor",
    "web:development_new": "results_facilitator",
    "web:development_one": "results_facilitator",
    "web:development_area": "results_facilitator",
    "web:development_evidence": "results_facilitator",
    "web:development_file": "results_facilitator",
    "web:development_show": "results_facilitator",
    "web:development_reopen": "results_facilitator",
    "web:development_answer": "department_director",
    "web:improvement_new": "results_facilitator",
    "web:improvement": "measure_owner",
    "web:surveys": "results_administrator",
    "web:survey_new": "results_administrator",
    "web:survey": "results_administrator",
    "web:survey_table": "results_administrator",
    "web:survey_answer": "executive",
    "web:survey_change": "results_facilitator",
    "web:survey_open": "results_facilitator",
    "web:survey_close": "results_facilitator",
    "web:survey_withdraw": "results_facilitator",
}
