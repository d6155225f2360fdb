"""Scenarios of the actions on strategic plans."""

from __future__ import annotations

from typing import Any

from plan_world import BEGINS, ENDS, revenue_text
from service_stage import Scenario
from stratml_samples import WATER


class PlanStage:
    """Sets each action on plans up so that it has something to do."""

    get: Any
    people: Any

    def draw_plan(self) -> Scenario:
        taken = {
            "key": "revenue-2026",
            "kind": "operational",
            "title": "The year 2026 at Revenue",
            "department": self.get("departments").revenue,
            "starts_on": BEGINS,
            "ends_before": ENDS,
        }
        return self.people.results_facilitator, taken, "measure_owner"

    def save_plan_draft(self) -> Scenario:
        draft = self.get("strategic_plans").draft
        taken = {"version": draft, "text": revenue_text(vision="No queue."), "base_sha256": draft.sha256}
        return self.people.results_facilitator, taken, "results_practitioner"

    def take_in_stratml(self) -> Scenario:
        draft = self.get("strategic_plans").draft
        taken = {"version": draft, "data": WATER, "name": "water.xml", "base_sha256": draft.sha256}
        return self.people.department_director, taken, "executive"

    def adopt_plan(self) -> Scenario:
        draft = self.get("strategic_plans").draft
        taken = {"version": draft, "sha256": draft.sha256, "because": "Agreed with the staff."}
        return self.people.department_director, taken, "results_facilitator"

    def amend_plan(self) -> Scenario:
        return self.people.results_administrator, {"plan": self.get("strategic_plans").enterprise.plan}, "executive"

    def withdraw_plan(self) -> Scenario:
        taken = {"version": self.get("strategic_plans").draft, "because": "Begun too early."}
        return self.people.results_facilitator, taken, "agency_hr"

    def report_action(self) -> Scenario:
        taken = {
            "plan": self.get("strategic_plans").revenue.plan,
            "action": "second-shift",
            "progress": "under_way",
            "says": "Four of six clerks are hired.",
        }
        return self.people.measure_owner, taken, "agency_hr"

    def confirm_alignment(self) -> Scenario:
        taken = {"version": self.get("strategic_plans").revenue, "part": "fast-refunds"}
        return self.people.results_facilitator, taken, "agency_hr"
