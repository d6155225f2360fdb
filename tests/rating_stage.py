"""Scenarios of the actions on appraisals: who acts, with what, and somebody who may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract_world import RATED
from meritbook.actions import Actor
from service_stage import Scenario


class RatingStage:
    """Sets each action on an appraisal up so that it has something to do."""

    get: Callable[[str], Any]
    people: Any

    def _taken(self, name: str, taken: dict[str, Any], who: Any = None) -> Any:
        from meritbook.actions import reference

        act = reference.action_modules()[name]
        return act.perform(Actor(who or self.people.department_director), at=self.get("at"), why="Before.", **taken)

    def write_appraisal(self) -> Scenario:
        marks = {key: {"mark": 3, "says": "As agreed."} for key in RATED}
        taken = {"contract": self.get("executives").agreement, "kind": "rater", "marks": marks}
        return self.people.department_director, taken, "agency_hr"

    def show_appraisal(self) -> Scenario:
        row = self._taken("write_appraisal", self.write_appraisal()[1])
        return self.people.department_director, {"appraisal": row}, "executive"

    def comment_appraisal(self) -> Scenario:
        row = self._taken("show_appraisal", self.show_appraisal()[1])
        return self.people.executive, {"appraisal": row, "says": "The plant opened early."}, "department_director"

    def finish_appraisal(self) -> Scenario:
        row = self._taken("show_appraisal", self.show_appraisal()[1])
        return self.people.department_director, {"appraisal": row}, "agency_hr"

    def acknowledge_appraisal(self) -> Scenario:
        row = self._taken("finish_appraisal", self.finish_appraisal()[1])
        return self.people.executive, {"appraisal": row}, "department_director"

    def record_refusal_to_acknowledge(self) -> Scenario:
        _, taken, _ = self.acknowledge_appraisal()
        return self.people.department_director, {**taken, "says": "Offered twice."}, "executive"

    def undo_appraisal(self) -> Scenario:
        _, taken, _ = self.acknowledge_appraisal()
        return self.people.agency_hr, {**taken, "reason": "The wrong contract."}, "personnel_director"
