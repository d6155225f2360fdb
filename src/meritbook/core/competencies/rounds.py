"""What a competency of one round tells beside the rounds of the same person before: who rated it, nobody knows.

Raters may leave a competency out. Who answered is on record, who rated what is not, and must not be: only how many did.
So two rounds with the same people may tell a competency of all of them once, and of all but one the other time, and the
difference would be what that one chose. A competency is told only where it singles out nobody, whoever left it out.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from meritbook.core.competencies.model import Competency
from meritbook.core.competencies.result import AssessmentResult, CellOf, CompetencyTold
from meritbook.core.suppression import leaks, singled_out

Groups = tuple[str, ...]


class EarlierRound(NamedTuple):
    """A closed round of the same person."""

    people: Mapping[Any, str]
    """Those in groups who answered, each with their group."""
    result: AssessmentResult
    same_model: bool = True
    """Whether it asked by the same model, in whatever version."""

    @property
    def placed(self) -> dict[Any, Hashable]:
        """In which cell everybody who answered was told."""
        return _placed(self.people, [one.groups for one in self.result.cells])

    def alike(self, competency: Competency, role: str) -> tuple[CompetencyTold, ...]:
        """What was told then of competencies that may have asked the same.

        By the same model these are those of the same key, and those that have a behaviour in common by its key or its
        words. Of another model nobody can say how near its questions are, so all of it counts.
        """
        asked = competency.behaviours.get(role, ())
        marks = {one.key for one in asked} | {one.wording for one in asked}
        shared = {one.competency for one in self.result.behaviours if marks & {one.key, one.wording}} | {competency.key}
        return tuple(one for one in self.result.competencies if not self.same_model or one.key in shared)


class _Table(NamedTuple):
    """What is told of one competency in one round: in which cell everybody stands, and how many of each left it out."""

    placed: dict[Any, Hashable]
    short: dict[Hashable, int]


def _placed(people: Mapping[Any, str], cells: Sequence[Groups]) -> dict[Any, Hashable]:
    cell_of = {group: cell for cell in cells for group in cell}
    return {person: cell_of[group] for person, group in people.items() if group in cell_of}


def _table(people: Mapping[Any, str], cells: Sequence[CellOf], told: CompetencyTold) -> _Table | None:
    if told.others is None:
        return None
    numbers = {one.groups: one.n for one in told.cells or (told.others,)}
    answered = {
        groups: sum(one.answered for one in cells if set(one.groups) <= set(groups)) for groups in numbers
    }  # fmt: skip
    return _Table(
        placed=_placed(people, list(numbers)),
        short={groups: answered[groups] - number for groups, number in numbers.items()},
    )


def tells_of_few(
    competency: Competency,
    role: str,
    told: CompetencyTold,
    *,
    people: Mapping[Any, str],
    cells: Sequence[CellOf],
    earlier: Sequence[EarlierRound],
    minimum: int,
    unsure: Callable[[Any], bool],
) -> bool:
    """Whether what would be told of the competency may single out fewer than the minimum beside earlier rounds.

    `people` are those in groups who answered now, each with their group; `cells` those that are told.
    """
    now = _table(people, cells, told)
    if now is None:
        return False
    before: list[_Table] = []
    for one in earlier:
        for then in one.alike(competency, role):
            table = _table(one.people, one.result.cells, then)
            if table is not None and table not in before:
                before.append(table)
    if any(
        leaks(one.placed, now.placed, minimum=minimum, unsure=unsure, short=(one.short, now.short)) for one in before
    ):
        return True
    return len(before) > 1 and bool(
        singled_out(
            [one.placed for one in before],
            now.placed,
            minimum=minimum,
            unsure=unsure,
            short=[*(one.short for one in before), now.short],
        )
    )
