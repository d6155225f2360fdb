"""Scenarios of the actions on the bench of talent."""

from __future__ import annotations

from typing import Any

from service_stage import Scenario
from talent_world import FURTHER, NEXT, PLAN


class TalentStage:
    """Sets each action on the bench of talent up so that it has something to do."""

    get: Any
    people: Any

    def agree_talent(self) -> Scenario:
        taken = {"aims_plan": PLAN, "aims_class": FURTHER, "assessment": self.get("talent").report}
        return self.people.executive, taken, "nobody"

    def withdraw_talent(self) -> Scenario:
        return self.people.executive, {"consent": self.get("talent").shared}, "department_director"

    def look_at_bench(self) -> Scenario:
        self.get("talent")
        return self.people.department_director, {"aims_plan": PLAN, "aims_class": NEXT}, "auditor"
