"""Scenarios of the actions on pay, on the proof of service, and on a day of agreement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from meritbook.actions import Actor

Scenario = tuple[Any, dict[str, Any], str]


class PayStage:
    """Sets these actions up so that each has something to do."""

    get: Callable[[str], Any]
    people: Any

    def record_salary_budget(self) -> Scenario:
        taken = {
            "department": self.get("departments").revenue,
            "amount": Decimal("500000.00"),
            "starts_on": date(2026, 7, 1),
            "ends_before": date(2027, 7, 1),
            "source": "Budget act, line 12",
        }
        return self.people.agency_hr, taken, "agency_hr_elsewhere"

    def record_pay_limit(self) -> Scenario:
        taken = {
            "amount": Decimal("11086.00"),
            "starts_on": date(2026, 7, 1),
            "ends_before": date(2027, 7, 1),
            "source": "Letter of the office",
        }
        return self.people.personnel_staff, taken, "department_director"

    def withdraw_pay_limit(self) -> Scenario:
        taken = {"limit": self.get("executives").limit, "reason": "Misread."}
        return self.people.personnel_staff, taken, "agency_hr"

    def withdraw_pay(self) -> Scenario:
        taken = {"decision": self.get("executives").pay, "reason": "Miscounted."}
        return self.people.department_director, taken, "agency_hr"

    def approve_pay(self) -> Scenario:
        from meritbook.actions import withdraw_pay

        who, taken, other = self.withdraw_pay()
        withdraw_pay.perform(Actor(who), at=self.get("at"), why="Wrong.", **taken)
        approved = {
            "appointment": self.get("executives").held,
            "starts_on": date(2026, 7, 1),
            "salary": Decimal("9200.00"),
            "grounds": [{"ground": "market", "says": "Two offers elsewhere."}],
            "cautioned_because": "The appraisal follows in June.",
            "limit_because": "The limit of the year is published in June.",
        }
        return who, approved, other

    def withdraw_service_proof(self) -> Scenario:
        taken = {"proof": self.get("executives").proof, "reason": "Another room."}
        return self.people.agency_hr, taken, "agency_hr_elsewhere"

    def record_service(self) -> Scenario:
        from meritbook.actions import withdraw_service_proof

        who, taken, other = self.withdraw_service_proof()
        withdraw_service_proof.perform(Actor(who), at=self.get("at"), why="Wrong.", **taken)
        proof = {
            "notice": self.get("executives").notice,
            "served_how": "hand",
            "served_at": self.get("at"),
            "served_by_name": "Pat Porter",
        }
        return who, proof, other

    def _agreed(self) -> Any:
        """A contract of the next year, agreed, of which no copy went anywhere."""
        from meritbook.actions import record_contract

        return record_contract.perform(
            Actor(self.people.agency_hr),
            at=self.get("at"),
            why="Agreed.",
            appointment=self.get("executives").held,
            starts_on=date(2026, 7, 1),
            ends_before=date(2027, 7, 1),
            salary=Decimal("9100.00"),
            agreed_on=date(2026, 3, 1),
        )

    def correct_agreed_day(self) -> Scenario:
        taken = {"contract": self._agreed(), "agreed_on": date(2026, 2, 27), "reason": "Misread."}
        return self.people.agency_hr, taken, "agency_hr_elsewhere"

    def undo_agreement(self) -> Scenario:
        taken = {"contract": self._agreed(), "reason": "Of another executive."}
        return self.people.department_director, taken, "agency_hr_elsewhere"
