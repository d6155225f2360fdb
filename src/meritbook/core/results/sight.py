"""The line of sight: from a measure up through strategy and goal to that of the enterprise, and from a goal down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from meritbook.core.results.plans import Placed, PlanText
from meritbook.core.values import Value


class InForce(Value):
    """A plan in force, with the key of the plan above."""

    key: str
    of: str
    """Whose plan it is."""
    deploys: str = ""
    text: PlanText


class Step(Value):
    """One stage on the way up."""

    plan: str
    of: str
    kind: Literal["strategy", "goal"]
    key: str
    called: str


class Sight(Value):
    """One way from a measure up; a measure that several strategies name has several."""

    measure: str
    steps: tuple[Step, ...]
    reaches: bool
    """Whether it ends in a goal of a plan that deploys from no other."""
    ends: str = ""
    """Where it breaks off, and why; empty where it reaches."""


def up(measure: str, plans: Mapping[str, InForce]) -> tuple[Sight, ...]:
    """All ways up from the measure, in the order of the plans' keys; one that breaks off where no plan names it."""
    found = []
    for plan in sorted(plans.values(), key=lambda one: one.key):
        for placed in plan.text.parts():
            named = {*placed.part.measures}
            if not placed.is_goal:
                named |= {key for one in getattr(placed.part, "actions", ()) for key in one.measures}
            if measure in named:
                steps, ends = climb(plan, placed, plans)
                found.append(Sight(measure=measure, steps=steps, reaches=not ends, ends=ends))
    if not found:
        return (Sight(measure=measure, steps=(), reaches=False, ends="No plan in force names this measure."),)
    return tuple(found)


def climb(plan: InForce, placed: Placed, plans: Mapping[str, InForce]) -> tuple[tuple[Step, ...], str]:
    """The stages from a goal or strategy up, itself first, and why they break off; empty where they reach the top."""
    steps: list[Step] = []
    seen: set[str] = set()
    while True:
        seen.add(plan.key)
        if not placed.is_goal:
            steps.append(_step(plan, "strategy", placed))
        steps.append(_step(plan, "goal", Placed(placed.goal, placed.goal)))
        if not plan.deploys:
            return tuple(steps), ""
        if not placed.serves:
            return tuple(steps), f"“{placed.goal.called}” serves no goal above."
        above = plans.get(plan.deploys)
        if above is None or above.key in seen:
            return tuple(steps), "The plan above is not in force."
        held = above.text.by_key().get(placed.serves)
        if held is None:
            return tuple(steps), f"What “{placed.part.called}” serves is not in the plan above any more."
        plan, placed = above, held


def _step(plan: InForce, kind: Literal["strategy", "goal"], placed: Placed) -> Step:
    part = placed.part
    return Step(plan=plan.key, of=plan.of, kind=kind, key=part.key, called=part.called)


class Below(Value):
    """A goal or strategy of a plan below that serves a goal, how far down, and its measures."""

    plan: str
    of: str
    key: str
    called: str
    depth: int
    measures: tuple[str, ...]


def measures_under(placed: Placed) -> tuple[str, ...]:
    """The measures of a goal with its strategies and their actions; of a strategy with its actions. Each once."""
    parts = [placed.goal, *placed.goal.strategies] if placed.is_goal else [placed.part]
    found = [key for part in parts for key in part.measures]
    found += [key for part in parts for one in getattr(part, "actions", ()) for key in one.measures]
    return tuple(dict.fromkeys(found))


def down(plan: str, key: str, plans: Mapping[str, InForce], *, depth: int = 1) -> tuple[Below, ...]:
    """What serves the goal, or one of its strategies, in the plans below, and what serves that in turn."""
    placed = plans[plan].text.by_key()[key] if plan in plans else None
    if placed is None or depth > 6:
        return ()
    named = {key} | ({one.key for one in placed.goal.strategies} if placed.is_goal else set())
    found: list[Below] = []
    for one in _below(plan, plans.values()):
        for part in one.text.parts():
            if part.part.serves in named:
                found.append(
                    Below(
                        plan=one.key,
                        of=one.of,
                        key=part.part.key,
                        called=part.part.called,
                        depth=depth,
                        measures=measures_under(part),
                    )
                )
                found += down(one.key, part.part.key, plans, depth=depth + 1)
    return tuple(found)


def _below(plan: str, plans: Iterable[InForce]) -> Sequence[InForce]:
    return sorted((one for one in plans if one.deploys == plan), key=lambda one: one.key)
