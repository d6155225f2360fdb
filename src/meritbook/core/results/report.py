"""The annual performance report as values: the words that people write, and the facts that are drawn from the record.

A report is a row of parts, each sealed by its hash, and the report by the hashes of its parts in their order: a part
can be read alone, and none can be changed, left out or put in unseen. Words may cite a measure as `[[key]]`; what is
published then holds the value of the year, so that no figure in them can differ from the record.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator

from meritbook.core.contracts.measures import apart_in_words, with_unit
from meritbook.core.results.charts import Baseline, Chart, chart
from meritbook.core.results.measure import Key
from meritbook.core.results.periods import called
from meritbook.core.results.plans import Progress
from meritbook.core.results.report_facts import YearValue
from meritbook.core.results.risks_told import RisksTold
from meritbook.core.results.standing import PeriodValue
from meritbook.core.values import Value, canonical_json, digest
from meritbook.core.verdict import Verdict

LONGEST = 20_000
"""Characters of one text of a report."""
KEPT = 36
"""Values of a measure that its chart goes back to: three years of months."""
BEYOND = "beyond-the-goals"
"""Stands for the measures that no goal of the plan names, in the place of a goal's key."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]
_CITED = re.compile(r"\[\[\s*([^\[\]\s]{1,100})\s*\]\]")


def in_unit(amount: Decimal, unit: str) -> str:
    """An amount of dollars or hours as people write it."""
    return f"${amount:,f}" if unit == "dollars" else f"{amount:,f} {unit}"


class GoalWords(Value):
    """What is said of a goal of the plan, beside its measures."""

    goal: Key
    says: Words = ""


