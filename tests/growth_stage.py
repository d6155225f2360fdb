"""Scenarios of the actions on development plans."""

from __future__ import annotations

from datetime import date
from typing import Any

from growth_world import LAST
from service_stage import Scenario


class GrowthStage:
    """Sets each action on development plans up so that it has something to do; a coach does only what is a coach's."""

    get: Any
    people: Any

    @property
    def growth(self) -> Any:
        return self.get("growth")

    def _own(self, **taken: Any) -> Scenario:
        return self.people.executive, taken, "department_director"

    def make_growth_plan(self) -> Scenario:
        taken = {
            "title": "Write shorter",
            "version": self.growth.version,
            "role": "manager",
            "starts_on": date(2026, 3, 2),
            "last_day": LAST,
        }
        return self.people.auditor, taken, "nobody"

    def change_growth_plan(self) -> Scenario:
        return self._own(plan=self.growth.plan, title="Listen", role="executive", last_day=date(2026, 11, 30))

    def end_growth_plan(self) -> Scenario:
        return self._own(plan=self.growth.plan, reached=True, says="They say that I hear them.")

    def set_growth_goal(self) -> Scenario:
        return self._own(plan=self.growth.plan, says="Decide within a week", due_on=date(2026, 9, 1))

    def move_growth_goal(self) -> Scenario:
        return self._own(goal=self.growth.goal, state="under_way", says="Begun.")

    def plan_growth_action(self) -> Scenario:
        return self._own(goal=self.growth.goal, kind="relationship", what="Visit", due_on=date(2026, 6, 1))

    def move_growth_action(self) -> Scenario:
        return self._own(action=self.growth.action, state="done", says="All were heard.")

    def note_growth(self) -> Scenario:
        taken = {"plan": self.growth.plan, "says": "It goes well."}
        return self.people.department_director, taken, "results_facilitator"

    def name_coach(self) -> Scenario:
        return self._own(plan=self.growth.plan, coach=self.people.auditor)

    def show_growth_plan(self) -> Scenario:
        return self._own(plan=self.growth.plan, reader=self.people.auditor)

    def withdraw_growth_plan_show(self) -> Scenario:
        return self._own(share=self.growth.share)
