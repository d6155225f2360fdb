"""Competency models for the tests: the shipped ones with their crosswalk, and a small one of the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meritbook.records.models import CompetencyCrosswalk, CompetencyModelRow

SMALL: dict[str, Any] = {
    "key": "harbor",
    "name": "Harbor competencies",
    "says": "What the harbor office asks of those who lead its piers.",
    "source": "A choice of the office (rank: form).",
    "authored": "Written by the office.",
    "starts_on": "2026-01-01",
    "scale": {"points": ["Never", "Sometimes", "Always"]},
    "roles": [
        {"key": "mate", "name": "Mate", "says": "Leads a pier."},
        {"key": "master", "name": "Master", "says": "Leads the harbor."},
    ],
    "competencies": [
        {
            "key": "care",
            "name": "Care",
            "definition": "Look after people and ropes.",
            "cues": ["safe*", "ropes"],
            "behaviours": {
                "mate": [{"key": "ropes-checked", "says": "Checks the ropes at dusk."}],
                "master": [{"key": "crew-asked", "says": "Asks the crew what worries them."}],
            },
        },
        {
            "key": "course",
            "name": "Course",
            "definition": "Know where the harbor goes.",
            "cues": [],
            "behaviours": {
                "mate": [{"key": "tide-read", "says": "Reads the tide before the day begins."}],
                "master": [{"key": "course-told", "says": "Tells everybody where the harbor goes."}],
            },
        },
    ],
}


def changed(**more: Any) -> dict[str, Any]:
    """The small model with other words."""
    return {**SMALL, **more}


@dataclass(frozen=True)
class CompetencyModels:
    """Models on record."""

    maine: CompetencyModelRow
    kansas: CompetencyModelRow
    harbor: CompetencyModelRow
    """Of the office; personnel staff own it. It has two versions."""
    line: CompetencyCrosswalk
    """From Maine's customer focus to that of Kansas."""

    def arguments(self) -> dict[str, dict[str, Any]]:
        """For each address: its parts."""
        of = {"key": self.harbor.key}
        return {
            "web:competency_model": of,
            "web:competency_model_change": of,
            "web:competency_model_next": of,
            "web:competency_model_compare": of,
            "web:competency_model_file": {**of, "number": 1, "kind": "csv"},
            "web:competency_model_retire": of,
            "web:competency_model_take_over": of,
            "web:crosswalk_withdraw": {"pk": self.line.pk},
        }


SEEN_BY = {
    "web:competency_models": "personnel_staff",
    "web:competency_model_new": "personnel_staff",
    "web:competency_model_write": "personnel_staff",
    "web:competency_model": "personnel_staff",
    "web:competency_model_compare": "executive",
    "web:competency_model_change": "personnel_staff",
    "web:competency_model_next": "personnel_staff",
    "web:competency_model_retire": "personnel_staff",
    "web:competency_model_take_over": "personnel_staff",
    "web:crosswalk": "personnel_staff",
    "web:crosswalk_new": "personnel_staff",
    "web:crosswalk_withdraw": "personnel_staff",
    "web:competency_class": "analyst",
}
"""Who opens which address in the browser."""

PAGES = (
    ("web:competency_models", "personnel_staff"),
    ("web:competency_model", "personnel_staff"),
    ("web:crosswalk", "personnel_staff"),
    ("web:crosswalk_new", "personnel_staff"),
    ("web:competency_class", "analyst"),
)
"""Pages that may not ask the database more often when more is on record."""


def competency_models(people: Any, at: datetime) -> CompetencyModels:
    """The shipped models, and a small one in its second version."""
    from meritbook.actions import SYSTEM, Actor, install_competency_models, take_competency_model

    install_competency_models.perform(SYSTEM, at=at, why="Set-up.")
    keeper = Actor(people.personnel_staff)
    first = take_competency_model.perform(keeper, at=at, why="Ours.", model=SMALL)
    take_competency_model.perform(
        keeper, at=at, why="Clearer.", row=first.model, model=changed(says="What the harbor asks of its leaders.")
    )
    rows = {one.key: one for one in CompetencyModelRow.objects.all()}
    return CompetencyModels(
        maine=rows["maine"],
        kansas=rows["kansas"],
        harbor=rows["harbor"],
        line=CompetencyCrosswalk.objects.get(one__key="maine", one_competency="customer-focused"),
    )


def more(people: Any, first: int, last: int, at: datetime) -> None:
    """More models, and lines between them."""
    from meritbook.actions import Actor, draw_crosswalk, take_competency_model

    keeper = Actor(people.personnel_staff)
    for number in range(first, last):
        other = take_competency_model.perform(
            keeper, at=at, why="Ours.", model=changed(key=f"harbor-{number}", name=f"Harbor {number}")
        )
        draw_crosswalk.perform(
            keeper,
            at=at,
            why="Alike.",
            one=CompetencyModelRow.objects.get(key="harbor"),
            one_competency="care",
            other=other.model,
            other_competency="care",
            partly=False,
            because="The same words.",
        )
