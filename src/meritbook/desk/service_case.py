"""A case of the executive service on a desk: one act, and where it stands among the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from meritbook.desk.acts import Act

REMOVING = frozenset({"conversion_to_management", "separation", "removal_from_service"})
"""Drafts by which a position or its executive leaves the service."""


# The pages on which the acts are done, by the names of their views.
CHOICES, NOMINATION, APPOINTMENT = "web:choices", "web:nomination", "web:appointment"
CONSEQUENCE, SERVICE = "web:consequence", "web:service"


class Rank(IntEnum):
    """What a case brings, the gravest first."""

    REMOVES = 0
    BREACH = 1
    COMING = 2
    ADVICE = 3


@dataclass(frozen=True)
class Case:
    """An act, and where it stands among the others."""

    rank: Rank
    act: Act

    @property
    def order(self) -> tuple[int, date, str]:
        """By rank, then by the last day; without one, after those that have one."""
        return self.rank, self.act.last_day or date.max, self.act.title
