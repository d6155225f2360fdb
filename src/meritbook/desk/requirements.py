"""Requirements as read: the list, a version with its tree, examples with their answers, and versions compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from pydantic import TypeAdapter

from meritbook.core.classes.compare import WordChange, word_changes
from meritbook.core.classes.model import JobClass, Series
from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.class_text import class_text, special_text
from meritbook.core.qualifications.compare import NodeChange, node_changes
from meritbook.core.qualifications.examples import Example, Judges, straddling
from meritbook.core.qualifications.judge import ClassNeededError
from meritbook.core.qualifications.judge.model import Judgement
from meritbook.core.qualifications.model import AnyNode, Joint, Requirement, StatedProblem, Text
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.core.qualifications.policy import Policy
from meritbook.core.qualifications.wording import Reading, kind_in_words, readings
from meritbook.core.verdict import Verdict
from meritbook.desk.judgements import anchor_of
from meritbook.desk.paging import Page, paged
from meritbook.policies import find_policy
from meritbook.records.models import RequirementVersion

MOST_PAIRS = 40
"""Pairs of examples that a page proposes."""
MOST_NODES = 400
"""A text with more parts gets no proposals: to make them takes too long for a page."""
TO_DO = {
    "amount.contradicts": "Write the amount once, or the same in figures and in words.",
    "joint.ambiguous": "Say with list marks, or with a sentence for each way, which parts belong together.",
    "list.broken": "Mark the list from its first item to its last in one style, and leave no mark out.",
}
"""What an author does about each problem that the text itself has."""
UNREAD = (
    "Not read. A person judges these words for every candidate. Say it as an amount, a kind of work or study and a "
    "field, or leave it to a person and know that you do."
)
_EXAMPLES = TypeAdapter(tuple[Example, ...])


class NoSuchRequirementError(MeritbookError):
    """No requirement, or no version of it, goes by that name."""

    code = "requirement.unknown"
    remedy = "Open the list of requirements and choose one from there."
    http_status = 404


# --- on record ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RequirementLine:
    """A requirement in the list, at its newest version."""

    key: str
    version: int
    title: str
    policy: str
    class_title: str
    by: str
    at: datetime


@dataclass(frozen=True)
class VersionLine:
    """One version of a requirement."""

    version: int
    title: str
    by: str
    at: datetime


@dataclass(frozen=True)
class RequirementPage:
    """A version with its requirement, its examples and the versions beside it, the newest first."""

    row: RequirementVersion
    versions: tuple[VersionLine, ...]

    @property
    def newest(self) -> bool:
        """Whether it is the version that stands."""
        return self.row.version == self.versions[0].version

    @property
    def before(self) -> int | None:
        """The version before it."""
        return next((one.version for one in self.versions if one.version < self.row.version), None)

    @property
    def examples(self) -> tuple[Example, ...]:
        """The author's examples."""
        return examples_of(self.row)


def find(asked: str, page: int) -> Page[RequirementLine]:
    """Requirements whose key, title or words hold what was asked, each at its newest version, by title."""
    newest = RequirementVersion.objects.filter(key=OuterRef("key")).order_by("-version").values("version")[:1]
    query: QuerySet[RequirementVersion] = RequirementVersion.objects.annotate(newest=Subquery(newest)).filter(
        version=F("newest")
    )
    for word in asked.split()[:8]:
        query = query.filter(Q(key__icontains=word) | Q(title__icontains=word) | Q(text__icontains=word))
    rows = query.order_by("title", "key").values_list(
        "key", "version", "title", "policy", "class_entry__title", "created_by__full_name", "created_at"
    )
    return paged(
        rows,
        page,
        lambda row: RequirementLine(row[0], row[1], row[2], row[3], row[4] or "", row[5], row[6]),
    )


def requirement_page(key: str, version: int | None = None) -> RequirementPage:
    """A version of a requirement, the newest when none is named; raises `NoSuchRequirementError`."""
    rows = RequirementVersion.objects.filter(key=key)
    lines = tuple(
        VersionLine(*one)
        for one in rows.order_by("-version").values_list("version", "title", "created_by__full_name", "created_at")
    )
    if not lines:
        raise NoSuchRequirementError(f"There is no requirement “{key}”.", where=key)
    wanted = version or lines[0].version
    row = (
        rows.select_related("created_by", "class_entry__plan_revision")
        .defer("class_entry__plan_revision__plan_json", "class_entry__plan_revision__laid_out_json")
        .filter(version=wanted)
        .first()
    )
    if row is None:
        raise NoSuchRequirementError(f"The requirement “{key}” has no version {wanted}.", where=f"{key}@{wanted}")
    return RequirementPage(row, lines)


def examples_of(row: RequirementVersion) -> tuple[Example, ...]:
    """The author's examples of a version."""
    return _EXAMPLES.validate_json(row.examples_json)


@lru_cache(maxsize=64)
def of_class(text: str) -> Requirement:
    """The tree of a class's published words, read once in a process for each text."""
    return parse_requirement(text)


def class_requirement(series: Series, job_class: JobClass) -> tuple[Requirement, tuple[str, ...]]:
    """A class's published qualification as a tree, and what it asks of some positions only.

    Raises `NoRequirementError` for a class that states none.
    """
    return of_class(class_text(series, job_class)), special_text(series, job_class)


# --- the tree -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TreeLine:
    """One part of a requirement: what kind it is, what was read of it, its words, and what to do about it."""

    node: AnyNode
    depth: int
    kind: str
    readings: tuple[Reading, ...]
    to_do: str
    joins: bool
    """It only joins parts: its words are the joining ones."""

    @property
    def anchor(self) -> str:
        """Its name in the page."""
        return anchor_of("node", self.node.id)


