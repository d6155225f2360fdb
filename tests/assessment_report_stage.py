"""Scenarios of the actions on reports of competency assessments."""

from __future__ import annotations

from typing import Any

from service_stage import Scenario


class AssessmentReportStage:
    """Sets each action on reports of assessments up so that it has something to do."""

    get: Any
    people: Any

    @property
    def competency_reports(self) -> Any:
        return self.get("competency_reports")

    def set_report(self) -> Scenario:
        return self.people.executive, {"assessment": self.competency_reports.before}, "agency_hr"

    def share_report(self) -> Scenario:
        taken = {
            "assessment": self.competency_reports.before,
            "reader": self.people.personnel_staff,
            "relation": "personnel",
            "competencies": ["planning"],
        }
        return self.people.executive, taken, "agency_hr"

    def withdraw_report_share(self) -> Scenario:
        return self.people.executive, {"share": self.competency_reports.share}, "agency_hr"

    def set_reports(self) -> Scenario:
        from meritbook.actions import Actor, stop_job

        waiting = self.competency_reports.waiting
        stop_job.perform(Actor(self.people.agency_hr), at=self.get("at"), why="Later.", job=waiting)
        return self.people.agency_hr, {"department": self.get("departments").revenue}, "department_director"
