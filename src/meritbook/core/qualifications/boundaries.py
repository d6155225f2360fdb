"""Where the boundary of each amount lies: two statements that differ by one step, found by the policy's arithmetic.

The part is judged alone, so that nothing else of the requirement blurs its boundary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from meritbook.core.dates import day_in_words
from meritbook.core.qualifications.candidate import Job
from meritbook.core.qualifications.judge import Judge
from meritbook.core.qualifications.judge.model import NodeVerdict
from meritbook.core.qualifications.model import Age, AnyNode, Education, Experience, Licence, Requirement
from meritbook.core.qualifications.policy import Policy
from meritbook.core.qualifications.stating import (
    BELOW,
    Statement,
    alone,
    licence_for,
    oldest,
    spanning,
    study_for,
    work_for,
    written,
    youngest,
)
from meritbook.core.qualifications.wording import LEVELS, RULE_NAMES, amount_in_words, named
from meritbook.core.verdict import Verdict

FIRST_DAY = date(1920, 1, 1)
"""No made-up job begins before this day."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pair:
    """Two statements that differ by one step, what was varied, and what each states."""

    what: str
    enough: Statement
    short: Statement
    says_enough: str
    says_short: str
    expected: tuple[Verdict, Verdict]
    """What the part alone gives for each."""


def pairs(node: AnyNode, policy: Policy, on: date) -> Iterator[Pair]:
    """A pair for every amount that the part asks for and that statements can straddle."""
    made: tuple[_Draft | None, ...] = ()
    match node:
        case Experience():
            made = (*_time(node, policy, on), _recency(node, policy, on))
        case Education():
            made = (_conferral(node, policy, on), _level(node, policy, on), *_credits(node, policy, on))
        case Licence():
            made = (_validity(node, on),)
        case Age():
            made = (_born(node, on, youngest(node, on), +1), _born(node, on, oldest(node, on), -1))
    for draft in made:
        pair = _answered(node, draft, policy, on) if draft is not None else None
        if pair is not None:
            yield pair


@dataclass(frozen=True)
class _Draft:
    what: str
    enough: Statement
    short: Statement
    says_enough: str
    says_short: str


def _answered(node: AnyNode, draft: _Draft, policy: Policy, on: date) -> Pair | None:
    """The pair with what the part alone gives; `None` when the part does not tell the two apart."""
    probe = Judge(_alone(node), policy, on=on)
    first, second = (probe.judge(one.candidate()).nodes[0] for one in (draft.enough, draft.short))
    if first.verdict is second.verdict or first.verdict is Verdict.NOT_MET or second.verdict is Verdict.MET:
        return None
    return Pair(
        draft.what,
        draft.enough,
        draft.short,
        f"{draft.says_enough} {first.says}",
        f"{draft.says_short} {second.says}{_silence(second, policy, on)}",
        (first.verdict, second.verdict),
    )


def _silence(answer: NodeVerdict, policy: Policy, on: date) -> str:
    """Which rules nobody states, where that is why the short side is open."""
    counted = ("full_time_hours", "months", "rounding")
    silent = [RULE_NAMES[name].lower() for name in policy.on(on).silent() if name in counted]
    if answer.verdict is not Verdict.UNDETERMINED or answer.required is None or not silent:
        return ""
    return f" No source of the policy states: {', '.join(silent)}."


def _alone(node: AnyNode) -> Requirement:
    """The part alone; of work, also where it must be without a break: one job has none."""
    return alone(node.model_copy(update={"continuous": None}) if isinstance(node, Experience) else node)


def work(node: Experience, policy: Policy, on: date) -> Job | None:
    """A job that plainly answers the part and all that must lie within it; `None` when no words do."""
    within = [one for one in node.including if isinstance(one, Experience)]
    if len(within) != len(node.including):
        return None
    return work_for((node, *within), policy, on)


