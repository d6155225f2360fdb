"""The ways through a requirement: for each part that asks for an amount, what the other parts of its way need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from meritbook.core.qualifications.boundaries import DAY, FIRST_DAY, reach, work
from meritbook.core.qualifications.candidate import Job
from meritbook.core.qualifications.judge.words import fold
from meritbook.core.qualifications.model import (
    Age,
    AllOf,
    AnyNode,
    AnyOf,
    AtLeast,
    Education,
    Experience,
    InOrder,
    Licence,
    Scope,
    Special,
)
from meritbook.core.qualifications.policy import Policy
from meritbook.core.qualifications.stating import Statement, licence_for, oldest, spanning, study_for, youngest

MOST_BESIDE = 8
"""Of a way with more parts beside the one looked at, none is made: its examples turn on the part alone."""


class Ways:
    """Every part that may be straddled, with what the other parts of its way need."""

    def __init__(self, root: AnyNode, policy: Policy, on: date, for_class: str = "") -> None:
        self.root, self.policy, self.on, self.for_class = root, policy, on, fold(for_class)
        self._jobs: dict[str, Job | None] = {}

    def straddled(self) -> Iterator[tuple[AnyNode, Callable[[], Statement]]]:
        """Each part that asks for an amount, and what makes the rest of its way."""
        yield from self._under(self.root, ())

    def _under(self, node: AnyNode, beside: tuple[AnyNode, ...]) -> Iterator[tuple[AnyNode, Callable[[], Statement]]]:
        match node:
            case AllOf() | InOrder():
                for part in node.parts:
                    yield from self._under(part, (*beside, *(one for one in node.parts if one is not part)))
            case AtLeast():
                for part in node.parts:
                    others = [one for one in node.parts if one is not part]
                    yield from self._under(part, (*beside, *others[: node.n - 1]))
            case AnyOf():
                for part in node.parts:
                    yield from self._under(part, beside)
            case Scope():
                if self._binds(node):
                    yield from self._under(node.part, beside)
            case Special():
                yield from self._under(node.part, beside)
            case Experience() | Education():
                yield node, lambda: self._made(beside)
                for part in node.including:
                    yield from self._under(part, (*beside, node.model_copy(update={"including": ()})))
            case _:
                yield node, lambda: self._made(beside)

    def _made(self, nodes: Iterable[AnyNode]) -> Statement:
        """Statements with which these parts are met, as far as statements can; the jobs one before the other."""
        beside = tuple(nodes)
        return self._sum(beside if len(beside) <= MOST_BESIDE else (), self.on - timedelta(days=366 * 12))

    def _enough(self, node: AnyNode, last: date) -> Statement:
        match node:
            case AllOf() | InOrder():
                return self._sum(node.parts, last)
            case AtLeast():
                return self._sum(node.parts[: node.n], last)
            case AnyOf():
                made = (self._enough(part, last) for part in node.parts)
                return next((one for one in made if one != Statement()), Statement())
            case Scope():
                return self._enough(node.part, last) if self._binds(node) else Statement()
            case Experience():
                if node.id not in self._jobs:
                    self._jobs[node.id] = work(node, self.policy, self.on)
                job = self._jobs[node.id]
                first = last - timedelta(days=min(reach(node, self.on), max(0, (last - FIRST_DAY).days)))
                return Statement(jobs=(spanning(job, first, last),)) if job is not None else Statement()
            case Education():
                return Statement(degrees=study_for(node, self.policy, self.on) or ())
            case Licence():
                held = licence_for(node, self.on)
                return Statement(licences=(held,)) if held is not None else Statement()
            case Age():
                return Statement(born_on=youngest(node, self.on) or oldest(node, self.on))
            case _:
                return Statement()

    def _binds(self, node: Scope) -> bool:
        return not node.titles or self.for_class in {fold(title) for title in node.titles}

    def _sum(self, parts: Iterable[AnyNode], last: date) -> Statement:
        found = Statement()
        for part in parts:
            made = self._enough(part, last)
            found += made
            if made.jobs and made.jobs[-1].starts is not None:
                last = made.jobs[-1].starts.earliest - 30 * DAY
        return found
