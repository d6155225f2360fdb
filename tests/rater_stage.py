"""Scenarios of the actions on competency assessments."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import rater_world as world
from service_stage import Scenario
from year_stage import do


class RaterStage:
    """Sets each action on assessments of people up so that it has something to do."""

    get: Any
    people: Any

    def _rated_version(self) -> Any:
        return world.version_of(world.model_of(), self.get("at"))

    def _rated_by(self) -> Any:
        return world.staff(self.get("at"), self.get("departments").revenue, 5)

    def _rated_draft(self) -> tuple[Any, Any]:
        raters = self._rated_by()
        row = world.drawn(
            self.people.agency_hr, self.get("at"), subject=self.people.executive, version=self._rated_version(),
            groups={"peer": raters[:4]},
        )  # fmt: skip
        return row, raters

    def _rated_open(self, at: datetime | None = None) -> tuple[Any, Any]:
        raters = self._rated_by()
        row = world.opened(
            self.people.agency_hr, at or self.get("at"), days=7, subject=self.people.executive,
            version=self._rated_version(), groups={"peer": raters[:4]},
        )  # fmt: skip
        return row, raters

    def draw_assessment(self) -> Scenario:
        taken = {"subject": self.people.executive, "version": self._rated_version(), "role": "executive"}
        return self.people.agency_hr, taken, "auditor"

    def name_rater(self) -> Scenario:
        row, raters = self._rated_draft()
        return (
            self.people.agency_hr,
            {"assessment": row, "group": "report", "user": raters[4], "because": world.SO},
            "executive",
        )

    def remove_rater(self) -> Scenario:
        row, raters = self._rated_draft()
        taken = {"rater": world.rater(row, raters[0]), "because": "Of another unit."}
        return self.people.personnel_staff, taken, "executive"

    def open_assessment(self) -> Scenario:
        row, _ = self._rated_draft()
        first = self.get("on") + timedelta(days=1)
        taken = {"assessment": row, "starts_on": first, "last_day": first + timedelta(days=10)}
        return self.people.agency_hr, taken, "agency_hr_elsewhere"

    def delegate_rating(self) -> Scenario:
        row, raters = self._rated_open()
        return raters[0], {"rater": world.rater(row, raters[0]), "delegate": raters[4]}, "executive"

    def decline_rating(self) -> Scenario:
        row, raters = self._rated_open()
        return raters[0], {"rater": world.rater(row, raters[0])}, "agency_hr"

    def take_back_declining(self) -> Scenario:
        row, raters = self._rated_open()
        rater = do("decline_rating", raters[0], self.get("at"), rater=world.rater(row, raters[0]), because="Away.")
        return raters[0], {"rater": rater}, "agency_hr"

    def answer_assessment(self) -> Scenario:
        row, raters = self._rated_open()
        given = world.places(row, 4, 3)
        taken = {
            "rater": world.rater(row, raters[0]),
            "given": given,
            "comments": {},
            "seen": world.seen(row, given, {}),
        }
        return raters[0], taken, "agency_hr"

    def take_back_rating(self) -> Scenario:
        row, raters = self._rated_open()
        receipt = world.answer(row, raters[0], self.get("at"), 4, 3)
        return raters[0], {"assessment": row, "receipt": receipt}, "personnel_staff"

    def close_assessment(self) -> Scenario:
        row, _ = self._rated_open(self.get("at") - timedelta(days=20))
        return self.people.agency_hr, {"assessment": row}, "executive"

    def withdraw_assessment(self) -> Scenario:
        row, _ = self._rated_open()
        return self.people.agency_hr, {"assessment": row, "because": "The wrong role."}, "executive"

    def remind_raters(self) -> Scenario:
        row, raters = self._rated_open()
        do("subscribe_digest", raters[0], self.get("at"), address="one@agency.example")
        return self.people.personnel_staff, {"assessment": row}, "agency_hr"
