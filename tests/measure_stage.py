"""Scenarios of the actions on measures of the results register."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from measure_world import BEGINS, FILE, QUARTERS, definition, quarter
from service_stage import Scenario


class MeasureStage:
    """Sets each action on measures up so that it has something to do."""

    get: Any
    people: Any

    def define_measure(self) -> Scenario:
        taken = {
            "key": "audits-closed",
            "department": self.get("departments").revenue,
            "definition": definition(title="Audits closed"),
            "starts_on": BEGINS,
        }
        return self.people.results_facilitator, taken, "measure_owner"

    def change_measure(self) -> Scenario:
        taken = {
            "measure": self.get("measures").refunds,
            "definition": definition(places=0),
            "starts_on": date(2026, 1, 1),
            "because": "Whole days are enough.",
        }
        return self.people.department_director, taken, "measure_owner"

    def name_measure_owner(self) -> Scenario:
        taken = {
            "measure": self.get("measures").statewide,
            "owner": self.people.measure_owner,
            "starts_on": date(2026, 3, 1),
        }
        return self.people.results_administrator, taken, "department_director"

    def record_values(self) -> Scenario:
        taken = {
            "measure": self.get("measures").refunds,
            "values": [(quarter(QUARTERS[1]), Decimal("20.5"), "")],
            "source": "Report R-12 of 9 January 2026.",
        }
        return self.people.measure_owner, taken, "agency_hr"

    def correct_value(self) -> Scenario:
        taken = {
            "value": self.get("measures").value,
            "figure": Decimal("23.5"),
            "source": "Report R-12, second edition.",
            "because": "The first edition counted refunds of another year.",
        }
        return self.people.measure_owner, taken, "executive"

    def retire_measure(self) -> Scenario:
        taken = {
            "measure": self.get("measures").refunds,
            "ends_before": date(2026, 7, 1),
            "because": "Refunds are paid at once from July.",
        }
        return self.people.results_facilitator, taken, "measure_owner"

    def decide_baseline(self) -> Scenario:
        taken = {
            "measure": self.get("measures").refunds,
            "starts_on": QUARTERS[0],
            "because": "A new procedure from July.",
        }
        return self.people.results_facilitator, taken, "results_practitioner"

    def set_value_query(self) -> Scenario:
        taken = {
            "measure": self.get("measures").refunds,
            "connection": "refunds",
            "statement": "SELECT period, days AS value FROM refunds",
        }
        return self.people.results_facilitator, taken, "measure_owner"

    def end_value_query(self) -> Scenario:
        return self.people.results_facilitator, {"measure": self.get("measures").refunds}, "measure_owner"

    def fetch_values(self) -> Scenario:
        return self.people.measure_owner, {"measure": self.get("measures").refunds}, "agency_hr"

    def take_value_file(self) -> Scenario:
        self.get("measures")
        return self.people.measure_owner, {"data": FILE, "name": "actuals.csv"}, "agency_hr"

    def record_value_file(self) -> Scenario:
        taken = {
            "file": self.get("measures").file,
            "source": "Report R-12.",
            "mends": {"B3": "-"},
        }
        return self.people.measure_owner, taken, "agency_hr"

    def import_values(self) -> Scenario:
        from meritbook.records.models import Job

        Job.objects.filter(pk=self.get("measures").job.pk).update(status="finished")
        taken = {"data": FILE, "name": "actuals.csv", "source": "Report R-12."}
        return self.people.measure_owner, taken, "agency_hr"
