"""What the law may draft of a seat on a day, and what each such act does once a person confirms it.

Law packs name acts by the `draft` of an effect. What stands here may follow from a day alone; other effects, such as a
nomination that is refused, belong to the acts that people take.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from meritbook.core.values import Value

Told = Literal["executive", "department_hr", "central_hr"]
"""Who gets the letter."""


class ActOfLaw(Value):
    """An act that a day may draft."""

    draft: str
    title: str
    """What it is, such as `Conversion to the Management class`."""
    leaves: bool = False
    """Whether the position leaves the service."""
    parts: bool = False
    """Whether the executive leaves the seat."""
    on_last_day: bool = False
    """Whether the day of the act is the last one, and not the first day after."""
    releases: bool = False
    """Whether the contract form leaves the personnel file."""
    says_it_left: bool = False
    """Whether it tells central human resources that the position left."""
    tells: tuple[Told, ...]
    steps: tuple[str, ...]
    """What is done on confirmation, in order."""

    def ends_before(self, due_on: date) -> date:
        """The first day on which it is over: `due_on` itself, or the day after when that is the last day."""
        return due_on + timedelta(days=1) if self.on_last_day else due_on


_LETTER = "A letter that cites the rule is written and kept with this record."

ACTS: dict[str, ActOfLaw] = {
    one.draft: one
    for one in (
        ActOfLaw(
            draft="conversion_to_management",
            title="Conversion to the Management class",
            leaves=True,
            parts=True,
            tells=("executive", "department_hr", "central_hr"),
            steps=(
                "The position leaves the service on the day stated.",
                "The appointment of whoever holds it ends on that day.",
                "Pay is to be set under the procedures; the department's human resources office is told.",
                "Central human resources is told that the position left.",
                "Other drafts on the position that rest on its being in the service are overtaken.",
                _LETTER,
            ),
        ),
        ActOfLaw(
            draft="removal_from_service",
            title="Removal of the executive from the service",
            parts=True,
            tells=("executive", "department_hr", "central_hr"),
            steps=(
                "The appointment ends on the day stated; the position stays in the service and falls vacant.",
                "Other drafts on the appointment are overtaken.",
                _LETTER,
            ),
        ),
        ActOfLaw(
            draft="separation",
            title="Separation of the executive",
            parts=True,
            on_last_day=True,
            tells=("executive", "department_hr", "central_hr"),
            steps=(
                "The appointment ends with the day stated; the position stays in the service and falls vacant.",
                "Other drafts on the appointment are overtaken.",
                _LETTER,
            ),
        ),
        ActOfLaw(
            draft="complete_contract",
            title="Demand for the contract",
            tells=("executive", "department_hr", "central_hr"),
            steps=("The department is asked for the contract that is missing.", _LETTER),
        ),
        ActOfLaw(
            draft="file_copies",
            title="Demand for a copy of the contract",
            tells=("department_hr", "central_hr"),
            steps=("The copy that is missing is asked for.", _LETTER),
        ),
        ActOfLaw(
            draft="reduce_salary",
            title="Reduction of the salary",
            tells=("executive", "department_hr", "central_hr"),
            steps=("The department is asked to bring the salary down to what the law allows.", _LETTER),
        ),
        ActOfLaw(
            draft="release_from_file",
            title="Release of a contract form from the personnel file",
            releases=True,
            tells=("department_hr",),
            steps=("The form is recorded as taken out of the personnel file on the day of confirmation.", _LETTER),
        ),
        ActOfLaw(
            draft="notify_central_hr",
            title="Notice to central human resources",
            says_it_left=True,
            tells=("central_hr", "department_hr"),
            steps=("Central human resources is told that the position left.", _LETTER),
        ),
    )
}
"""By the name under which law packs draft them."""
