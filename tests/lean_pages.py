"""The parts of the addresses of Lean work, for the record of `web_world`, and who opens them."""

from __future__ import annotations

from typing import Any


def arguments(lean: Any) -> dict[str, dict[str, Any]]:
    """For each address of an event or a project: the parts."""
    held, fresh, project = {"key": lean.held.key}, {"key": lean.fresh.key}, {"key": lean.project.key}
    of_held = ("event", "note", "action_new", "waste", "saving_new", "close", "drop", "a3", "a3_pdf", "compare")
    current = {**held, "kind": "current"}
    saving = {**held, "saving": lean.saving.pk}
    return {
        **{f"web:lean_{name}": held for name in of_held},
        **{f"web:lean_{name}": fresh for name in ("charter", "decide", "measure_new")},
        **{f"web:lean_{name}": project for name in ("project", "gate_ask", "project_stop")},
        **{f"web:lean_{name}": current for name in ("map", "map_draw", "map_take")},
        "web:lean_map_file": {**current, "ending": "xlsx"},
        "web:lean_measure_strike": {**fresh, "measure": lean.fresh_own.pk},
        "web:lean_value": {**held, "measure": lean.own.pk, "days": 60},
        "web:lean_answer": {**held, "measure": lean.own.pk},
        "web:lean_action_move": {**held, "action": lean.action.pk},
        "web:lean_saving_verify": saving,
        "web:lean_saving_withdraw": saving,
        "web:lean_gate_decide": {**project, "gate": lean.gate.pk},
    }


DOWNLOADS = {"web:lean_a3_pdf", "web:lean_map_file"}
_KEEPER = "results_practitioner"
SEEN_BY = {
    "web:lean": "results_facilitator",
    "web:lean_event_new": "results_facilitator",
    "web:lean_event": "results_facilitator",
    "web:lean_charter": "results_facilitator",
    "web:lean_decide": "department_director",
    "web:lean_measure_new": _KEEPER,
    "web:lean_measure_strike": _KEEPER,
    "web:lean_value": _KEEPER,
    "web:lean_answer": _KEEPER,
    "web:lean_note": _KEEPER,
    "web:lean_action_new": _KEEPER,
    "web:lean_action_move": "measure_owner",
    "web:lean_waste": _KEEPER,
    "web:lean_saving_new": _KEEPER,
    "web:lean_saving_verify": "auditor",
    "web:lean_saving_withdraw": _KEEPER,
    "web:lean_close": _KEEPER,
    "web:lean_drop": _KEEPER,
    "web:lean_a3": "auditor",
    "web:lean_compare": "auditor",
    "web:lean_map": _KEEPER,
    "web:lean_map_draw": _KEEPER,
    "web:lean_map_take": _KEEPER,
    "web:lean_projects": "auditor",
    "web:lean_project_new": _KEEPER,
    "web:lean_project": "department_director",
    "web:lean_gate_ask": _KEEPER,
    "web:lean_gate_decide": "department_director",
    "web:lean_project_stop": _KEEPER,
}
