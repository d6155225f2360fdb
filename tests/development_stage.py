"""Scenarios of the actions on organizational development."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from development_world import LOAD, SCALES
from service_stage import Scenario
from year_stage import do


class DevelopmentStage:
    """Sets each action on assessments and surveys up so that it has something to do."""

    get: Any
    people: Any

    @property
    def development(self) -> Any:
        return self.get("development")

    @property
    def surveys(self) -> Any:
        return self.get("surveys")

    def open_development_assessment(self) -> Scenario:
        taken = {
            "department": self.get("departments").revenue,
            "year": 2023,
            "assessed_on": date(2026, 2, 20),
            "assessors": [self.people.results_facilitator],
        }
        return self.people.results_administrator, taken, "results_practitioner"

    def record_area_finding(self) -> Scenario:
        taken = {"assessment": self.development.draft, "area": "measurement", "strengths": "Figures have owners."}
        return self.people.results_facilitator, taken, "department_director"

    def add_area_evidence(self) -> Scenario:
        taken = {
            "assessment": self.development.draft,
            "area": "measurement",
            "says": "Nine of ten measures are up to date.",
            "measure": self.get("measures").refunds,
        }
        return self.people.results_facilitator, taken, "results_administrator"

    def show_development_assessment(self) -> Scenario:
        return self.people.results_facilitator, {"assessment": self.development.draft}, "auditor"

    def _report_shown(self) -> Any:
        who, taken, _ = self.show_development_assessment()
        return do("show_development_assessment", who, self.get("at"), **taken)

    def reopen_development_assessment(self) -> Scenario:
        taken = {"assessment": self._report_shown(), "because": "An area was left out."}
        return self.people.results_facilitator, taken, "department_director"

    def answer_development_assessment(self) -> Scenario:
        taken = {"assessment": self._report_shown(), "answer": "We agree."}
        return self.people.department_director, taken, "results_facilitator"

    def plan_improvement(self) -> Scenario:
        taken = {
            "assessment": self.development.draft,
            "area": "measurement",
            "what": "Name a second owner for each measure",
            "owner": self.people.measure_owner,
            "due_on": date(2026, 12, 31),
        }
        return self.people.results_facilitator, taken, "auditor"

    def report_improvement(self) -> Scenario:
        taken = {"improvement": self.development.improvement, "state": "under_way", "says": "Two are looked at."}
        return self.people.measure_owner, taken, "executive"

    def draw_survey(self) -> Scenario:
        taken = {
            "key": "autumn",
            "title": "How we work, autumn",
            "department": self.get("departments").revenue,
            "questions": SCALES,
        }
        return self.people.results_facilitator, taken, "results_practitioner"

    def change_survey(self) -> Scenario:
        taken = {"survey": self.surveys.draft, "questions": {"items": [LOAD]}}
        return self.people.results_facilitator, taken, "executive"

    def open_survey(self) -> Scenario:
        first = date(2026, 3, 9)
        taken = {"survey": self.surveys.draft, "starts_on": first, "last_day": first + timedelta(days=10)}
        return self.people.results_facilitator, taken, "auditor"

    def answer_survey(self) -> Scenario:
        from meritbook.core.results.survey import Answers

        given = {"hope": 4, "words": "More light."}
        seen = Answers(scales={"hope": 4}, texts={"words": "More light."}).sha256
        return self.people.executive, {"survey": self.surveys.open, "answers": given, "seen": seen}, "nobody"

    def close_survey(self) -> Scenario:
        return self.people.results_facilitator, {"survey": self.surveys.due}, "auditor"

    def withdraw_survey(self) -> Scenario:
        return self.people.results_administrator, {"survey": self.surveys.open, "because": "A wrong word."}, "executive"
