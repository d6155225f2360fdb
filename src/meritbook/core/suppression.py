"""What of a table of counts may be shown so that no small group is told, by itself, by subtraction or over time.

Three rules. A group of fewer than the minimum is shown with others as one. What is left when the shown groups are
taken from the total is itself a group, and must be one that may be shown; where it is not, the smallest group that was
shown joins it. And two tables over the same questions, taken together, must not single out fewer people than the
minimum: somebody came or left, and one total less the other would be their answer. Nor may more than two, added up and
taken from each other in whatever way. See ADR 0032.

Somebody who cannot be told from another, as a guest whom nothing but an address names, counts as nobody toward the
minimum: else one person under three addresses would make a group, or hide who left behind who seems to have come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from meritbook.core.values import Value

Cell = frozenset[str]


class Cells(Value):
    """Which groups of a table stand by themselves, which are shown as one, and whether their total is shown at all."""

    shown: tuple[str, ...]
    joined: tuple[str, ...]
    """Shown as one; each of the groups may be empty."""
    total: bool
    """Not even the total is shown where this is false; then nothing stands in `shown`."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The groups of each cell that is shown, those that are shown as one at the end; none without the total."""
        if not self.total:
            return ()
        alone = tuple(frozenset({one}) for one in self.shown)
        return (*alone, frozenset(self.joined)) if self.joined else alone

    def cell_of(self, group: str) -> Cell | None:
        """The cell in which the group is counted; none where nothing is shown."""
        return next((one for one in self.cells if group in one), None)


def _anything(_: Cell) -> bool:
    return False


def _nobody(_: Any) -> bool:
    return False


def suppress(
    sizes: Mapping[str, int],
    *,
    minimum: int,
    barred: frozenset[str] = frozenset(),
    tells: Callable[[Cell], bool] = _anything,
) -> Cells:
    """What of the groups may be shown beside their total.

    `barred` never stand by themselves. `tells` says of groups counted as one that they give an answer away whatever
    their number, as when all of them answered alike. Where several groups are equally small, the one that comes first
    by its name joins: the outcome follows from the table alone.
    """
    everything = frozenset(sizes)

    def safe(groups: Cell) -> bool:
        return sum(sizes[one] for one in groups) >= minimum and not tells(groups)

    if not safe(everything):
        return Cells(shown=(), joined=tuple(sorted(everything)), total=False)
    joined = frozenset(one for one in everything if one in barred or not safe(frozenset({one})))
    while any(sizes[one] for one in joined) and not safe(joined):
        joined |= {min(everything - joined, key=lambda one: (sizes[one], one))}
    return Cells(shown=tuple(sorted(everything - joined)), joined=tuple(sorted(joined)), total=True)


Node = tuple[str, Hashable]
Way = frozenset[Node]
_OUTSIDE: Node = ("outside", None)
_NONE: Mapping[Hashable, int] = {}


def _ways(
    before: Mapping[Any, Hashable],
    after: Mapping[Any, Hashable],
    unsure: Callable[[Any], bool],
    short: tuple[Mapping[Hashable, int], Mapping[Hashable, int]],
) -> Counter[Way]:
    """Each way on which somebody stands or may stand, with how many stand on it for certain."""
    ways: Counter[Way] = Counter()
    maybe: Counter[Way] = Counter()
    sizes: Counter[Node] = Counter()
    for person in before.keys() | after.keys():
        was = ("before", before[person]) if person in before else _OUTSIDE
        now = ("after", after[person]) if person in after else _OUTSIDE
        ways[frozenset({was, now})] += not (unsure(person) and _OUTSIDE in (was, now))
        maybe[frozenset({was, now})] += unsure(person)
        sizes.update((was, now))
    left = {
        (side, cell): number
        for side, missing in zip(("before", "after"), short, strict=True)
        for cell, number in missing.items()
        if number
    }
    if not left:
        return ways
    found: Counter[Way] = Counter()
    for way, people in ways.items():
        found[way] += max(0, people - sum(left.get(node, 0) for node in way))
        for node in way & left.keys():
            (other,) = way - {node}
            if other != _OUTSIDE:
                # Who is in one cell and left it out in the other stands in the one alone. For certain those do who are
                # more than all others of that cell, and than those of this way who may stand under another name.
                sure = 0 if other in left else max(0, left[node] - (sizes[node] - people) - maybe[way])
                found[frozenset({other, _OUTSIDE})] += sure
    return found


