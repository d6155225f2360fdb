"""Scenarios of the actions on competency models."""

from __future__ import annotations

from typing import Any

from competency_model_world import changed
from service_stage import Scenario


class CompetencyModelStage:
    """Sets each action on competency models up so that it has something to do."""

    get: Any
    people: Any

    @property
    def models(self) -> Any:
        return self.get("competency_models")

    def install_competency_models(self) -> Scenario:
        return self.people.system_administrator, {}, "personnel_staff"

    def take_competency_model(self) -> Scenario:
        taken = {"row": self.models.harbor, "model": changed(says="What a harbor needs.")}
        return self.people.personnel_staff, taken, "personnel_director"

    def retire_competency_model(self) -> Scenario:
        taken = {"row": self.models.harbor, "because": "The harbor is closed."}
        return self.people.personnel_staff, taken, "agency_hr"

    def take_over_competency_model(self) -> Scenario:
        return self.people.personnel_staff, {"row": self.models.maine}, "executive"

    def draw_crosswalk(self) -> Scenario:
        taken = {
            "one": self.models.harbor,
            "one_competency": "course",
            "other": self.models.maine,
            "other_competency": "visionary",
            "partly": True,
            "because": "Both are about where one goes; the Maine words reach further.",
        }
        return self.people.personnel_staff, taken, "analyst"

    def withdraw_crosswalk(self) -> Scenario:
        taken = {"line": self.models.line, "because": "Looked at closely, they differ."}
        return self.people.personnel_staff, taken, "auditor"
