"""What `meritbook tick` and `meritbook consequences` answer with `--json`, as values."""

from __future__ import annotations

from datetime import date

from meritbook.core.law.answer import LawVerdict
from meritbook.core.values import Value


class ConsequenceAnswer(Value):
    """An act that the law drafted."""

    id: int
    rule: str
    draft: str
    act: str
    """What is drafted, in words."""
    position: str
    department: str
    executive: str
    """Who held the seat; empty for a vacant one."""
    due_on: date
    status: str
    says: str
    overtaken_because: str
    verdict: LawVerdict


class ConsequencesAnswer(Value):
    """`meritbook consequences --json`."""

    consequences: tuple[ConsequenceAnswer, ...]


class TickAnswer(Value):
    """`meritbook tick --json`."""

    newest: date | None
    """The newest day that the law was worked through by now; none where it was not on any day."""
    days: int
    """How many days this run worked through."""
    drafted: int
    overtaken: int
    stopped: bool
    """Whether the run was interrupted before the last day."""
    dry_run: bool
    """Whether nothing was kept."""
    consequences: tuple[ConsequenceAnswer, ...]
    """What this run drafted, took up again or found overtaken."""
