"""Scenarios of the actions on annual reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from report_world import WORDS
from service_stage import Scenario


class ReportStage:
    """Sets each action on annual reports up so that it has something to do."""

    get: Any
    people: Any

    @property
    def reports(self) -> Any:
        return self.get("reports")

    def begin_report(self) -> Scenario:
        taken = {"department": self.get("departments").revenue, "year": 2026, "plan": self.reports.plan}
        return self.people.results_facilitator, taken, "auditor"

    def save_report_words(self) -> Scenario:
        words = {**WORDS, "introduction": "The year of the flood."}
        taken = {"edition": self.reports.draft, "words": words, "base": 2}
        return self.people.results_facilitator, taken, "results_practitioner"

    def include_stale_measure(self) -> Scenario:
        taken = {"edition": self.reports.draft, "measure": self.reports.stale, "because": "The exchange burnt down."}
        return self.people.department_director, taken, "results_facilitator"

    def end_report_inclusion(self) -> Scenario:
        taken = {"inclusion": self.reports.inclusion, "because": "The count was found."}
        return self.people.department_director, taken, "results_facilitator"

    def publish_report(self) -> Scenario:
        taken = {"edition": self.reports.draft, "sha256": self.reports.seal(), "because": "The year is closed."}
        return self.people.department_director, taken, "results_facilitator"

    def revise_report(self) -> Scenario:
        taken = {"report": self.reports.published.report, "because": "Two quarters were miscounted."}
        return self.people.results_facilitator, taken, "auditor"

    def withdraw_report(self) -> Scenario:
        taken = {"edition": self.reports.published, "because": "It names the wrong year."}
        return self.people.department_director, taken, "results_facilitator"

    def record_resource_move(self) -> Scenario:
        taken = {
            "department": self.get("departments").revenue,
            "moved_on": date(2026, 1, 5),
            "people": Decimal(2),
            "moved_from": "The mail room",
            "moved_to": "The filing hall",
            "because": "Less comes by mail.",
            "result": "Nobody waits past noon.",
            "source": "Memo 3.",
        }
        return self.people.results_facilitator, taken, "auditor"

    def withdraw_resource_move(self) -> Scenario:
        taken = {"move": self.reports.move, "because": "It was four people."}
        return self.people.results_facilitator, taken, "auditor"
