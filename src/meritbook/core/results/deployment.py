"""How a plan deploys from the plan above it: which goal each part serves, what nobody serves, and what was reworded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from meritbook.core.results.plans import Goal, Placed, PlanText, Strategy
from meritbook.core.values import Value


class Alignment(StrEnum):
    """How a part of a plan stands to the plan above."""

    ALIGNED = "aligned"
    NONE = "none"
    """It names nothing above."""
    GONE = "gone"
    """What it names is not in the plan above any more, or never was."""
    REWORDED = "reworded"
    """What it names says something else than when the tie was made or last confirmed."""


class Tie(Value):
    """A goal or strategy of the lower plan, and what it serves."""

    part: str
    """Key of the goal or strategy below."""
    called: str
    is_goal: bool
    serves: str
    above: str
    """The name of what it serves, as the plan above has it now; empty where it has none."""
    state: Alignment
    before: str = ""
    """Of one that was reworded or is gone: what it said when the tie was made."""
    now: str = ""


class Unserved(Value):
    """A goal that no plan below serves, with its strategies."""

    key: str
    called: str


class SeenTie(Value):
    """What the part above said when a part below was tied to it, or when somebody last looked again."""

    serves: str
    meaning: str
    """`Part.meaning` of the part above; empty where there was none of that key."""
    said: str = ""


def bind(lower: PlanText, above: PlanText | None, before: Mapping[str, SeenTie]) -> dict[str, SeenTie]:
    """What each part of the lower plan is tied to: as it was seen before, or, of a new tie, as it stands above now."""
    now = above.by_key() if above else {}
    found = {}
    for one in lower.parts():
        key = one.part.serves
        if not key:
            continue
        known = before.get(one.part.key)
        if known is not None and known.serves == key and known.meaning:
            found[one.part.key] = known
            continue
        held = now.get(key)
        found[one.part.key] = SeenTie(
            serves=key, meaning=held.part.meaning() if held else "", said=said(held.part) if held else ""
        )
    return found


def ties(lower: PlanText, above: PlanText | None, seen: Mapping[str, SeenTie]) -> tuple[Tie, ...]:
    """How each goal of the lower plan stands to the plan above, and each strategy that names something of its own.

    `seen`: by the key of the part below (`bind`, and what was confirmed since). Without a plan above every tie is gone.
    """
    now = above.by_key() if above else {}
    return tuple(_tie(one, now, seen.get(one.part.key)) for one in lower.parts() if one.is_goal or one.part.serves)


def _tie(one: Placed, now: Mapping[str, Placed], seen: SeenTie | None) -> Tie:
    key = one.part.serves
    held = now.get(key)
    known = seen if seen is not None and seen.serves == key and seen.meaning else None
    if not key:
        state = Alignment.NONE
    elif held is None:
        state = Alignment.GONE
    elif known is not None and known.meaning != held.part.meaning():
        state = Alignment.REWORDED
    else:
        state = Alignment.ALIGNED
    changed = state in (Alignment.GONE, Alignment.REWORDED)
    return Tie(
        part=one.part.key,
        called=one.part.called,
        is_goal=one.is_goal,
        serves=key,
        above=held.part.called if held else "",
        state=state,
        before=known.said if changed and known else "",
        now=said(held.part) if changed and held else "",
    )


def said(part: Goal | Strategy) -> str:
    """What a goal or strategy sets out, in one line."""
    return f"{part.name}: {part.says}" if part.name and part.says else part.name or part.says


def served(lower: Iterable[PlanText]) -> frozenset[str]:
    """The keys above that plans below serve."""
    return frozenset(one.part.serves for text in lower for one in text.parts() if one.part.serves)


def unserved(above: PlanText, lower: Sequence[PlanText]) -> tuple[Unserved, ...]:
    """The goals that no plan below serves, neither them nor one of their strategies."""
    named = served(lower)
    return tuple(
        Unserved(key=goal.key, called=goal.called)
        for goal in above.goals
        if goal.key not in named and not any(one.key in named for one in goal.strategies)
    )
