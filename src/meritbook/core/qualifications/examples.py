"""Worked examples of a requirement: what an author expects, what the judge answers, and pairs at the boundary.

A pair straddles one amount: two candidates who differ by one day, one unit of study or one level, of whom the first
has just enough and the other just not. How much that is follows from the policy's own arithmetic: the day is looked
for with the judge, and the sentence with each example shows what it counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from meritbook.core.qualifications.boundaries import Pair, pairs
from meritbook.core.qualifications.candidate import Candidate
from meritbook.core.qualifications.judge import Judge, Judgement
from meritbook.core.qualifications.model import AnyNode, Requirement
from meritbook.core.qualifications.policy import Policy
from meritbook.core.qualifications.stating import Statement
from meritbook.core.qualifications.ways import Ways
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict


class Example(Value):
    """A candidate, the day, and the answer that is expected.

    `node` is the part that the answer is about; empty, as in every example that an author keeps, for the whole
    requirement, since ids move when the words change.
    """

    name: str
    candidate: Candidate
    on: date
    expected: Verdict
    for_class: str = ""
    why: str = ""
    node: str = ""


class ExampleOutcome(NamedTuple):
    """What the judge says of an example, and whether it is what was expected."""

    judgement: Judgement
    holds: bool
    answer: Verdict
    """The answer that was compared: that of the example's part, or of the whole."""


class Judges:
    """The judges of one requirement under one policy, each made once for a day and a class."""

    def __init__(self, requirement: Requirement, policy: Policy) -> None:
        self.requirement, self.policy = requirement, policy
        self._made: dict[tuple[date, str], Judge] = {}

    def outcome(self, example: Example) -> ExampleOutcome:
        """What the judge says; raises `ClassNeededError`, and `KeyError` for a part that there is not."""
        judgement = self.on(example.on, example.for_class).judge(example.candidate)
        answer = judgement.node(example.node).verdict if example.node else judgement.verdict
        return ExampleOutcome(judgement, answer is example.expected, answer)

    def on(self, on: date, for_class: str = "") -> Judge:
        """The judge of a day."""
        key = (on, for_class)
        if key not in self._made:
            self._made[key] = Judge(self.requirement, self.policy, on=on, for_class=for_class)
        return self._made[key]


def outcome(requirement: Requirement, policy: Policy, example: Example) -> ExampleOutcome:
    """What the judge says of one example; for many of them make `Judges` once. Raises `ClassNeededError`."""
    return Judges(requirement, policy).outcome(example)


def straddling(
    requirement: Requirement, policy: Policy, *, on: date, for_class: str = "", most: int | None = None
) -> tuple[Example, ...]:
    """Pairs of examples at the boundary of every amount, in the order of the tree: just enough, then just short.

    `most` is how many pairs to make at most, for texts that ask for hundreds of amounts.

    A part that no statement can straddle (an open equivalent, unread words, an amount that contradicts itself) has no
    pair. What a person or a silent policy leaves open stays undetermined, and the example expects that. Raises
    `ClassNeededError` when the text keeps several classes apart and none of them is named.
    """
    judge = Judge(requirement, policy, on=on, for_class=for_class)
    ways = Ways(requirement.root, policy, on, for_class)
    found: list[Example] = []
    for node, beside in ways.straddled():
        for pair in pairs(node, policy, on):
            if most is not None and len(found) >= 2 * most:
                return tuple(found)
            chosen = _chosen(judge, node, pair, beside())
            if chosen is not None:
                found += _examples(node, pair, chosen, on=on, for_class=for_class)
    return tuple(found)


@dataclass(frozen=True)
class _Chosen:
    """The two candidates, and what the part gives for each within the whole requirement."""

    enough: Candidate
    short: Candidate
    expected: tuple[Verdict, Verdict]


def _chosen(judge: Judge, node: AnyNode, pair: Pair, beside: Statement) -> _Chosen | None:
    """The pair with the rest of its way beside it, as much of it as leaves the part told apart as it is alone.

    What stands beside may stand in for what is lacking (a degree for a year of work), or leave open whether it counts:
    then it is left out. A pair that the whole requirement does not tell apart at all is none.
    """
    second_best = None
    tried: list[Statement] = []
    for rest in (
        beside,
        beside.without(jobs=True),
        beside.without(degrees=True),
        beside.without(jobs=True, degrees=True),
        Statement(),
    ):
        if rest in tried:
            continue
        tried.append(rest)
        sides = [(one + rest).candidate() for one in (pair.enough, pair.short)]
        judged = [judge.judge(one) for one in sides]
        verdicts = (judged[0].node(node.id).verdict, judged[1].node(node.id).verdict)
        made = _Chosen(sides[0], sides[1], verdicts)
        if verdicts == pair.expected:
            return made
        if second_best is None and verdicts[0] is not verdicts[1] and verdicts[0] is not Verdict.NOT_MET:
            second_best = made if verdicts[1] is not Verdict.MET else None
    return second_best


def _examples(node: AnyNode, pair: Pair, chosen: _Chosen, *, on: date, for_class: str) -> tuple[Example, Example]:
    names = {
        "time": ("just enough time", "one day short"),
        "possible time": ("just enough under some reading", "one day short under every reading"),
        "recency": ("just recent enough", "one day too long ago"),
        "conferral": ("conferred on the day", "conferred one day later"),
        "level": ("the level asked for", "one level lower"),
        "credits": ("just enough credits", "one credit short"),
        "validity": ("valid on the day", "lapsed one day before"),
        "age": ("just the age", "one day off the age"),
    }[pair.what]

    def made(side: int) -> Example:
        return Example(
            name=f"{node.id}: {names[side]}",
            candidate=(chosen.enough, chosen.short)[side],
            on=on,
            expected=chosen.expected[side],
            for_class=for_class,
            why=(pair.says_enough, pair.says_short)[side],
            node=node.id,
        )

    return made(0), made(1)
