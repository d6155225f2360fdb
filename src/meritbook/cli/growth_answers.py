"""What `competencies growth list` and `competencies growth show` answer with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.core.competencies.growth import Progress
from meritbook.core.values import Value


class _Standing(Value):
    """What is in a state."""

    state: str

    @property
    def stands(self) -> str:
        """The state as people say it; programs are given its key."""
        return self.state.replace("_", " ")


class GrowthPlanLine(_Standing):
    """A development plan in the list."""

    id: int
    title: str
    person: str
    coach: str | None
    as_what: str
    """As what it is read: `own`, `coached`, `shown`, or `agreed` by who plans succession."""
    starts_on: date
    last_day: date
    progress: Progress


class GrowthPlansAnswer(Value):
    """One page of the plans that the person may read."""

    page: int
    pages: int
    total: int
    plans: tuple[GrowthPlanLine, ...]


class GrowthActionLine(_Standing):
    """An action of a goal."""

    id: int
    kind: str
    what: str
    with_whom: str
    due_on: date
    late: bool


class GrowthGoalLine(_Standing):
    """A goal of a plan."""

    id: int
    says: str
    competency: str
    requirement: str
    contract: int | None
    objective: str
    due_on: date
    late: bool
    actions: tuple[GrowthActionLine, ...]


class GrowthNoteLine(Value):
    """A note; `file` is the name of the file that it holds."""

    id: int
    goal: int | None
    action: int | None
    says: str
    file: str | None
    noted_by: str


class GrowthPlanAnswer(Value):
    """One plan with its goals, actions and notes."""

    plan: GrowthPlanLine
    model: str
    role: str
    aims_plan: str
    aims_class: str
    says: str
    goals: tuple[GrowthGoalLine, ...]
    notes: tuple[GrowthNoteLine, ...]
    readers: tuple[str, ...]
    """To whom it is shown; only for the person whose plan it is."""
