"""Who answers for a contract on a day, what nobody answers for, and whether delegations overlap or leave a gap.

Values in, values out; nothing here reads a record. Three people answer for a contract: the executive, the appointing
authority of the position, and the director of the department. Somebody may stand in for the last two for a term.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

from meritbook.core.values import Value

AnsweringRole = Literal["appointing_authority", "department_director"]
ROLE_WORDS: dict[str, str] = {
    "appointing_authority": "appointing authority",
    "department_director": "department director",
}
SOON = timedelta(days=30)
"""How long before a deadline what nobody answers for is urgent."""

OrphanKind = Literal[
    "no_authority", "authority_gone", "authority_without_role", "authority_is_executive", "no_director",
    "director_is_executive",
]  # fmt: skip
REMEDIES: dict[OrphanKind, str] = {
    "no_authority": "Record who the appointing authority of the position is.",
    "authority_gone": "Hand the position over to somebody who holds the role.",
    "authority_without_role": "Hand the position over, or have the role granted again.",
    "authority_is_executive": "Name another appointing authority: nobody answers for their own contract.",
    "no_director": "Have the system administrator grant the role of the director to somebody.",
    "director_is_executive": "Have another director named for this contract, such as by a delegation.",
}


class Person(Value):
    """Somebody, as far as custody asks."""

    id: int
    name: str
    active: bool = True


class Lent(Value):
    """A delegation: somebody stands in for a giver in a role, from a day until before another."""

    id: int
    role: AnsweringRole
    department: int
    giver: Person
    holder: Person
    covers: tuple[str, ...]
    starts_on: date
    ends_before: date
    positions: frozenset[int] | None = None
    """Only these positions, for the overlap of a hand-over; none where it reaches all of the giver's."""

    def covers_day(self, on: date) -> bool:
        """Whether it holds on the day: from its first day, and no longer on the day before which it ends."""
        return self.starts_on <= on < self.ends_before

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return self.ends_before - timedelta(days=1)


class Waiting(Value):
    """A step of the contract that somebody must take by a day; no day where none is set."""

    says: str
    due_on: date | None = None
    needs: tuple[AnsweringRole, ...] = ("appointing_authority", "department_director")
    """Whose part it is."""


class Custody(Value):
    """A contract and the people around it on a day, as the record has them."""

    contract: int | None
    """None for an executive whose position has no contract that stands."""
    position: int
    number: str
    department: int
    department_name: str = ""
    executive: Person
    authority: Person | None = None
    """Whoever is recorded as the appointing authority of the position."""
    authority_holds: bool = False
    """Whether that person holds the role of an appointing authority in the department on the day."""
    directors: tuple[Person, ...] = ()
    """Those who hold the role of its director for the department on the day; with those who are shut out."""
    lent: tuple[Lent, ...] = ()
    """Delegations of the department, whatever their days."""
    waiting: tuple[Waiting, ...] = ()


class Orphan(Value):
    """Nobody answers for a part of the contract, and why."""

    kind: OrphanKind
    role: AnsweringRole
    says: str
    remedy: str
    late: tuple[Waiting, ...] = ()
    """What its day has passed for, as nobody could do it; then what comes within thirty days."""
    next_day: date | None = None
    """The first of the days that still wait for it; none where no day is set."""

    def urgent(self, on: date) -> bool:
        """Whether a day has passed, or comes within thirty days."""
        return self.next_day is not None and self.next_day <= on + SOON


class Answering(Value):
    """Who answers for a contract on a day."""

    executive: Person
    authority: Person | None
    """None where nobody can answer as appointing authority."""
    directors: tuple[Person, ...]
    stand_ins: tuple[Lent, ...]
    """Delegations that hold on the day and reach this contract."""
    closed_to: tuple[Person, ...]
    """Those who stand in for others, and not here: it is their own contract."""
    orphans: tuple[Orphan, ...]

    def stand_ins_of(self, role: str) -> tuple[Lent, ...]:
        """Those that stand in for one role."""
        return tuple(one for one in self.stand_ins if one.role == role)


def answering(case: Custody, on: date) -> Answering:
    """Who answers on the day, and what nobody answers for.

    A delegation holds as long as whoever gave it holds the role, so it never fills a role that nobody holds.
    """
    fit = tuple(one for one in case.directors if one.active and one.id != case.executive.id)
    authority = (
        case.authority if case.authority is not None and case.authority_holds and case.authority.active else None
    )
    if authority is not None and authority.id == case.executive.id:
        authority = None
    givers = {
        "appointing_authority": {authority.id} if authority else set(),
        "department_director": {one.id for one in case.directors if one.active},
    }
    reaching = [
        one
        for one in case.lent
        if one.covers_day(on)
        and one.department == case.department
        and one.giver.id in givers[one.role]
        and one.holder.active
        and (one.positions is None or case.position in one.positions)
    ]
    stand_ins = tuple(one for one in reaching if one.holder.id != case.executive.id)
    closed = {one.holder.id: one.holder for one in reaching if one.holder.id == case.executive.id}
    orphans = [*_of_authority(case, on), *_of_directors(case, fit, stand_ins, on)]
    return Answering(
        executive=case.executive,
        authority=authority,
        directors=fit,
        stand_ins=stand_ins,
        closed_to=tuple(closed.values()),
        orphans=tuple(orphans),
    )