def leaks(
    before: Mapping[Any, Hashable],
    after: Mapping[Any, Hashable],
    *,
    minimum: int,
    unsure: Callable[[Any], bool] = _nobody,
    short: tuple[Mapping[Hashable, int], Mapping[Hashable, int]] = (_NONE, _NONE),
) -> frozenset[Hashable]:
    """The cells of `after` that must not be shown beside those of `before`; both name the cell of each person.

    Whoever holds both tables can add up any cells of the one, and take any cells of the other away. What is left then
    are the people on the way between cells that were counted and cells that were not. People who stand between the same
    two cells are told apart only together: where at least `minimum` do, the two cells count as one here, and nobody
    gains by parting them. A way on which fewer stand, and at least one, gives those few away. Who is `unsure` and
    stands in one of the two alone may stand in the other under another name, and makes no way wider.

    `short` says of cells of `before` and of `after` how many of their people left out what is told, where nobody knows
    who they were. A way counts those who stand on it whoever these are, and is there where any of them may stand on it.
    """
    ways = _ways(before, after, unsure, short)
    belongs = {node: node for way in ways for node in way}
    while True:
        between: Counter[Way] = Counter()
        for way, people in ways.items():
            ends = frozenset(belongs[node] for node in way)
            if len(ends) == 2:
                between[ends] += people
        wide = next((ends for ends, people in between.items() if people >= minimum), None)
        if wide is None:
            break
        kept, given = sorted(wide, key=repr)
        belongs = {node: kept if part == given else part for node, part in belongs.items()}
    narrow = frozenset(part for ends in between for part in ends)
    return frozenset(name for (side, name), part in belongs.items() if side == "after" and part in narrow)


def singled_out(
    earlier: Sequence[Mapping[Any, Hashable]],
    after: Mapping[Any, Hashable],
    *,
    minimum: int,
    unsure: Callable[[Any], bool] = _nobody,
    short: Sequence[Mapping[Hashable, int]] = (),
) -> frozenset[Hashable]:
    """The cells of `after` that may tell of few when all tables before are taken together.

    Whatever is added up and taken away, those who stood in the same cells of all of them are told together. Where each
    such set is as many as the minimum, nothing that is reckoned is of fewer. Where one is not, the cells are named in
    which its people stand now, or others who stood with them before. `short` says of each table, that of `after` at the
    end, which of its cells somebody left out: how many stood together then, nobody knows.
    """
    everybody = {person for one in (*earlier, after) for person in one}
    stood = {person: tuple(one.get(person) for one in (*earlier, after)) for person in everybody}
    sizes: Counter[tuple[Hashable, ...]] = Counter()
    for person, where in stood.items():
        sizes[where] += not unsure(person)

    def unclear(where: tuple[Hashable, ...]) -> bool:
        return any(missing.get(cell) for missing, cell in zip(short, where, strict=False))

    few = [
        where
        for where, number in sizes.items()
        if (number < minimum or unclear(where)) and any(one is not None for one in where)
    ]
    return frozenset(
        cell
        for person, cell in after.items()
        if cell is not None
        and any(
            one == other and one is not None for where in few for one, other in zip(where, stood[person], strict=True)
        )
    )


def divide(
    people: Mapping[Any, str],
    *,
    groups: Sequence[str],
    minimum: int,
    earlier: Sequence[Mapping[Any, Hashable]] = (),
    unsure: Callable[[Any], bool] = _nobody,
) -> Cells:
    """How people in groups are shown, beside tables over the same questions that were shown `earlier`.

    `groups` are all that were asked, those in which nobody answered among them. Cells are joined until no table
    that was shown before gives anybody away; where the total alone would, nothing is shown. Who is `unsure` counts as
    nobody toward the minimum of a cell.
    """
    sure = Counter(group for person, group in people.items() if not unsure(person))

    def few(cell: Cell) -> bool:
        return sum(sure[one] for one in cell) < minimum

    sizes = {**dict.fromkeys(groups, 0), **Counter(people.values())}
    barred: frozenset[str] = frozenset()
    while True:
        found = suppress(sizes, minimum=minimum, barred=barred, tells=few)
        if not found.total:
            return found
        placed = {person: found.cell_of(group) for person, group in people.items()}
        told = [cell for one in earlier for cell in leaks(one, placed, minimum=minimum, unsure=unsure)]
        if len(earlier) > 1:
            told += singled_out(earlier, placed, minimum=minimum, unsure=unsure)
        bad = [cell for cell in told if isinstance(cell, frozenset)]
        if not bad:
            return found
        if not found.shown:
            return Cells(shown=(), joined=found.joined, total=False)
        more = frozenset(group for cell in bad for group in cell) - frozenset(found.joined)
        if not more:
            more = frozenset({min(found.shown, key=lambda one: (sizes[one], one))})
        barred |= more | frozenset(found.joined)