def _first_true(low: int, high: int, holds: Callable[[int], bool]) -> int | None:
    """The first number in `[low, high]` from which it holds; `None` when it does not hold at the end."""
    if low > high or not holds(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def reach(node: Experience, on: date) -> int:
    """Days back within which everything that the node asks for fits, with some to spare."""
    amounts = [one for one in (node.amount, node.within) if one is not None and one.value is not None]
    years = {"year": Decimal(1), "month": Decimal("0.1"), "week": Decimal("0.03"), "day": Decimal("0.005")}
    asked = sum((one.value or Decimal(0)) * years.get(one.unit, Decimal("0.002")) for one in amounts)
    return min(int(asked * 400) + 800, (on - FIRST_DAY).days)


def _time(node: Experience, policy: Policy, on: date) -> Iterator[_Draft]:
    """Where it is certainly enough; and, where a silent policy leaves a stretch open, where it is certainly not."""
    job = work(node, policy, on) if node.amount is not None else None
    if job is None or node.amount is None:
        return
    probe = Judge(_alone(node), policy, on=on)
    asked = amount_in_words(node.amount)

    def since(days: int) -> Statement:
        return Statement(jobs=(spanning(job, on - timedelta(days=days), on),))

    def verdict(days: int) -> Verdict:
        return probe.verdict(since(days).candidate())

    def draft(what: str, days: int) -> _Draft:
        first = on - timedelta(days=days)
        return _Draft(
            what,
            since(days),
            since(days - 1),
            f"Asked for: {asked}. Full time from {day_in_words(first)} through {day_in_words(on)}.",
            f"Asked for: {asked}. Full time from {day_in_words(first + DAY)} through {day_in_words(on)}, one day less.",
        )

    certain = _first_true(0, reach(node, on), lambda days: verdict(days) is Verdict.MET)
    if not certain:
        return
    yield draft("time", certain)
    possible = _first_true(0, certain, lambda days: verdict(days) is not Verdict.NOT_MET)
    if possible and possible < certain:
        yield draft("possible time", possible)


def _recency(node: Experience, policy: Policy, on: date) -> _Draft | None:
    job = work(node, policy, on) if node.within is not None else None
    if job is None or node.within is None:
        return None
    probe = Judge(_alone(node), policy, on=on)
    begins = on - timedelta(days=reach(node, on))

    def until(days: int) -> Statement:
        return Statement(jobs=(spanning(job, begins, begins + timedelta(days=days)),))

    days = _first_true(1, (on - begins).days, lambda length: probe.verdict(until(length).candidate()) is Verdict.MET)
    if days is None or days <= 1:
        return None
    last = begins + timedelta(days=days)
    span = amount_in_words(node.within)
    return _Draft(
        "recency",
        until(days),
        until(days - 1),
        f"It must lie in the last {span}. Full time from {day_in_words(begins)} through {day_in_words(last)}.",
        f"It must lie in the last {span}. Full time from {day_in_words(begins)} through {day_in_words(last - DAY)}, "
        "one day less.",
    )


def _conferral(node: Education, policy: Policy, on: date) -> _Draft | None:
    study = study_for(node, policy, on)
    if study is None or study[0].conferred is None or node.in_progress:
        return None
    late = study[0].model_copy(update={"conferred": written(on + DAY)})
    return _Draft(
        "conferral",
        Statement(degrees=study),
        Statement(degrees=(late, *study[1:])),
        f"The degree is conferred on the day itself, {day_in_words(on)}.",
        f"The degree is conferred one day later, {day_in_words(on + DAY)}.",
    )


def _level(node: Education, policy: Policy, on: date) -> _Draft | None:
    study = study_for(node, policy, on)
    if study is None or node.level not in BELOW or study[0].level != node.level or node.amount is not None:
        return None
    lower = BELOW[node.level]
    return _Draft(
        "level",
        Statement(degrees=study),
        Statement(degrees=(study[0].model_copy(update={"level": lower}), *study[1:])),
        f"The level is the one asked for: {LEVELS[node.level]}.",
        f"The level is one lower: {LEVELS[lower]}.",
    )


def _credits(node: Education, policy: Policy, on: date) -> Iterator[_Draft]:
    study = study_for(node, policy, on) or ()
    for place, one in enumerate(study):
        for unit in ("semester_hours", "quarter_hours"):
            hours: Decimal | None = getattr(one, unit)
            if hours is None or hours < 1:
                continue
            less = one.model_copy(update={unit: hours - 1})
            yield _Draft(
                "credits",
                Statement(degrees=study),
                Statement(degrees=(*study[:place], less, *study[place + 1 :])),
                f"{hours:f} {named(unit)} are stated{f' in {one.field}' if one.field else ''}.",
                f"{hours - 1:f} {named(unit)} are stated{f' in {one.field}' if one.field else ''}, one less.",
            )


def _validity(node: Licence, on: date) -> _Draft | None:
    held = licence_for(node, on)
    if held is None:
        return None
    lapsed = held.model_copy(update={"valid_through": written(on - DAY)})
    return _Draft(
        "validity",
        Statement(licences=(held,)),
        Statement(licences=(lapsed,)),
        f"Its last day is the day itself, {day_in_words(on)}.",
        f"Its last day was one day before, {day_in_words(on - DAY)}.",
    )


def _born(node: Age, on: date, day: date | None, step: int) -> _Draft | None:
    if day is None:
        return None
    other = day + step * DAY
    asked = f"at least {node.at_least:f}" if step > 0 else f"at most {node.at_most:f}"
    return _Draft(
        "age",
        Statement(born_on=day),
        Statement(born_on=other),
        f"Asked for: an age of {asked} on {day_in_words(on)}. Born on {day_in_words(day)}.",
        f"Asked for: an age of {asked} on {day_in_words(on)}. Born on {day_in_words(other)}, one day "
        f"{'later' if step > 0 else 'earlier'}.",
    )
