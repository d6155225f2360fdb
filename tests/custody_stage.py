"""Scenarios of the actions of custody: who acts, with what, and somebody who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from appointing_world import vouch
from meritbook.actions import Actor
from service_stage import Scenario


class CustodyStage:
    """Sets each act of custody up so that it has something to do."""

    get: Callable[[str], Any]
    people: Any

    def delegate(self) -> Scenario:
        on = self.get("on")
        taken = {
            "giver": self.people.department_director,
            "holder": self.people.appointing_authority,
            "role": "department_director",
            "department": self.get("departments").revenue,
            "covers": ["contracts"],
            "starts_on": on,
            "ends_before": on + timedelta(days=7),
            "reason": "Away.",
        }
        return self.people.department_director, taken, "agency_hr"

    def end_delegation(self) -> Scenario:
        from meritbook.actions import delegate

        who, taken, _ = self.delegate()
        row = delegate.perform(Actor(who), at=self.get("at"), why="Away.", **taken)
        return who, {"delegation": row, "reason": "Back."}, "auditor"

    def hand_over(self) -> Scenario:
        from meritbook.actions import grant_role

        department, first = self.get("departments").revenue, self.get("on") + timedelta(days=30)
        grant_role.perform(
            Actor(self.people.system_administrator), at=self.get("at"), why="Next.", user=self.people.nobody,
            role="department_director", department=department, starts_on=first,
        )  # fmt: skip
        taken = {
            "giver": self.people.department_director,
            "successor": self.people.nobody,
            "role": "department_director",
            "department": department,
            "starts_on": first,
            "reason": "Retires.",
        }
        return self.people.agency_hr, taken, "analyst"

    def withdraw_hand_over(self) -> Scenario:
        from meritbook.actions import hand_over

        who, taken, _ = self.hand_over()
        row = hand_over.perform(Actor(who), at=self.get("at"), why="Retires.", **taken)
        return who, {"hand_over": row, "reason": "Stays."}, "agency_hr_elsewhere"

    def settle_hand_overs(self) -> Scenario:
        from meritbook.records.models import HandOver

        row = HandOver.objects.create(
            role="department_director", department=self.get("departments").revenue,
            giver=self.people.department_director, successor=self.people.nobody,
            starts_on=self.get("on") - timedelta(days=1), reason="Retires.", made_by=self.people.agency_hr,
            made_at=self.get("at"),
        )  # fmt: skip
        vouch(row)
        return self.people.personnel_staff, {}, "department_director"
