"""Scenarios of the actions on help in the results initiatives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from help_world import words
from service_stage import Scenario


class HelpStage:
    """Sets each action on help up so that it has something to do."""

    get: Any
    people: Any

    @property
    def help(self) -> Any:
        return self.get("rooms").help

    def assign_work(self) -> Scenario:
        taken = {
            "person": self.people.results_practitioner,
            "initiative": "planning",
            "results_class": "results_practitioner",
            "department": self.get("departments").revenue,
            "starts_on": date(2026, 3, 2),
        }
        return self.people.results_administrator, taken, "results_facilitator"

    def end_work_assignment(self) -> Scenario:
        taken = {"assignment": self.help.assignment, "last_day": date(2026, 6, 30)}
        return self.people.results_administrator, taken, "department_director"

    def ask_help(self) -> Scenario:
        taken = {"department": self.get("departments").revenue, **words("Help us read the chart")}
        return self.people.agency_hr, taken, "system_administrator"

    def take_help(self) -> Scenario:
        return self.people.results_practitioner, {"request": self.help.asked}, "auditor"

    def decline_help(self) -> Scenario:
        taken = {"request": self.help.asked, "because": "The team is away until May."}
        return self.people.results_practitioner, taken, "department_director"

    def withdraw_help(self) -> Scenario:
        taken = {"request": self.help.asked, "because": "We found the cause."}
        return self.people.department_director, taken, "results_facilitator"

    def finish_help(self) -> Scenario:
        taken = {"request": self.help.taken, "says": "Eighteen clerks were trained."}
        return self.people.results_facilitator, taken, "auditor"

    def rate_help(self) -> Scenario:
        taken = {"request": self.help.done, "satisfaction": 4, "says": "Sooner next time."}
        return self.people.department_director, taken, "results_facilitator"

    def record_work_hours(self) -> Scenario:
        # The room is set up first: without an assignment nobody enters hours.
        assert self.help
        taken = {
            "department": self.get("departments").revenue,
            "initiative": "lean",
            "kind": "facilitation",
            "worked_on": date(2026, 3, 2),
            "hours": Decimal("1.25"),
        }
        return self.people.results_practitioner, taken, "auditor"

    def withdraw_work_hours(self) -> Scenario:
        taken = {"hours": self.help.hours, "because": "It was the week before."}
        return self.people.results_facilitator, taken, "results_practitioner"
