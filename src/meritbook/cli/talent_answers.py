"""What `competencies ladder`, `talent`, `bench` and `seats` answer with `--json`."""

from __future__ import annotations

from datetime import date, datetime

from meritbook.core.competencies.ladder import Ladder, Step
from meritbook.core.competencies.succession import End
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict


class LadderPlace(Value):
    """A class of a plan."""

    plan: str
    ref: str
    title: str


class LadderAnswer(Value):
    """One's own ladder; null where there is no class to climb to, and then `because` says why."""

    on: date
    position: str | None
    start: LadderPlace | None
    goal: LadderPlace | None
    because: str
    model: str | None
    role: str | None
    ladder: Ladder | None


class SharedLine(Value):
    """What the person shares for a class."""

    id: int
    plan: str
    ref: str
    title: str
    parts: tuple[str, ...]
    agreed_at: datetime
    looks: tuple[str, ...]


class TalentAnswer(Value):
    """All that the person shares for the bench."""

    on: date
    shared: tuple[SharedLine, ...]


class BenchLine(Value):
    """A class of the bench."""

    plan: str
    ref: str
    title: str
    named: int
    seats: int


class NamedPerson(Value):
    """Somebody who is named for a class, from what they share."""

    username: str
    full_name: str
    department: str | None
    verdict: Verdict
    ready_from: date | None
    says: str
    steps: tuple[Step, ...]
    goals: tuple[str, ...]


class BenchAnswer(Value):
    """The classes of the bench, one page of them; or who is named for one, in the order of their names."""

    on: date
    page: int
    pages: int
    total: int
    classes: tuple[BenchLine, ...]
    people: tuple[NamedPerson, ...] | None
    """Null where no class was looked at."""
    cautions: tuple[str, ...]
    """What is not told of the class, and why."""


class SeatCoverage(Value):
    """A seat with its coverage."""

    seat: int
    position: str
    department: str
    executive: str
    plan: str | None
    ref: str | None
    ends: tuple[End, ...]
    falls_free_on: date | None
    filled_next: bool
    pressing: bool
    named: int | None
    verdict: Verdict


class SeatsCoveredAnswer(Value):
    """One page of the seats, with how many there are of each kind."""

    on: date
    page: int
    pages: int
    total: int
    seats: int
    pressing: int
    covered: int
    uncovered: int
    undetermined: int
    rows: tuple[SeatCoverage, ...]