def _of_authority(case: Custody, on: date) -> list[Orphan]:
    who, number = case.authority, case.number
    if who is None:
        return [_orphan("no_authority", f"Position {number} has no appointing authority.", case, on)]
    if who.id == case.executive.id:
        says = f"{who.name} is the executive in position {number} and recorded as its appointing authority."
        return [_orphan("authority_is_executive", says, case, on)]
    if not who.active:
        says = f"{who.name}, the appointing authority of position {number}, is shut out."
        return [_orphan("authority_gone", says, case, on)]
    if not case.authority_holds:
        says = f"{who.name}, the appointing authority of position {number}, holds the role no more."
        return [_orphan("authority_without_role", says, case, on)]
    return []


def _of_directors(case: Custody, fit: Sequence[Person], stand_ins: Sequence[Lent], on: date) -> list[Orphan]:
    if fit or any(one.role == "department_director" for one in stand_ins):
        return []
    own = [one for one in case.directors if one.active and one.id == case.executive.id]
    if own:
        says = f"The only director of the department is {own[0].name}, who is the executive in position {case.number}."
        return [_orphan("director_is_executive", says, case, on)]
    return [_orphan("no_director", f"The department of position {case.number} has no director.", case, on)]


def _orphan(kind: OrphanKind, says: str, case: Custody, on: date) -> Orphan:
    role: AnsweringRole = "department_director" if "director" in kind else "appointing_authority"
    mine = sorted(
        (one for one in case.waiting if role in one.needs and one.due_on is not None),
        key=lambda one: one.due_on or date.max,
    )
    return Orphan(
        kind=kind,
        role=role,
        says=says,
        remedy=REMEDIES[kind],
        late=tuple(one for one in mine if one.due_on is not None and one.due_on <= on + SOON),
        next_day=mine[0].due_on if mine else None,
    )


class Shared(Value):
    """Two delegations of one role of the same giver that share days: both may act, which is allowed and said."""

    first: Lent
    second: Lent
    starts_on: date
    ends_before: date


class Gap(Value):
    """Days between two delegations of a giver's role on which nobody stands in."""

    giver: Person
    role: AnsweringRole
    department: int
    starts_on: date
    ends_before: date

    @property
    def last_day(self) -> date:
        """The last of its days."""
        return self.ends_before - timedelta(days=1)


def _by_role(lent: Sequence[Lent]) -> dict[tuple[int, str, int], list[Lent]]:
    groups: dict[tuple[int, str, int], list[Lent]] = {}
    for one in sorted(lent, key=lambda one: (one.starts_on, one.ends_before, one.id)):
        groups.setdefault((one.giver.id, one.role, one.department), []).append(one)
    return groups


def shared_days(lent: Sequence[Lent]) -> tuple[Shared, ...]:
    """The pairs of delegations of one role of the same giver that share at least a day and a group of acts."""
    found = []
    for rows in _by_role(lent).values():
        for first, second in combinations(rows, 2):
            starts, ends = max(first.starts_on, second.starts_on), min(first.ends_before, second.ends_before)
            if starts < ends and set(first.covers) & set(second.covers):
                found.append(Shared(first=first, second=second, starts_on=starts, ends_before=ends))
    return tuple(found)


def gaps(lent: Sequence[Lent], *, on: date) -> tuple[Gap, ...]:
    """Days from `on` until before the next delegation of the same role on which nobody stands in.

    Only where one went before: somebody was away and is again, and the days between may have been forgotten.
    """
    found = []
    for (_giver, _role, department), rows in _by_role(lent).items():
        covered = rows[0].ends_before
        for one in rows[1:]:
            starts = max(covered, on)
            if starts < one.starts_on:
                found.append(
                    Gap(
                        giver=one.giver, role=one.role, department=department, starts_on=starts,
                        ends_before=one.starts_on,
                    )
                )  # fmt: skip
            covered = max(covered, one.ends_before)
    return tuple(sorted(found, key=lambda one: (one.starts_on, one.giver.name)))


def a_year_after(day: date) -> date:
    """The day before which a delegation from `day` must end: the same day of the next year; of 29 February, 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