@dataclass(frozen=True)
class StatedLine:
    """A problem of the text itself: what it is, the words that it is about, and what to do."""

    problem: StatedProblem
    words: str
    to_do: str


@dataclass(frozen=True)
class TreePage:
    """A requirement laid out for a reader."""

    requirement: Requirement
    lines: tuple[TreeLine, ...]
    problems: tuple[StatedLine, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The classes that the text keeps apart."""
        return self.requirement.titles()


def tree_page(requirement: Requirement) -> TreePage:
    """The requirement laid out."""
    return TreePage(
        requirement,
        tuple(
            TreeLine(
                node,
                min(node.id.count("."), 5),
                kind_in_words(node),
                readings(node),
                UNREAD if isinstance(node, Text) else "",
                isinstance(node, Joint),
            )
            for node in requirement.nodes()
        ),
        tuple(
            StatedLine(one, " ".join(one.span.cut(requirement.text).split())[:200], TO_DO[one.code])
            for one in requirement.problems
        ),
    )


# --- examples -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tried:
    """An example and what the judge says of it; `problem` where it cannot be judged."""

    example: Example
    answer: Verdict | None
    holds: bool
    says: tuple[str, ...]
    judgement: Judgement | None = None
    problem: str = ""


@dataclass(frozen=True)
class TriedPair:
    """A proposed pair: the part that it straddles, and its two sides."""

    node: AnyNode
    enough: Tried
    short: Tried


@dataclass(frozen=True)
class Proposals:
    """The proposed pairs, and why there are no more."""

    pairs: tuple[TriedPair, ...]
    note: str = ""


def tried(requirement: Requirement, policy: Policy, examples: Iterable[Example]) -> tuple[Tried, ...]:
    """Every example with the judge's answer."""
    judges = Judges(requirement, policy)
    return tuple(_tried(judges, one) for one in examples)


def _tried(judges: Judges, example: Example) -> Tried:
    try:
        found = judges.outcome(example)
    except ClassNeededError as problem:
        return Tried(example, None, holds=False, says=(), problem=f"{problem.message} {problem.to_do}")
    judgement = found.judgement
    # What decides is told: the way that is met, or else what the nearest way lacks.
    says: tuple[str, ...]
    if example.node:
        says = (judgement.node(example.node).says,)
    elif judgement.nearest is not None:
        says = judgement.nearest.lacks
    else:
        says = tuple(
            f"{one.node}: {one.says}"
            for one in judgement.nodes
            if one.applies and one.verdict is Verdict.MET and one.required is not None
        )
    return Tried(example, found.answer, found.holds, says, judgement)


def proposals(requirement: Requirement, policy: Policy, *, on: date, for_class: str = "") -> Proposals:
    """Pairs that straddle each amount, tried; for the first class where the text keeps several apart and none is
    named."""
    if requirement.counts.nodes > MOST_NODES:
        return Proposals((), f"The text has {requirement.counts.nodes} parts; pairs are proposed up to {MOST_NODES}.")
    titles = requirement.titles()
    if titles and for_class not in titles:
        for_class = titles[0]
    found = straddling(requirement, policy, on=on, for_class=for_class, most=MOST_PAIRS + 1)
    judges = Judges(requirement, policy)
    pairs = tuple(
        TriedPair(requirement.node(enough.node), _tried(judges, enough), _tried(judges, short))
        for enough, short in zip(found[: 2 * MOST_PAIRS : 2], found[1 : 2 * MOST_PAIRS : 2], strict=True)
    )
    note = f"The first {MOST_PAIRS} pairs are shown." if len(found) > 2 * MOST_PAIRS else ""
    return Proposals(pairs, note)


# --- versions compared ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChangedAnswer:
    """An example whose answer is another under the newer version."""

    example: Example
    before: Tried
    after: Tried


@dataclass(frozen=True)
class Comparison:
    """Two versions: the words, the parts, the policy, and the examples whose answer changed."""

    older: RequirementVersion
    newer: RequirementVersion
    words: tuple[WordChange, ...]
    nodes: tuple[NodeChange, ...]
    answers: tuple[ChangedAnswer, ...]
    examples: int
    """How many examples were tried under both."""

    @property
    def same_words(self) -> bool:
        """Whether the words are the same."""
        return self.older.text == self.newer.text


def compared(key: str, one: int, other: int) -> Comparison:
    """Two versions of a requirement, the older first; raises `NoSuchRequirementError`.

    Every example of either version is judged under both, each by its own policy.
    """
    older, newer = (requirement_page(key, version).row for version in sorted((one, other)))
    examples = _either(examples_of(older), examples_of(newer))
    answers = (
        ChangedAnswer(before.example, before, after)
        for before, after in zip(
            tried(older.requirement, find_policy(older.policy), examples),
            tried(newer.requirement, find_policy(newer.policy), examples),
            strict=True,
        )
        if before.answer is not after.answer
    )
    return Comparison(
        older=older,
        newer=newer,
        words=word_changes(older.text, newer.text),
        nodes=node_changes(older.requirement, newer.requirement),
        answers=tuple(answers),
        examples=len(examples),
    )


def _either(older: Sequence[Example], newer: Sequence[Example]) -> tuple[Example, ...]:
    """The examples of both versions, each candidate on each day once; the newer one's words where both have it."""
    found = {(one.candidate.model_dump_json(), one.on, one.for_class): one for one in (*older, *newer)}
    return tuple(found.values())
