"""Scenarios of the actions on risks of the results register."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from risk_world import assessment, words
from service_stage import Scenario


class RiskStage:
    """Sets each action on risks up so that it has something to do."""

    get: Any
    people: Any

    @property
    def risks(self) -> Any:
        return self.get("risks")

    def _described(self) -> dict[str, Any]:
        told = words("refund-fraud", "Refund fraud in stolen names")
        return {"risk": self.risks.fraud, **{name: said for name, said in told.items() if name != "key"}}

    def register_risk(self) -> Scenario:
        taken = {
            "department": self.get("departments").revenue,
            "owner": self.people.results_facilitator,
            **words("mail-theft", "Cheques are stolen from the mail"),
        }
        return self.people.results_practitioner, taken, "agency_hr"

    def describe_risk(self) -> Scenario:
        return self.people.results_facilitator, self._described(), "auditor"

    def name_risk_owner(self) -> Scenario:
        taken = {"risk": self.risks.fraud, "owner": self.people.results_practitioner, "starts_on": date(2026, 4, 1)}
        return self.people.department_director, taken, "measure_owner"

    def review_risk(self) -> Scenario:
        taken = {"risk": self.risks.fraud, "reviewed_on": date(2026, 3, 2), "says": "As it stands."}
        return self.people.results_facilitator, taken, "auditor"

    def move_risk(self) -> Scenario:
        taken = {"risk": self.risks.outage, "status": "treated", "because": "A second line is in place."}
        return self.people.results_facilitator, taken, "auditor"

    def assess_risk(self) -> Scenario:
        taken = {"risk": self.risks.fraud, "assessment": assessment("0.1", "0.5"), "because": "Two more cases."}
        return self.people.results_facilitator, taken, "auditor"

    def add_risk_control(self) -> Scenario:
        taken = {
            "risk": self.risks.outage,
            "what": "A second data centre",
            "owner": self.people.results_facilitator,
            "less_often": Decimal(50),
            "less_costly": Decimal(0),
        }
        return self.people.results_practitioner, taken, "auditor"

    def record_control_test(self) -> Scenario:
        taken = {
            "control": self.risks.control,
            "tested_on": date(2026, 2, 27),
            "works": True,
            "says": "Forty claims were drawn; all were read twice.",
        }
        return self.people.results_facilitator, taken, "auditor"

    def add_risk_treatment(self) -> Scenario:
        taken = {
            "risk": self.risks.fraud,
            "what": "Ask the bank for the holder's name",
            "owner": self.people.results_practitioner,
            "due_on": date(2026, 9, 30),
        }
        return self.people.results_facilitator, taken, "auditor"

    def move_risk_treatment(self) -> Scenario:
        taken = {"treatment": self.risks.treatment, "state": "under_way", "says": "The contract is signed."}
        return self.people.results_facilitator, taken, "auditor"

    def set_risk_appetite(self) -> Scenario:
        taken = {
            "department": self.get("departments").revenue,
            "category": "financial",
            "amount": Decimal(80_000),
            "starts_on": date(2026, 7, 1),
            "says": "Budget hearing of February.",
        }
        return self.people.department_director, taken, "results_facilitator"

    def request_risk_acceptance(self) -> Scenario:
        taken = {"risk": self.risks.outage, "because": "A second line costs more.", "last_day": date(2026, 12, 31)}
        return self.people.results_facilitator, taken, "auditor"

    def decide_risk_acceptance(self) -> Scenario:
        taken = {"acceptance": self.risks.acceptance, "accept": True, "says": "Until matching comes."}
        return self.people.department_director, taken, "results_practitioner"

    def withdraw_risk_acceptance(self) -> Scenario:
        taken = {"acceptance": self.risks.acceptance, "because": "Matching came early."}
        return self.people.results_practitioner, taken, "auditor"

    def tie_risk_indicator(self) -> Scenario:
        taken = {
            "risk": self.risks.outage,
            "measure": self.get("measures").statewide,
            "bad_when": "low",
            "watch": Decimal(90),
            "trip": Decimal(80),
        }
        return self.people.results_facilitator, taken, "auditor"

    def quantify_risks(self) -> Scenario:
        taken = {"risks": [self.risks.fraud, self.risks.outage], "trials": 2_000}
        return self.people.results_facilitator, taken, "auditor"
