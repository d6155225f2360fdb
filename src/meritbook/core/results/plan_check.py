"""What keeps a plan from being adopted, and what somebody should look at first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from meritbook.core.dates import day_in_words
from meritbook.core.results.plans import PlanKind, PlanText
from meritbook.core.values import Value


class PlanProblem(Value):
    """Something that is not as it should be."""

    place: str
    """The key of the part, or `plan`."""
    says: str
    blocks: bool
    """Whether the plan cannot be adopted with it."""


def problems(
    text: PlanText,
    *,
    kind: PlanKind,
    above: PlanText | None,
    deploys: bool,
    measures: Collection[str],
    owners: Mapping[str, bool],
    beside: Sequence[tuple[str, date, date]] = (),
) -> tuple[PlanProblem, ...]:
    """All that is to be said of the words, what blocks first.

    `above`: the words of the plan above in force, `deploys` whether there is such a plan. `measures`: those of the
    register. `owners`: the accounts on record, and whether each can sign in. `beside`: name, first and last day of the
    other plans of the same kind and unit that are in force in the same days.
    """
    found = [*_whole(text), *_ties(text, above, deploys), *_measures(text, measures), *_actions(text, kind, owners)]
    for name, first, last in beside:
        days = f"from {day_in_words(first)} to {day_in_words(last)}"
        says = f"Another {kind.noun} of the same unit is in force in the same days: “{name}”, {days}."
        found.append(PlanProblem(place="plan", says=says, blocks=False))
    return tuple(sorted(found, key=lambda one: not one.blocks))


def _whole(text: PlanText) -> Iterator[PlanProblem]:
    if not text.goals:
        yield PlanProblem(place="plan", says="The plan has no goal.", blocks=True)
    if not text.mission:
        yield PlanProblem(place="plan", says="It states no mission.", blocks=False)
    for one in text.parts():
        if not one.part.name and not one.part.says:
            what = "goal" if one.is_goal else "strategy"
            yield PlanProblem(place=one.part.key, says=f"The {what} {one.part.key} has no words.", blocks=True)
    for goal in text.goals:
        if not goal.strategies:
            yield PlanProblem(place=goal.key, says=f"No strategy pursues the goal “{goal.called}”.", blocks=False)


def _ties(text: PlanText, above: PlanText | None, deploys: bool) -> Iterator[PlanProblem]:
    known = above.by_key() if above else {}
    for one in text.parts():
        key = one.part.serves
        if key and not deploys:
            yield PlanProblem(
                place=one.part.key,
                says=f"“{one.part.called}” serves a goal above, and the plan deploys from no other.",
                blocks=True,
            )
        elif key and key not in known:
            yield PlanProblem(
                place=one.part.key,
                says=f"“{one.part.called}” serves {key}, which the plan above does not have.",
                blocks=True,
            )
        elif deploys and one.is_goal and not key and not any(each.serves for each in one.goal.strategies):
            yield PlanProblem(
                place=one.part.key, says=f"“{one.part.called}” serves no goal of the plan above.", blocks=False
            )


def _measures(text: PlanText, known: Collection[str]) -> Iterator[PlanProblem]:
    for one in text.parts():
        named = [*one.part.measures]
        if not one.is_goal:
            named += [key for action in one.part.actions for key in action.measures]  # type: ignore[union-attr]
        for key in dict.fromkeys(named):
            if key not in known:
                yield PlanProblem(
                    place=one.part.key, says=f"The register has no measure {key} (“{one.part.called}”).", blocks=True
                )
    for goal in text.goals:
        for strategy in goal.strategies:
            if not strategy.measures:
                yield PlanProblem(
                    place=strategy.key, says=f"No measure shows how “{strategy.called}” goes.", blocks=False
                )


def _actions(text: PlanText, kind: PlanKind, owners: Mapping[str, bool]) -> Iterator[PlanProblem]:
    count = 0
    for one in text.actions():
        action, count = one.action, count + 1
        if action.owner and action.owner not in owners:
            yield PlanProblem(
                place=action.key, says=f"There is no account {action.owner} (“{action.says}”).", blocks=True
            )
        elif action.owner and not owners[action.owner]:
            yield PlanProblem(place=action.key, says=f"The owner of “{action.says}” has left.", blocks=False)
        elif not action.owner and not action.owner_role:
            yield PlanProblem(place=action.key, says=f"Nobody answers for “{action.says}”.", blocks=False)
        if action.last_day is None:
            yield PlanProblem(place=action.key, says=f"No day is set for “{action.says}”.", blocks=False)
    if kind is PlanKind.OPERATIONAL and not count:
        yield PlanProblem(place="plan", says="The operational plan has no action.", blocks=False)
