"""A judgement arranged for a reader: the verdict, its way and what is missing, then node by node with the arithmetic.

Nothing is judged here. What a person must be able to check by hand is written out: which months of which job, at which
share of full time, and what they add up to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from meritbook.core.qualifications.blind import Blind
from meritbook.core.qualifications.candidate import Candidate, Job, PartialDate
from meritbook.core.qualifications.judge.model import CountedPiece, JobCount, Judgement, NodeVerdict, Settled
from meritbook.core.qualifications.judge.months import share_shown
from meritbook.core.qualifications.model import AllOf, AnyNode, AnyOf, AtLeast, Requirement, Scope, Special, children
from meritbook.core.qualifications.precedent import Question
from meritbook.core.qualifications.wording import JOINED
from meritbook.core.verdict import Verdict
from meritbook.records.models import Precedent

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
JOINTS = frozenset(("all_of", "any_of", "at_least", "in_order", "scope", "special"))
KINDS = {
    "substitution": "What may stand in for another part",
    "admission": "Who may be examined before all is met",
    "counting": "How time counts",
    "note": "A note that asks for nothing",
    "special": "Asked of some positions only",
    "text": "Words that were not read",
}


@dataclass(frozen=True)
class Lack:
    """What the nearest way lacks: of which node, its words, and what is missing."""

    node: str
    words: str
    says: str


@dataclass(frozen=True)
class Headline:
    """The answer in a few words: what an adjudicator reads first."""

    verdict: Verdict
    way: str
    """`by the second way`; empty where there is one way only, or none is met."""
    by: tuple[NodeLine, ...]
    """Where it is met: what was asked and is met, without what joins it."""
    lacks: tuple[Lack, ...]
    by_time_alone: date | None
    asks: tuple[tuple[str, int], ...]
    """Whom to ask, and how many questions; the one with most questions first."""
    questions: int


@dataclass(frozen=True)
class JobLine:
    """One job under one node: what was counted of it, how, and why not the rest."""

    id: str
    title: str
    term: str
    hours: str
    count: JobCount
    tone: str
    """`counted`, `part`, `out` or `open`."""
    months: str
    """`92 of 96 months`."""
    sum: str
    """Its pieces added up, where there are several or one is not full time: `50 + 42 × 1/2 = 71`."""
    left_out: tuple[str, ...]
    why: str
    quotes: tuple[tuple[str, str], ...]
    """The candidate's words, and where they stand."""
    question: Question | None
    precedent: Precedent | None

    @property
    def settled(self) -> Settled | None:
        """What a person answered about the job under this node."""
        return self.count.settled


@dataclass(frozen=True)
class NodeLine:
    """One node of the requirement with its answer."""

    answer: NodeVerdict
    depth: int
    words: str
    """Its words, or for a joint what it asks of its parts."""
    way: str
    """`first way`, where it is one of several."""
    months: str
    """`125 of 120 months`; empty where no time is asked."""
    sum: str
    """`54 + (50 + 21) = 125`."""
    says: str
    jobs: tuple[JobLine, ...]
    quotes: tuple[tuple[str, str], ...]
    question: Question | None
    precedent: Precedent | None
    same_as: str = ""
    """An earlier part under which the jobs were counted just so."""

    @property
    def id(self) -> str:
        """Its path from the root."""
        return self.answer.node

    @property
    def anchor(self) -> str:
        """Its name in the page."""
        return anchor_of("node", self.id)

    @property
    def met_later(self) -> date | None:
        """The day on which it is met if nothing but time passes, where that is yet to come."""
        return self.answer.met_on if self.answer.verdict is not Verdict.MET else None


@dataclass(frozen=True)
class Arranged:
    """A judgement as it is read."""

    judgement: Judgement
    headline: Headline
    nodes: tuple[NodeLine, ...]
    """Those that bear on the verdict, in the order of the tree, the root first."""
    others: tuple[NodeLine, ...]
    """Those that do not: notes, other classes, what is asked of some positions or at a later day."""


def arrange(
    requirement: Requirement,
    candidate: Candidate,
    judgement: Judgement,
    questions: Iterable[Question],
    blind: Blind,
    by_precedent: Mapping[str, Precedent],
    ask: Sequence[str],
) -> Arranged:
    """Arrange a judgement for a reader; `ask` is whom each open question goes to."""
    asked = {one.key: one for one in questions}
    ways = ways_of(requirement, judgement)
    maker = _Maker(requirement, candidate, judgement, asked, blind, by_precedent, ways)
    lines = [maker.node(one) for one in judgement.nodes]
    first: dict[tuple[JobCount, ...], str] = {}
    for place, line in enumerate(lines):
        if line.answer.jobs and line.answer.applies:
            same = first.setdefault(line.answer.jobs, line.id)
            lines[place] = line if same == line.id else replace(line, same_as=same)
    return Arranged(
        judgement=judgement,
        headline=_headline(judgement, {line.id: line for line in lines}, ways, ask, blind),
        nodes=tuple(line for line in lines if line.answer.applies),
        others=tuple(line for line in lines if not line.answer.applies),
    )


