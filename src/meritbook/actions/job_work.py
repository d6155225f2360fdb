"""What the parts of long work give: how far it is, where it goes on, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from meritbook.records.models import Job


@dataclass(frozen=True)
class Left:
    """What was left out, where it stands, and why."""

    where: str
    says: str
    code: str

    def plain(self) -> dict[str, str]:
        """As it is kept."""
        return {"where": self.where, "says": self.says, "code": self.code}


@dataclass(frozen=True)
class Part:
    """How far the work is after a part."""

    done: int
    total: int
    place: str
    ended: bool
    left_out: tuple[Left, ...] = ()


class Task(Protocol):
    """Work of one kind, made ready for its parts."""

    def part(self, job: Job) -> Part:
        """The next part from `job.place` on; raises what its actions raise, and then nothing of it stays."""