class ReportWords(Value):
    """What people write into a report."""

    introduction: Words = ""
    results: Words = ""
    """The key results of the year."""
    goals: tuple[GoalWords, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> ReportWords:
        keys = [one.goal for one in self.goals]
        if len(set(keys)) != len(keys):
            raise ValueError("a goal stands twice")
        return self

    def of_goal(self, key: str) -> str:
        """What is said of a goal; empty for nothing."""
        return next((one.says for one in self.goals if one.goal == key), "")

    def cited(self) -> tuple[tuple[str, str], ...]:
        """Each measure that the words cite, with the place: `introduction`, `results`, `goal.safe-roads`."""
        texts = [("introduction", self.introduction), ("results", self.results)]
        texts += [(f"goal.{one.goal}", one.says) for one in self.goals]
        found = {(key, where): None for where, says in texts for key in _CITED.findall(says)}
        return tuple(found)

    def filled(self, shown: Mapping[str, str]) -> ReportWords:
        """The words with the value of each cited measure in the place of its key; `shown` by keys, all of them."""

        def fill(says: str) -> str:
            return _CITED.sub(lambda match: shown[match[1]], says)

        return ReportWords(
            introduction=fill(self.introduction),
            results=fill(self.results),
            goals=tuple(GoalWords(goal=one.goal, says=fill(one.says)) for one in self.goals),
        )


class GoalTold(Value):
    """A goal of the plan, and how its measures came out."""

    key: str
    called: str
    says: str
    words: str
    """What those who report say of it."""
    reached: int
    missed: int
    undetermined: int
    left_out: int
    stale: int = 0
    """Stand in it by somebody's name, and are told apart: what their last value reached says nothing of the year."""

    @property
    def measures(self) -> int:
        """How many stand in the report."""
        return self.reached + self.missed + self.undetermined + self.stale

    @property
    def counts(self) -> tuple[int, ...]:
        """Reached, missed, without a target, stale and left out, in the order in which they are shown."""
        return (self.reached, self.missed, self.undetermined, self.stale, self.left_out)


class SavedTold(Value):
    """What the verified savings of a year add up to in one unit: dollars and hours are never added up."""

    unit: str
    """`dollars` or `hours`."""
    amount: Decimal
    savings: int
    """How many savings it is the sum of."""

    @property
    def shown(self) -> str:
        """The sum as people write it."""
        return in_unit(self.amount, self.unit)

    @property
    def counted(self) -> str:
        """Of how many savings."""
        return "1 saving" if self.savings == 1 else f"{self.savings} savings"


class Head(Value):
    """What the report is of, its words, its goals, and how much stands in it."""

    title: str
    of: str
    """The department, or the enterprise."""
    department: str = ""
    """Its code; empty for the enterprise as a whole."""
    year: str
    """Such as `FY2005`."""
    starts_on: date
    ends_before: date
    published_on: date
    plan: str
    """The key of the plan."""
    plan_title: str
    plan_version: int
    plan_sha256: str
    words: ReportWords
    goals: tuple[GoalTold, ...]
    risks: RisksTold
    saved: tuple[SavedTold, ...] | None = None
    """What verified savings of the year add up to, by unit; empty where there are none, `None` in an edition that was
    published before reports told of them."""
    licence: str
    """Under which the data may be used, by its short name."""


class MeasureFact(Value):
    """A measure in the report: its actual against its target, with where it comes from and by which revision."""

    key: str
    title: str
    kind: str
    says: str
    department: str
    goal: str
    """The key of the goal, or `beyond-the-goals`."""
    by_way_of: str = ""
    """The strategy, or the plan below, that names it; empty where the goal does itself."""
    unit: str
    places: int
    direction: str
    owner: str
    source: str
    method: str
    version: int
    entry_sha256: str
    """The entry of the dictionary that counts."""
    period: str
    value: Decimal
    target: Decimal | None
    verdict: Verdict
    narrative: str
    revision: int
    recorded_on: date
    recorded_from: str
    """The source that was named when the value was recorded."""
    before: Decimal | None = None
    """The value of the same period a year earlier; none where it has none in the same unit."""
    values: tuple[YearValue, ...]
    history: tuple[tuple[date, date, Decimal], ...] = ()
    """First day, end and value of the periods in the same unit up to the year's end, the oldest first."""
    baselines: tuple[Baseline, ...] = ()
    awaited: str = ""
    trust: str = ""
    """What its newest audit says; empty where it was not audited."""
    stale: str = ""
    """Why it is stale; empty where it is not."""
    stands_for_it: str = ""
    """Who included it although it is stale."""
    because: str = ""
    included_on: date | None = None

    @property
    def shown(self) -> str:
        """The actual as people write it."""
        return with_unit(self.value, self.unit)

    @property
    def as_cited(self) -> str:
        """The actual as the words of the report cite it: with its period, and as stale where it is."""
        return f"{self.shown} ({self.period}{', stale' if self.stale else ''})"

    @property
    def sentence(self) -> str:
        """Actual against target, in words."""
        if self.target is None:
            return f"{self.period}: {self.shown}. No target is set for the period."
        wanted = f"{self.direction.replace('_', ' ')} {with_unit(self.target, self.unit)}"
        apart = apart_in_words(self.value, self.target, self.unit)
        if self.verdict is Verdict.MET:
            more = "." if self.value == self.target else f", by {apart}."
            return f"{self.period}: {self.shown}; target {wanted}: reached{more}"
        return f"{self.period}: {self.shown}; target {wanted}: missed by {apart}."

    def chart(self) -> Chart:
        """The control chart, worked out of what the report holds and of nothing else."""
        values = [PeriodValue(starts_on=first, ends_before=end, value=value) for first, end, value in self.history]
        return chart(values, self.baselines, year_starts_in=self._year_starts_in)

    @property
    def _year_starts_in(self) -> int:
        """The month in which the year of the measure begins, by what the report calls the periods of its values."""
        months = range(1, 13)
        return next(
            (
                month
                for one in self.values
                for month in months
                if called(one.starts_on, one.ends_before, month) == one.period
            ),
            1,
        )


class LeftOut(Value):
    """A measure that is not in the report, and why not."""

    key: str
    title: str
    department: str
    goal: str
    reasons: tuple[str, ...]
    only_stale: bool = False
    """Whether it lacks nothing but a value in time, so that somebody may include it by name."""


class ActionTold(Value):
    """An action of the plan, as it stood by what was reported last."""

    key: str
    says: str
    goal: str
    strategy: str
    owner: str
    last_day: date | None
    progress: Progress
    late: bool
    reported: str
    reported_on: date | None


class MoveTold(Value):
    """People or money moved from one use to another."""

    key: str
    moved_on: date
    department: str
    people: Decimal | None
    """Full-time equivalents; none where only money moved."""
    money: Decimal | None
    """Dollars; none where only people moved."""
    moved_from: str
    moved_to: str
    because: str
    result: str
    source: str


class SavingTold(Value):
    """What a Kaizen event saved in the year, as somebody other than its claimant verified it."""

    key: str
    """The number of the saving."""
    event: str
    """The key of the event."""
    title: str
    """Of the event."""
    department: str
    saved: str
    """The kind of saving, by the policy on Lean."""
    unit: str
    """`dollars` or `hours`."""
    amount: Decimal
    """Verified for this year."""
    claimed: Decimal
    """Claimed for this year."""
    basis: str
    """How it is worked out."""
    verified_on: date
    verified_as: str
    """The role in which it was verified."""

    @property
    def shown(self) -> str:
        """The amount as people write it."""
        return in_unit(self.amount, self.unit)

    @property
    def as_claimed(self) -> str:
        """What was claimed, as people write it."""
        return in_unit(self.claimed, self.unit)


class Change(Value):
    """Something in which an edition differs from the one before."""

    key: str
    """Its number in the list."""
    place: str
    called: str
    before: str
    after: str


@dataclass(frozen=True)
class Part:
    """A part of the report with its place. Spelling and hash are worked out once: there are thousands of them."""

    kind: str
    key: str
    goal: str
    content: Value

    @classmethod
    def read(cls, kind: str, key: str, goal: str, text: str) -> Part:
        """A part as it was sealed: it keeps its spelling, also where a part of today holds more."""
        part = cls(kind, key, goal, KINDS[kind].model_validate_json(text))
        part.__dict__["text"] = text
        return part

    @cached_property
    def text(self) -> str:
        """Its canonical spelling."""
        return canonical_json(self.content)

    @cached_property
    def sha256(self) -> str:
        """The hash of its kind, key, goal and content."""
        return part_hash(self.kind, self.key, self.goal, self.text)


KINDS: dict[str, type[Value]] = {
    "head": Head,
    "measure": MeasureFact,
    "left_out": LeftOut,
    "action": ActionTold,
    "move": MoveTold,
    "saving": SavingTold,
    "change": Change,
}
"""The kinds of parts, in the order in which a report holds them."""


def part_hash(kind: str, key: str, goal: str, text: str) -> str:
    """SHA-256 of a part: its place, and its content in canonical spelling."""
    return digest({"kind": kind, "key": key, "goal": goal, "content": text})


def seal(hashes: Iterable[str]) -> str:
    """SHA-256 over the hashes of the parts in their order: the seal of the report."""
    found = hashlib.sha256()
    for one in hashes:
        found.update(one.encode("ascii"))
        found.update(b"\n")
    return found.hexdigest()


class ReportProblem(Value):
    """Something to be said of a draft before it is published."""

    code: str
    where: str
    says: str
    blocks: bool


class Contents(Value):
    """A whole report, as its papers are made of it."""

    head: Head
    number: Annotated[int, Field(ge=1)]
    """Of the edition."""
    sha256: str
    measures: tuple[MeasureFact, ...]
    left_out: tuple[LeftOut, ...]
    actions: tuple[ActionTold, ...]
    moves: tuple[MoveTold, ...]
    savings: tuple[SavingTold, ...]
    changes: tuple[Change, ...]


def contents(parts: Iterable[Part], number: int) -> Contents:
    """The parts of an edition as a whole."""
    every = tuple(parts)

    def of(kind: str) -> tuple[Any, ...]:
        return tuple(one.content for one in every if one.kind == kind)

    # Not looked at again: each part was when it was made.
    return Contents.model_construct(
        head=of("head")[0],
        number=number,
        sha256=seal(one.sha256 for one in every),
        measures=of("measure"),
        left_out=of("left_out"),
        actions=of("action"),
        moves=of("move"),
        savings=of("saving"),
        changes=of("change"),
    )
