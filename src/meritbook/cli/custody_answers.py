"""What `custody` answers with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.core.values import Value


class OrphanAnswer(Value):
    """What nobody answers for, of one executive."""

    department: str
    position: str
    executive: str
    kind: str
    says: str
    remedy: str
    next_day: date | None
    """The first day that waits for it; none where no day does."""


class LentAnswer(Value):
    """A delegation that stands or is to come."""

    department: str
    role: str
    giver: str
    holder: str
    covers: tuple[str, ...]
    starts_on: date
    last_day: date


class HandOverAnswer(Value):
    """A hand-over to come."""

    department: str
    role: str
    giver: str
    successor: str
    starts_on: date
    positions: tuple[str, ...]


class CustodyAnswer(Value):
    """Custody of contracts on a day."""

    on: date
    orphans: tuple[OrphanAnswer, ...]
    delegations: tuple[LentAnswer, ...]
    hand_overs: tuple[HandOverAnswer, ...]
