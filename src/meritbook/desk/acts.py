"""The lines of a desk: acts and their sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from meritbook.desk import positions as read
from meritbook.records.models import Position, PositionVersion

MOST = 8
"""Lines of one kind on the desk; the rest stand in the list that the section leads to."""
FEW = 5
"""The same, where a desk has many kinds."""


@dataclass(frozen=True)
class ActLink:
    """One of several ways on from an act: its word, and the place on a page."""

    label: str
    view: str
    id: int
    fragment: str = ""
    """The place on the page; empty for the page as a whole."""


@dataclass(frozen=True)
class Act:
    """One thing to do: where to do it, since when it waits, by when it is due, and what follows if it is left."""

    title: str
    view: str
    """Where it is done; empty where there is no page for it."""
    id: int | None
    detail: str
    without: str
    since: datetime | None = None
    last_day: date | None = None
    letter: int | None = None
    """The decision whose letter can be downloaded right here."""
    rule: str = ""
    """The rule of the law that it cures; empty where none stands behind it."""
    links: tuple[ActLink, ...] = ()
    more: tuple[int | str, ...] = ()
    """What stands behind `id` in the address of the page, such as the review of a contract."""
    query: str = ""
    """What the page is asked for, such as `department=3`."""
    key: str = ""
    """What the page is addressed by in place of `id`, such as the key of a measure."""


@dataclass(frozen=True)
class Section:
    """Acts of one kind."""

    heading: str
    acts: tuple[Act, ...]
    total: int
    empty: str
    """What to say when there is nothing to do."""
    view: str = ""
    query: str = ""
    """The list that holds them all."""
    note: str = ""

    @property
    def has_days(self) -> bool:
        """Whether one of the acts has a last day."""
        return any(act.last_day for act in self.acts)

    @property
    def without(self) -> str:
        """What happens without the acts, when it is the same for each of several: then it is said once."""
        if any(act.rule for act in self.acts):
            # Each stands under a rule of its own, with its own last day.
            return ""
        said = {act.without for act in self.acts}
        return said.pop() if len(said) == 1 and len(self.acts) > 1 else ""


def section(
    heading: str, query: QuerySet[PositionVersion], act: Callable[[PositionVersion], Act], *, empty: str, listed: str
) -> Section:
    """The first acts on the versions that the query names, and how many there are; `listed` leads to all of them."""
    rows = list(query[:MOST])
    return Section(
        heading=heading,
        acts=tuple(act(one) for one in rows),
        total=query.count() if len(rows) == MOST else len(rows),
        empty=empty,
        view="web:positions",
        query=listed,
    )


def positions(
    heading: str, within: QuerySet[Position], state: str, act: Callable[[Position], Act], *, empty: str
) -> Section:
    """The first acts on the positions that are in a state of the list, and how many there are."""
    chosen = read.in_state(within, state).select_related("department")
    rows = list(chosen.order_by("number", "id")[:MOST])
    return Section(
        heading=heading,
        acts=tuple(act(one) for one in rows),
        total=read.count_in_state(within, state) if len(rows) == MOST else len(rows),
        empty=empty,
        view="web:positions",
        query=f"state={state}",
    )


def named(position: Position) -> str:
    """The number and title of a position, as a line of a desk says them."""
    return f"{position.number}, {position.title}" if position.title else position.number
