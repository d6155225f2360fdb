"""Scenarios of the actions on investments, budget units and quarterly reviews."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from return_world import case_text, pack_of, realised
from service_stage import Scenario


class ReturnStage:
    """Sets each action on investments and reviews up so that it has something to do."""

    get: Any
    people: Any

    @property
    def returns(self) -> Any:
        return self.get("returns")

    @property
    def reviews(self) -> Any:
        return self.get("reviews")

    def propose_return(self) -> Scenario:
        taken = {
            "key": "night-shift",
            "title": "Open at night",
            "department": self.get("departments").revenue,
            "text": case_text(),
        }
        return self.people.department_director, taken, "results_practitioner"

    def change_return(self) -> Scenario:
        taken = {"case": self.returns.scanning, "text": case_text(years=3, assumes=""), "because": "A new offer."}
        return self.people.results_facilitator, taken, "auditor"

    def decide_return(self) -> Scenario:
        taken = {"case": self.returns.scanning, "approve": True, "says": "It pays back in time."}
        return self.people.department_director, taken, "auditor"

    def start_return(self) -> Scenario:
        taken = {"case": self.returns.approved, "started_on": date(2026, 3, 2)}
        return self.people.results_facilitator, taken, "auditor"

    def verify_return(self) -> Scenario:
        taken = {"case": self.returns.lockbox, "realised": realised(unproven="Nothing."), "says": "Read again."}
        return self.people.auditor, taken, "results_practitioner"

    def end_return(self) -> Scenario:
        taken = {"case": self.returns.approved, "because": "The offices move."}
        return self.people.department_director, taken, "auditor"

    def record_budget_unit(self) -> Scenario:
        taken = {"code": "REV-300", "title": "Licensing", "department": self.get("departments").revenue}
        return self.people.results_facilitator, taken, "auditor"

    def record_spending(self) -> Scenario:
        taken = {
            "unit": self.returns.unit,
            "year": 2026,
            "appropriated": Decimal(1_300_000),
            "spent": Decimal("700000.50"),
            "spent_through": date(2026, 1, 31),
            "source": "Ledger of February.",
        }
        return self.people.department_director, taken, "results_practitioner"

    def call_results_review(self) -> Scenario:
        taken = {
            "department": self.get("departments").revenue,
            "quarter": date(2025, 5, 1),
            "held_on": date(2026, 3, 9),
        }
        return self.people.department_director, taken, "auditor"

    def call_off_results_review(self) -> Scenario:
        return self.people.results_facilitator, {"review": self.reviews.called, "because": "Budget week."}, "auditor"

    def open_results_review(self) -> Scenario:
        review, who = self.reviews.called, self.people.department_director
        return who, {"review": review, "pack": pack_of(who, self.get("at"), review)}, "auditor"

    def record_results_decision(self) -> Scenario:
        taken = {"review": self.reviews.open, "says": "Hire a clerk.", "because": "The queue grows."}
        return self.people.results_facilitator, taken, "auditor"

    def give_follow_up(self) -> Scenario:
        taken = {
            "review": self.reviews.open,
            "what": "Count the queue each week",
            "owner": self.people.executive,
            "due_on": date(2026, 4, 1),
        }
        return self.people.results_facilitator, taken, "auditor"

    def close_results_review(self) -> Scenario:
        return self.people.department_director, {"review": self.reviews.open, "present": "All of us."}, "auditor"

    def report_follow_up(self) -> Scenario:
        taken = {"follow_up": self.reviews.given, "says": "Two clerks were ill; both are back."}
        return self.people.measure_owner, taken, "executive"

    def settle_follow_up(self) -> Scenario:
        taken = {"follow_up": self.reviews.reported, "how": "accept", "says": "Seen at the desk."}
        return self.people.department_director, taken, "auditor"
