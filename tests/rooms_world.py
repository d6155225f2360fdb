"""What later rooms of the results register put on record for tests of every address and every operation."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import assessment_report_world
import assessment_world
import audit_world
import board_world
import competency_model_world
import development_pages
import development_world
import growth_world
import help_world
import lean_pages
import lean_world
import report_pages
import report_world
import return_more
import return_pages
import return_world
import talent_world
from board_pages import SEEN_BY as BOARD_VIEWERS


@dataclass(frozen=True)
class Rooms:
    """One of everything, a room a field; each says for itself which parts its addresses have."""

    help: help_world.Help
    audits: audit_world.Audits
    boards: board_world.Boards
    returns: return_world.Returns
    reviews: return_world.Reviews
    lean: lean_world.Lean
    development: development_world.Development
    surveys: development_world.Surveys
    reports: report_world.Reports
    competency_models: competency_model_world.CompetencyModels
    assessments: assessment_world.Assessments
    talent: talent_world.Talent
    growth: growth_world.Growth
    competency_reports: assessment_report_world.Reports

    def arguments(self) -> dict[str, dict[str, Any]]:
        """For each address: its parts."""
        found = {
            **return_pages.arguments(self.returns, self.reviews),
            **report_pages.arguments(self.reports),
            **lean_pages.arguments(self.lean),
            **development_pages.arguments(self.development, self.surveys),
        }
        for field in fields(self):
            if hasattr(room := getattr(self, field.name), "arguments"):
                found.update(room.arguments())
        return found


SEEN_BY = {
    **help_world.SEEN_BY,
    **audit_world.AUDIT_VIEWERS,
    **BOARD_VIEWERS,
    **return_pages.SEEN_BY,
    **lean_pages.SEEN_BY,
    **development_pages.SEEN_BY,
    **report_pages.SEEN_BY,
    **competency_model_world.SEEN_BY,
    **assessment_world.ASSESSMENT_VIEWERS,
    **talent_world.SEEN_BY,
    **growth_world.SEEN_BY,
    **assessment_report_world.VIEWERS,
}
"""Who opens which address in the browser."""

PAGES = (
    ("web:help", "results_facilitator"),
    ("web:help", "department_director"),
    ("web:help_request", "results_facilitator"),
    ("web:hours", "results_administrator"),
    ("web:hours_new", "results_facilitator"),
    ("web:assignments", "results_administrator"),
    ("web:audits", "auditor"),
    ("web:audit", "results_facilitator"),
    ("web:audit_measure", "auditor"),
    ("web:audit_findings", "measure_owner"),
    ("web:audit_finding", "measure_owner"),
    ("web:boards", "results_facilitator"),
    ("web:board", "results_facilitator"),
    ("web:board_report", "results_facilitator"),
    ("web:boards_money", "auditor"),
    ("web:board_sharing", "auditor"),
    ("web:boards_roll_up", "auditor"),
    *return_more.PAGES,
    ("web:lean", "results_practitioner"),
    ("web:lean_event", "results_practitioner"),
    ("web:lean_event", "auditor"),
    ("web:lean_map", "results_practitioner"),
    ("web:lean_compare", "auditor"),
    ("web:lean_projects", "auditor"),
    ("web:lean_project", "department_director"),
    ("web:lean_close", "results_practitioner"),
    ("web:development", "auditor"),
    ("web:development_one", "results_facilitator"),
    ("web:surveys", "results_administrator"),
    ("web:survey", "results_administrator"),
    ("web:survey_answer", "executive"),
    ("web:improvement", "measure_owner"),
    ("web:reports", "results_administrator"),
    ("web:report", "auditor"),
    ("web:report_goal", "auditor"),
    ("web:report_list", "auditor"),
    ("web:report_draft", "department_director"),
    ("web:report_write", "results_facilitator"),
    ("web:resource_moves", "results_facilitator"),
    *competency_model_world.PAGES,
    ("web:competencies", "measure_owner"),
    ("web:assessments", "personnel_staff"),
    ("web:assessment", "personnel_staff"),
    ("web:assessment", "executive"),
    ("web:assessment_answer", "measure_owner"),
    *talent_world.PAGES,
    *growth_world.PAGES,
    *assessment_report_world.PAGES,
)
"""Pages that may not ask the database more often when more is on record, and who opens them."""


def more(world: Any, at: datetime, first: int, last: int) -> None:
    """More of each, so that lists are longer."""
    help_world.more(world.people, world.departments, first, last, at)
    audit_world.more(world, at, first, last)
    return_more.more(world, at, first, last)
    lean_world.more(world.people, world.departments, world.rooms.lean, first, last, at)
    development_world.more(world.people, world.departments, world.rooms.development, first, last, at)
    report_world.more(world.people, world.departments, world.rooms.reports, first, last, at)
    assessment_world.more(world.people, world.departments, world.rooms.assessments, at, first, last)
    competency_model_world.more(world.people, first, last, at)
    talent_world.more(world.people, world.departments, at, first, last)
    board_world.more(world.people, world.departments, first, last, at)
    growth_world.more(world.people, world.rooms.growth, first, last, at)
    assessment_report_world.more(world.people, world.departments, world.rooms.competency_reports, first, last, at)