def ways_of(requirement: Requirement, judgement: Judgement) -> tuple[str, ...]:
    """Ids of the ways to qualify, in the order of the text; empty where the text has one way only."""
    applies = {one.node: one.applies for one in judgement.nodes}
    node: AnyNode = requirement.root
    while not isinstance(node, AnyOf):
        parts = node.parts if isinstance(node, AllOf) else children(node)
        bearing = [one for one in parts if applies.get(one.id)]
        if len(bearing) != 1 or not isinstance(node, AllOf | Scope | Special):
            return ()
        node = bearing[0]
    found = tuple(one.id for one in node.parts if applies.get(one.id))
    return found if len(found) > 1 else ()


def anchor_of(kind: str, key: str) -> str:
    """The name in a page of a part of the requirement or of a question about it: `question-1-2-j1`."""
    return f"{kind}-{re.sub(r'[^A-Za-z0-9]+', '-', key)}"


def way_word(number: int) -> str:
    """`second way`; beyond the tenth `way 11`."""
    return f"{ORDINALS[number]} way" if number < len(ORDINALS) else f"way {number + 1}"


def _headline(
    judgement: Judgement,
    lines: Mapping[str, NodeLine],
    ways: tuple[str, ...],
    ask: Sequence[str],
    blind: Blind,
) -> Headline:
    met = next((number for number, way in enumerate(ways) if lines[way].answer.verdict is Verdict.MET), None)
    decided = judgement.verdict is Verdict.MET
    by = _met_under(ways[met] if met is not None else judgement.nodes[0].node, lines) if decided else ()
    nearest = judgement.nearest
    lacks = []
    for told in nearest.lacks if nearest else ():
        node, _, says = told.partition(": ")
        lacks.append(Lack(node, lines[node].words if node in lines else "", blind.words(says)))
    counted = Counter(ask)
    return Headline(
        verdict=judgement.verdict,
        way=f"by the {way_word(met)}" if decided and met is not None else "",
        by=by,
        lacks=tuple(lacks),
        by_time_alone=nearest.by_time_alone if nearest else None,
        asks=tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0]))),
        questions=len(ask),
    )


def _met_under(top: str, lines: Mapping[str, NodeLine]) -> tuple[NodeLine, ...]:
    """The parts asked for under a node that are met; what lies within one of them is not told again."""
    found: list[NodeLine] = []
    for line in lines.values():
        under = line.id == top or line.id.startswith(f"{top}.")
        within = any(line.id.startswith(f"{one.id}.") for one in found)
        if under and not within and line.answer.applies and line.answer.kind not in JOINTS:
            found += [line] * (line.answer.verdict is Verdict.MET)
    return tuple(found)


class _Maker:
    """Makes the lines of one judgement."""

    def __init__(
        self,
        requirement: Requirement,
        candidate: Candidate,
        judgement: Judgement,
        asked: Mapping[str, Question],
        blind: Blind,
        by_precedent: Mapping[str, Precedent],
        ways: tuple[str, ...],
    ) -> None:
        self.nodes = {node.id: node for node in requirement.nodes()}
        self.jobs = {job.id: job for job in candidate.jobs or ()}
        self.on = judgement.on
        self.asked, self.blind, self.by_precedent, self.ways = asked, blind, by_precedent, ways

    def node(self, answer: NodeVerdict) -> NodeLine:
        """The line of a node."""
        node = self.nodes[answer.node]
        return NodeLine(
            answer=answer,
            depth=min(answer.node.count("."), 5),
            words=words_of(node),
            way=way_word(self.ways.index(answer.node)) if answer.node in self.ways else "",
            months=_months_of(answer),
            sum=sum_of(answer),
            says=self.blind.words(answer.says),
            jobs=tuple(self.job(answer, count) for count in answer.jobs if count.job in self.jobs),
            quotes=() if answer.jobs else self._quotes(answer.quotes),
            question=self.asked.get(answer.node),
            precedent=self.by_precedent.get(answer.node),
        )

    def job(self, answer: NodeVerdict, count: JobCount) -> JobLine:
        """The line of a job under a node."""
        job, key = self.jobs[count.job], f"{answer.node}/{count.job}"
        # What is said of relevance stands in `why`; it is not said again among the reasons.
        left_out = tuple(self.blind.words(one) for one in count.left_out if one != count.why)
        return JobLine(
            id=job.id,
            title=self.blind.words(job.title) or "no title",
            term=term_of(job),
            hours=hours_of(job),
            count=count,
            tone=tone_of(count),
            months=f"{span(count.least, count.most)} of {number(count.of_months)} months",
            sum=_pieces(count.pieces),
            left_out=left_out,
            why=sentence(self.blind.words(count.why)),
            quotes=self._quotes(count.quotes),
            question=self.asked.get(key),
            precedent=self.by_precedent.get(key),
        )

    def _quotes(self, quotes: Iterable[object]) -> tuple[tuple[str, str], ...]:
        pairs = ((getattr(one, "text", ""), getattr(one, "label", "")) for one in quotes)
        return tuple(dict.fromkeys((self.blind.words(text), label) for text, label in pairs))


