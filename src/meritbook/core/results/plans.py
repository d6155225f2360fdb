"""The words of a strategic plan, or of the operational plan of a year, as a value in sections that are each sealed.

Goals and strategies follow ISO 17469-1 (StratML Part 1, the core), where a strategy is called an objective; actions,
measures and the goal above that each part serves are our own. A key stays the same from version to version.
Follows: Iowa's Planning and Deployment initiative (the series guideline of September 2008).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, StringConstraints, model_validator

from meritbook.core.results.measure import Key
from meritbook.core.values import Value, digest

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Identifier = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
"""What another system calls a part: an XML name, unique in the document; empty where it is that of our key."""
MeasureKeys = Annotated[tuple[Key, ...], Field(max_length=40)]
StakeholderKind = Literal["", "Person", "Organization", "Generic_Group"]
SectionKind = Literal["plan", "statement", "value", "goal"]
MOST_PARTS = 400
"""Goals, strategies and actions of one plan, together."""


class PlanKind(StrEnum):
    """How far a plan looks."""

    STRATEGIC = "strategic"
    OPERATIONAL = "operational"

    @property
    def noun(self) -> str:
        """The word for it."""
        return "strategic plan" if self is PlanKind.STRATEGIC else "operational plan"


class Progress(StrEnum):
    """Where an action stands, by what was reported last."""

    PLANNED = "planned"
    """Nothing was reported."""
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def closed(self) -> bool:
        """Whether nothing more is awaited."""
        return self in (Progress.DONE, Progress.DROPPED)


class Stakeholder(Value):
    """Whom a plan or a part of it concerns."""

    name: Line
    says: Words = ""
    kind: StakeholderKind = ""


class Organization(Value):
    """Whose plan it is."""

    name: Line = ""
    acronym: Line = ""
    identifier: Identifier = ""
    says: Words = ""
    stakeholders: tuple[Stakeholder, ...] = ()


class PlanValue(Value):
    """A principle that the organization holds to."""

    key: Key
    name: Line = ""
    says: Words = ""


class Action(Value):
    """What is to be done for a strategy, by whom and until when. Whether it is done is reported, not written here."""

    key: Key
    says: Named
    owner: str = Field("", max_length=150)
    """The account of whoever answers for it; empty where only a role is named."""
    owner_role: Line = ""
    """The role or office that answers for it, in words."""
    starts_on: date | None = None
    last_day: date | None = None
    measures: MeasureKeys = ()

    @model_validator(mode="after")
    def _ordered(self) -> Action:
        if self.starts_on and self.last_day and self.last_day < self.starts_on:
            raise ValueError("an action ends before its first day")
        return self


class Part(Value):
    """What a goal and a strategy have in common."""

    key: Key
    name: Line = ""
    says: Words = ""
    identifier: Identifier = ""
    sequence: Line = ""
    """Its number as it is printed, such as `2.1`; empty where the order says it."""
    stakeholders: tuple[Stakeholder, ...] = ()
    other: Words = ""
    serves: str = Field("", max_length=79)
    """The key of the goal or strategy of the plan above that it serves; empty for none."""
    measures: MeasureKeys = ()

    @property
    def called(self) -> str:
        """Its name; its words where it has none."""
        return self.name or (self.says if len(self.says) <= 80 else f"{self.says[:77].rstrip()}…") or self.key

    def meaning(self) -> str:
        """SHA-256 of what it sets out: a plan below looks again when this is another."""
        return digest({"name": self.name, "says": self.says})


class Strategy(Part):
    """How a goal is pursued; an objective in the words of StratML."""

    actions: tuple[Action, ...] = ()


class Goal(Part):
    """What is to be reached over several years."""

    strategies: tuple[Strategy, ...] = ()


class Submitter(Value):
    """Who put the document into StratML."""

    given_name: Line = ""
    surname: Line = ""
    phone: Line = ""
    email: Line = ""


class Kept(Value):
    """Something in a document of others for which a plan has no place: kept as it came, and written back."""

    place: str = Field(max_length=200)
    """Where it stood: the key of a goal or strategy, or a name such as `plan`, `core`, `vision`."""
    xml: str = Field(max_length=20_000)


class Section(Value):
    """A part of the plan that is read and compared as one."""

    key: str
    """`plan`, `mission`, `vision`, `value.trust`, `goal.safe-roads`."""
    kind: SectionKind
    title: str
    content: dict[str, Any]
    sha256: str


class Placed(NamedTuple):
    """A goal, or a strategy with the goal that it stands under."""

    part: Goal | Strategy
    goal: Goal

    @property
    def is_goal(self) -> bool:
        """Whether it is the goal itself."""
        return self.part is self.goal

    @property
    def serves(self) -> str:
        """What it serves above; a strategy that names nothing serves what its goal does."""
        return self.part.serves or self.goal.serves


class ActionPlaced(NamedTuple):
    """An action with the strategy and the goal that it stands under."""

    action: Action
    strategy: Strategy
    goal: Goal


class PlanText(Value):
    """The whole of the words. Keys of goals, strategies and actions are unique in it."""

    name: Named
    says: Words = ""
    other: Words = ""
    organizations: tuple[Organization, ...] = ()
    vision: Words = ""
    vision_identifier: Identifier = ""
    mission: Words = ""
    mission_identifier: Identifier = ""
    values: tuple[PlanValue, ...] = ()
    goals: tuple[Goal, ...] = ()
    starts_on: date | None = None
    last_day: date | None = None
    published_on: date | None = None
    source: Line = ""
    """The address at which the plan is published."""
    submitter: Submitter | None = None
    kept: tuple[Kept, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> PlanText:
        keys = [one.part.key for one in self.parts()] + [one.action.key for one in self.actions()]
        for names in (keys, [one.key for one in self.values], self.identifiers()):
            twice = [name for name, count in Counter(names).items() if count > 1]
            if twice:
                raise ValueError(f"a key stands twice: {', '.join(sorted(twice))}")
        if len(keys) > MOST_PARTS:
            raise ValueError(f"a plan has at most {MOST_PARTS} goals, strategies and actions")
        if self.starts_on and self.last_day and self.last_day < self.starts_on:
            raise ValueError("a plan ends before its first day")
        return self

    def parts(self) -> Iterator[Placed]:
        """Goals and strategies in their order, each goal before its strategies."""
        for goal in self.goals:
            yield Placed(goal, goal)
            for strategy in goal.strategies:
                yield Placed(strategy, goal)

    def by_key(self) -> dict[str, Placed]:
        """`{key: goal or strategy}`."""
        return {one.part.key: one for one in self.parts()}

    def actions(self) -> Iterator[ActionPlaced]:
        """All actions in their order."""
        for goal in self.goals:
            for strategy in goal.strategies:
                for action in strategy.actions:
                    yield ActionPlaced(action, strategy, goal)

    def measures(self) -> tuple[str, ...]:
        """The keys of all measures that it names, each once, in their order."""
        found = dict.fromkeys(key for one in self.parts() for key in one.part.measures)
        return tuple(found | dict.fromkeys(key for one in self.actions() for key in one.action.measures))

    def identifiers(self) -> list[str]:
        """What a document of others calls its parts."""
        named = [self.vision_identifier, self.mission_identifier, *(one.identifier for one in self.organizations)]
        return [one for one in (*named, *(each.part.identifier for each in self.parts())) if one]

    def sections(self) -> tuple[Section, ...]:
        """The sections in their order, each with its hash."""
        head = ("name", "says", "other", "organizations", "starts_on", "last_day", "published_on", "source")
        plain = self.plain()
        frame = {name: plain[name] for name in (*head, "submitter", "kept")}
        found = [
            _section("plan", "plan", "The plan", frame),
            _section("vision", "statement", "Vision", {"says": self.vision, "identifier": self.vision_identifier}),
            _section("mission", "statement", "Mission", {"says": self.mission, "identifier": self.mission_identifier}),
        ]
        found += [_section(f"value.{one.key}", "value", f"Value: {one.name}", one.plain()) for one in self.values]
        found += [_section(f"goal.{one.key}", "goal", f"Goal: {one.called}", one.plain()) for one in self.goals]
        return tuple(found)

    def seal(self) -> str:
        """SHA-256 of the whole."""
        return digest(self)


def _section(key: str, kind: SectionKind, title: str, content: dict[str, Any]) -> Section:
    return Section(key=key, kind=kind, title=title, content=content, sha256=digest({"key": key, "content": content}))


def carried_over(read: PlanText, before: PlanText) -> PlanText:
    """A text that was read from a document, with what such a document cannot say taken from the words before.

    What a part serves, its measures and its actions stay with the goal or strategy of the same key. An action whose
    strategy is gone goes with it.
    """
    known = before.by_key()

    def own(part: Goal | Strategy) -> dict[str, Any]:
        held = known.get(part.key)
        if held is None:
            return {}
        found: dict[str, Any] = {"serves": part.serves or held.part.serves}
        found["measures"] = part.measures or held.part.measures
        if isinstance(part, Strategy) and isinstance(held.part, Strategy):
            found["actions"] = part.actions or held.part.actions
        return found

    goals = []
    for goal in read.goals:
        strategies = tuple(one.model_copy(update=own(one)) for one in goal.strategies)
        goals.append(goal.model_copy(update={**own(goal), "strategies": strategies}))
    return read.model_copy(update={"goals": tuple(goals)})


class Quarter(NamedTuple):
    """A quarter of a plan's time: its number, its first day, its last day, and the actions that end in it."""

    number: int
    starts_on: date
    last_day: date
    actions: tuple[ActionPlaced, ...]


def quarters(text: PlanText) -> tuple[tuple[Quarter, ...], tuple[ActionPlaced, ...]]:
    """The actions by the quarter in which they end, counted from the plan's first day; then those without such a day.

    An action that ends before the plan or after it, or that names no last day, is among the latter.
    """
    rest = list(text.actions())
    if text.starts_on is None or text.last_day is None:
        return (), tuple(rest)
    found: list[Quarter] = []
    first = text.starts_on
    while first <= text.last_day and len(found) < 40:
        following = _months_on(text.starts_on, 3 * (len(found) + 1))
        last = min(following - timedelta(days=1), text.last_day)
        within = [one for one in rest if one.action.last_day is not None and first <= one.action.last_day <= last]
        found.append(Quarter(len(found) + 1, first, last, tuple(within)))
        rest = [one for one in rest if one not in within]
        first = following
    return tuple(found), tuple(rest)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("a month has 28 days")
