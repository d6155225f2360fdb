"""What the parts of the judge hand each other while they work; `published` makes the values of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from meritbook.core.documents.model import Quote
from meritbook.core.qualifications.judge.counting import Bounds
from meritbook.core.qualifications.judge.model import JobCount, NodeVerdict, Settled
from meritbook.core.qualifications.judge.months import shown
from meritbook.core.qualifications.model import AnyNode
from meritbook.core.verdict import Missing, Verdict

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
NONE = Bounds(Fraction(0), Fraction(0))


@dataclass(slots=True)
class Answer:
    """The answer to one node, and those to the nodes beneath it."""

    node: AnyNode
    verdict: Verdict
    says: str
    required: Fraction | None = None
    bounds: Bounds | None = None
    jobs: tuple[JobCount, ...] = ()
    quotes: tuple[Quote, ...] = ()
    missing: tuple[Missing, ...] = ()
    settled: Settled | None = None
    rests_on: tuple[str, ...] = ()
    met_on: date | None = None
    applies: bool = True
    credited: Fraction = Fraction(0)
    """Months that something else surely stands in for, where they do not fill what is asked."""
    joined: Verdict | None = None
    """What the parts of a joint were together when it was answered, to see whether something changed them since."""
    beneath: list[Answer] = field(default_factory=list)

    def every(self) -> Iterable[Answer]:
        """This answer and those beneath, in the order of the tree."""
        yield self
        for one in self.beneath:
            yield from one.every()


def off(answer: Answer) -> Answer:
    """The answer as one that does not bear on the judgement."""
    for one in answer.every():
        one.applies = False
    return answer


def published(answer: Answer) -> NodeVerdict:
    """The answer as a value."""
    bounds = answer.bounds
    # Its parts are checked where they are made; checking thousands of them again would cost more than the judging.
    return NodeVerdict.model_construct(
        node=answer.node.id,
        kind=answer.node.kind,
        verdict=answer.verdict,
        applies=answer.applies,
        says=answer.says,
        required=None if answer.required is None else shown(answer.required),
        least=None if bounds is None else shown(bounds.least),
        most=None if bounds is None else shown(bounds.most),
        jobs=answer.jobs,
        quotes=answer.quotes,
        missing=answer.missing,
        settled=answer.settled,
        rests_on=answer.rests_on,
        met_on=answer.met_on,
    )


def number(months: Fraction) -> str:
    """Months for a sentence."""
    return f"{shown(months):f}"


def between(bounds: Bounds) -> str:
    """Bounds for a sentence."""
    if bounds.least == bounds.most:
        return number(bounds.least)
    return f"{number(bounds.least)} to {number(bounds.most)}"
