"""The parts of the addresses of annual reports, for the record of `web_world`, and who opens them."""

from __future__ import annotations

from typing import Any

from report_world import GOAL

DIRECTOR, KEEPER = "department_director", "results_facilitator"


def arguments(reports: Any) -> dict[str, dict[str, Any]]:
    """For each address of a report: the parts."""
    out, draft = {"key": reports.published.report.key}, {"key": reports.draft.report.key}
    edition = {**out, "number": 1}
    return {
        "web:report": out,
        "web:report_edition": edition,
        "web:report_goal": {**edition, "goal": GOAL},
        "web:report_list": {**edition, "name": "left-out"},
        "web:report_file": {**edition, "form": "zip"},
        "web:report_draft": draft,
        "web:report_words": {**draft, "edition": 1, "version": 2},
        "web:report_write": draft,
        "web:report_include": {**draft, "measure": "call-wait"},
        "web:report_inclusion_end": {**draft, "inclusion": reports.inclusion.pk},
        "web:report_publish": draft,
        "web:report_revise": out,
        "web:report_withdraw": {**out, "edition": 1},
        "web:resource_move_withdraw": {"pk": reports.move.pk},
    }


SEEN_BY = {
    "web:reports": "results_administrator",
    "web:report": None,
    "web:report_edition": None,
    "web:report_goal": None,
    "web:report_list": None,
    "web:report_new": KEEPER,
    "web:report_draft": DIRECTOR,
    "web:report_words": KEEPER,
    "web:report_write": KEEPER,
    "web:report_include": DIRECTOR,
    "web:report_inclusion_end": DIRECTOR,
    "web:report_publish": DIRECTOR,
    "web:report_revise": KEEPER,
    "web:report_withdraw": DIRECTOR,
    "web:resource_moves": KEEPER,
    "web:resource_move_withdraw": KEEPER,
}