def words_of(node: AnyNode) -> str:
    """A node's words; for a joint what it asks of its parts."""
    if isinstance(node, AtLeast):
        return f"At least {node.n} of these"
    if isinstance(node, Scope):
        return f"For {', '.join(node.titles)}" if node.titles else "For all"
    if node.kind in JOINED:
        return JOINED[node.kind]
    return node.text.strip().rstrip(" ;,.") or KINDS.get(node.kind, node.kind.replace("_", " ").capitalize())


def tone_of(count: JobCount) -> str:
    """How a job stands under a node: counted whole, in part, not at all, or still open."""
    if count.relevant is Verdict.NOT_MET:
        return "out"
    if count.relevant is Verdict.UNDETERMINED or count.least != count.most:
        return "open"
    if not count.least:
        return "out"
    return "counted" if count.least >= count.of_months else "part"


def sum_of(answer: NodeVerdict) -> str:
    """The months of a node added up job by job, as far as they are certain: `54 + (50 + 21) = 125`."""
    terms, total = [], Decimal(0)
    for count in answer.jobs:
        if not count.least:
            continue
        pieces = [piece.months for piece in count.pieces]
        if sum(pieces) == count.least and len(pieces) > 1:
            terms.append(f"({' + '.join(number(one) for one in pieces)})")
        else:
            # Where months are made otherwise than by the calendar, the pieces do not add up to what is credited.
            terms.append(number(count.least))
        total += count.least
    if answer.least is None or not terms:
        return ""
    if len(terms) == 1:
        terms[0] = terms[0].strip("()")
    if terms == [number(answer.least)]:
        return ""
    rounded = f", rounded {number(answer.least)}" if total != answer.least else ""
    return f"{' + '.join(terms)} = {number(total)}{rounded}"


def _pieces(pieces: tuple[CountedPiece, ...]) -> str:
    if not pieces or (len(pieces) == 1 and pieces[0].share == "1"):
        return ""
    told = [
        number(one.months) if one.share == "1" else f"{number(_whole(one))} × {share_shown(one.share)}"
        for one in pieces
    ]
    return f"{' + '.join(told)} = {number(sum((one.months for one in pieces), start=Decimal(0)))}"


def _whole(piece: CountedPiece) -> Decimal:
    """Calendar months of a piece, before its share of full time is taken."""
    above, _, below = piece.share.partition("/")
    return (piece.months * int(below or 1) / int(above)).quantize(Decimal("0.01"))


def _months_of(answer: NodeVerdict) -> str:
    if answer.least is None or answer.most is None:
        return ""
    counted = span(answer.least, answer.most)
    return f"{counted} of {number(answer.required)} months" if answer.required is not None else f"{counted} months"


def number(value: Decimal) -> str:
    """A decimal without idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(least: Decimal, most: Decimal) -> str:
    """Bounds in words: `54`, `54 to 125`."""
    return number(least) if least == most else f"{number(least)} to {number(most)}"


def sentence(text: str) -> str:
    """The text with a capital at its beginning and a mark at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".") if text else ""


def day_word(day: date) -> str:
    """`1 Jan 2012`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def partial_word(day: PartialDate | None, missing: str) -> str:
    """A date as precise as it was written: `1 Jan 2012`, `Jan 2012`, `2012`."""
    if day is None:
        return missing
    words = [str(day.day)] if day.day else []
    words += [MONTHS[day.month - 1]] if day.month else []
    return " ".join([*words, str(day.year)])


def term_of(job: Job) -> str:
    """From when to when a job ran, as stated."""
    end = partial_word(job.ends, "goes on" if job.current else "no last day")
    return f"{partial_word(job.starts, 'no first day')} – {end}"


def hours_of(job: Job) -> str:
    """Hours a week as stated, with their changes, and whether it was unpaid."""
    if job.hours is not None:
        said = f"{number(job.hours)} hours a week"
    else:
        said = {True: "full time", False: "not full time", None: "hours not stated"}[job.full_time]
    changes = [f"{number(one.hours)} since {day_word(one.since)}" for one in job.changes]
    return "; ".join([said, *changes, *(["unpaid"] if job.paid is False else [])])
