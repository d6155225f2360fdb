"""What the commands of `pay-limit` answer with `--json`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from meritbook.core.values import Value


class KnownLimitLine(Value):
    """A limit of the law itself, in dollars for a month."""

    amount: Decimal
    starts_on: date
    ends_before: date | None
    source: str


class PayLimitLine(Value):
    """`meritbook pay-limit record --json`: a limit that was put on record, in dollars for a month."""

    id: int
    amount: Decimal
    starts_on: date
    ends_before: date
    source: str
    recorded_by: str
    """A username."""
    withdrawn: bool
    withdrawn_because: str


class PayLimitsAnswer(Value):
    """`meritbook pay-limit list --json`."""

    law: tuple[KnownLimitLine, ...]
    recorded: tuple[PayLimitLine, ...]
    """The newest first; also those that were undone."""
    says: tuple[str, ...]
    """What is known today, and on the first day of the coming fiscal year."""
