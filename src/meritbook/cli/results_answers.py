"""What the commands under `results` answer with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.core.results.deployment import Tie, Unserved
from meritbook.core.results.plan_check import PlanProblem
from meritbook.core.results.plans import PlanText
from meritbook.core.results.sight import Sight
from meritbook.core.values import Value


class ResultsPlanLine(Value):
    """A plan in the list."""

    key: str
    title: str
    of: str
    kind: str
    starts_on: date
    last_day: date
    state: str
    deploys: str


class ResultsPlansAnswer(Value):
    """The plans that the person may read."""

    plans: tuple[ResultsPlanLine, ...]


class ResultsPlanAnswer(Value):
    """A version of a plan, with its ties to the plan above."""

    key: str
    number: int
    status: str
    sha256: str
    text: PlanText
    ties: tuple[Tie, ...]
    unserved: tuple[Unserved, ...]
    problems: tuple[PlanProblem, ...]


class StratmlCheckAnswer(Value):
    """What was read in a StratML document."""

    text: PlanText
    notes: tuple[str, ...]


class SightLine(Value):
    """An objective of a contract with the ways up from one of its measures."""

    says: str
    measure: str
    key: str
    sights: tuple[Sight, ...]
    frozen: str = ""
    """What the final rating rests on, in words; empty before there is one."""
    frozen_on: date | None = None
    corrected: str = ""
    """What it shows today, where a value that the rating rests on was corrected since."""


class LineOfSightAnswer(Value):
    """The line of sight of a contract."""

    contract: int
    objectives: tuple[SightLine, ...]


PUBLISHED: dict[str, type[Value]] = {
    "line-of-sight": LineOfSightAnswer,
    "results-plan": ResultsPlanAnswer,
    "results-plans": ResultsPlansAnswer,
    "stratml-check": StratmlCheckAnswer,
}
"""By the name of the schema."""
