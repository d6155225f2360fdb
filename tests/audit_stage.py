"""Scenarios of the actions on audits of measures."""

from __future__ import annotations

from datetime import date
from typing import Any

from audit_world import FIGURES, graded, words
from service_stage import Scenario


class AuditStage:
    """Sets each action on audits up so that it has something to do."""

    get: Any
    people: Any

    @property
    def audits(self) -> Any:
        return self.get("audits")

    def charter_audit(self) -> Scenario:
        taken = {
            "title": "Calls",
            "measures": [self.get("measures").statewide],
            "auditor": self.people.auditor,
            "starts_on": date(2025, 7, 1),
            "ends_before": date(2026, 1, 1),
            "because": "Nobody has looked yet.",
        }
        return self.people.results_administrator, taken, "results_practitioner"

    def draw_audit_sample(self) -> Scenario:
        return self.people.auditor, {"audited": self.audits.audited, "seed": 8}, "measure_owner"

    def recalculate_sample(self) -> Scenario:
        taken = {"audited": self.audits.audited, "data": FIGURES, "name": "again.csv", "how": "From the ledger."}
        return self.people.results_facilitator, taken, "results_practitioner"

    def grade_criterion(self) -> Scenario:
        taken = {
            "audited": self.audits.audited,
            "criterion": "validity",
            "grade": "met",
            "says": "Three refunds were followed.",
        }
        return self.people.results_facilitator, taken, "department_director"

    def raise_finding(self) -> Scenario:
        return self.people.auditor, {"audited": self.audits.audited, **words()}, "measure_owner"

    def answer_finding(self) -> Scenario:
        taken = {
            "finding": self.audits.finding,
            "agrees": True,
            "says": "A second reader is named from April on.",
            "due_on": date(2026, 4, 30),
        }
        return self.people.measure_owner, taken, "results_practitioner"

    def report_finding_done(self) -> Scenario:
        taken = {"finding": self.audits.answered, "says": "The report of February came on the third."}
        return self.people.department_director, taken, "auditor"

    def verify_finding(self) -> Scenario:
        taken = {"finding": self.audits.answered, "close": True, "says": "Seen in the report of February."}
        return self.people.results_facilitator, taken, "department_director"

    def rate_trust(self) -> Scenario:
        graded(self.people, self.audits.audited, self.get("at"))
        taken = {"audited": self.audits.audited, "level": "reliable", "because": "All criteria are met."}
        return self.people.auditor, taken, "department_director"

    def withdraw_audit(self) -> Scenario:
        return self.people.auditor, {"audit": self.audits.open, "because": "The measure is retired in June."}, "analyst"
