"""One page of a long list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

Row = TypeVar("Row")
Shown = TypeVar("Shown")

PAGE_SIZE = 25


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of one page, its number from 1, how many pages there are, and how many rows in all."""

    rows: tuple[Row, ...]
    number: int
    of: int
    total: int

    @property
    def first(self) -> int:
        """Number of the first row shown, from 1; 0 when there is none."""
        return (self.number - 1) * PAGE_SIZE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return self.first + len(self.rows) - 1 if self.rows else 0

    @property
    def before(self) -> int | None:
        """Number of the page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """Number of the page after, if there is one."""
        return self.number + 1 if self.number < self.of else None


def paged(
    query: QuerySet[Any] | Sequence[Any],
    number: int,
    show: Callable[[Any], Shown] = lambda row: row,
    *,
    total: int | None = None,
) -> Page[Shown]:
    """One page of a query: two statements whatever its length. A number out of range gives the nearest page.

    `total` is how many rows there are, where the caller knows a quicker way to count them.
    """
    if total is None:
        total = query.count() if isinstance(query, QuerySet) else len(query)
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(number, 1), pages)
    rows: Iterable[Any] = query[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return Page(rows=tuple(show(row) for row in rows), number=number, of=pages, total=total)
