"""Scenarios of the actions on Lean work of the results register."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lean_world import LAST_DAY, charter, stream
from service_stage import Scenario


class LeanStage:
    """Sets each action on Lean work up so that it has something to do."""

    get: Any
    people: Any

    @property
    def lean(self) -> Any:
        return self.get("lean")

    def charter_event(self) -> Scenario:
        taken = {"key": "mail-room", "department": self.get("departments").revenue, **charter(self.people)}
        return self.people.results_facilitator, taken, "agency_hr"

    def change_charter(self) -> Scenario:
        taken = {"event": self.lean.fresh, **charter(self.people, title="Licences in a week")}
        return self.people.results_facilitator, taken, "auditor"

    def decide_charter(self) -> Scenario:
        fresh = self.lean.fresh
        fresh.refresh_from_db()
        taken = {"event": fresh, "approve": True, "says": "Begin.", "sha256": fresh.sha256}
        return self.people.department_director, taken, "results_facilitator"

    def add_event_measure(self) -> Scenario:
        taken = {"event": self.lean.fresh, "measure": self.get("measures").refunds, "better": "lower"}
        return self.people.results_facilitator, taken, "auditor"

    def strike_event_measure(self) -> Scenario:
        return self.people.results_facilitator, {"measure": self.lean.fresh_own}, "auditor"

    def record_event_value(self) -> Scenario:
        taken = {
            "measure": self.lean.own,
            "days": 60,
            "read_on": LAST_DAY + timedelta(days=60),
            "value": Decimal(11),
            "says": "Count of a week.",
        }
        return self.people.results_practitioner, taken, "auditor"

    def answer_decay(self) -> Scenario:
        taken = {"measure": self.lean.own, "rests_on": "30:12", "says": "The form was reprinted."}
        return self.people.results_practitioner, taken, "auditor"

    def note_event(self) -> Scenario:
        taken = {"event": self.lean.held, "noted_on": date(2025, 10, 8), "says": "Read forms with two clerks."}
        return self.people.results_practitioner, taken, "measure_owner"

    def add_event_action(self) -> Scenario:
        taken = {
            "event": self.lean.held,
            "what": "Tell the counters",
            "owner": self.people.measure_owner,
            "due_on": LAST_DAY + timedelta(days=10),
        }
        return self.people.results_practitioner, taken, "auditor"

    def move_event_action(self) -> Scenario:
        taken = {"action": self.lean.action, "state": "done", "says": "Printed."}
        return self.people.measure_owner, taken, "auditor"

    def draw_stream_map(self) -> Scenario:
        taken = {"event": self.lean.held, "kind": "current", "stream": stream(demand="45"), "because": "Counted anew."}
        return self.people.results_practitioner, taken, "auditor"

    def note_waste(self) -> Scenario:
        taken = {"event": self.lean.held, "kind": "piles", "step": "Check", "says": "Four trays."}
        return self.people.results_practitioner, taken, "auditor"

    def claim_saving(self) -> Scenario:
        taken = {
            "event": self.lean.held,
            "kind": "hours-freed",
            "amounts": [(2026, Decimal(300))],
            "basis": "Six hours a week.",
            "evidence": "Time sheets.",
        }
        return self.people.results_practitioner, taken, "auditor"

    def verify_saving(self) -> Scenario:
        taken = {"saving": self.lean.saving, "amounts": [(2026, Decimal(9_000))], "says": "Invoices were read."}
        return self.people.results_facilitator, taken, "results_practitioner"

    def withdraw_saving(self) -> Scenario:
        return self.people.results_practitioner, {"saving": self.lean.saving, "because": "Counted twice."}, "auditor"

    def close_event(self) -> Scenario:
        from year_stage import do

        at, by, event = self.get("at"), self.people.results_practitioner, self.lean.held
        do("move_event_action", by, at, action=self.lean.action, state="done", says="Printed.")
        do("withdraw_saving", by, at, saving=self.lean.saving, because="Counted twice.")
        for days in (30, 60, 90):
            do("record_event_value", by, at, measure=self.lean.tied, days=days, says="No quarter has ended yet.")
            do("record_event_value", by, at, measure=self.lean.own, days=days, value=Decimal(11), says="Counted.")
        return by, {"event": event, "results": "Eleven in a hundred come back."}, "auditor"

    def drop_event(self) -> Scenario:
        return self.people.results_practitioner, {"event": self.lean.held, "because": "A new law came."}, "auditor"

    def start_design(self) -> Scenario:
        taken = {
            "key": "tax-help",
            "title": "Help in the evening",
            "department": self.get("departments").revenue,
            "purpose": "Nobody who works by day is reached.",
            "sponsor": self.people.department_director,
            "lead": self.people.results_practitioner,
            "starts_on": date(2026, 3, 2),
        }
        return self.people.results_facilitator, taken, "auditor"

    def ask_gate(self) -> Scenario:
        from year_stage import do

        by = self.people.department_director
        do("decide_gate", by, self.get("at"), gate=self.lean.gate, passes=True, says="Forty owners are enough.")
        taken = {"project": self.lean.project, "rests_on": "Nine requirements with figures."}
        return self.people.results_practitioner, taken, "auditor"

    def decide_gate(self) -> Scenario:
        taken = {"gate": self.lean.gate, "passes": True, "says": "Forty owners are enough."}
        return self.people.results_facilitator, taken, "results_practitioner"

    def stop_design(self) -> Scenario:
        from year_stage import do

        by = self.people.results_facilitator
        do("decide_gate", by, self.get("at"), gate=self.lean.gate, passes=False, says="Ask the banks too.")
        return by, {"project": self.lean.project, "because": "The law keeps five counters."}, "auditor"
