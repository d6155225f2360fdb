"""What several models share: constraints that come in pairs, half-open terms, and fingerprints."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from meritbook.core.values import digest


def both_or_neither(first: str, second: str) -> models.CheckConstraint:
    """Who and when are kept together or not at all."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=f"%(class)s_{first}_with_{second}",
    )


def one_of(field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The database refuses a value that is not among the choices."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=f"%(class)s_{field}_known")


def ends_after_start() -> models.CheckConstraint:
    """A term ends after its first day."""
    return models.CheckConstraint(
        condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")),
        name="%(class)s_ends_after_start",
    )


class DatedQuerySet(models.QuerySet[Any]):
    """Rows with a half-open term `[starts_on, ends_before)`."""

    def on(self, day: date) -> DatedQuerySet:
        """Those whose term covers the day."""
        return self.filter(Q(starts_on__lte=day) & (Q(ends_before__isnull=True) | Q(ends_before__gt=day)))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Decimal):
        # A column gives a number back with all its places: 18 comes back as 18.0000.
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


class Vouched(models.Model):
    """A row that the ledger vouches for: every action writes the fingerprints of the rows that it saved.

    The fingerprint covers every column except those in `unvouched` (changed by sign-in rather than by actions),
    and what `vouched_with` adds.
    """

    unvouched: ClassVar[frozenset[str]] = frozenset()
    added_later: ClassVar[frozenset[str]] = frozenset()
    """Columns that came after rows were vouched for: left out while empty, so that such rows stay as sealed."""

    class Meta:
        abstract = True

    def vouched_with(self) -> Any:
        """Plain data kept in other tables that belongs to this row; none by default."""
        return None

    def fingerprint(self) -> str:
        """SHA-256 over the row's columns in one canonical spelling."""
        columns = {
            field.attname: _plain(getattr(self, field.attname))
            for field in self._meta.concrete_fields
            if field.name not in self.unvouched
            and not (field.name in self.added_later and getattr(self, field.attname) in (None, ""))
        }
        return digest({"columns": columns, "with": self.vouched_with()})
