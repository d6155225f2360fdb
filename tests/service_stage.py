"""Scenarios of the actions on the executive service: who acts, with what, and somebody who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from contract_stage import ContractStage
from meritbook.actions import Actor, service_law
from meritbook.core.service.rights import rights_of
from meritbook.core.verdict import Verdict
from service_world import drafted_row

Scenario = tuple[Any, dict[str, Any], str]
"""Who acts, with what, and somebody who may not."""


class ServiceStage(ContractStage):
    """Sets each action on seats, nominations, appointments and consequences up so that it has something to do."""

    get: Callable[[str], Any]
    people: Any

    @property
    def executives(self) -> Any:
        return self.get("executives")

    def propose_appointment(self) -> Scenario:
        taken = {
            "seat": self.executives.vacant,
            "executive": self.people.supervisor,
            "method": "open_competition",
            "merit_says": "Led two divisions.",
            "salary": Decimal("9000.00"),
            "starts_on": date(2026, 4, 1),
        }
        return self.people.department_director, taken, "agency_hr"

    def release_executive(self) -> Scenario:
        return self.people.department_director, {"appointment": self.executives.moving}, "agency_hr"

    def acknowledge_rights(self) -> Scenario:
        rights = rights_of(service_law.service_law())
        assert rights is not None
        return self.people.executive, {"appointment": self.executives.moving, "sha256": rights.sha256}, "agency_hr"

    def decline_appointment(self) -> Scenario:
        taken = {"appointment": self.executives.moving, "reason": "Stays."}
        return self.people.executive, taken, "department_director"

    def withdraw_appointment(self) -> Scenario:
        taken = {"appointment": self.executives.coming, "reason": "Cut."}
        return self.people.department_director, taken, "agency_hr"

    def make_appointment(self) -> Scenario:
        taken = {"appointment": self.executives.coming, "qualification_because": "The record of service."}
        return self.people.department_director, taken, "agency_hr"

    def begin_appointments(self) -> Scenario:
        from meritbook.actions import make_appointment

        who, taken, _ = self.make_appointment()
        make_appointment.perform(Actor(who), at=self.get("at"), why="Chosen.", **taken)
        return self.people.personnel_staff, {"on": date(2026, 4, 1)}, "department_director"

    def end_appointment(self) -> Scenario:
        taken = {
            "appointment": self.executives.held,
            "cause": "retirement",
            "last_day": date(2026, 5, 31),
            "reason": "Of age.",
        }
        return self.people.department_director, taken, "personnel_director"

    def record_contract(self) -> Scenario:
        taken = {
            "appointment": self.executives.held,
            "starts_on": date(2026, 7, 1),
            "ends_before": date(2027, 7, 1),
            "salary": Decimal("9000.00"),
        }
        return self.people.agency_hr, taken, "department_director"

    def change_contract(self) -> Scenario:
        taken = {
            "contract": self.executives.contract,
            "agreed_on": date(2026, 3, 1),
            "states_criteria": True,
            "on_standard_form": True,
            "at_department_hr_on": None,
            "at_central_hr_on": None,
            "filed_on": None,
            "taken_from_file_on": None,
        }
        return self.people.agency_hr, taken, "agency_hr_elsewhere"

    def serve_notice(self) -> Scenario:
        from meritbook.actions import withdraw_notice

        who, taken, other = self.withdraw_notice()
        withdraw_notice.perform(Actor(who), at=self.get("at"), why="Wrong.", **taken)
        served = {
            "appointment": self.executives.held,
            "reason": "The goals were missed.",
            "served_on": date(2026, 3, 2),
            "served_how": "mail",
        }
        return who, served, other

    def withdraw_notice(self) -> Scenario:
        taken = {"notice": self.executives.notice, "reason": "Settled."}
        return self.people.department_director, taken, "personnel_director"

    def withdraw_support(self) -> Scenario:
        taken = {"seat": self.executives.seat, "says": "The program ends."}
        return self.people.department_director, taken, "personnel_director"

    def restore_support(self) -> Scenario:
        from meritbook.actions import withdraw_support

        who, taken, other = self.withdraw_support()
        withdraw_support.perform(Actor(who), at=self.get("at"), why="Ends.", **taken)
        return who, {"seat": self.executives.seat}, other

    def review_seat(self) -> Scenario:
        taken = {"seat": self.executives.seat, "still_met": False, "says": "One unit is left."}
        return self.people.personnel_director, taken, "department_director"

    def record_department_size(self) -> Scenario:
        taken = {
            "department": self.get("departments").revenue,
            "permanent_fte": Decimal(640),
            "source": "Report of positions",
        }
        return self.people.agency_hr, taken, "agency_hr_elsewhere"

    def authorise_seats(self) -> Scenario:
        taken = {"department": self.get("departments").revenue, "seats": 1, "cause": "A flood."}
        return self.people.personnel_director, taken, "personnel_staff"

    def end_authorisation(self) -> Scenario:
        who, taken, other = self.authorise_seats()
        return who, {"authorisation": self.get("service").act("authorise_seats", who, **taken)}, other

    def take_over_seat(self) -> Scenario:
        taken = {"position": self.get("service").bare("0500-01"), "starts_on": date(2026, 1, 1)}
        return self.people.personnel_staff, taken, "agency_hr"

    def merge_departments(self) -> Scenario:
        departments = self.get("departments")
        return (
            self.people.personnel_staff,
            {"department": departments.transport, "into": departments.revenue},
            "system_administrator",
        )

    def nominate_position(self) -> Scenario:
        self.get("service").size("640")
        taken = {"position": self.get("service").position("0500-01"), "rationale": "It directs the division."}
        return self.people.department_director, taken, "agency_hr"

    def _nominated(self) -> Any:
        who, taken, _ = self.nominate_position()
        return self.get("service").act("nominate_position", who, **taken)

    def return_nomination(self) -> Scenario:
        return self.people.analyst, {"nomination": self._nominated()}, "department_director"

    def resubmit_nomination(self) -> Scenario:
        returned = self.get("service").act("return_nomination", self.people.analyst, nomination=self._nominated())
        return self.people.department_director, {"nomination": returned}, "analyst"

    def withdraw_nomination(self) -> Scenario:
        return self.people.department_director, {"nomination": self._nominated()}, "personnel_director"

    def judge_criterion(self) -> Scenario:
        taken = {"nomination": self._nominated(), "fact": "position.controls/human", "verdict": Verdict.MET}
        return self.people.analyst, taken, "agency_hr"

    def review_nomination(self) -> Scenario:
        nomination = self._nominated()
        self.get("service").allocate(nomination.position)
        return self.people.analyst, {"nomination": nomination, "in_management_class": True}, "personnel_director"

    def decide_nomination(self) -> Scenario:
        self.get("service").size("640")
        reviewed = self.get("service").reviewed(self.get("service").position("0500-01"))
        return self.people.personnel_director, {"nomination": reviewed, "approve": True}, "analyst"

    def set_entry_day(self) -> Scenario:
        self.get("service").size("640")
        approved = self.get("service").approved(self.get("service").position("0500-01"))
        return self.people.agency_hr, {"nomination": approved, "starts_on": date(2026, 4, 1)}, "personnel_director"

    def work_through_day(self) -> Scenario:
        return self.people.personnel_staff, {"on": date(2005, 7, 1)}, "analyst"

    def confirm_consequence(self) -> Scenario:
        return self.people.personnel_director, {"consequence": self.drafted()}, "department_director"

    def stay_consequence(self) -> Scenario:
        taken = {"consequence": self.drafted(), "says": "Negotiations go on."}
        return self.people.personnel_director, taken, "personnel_staff"

    def drafted(self) -> Any:
        revenue = self.get("departments").revenue
        return drafted_row(revenue, self.people.executive, self.people.personnel_staff, self.get("at"))
