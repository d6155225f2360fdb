"""Scenarios of the actions on contracts and personnel files: who acts, with what, and somebody who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from meritbook.actions import Actor

Scenario = tuple[Any, dict[str, Any], str]


class FileStage:
    """Sets each action on a personnel file up so that it has something to do."""

    get: Callable[[str], Any]
    people: Any

    @property
    def executives(self) -> Any:
        return self.get("executives")

    def hold_file(self) -> Scenario:
        taken = {"appointment": self.executives.held, "matter": "Appeal 12", "reason": "Pending."}
        return self.people.agency_hr, taken, "department_director"

    def release_hold(self) -> Scenario:
        from meritbook.actions import hold_file

        who, taken, other = self.hold_file()
        # The executive has a file in another department too: what holds both is central human resources' to release.
        hold = hold_file.perform(Actor(who), at=self.get("at"), why="A suit.", **taken)
        return self.people.personnel_director, {"hold": hold, "reason": "Settled."}, other

    def send_copy(self) -> Scenario:
        taken = {"version": self.executives.agreement.versions.get(), "to": "central_hr"}
        return self.people.agency_hr, taken, "department_director"

    def receive_copy(self) -> Scenario:
        from meritbook.actions import send_copy

        who, taken, _ = self.send_copy()
        copy = send_copy.perform(Actor(who), at=self.get("at"), why="Signed.", **taken)
        return self.people.personnel_staff, {"copy": copy}, "agency_hr"

    def take_from_file(self) -> Scenario:
        from appointing_world import vouch

        row = self.executives.contract
        row.filed_on = date(2005, 6, 20)
        row.save()
        vouch(row)
        return self.people.agency_hr, {"contract": row}, "department_director"

    def make_packet(self) -> Scenario:
        self.get("settings").MERITBOOK_DEMO = True
        taken = {"appointment": self.executives.held, "kind": "appeal", "purpose": "Appeal 12."}
        return self.people.agency_hr, taken, "department_director"
