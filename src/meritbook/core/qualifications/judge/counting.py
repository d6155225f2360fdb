"""Months of work under a policy, as bounds: what is certain, and what is possible.

The bounds meet where the statements and the policy are complete. They part where a date is only a month or a year,
hours are missing, or no source states the rule: then the time is counted in every way that any policy knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import NamedTuple

from meritbook.core.qualifications.candidate import Job, PartialDate
from meritbook.core.qualifications.check import HOURS_IN_A_WEEK, is_backwards
from meritbook.core.qualifications.judge.months import (
    CONVENTIONS,
    UNIT,
    Piece,
    Share,
    units_of,
)
from meritbook.core.qualifications.policy import MonthsHow, PolicyOn

FULL_EVERYWHERE = Decimal(40)
"""Hours that are full time wherever no source says how many are: no jurisdiction that we know asks for more."""


LONG_AGO = date(1900, 1, 1).toordinal()


class Bounds(NamedTuple):
    """At least, at most, in months."""

    least: Fraction
    most: Fraction


class Stretch(NamedTuple):
    """Days of one job at one share of full time."""

    start: int
    end: int
    share: Share


class Counted(NamedTuple):
    """What one count gave: the sum, and each job's part of it in the order of the jobs."""

    total: Bounds
    jobs: tuple[Bounds, ...]
    pieces: tuple[tuple[Stretch, ...], ...]
    """The certain stretches credited to each job, for the explanation."""


def share_of(hours: Decimal | None, full_time: bool | None, policy: PolicyOn) -> tuple[Share, Share]:
    """The share of full time that so many hours a week are: at least, at most."""
    known = policy.shares.get((hours, full_time))
    if known is None:
        known = policy.shares[hours, full_time] = _share_of(hours, full_time, policy)
    return known


def _share_of(hours: Decimal | None, full_time: bool | None, policy: PolicyOn) -> tuple[Share, Share]:
    if hours is None or hours > HOURS_IN_A_WEEK:
        if full_time is True:
            return 1, 1
        rule = policy.part_time
        return (0, 0) if full_time is False and rule is not None and rule.how == "not_counted" else (0, 1)
    full, rule = policy.full_time_hours, policy.part_time
    if full is not None and hours >= full.hours:
        return 1, 1
    if rule is not None:
        if hours < rule.least_hours:
            return 0, 0
        if rule.how == "hours" and rule.hours_a_month is not None:
            share = _capped(max(Fraction(hours) * Fraction(weeks) for weeks in rule.weeks_a_month), rule.hours_a_month)
            return share, share
        if rule.how == "thresholds":
            share = max((Fraction(step.share) for step in rule.thresholds if hours >= step.hours), default=Fraction(0))
            return share, share
    if hours == 0:
        return 0, 0
    if full is not None and rule is not None:
        share = Fraction(0) if rule.how == "not_counted" else _capped(Fraction(hours), full.hours)
        return share, share
    return (1, 1) if full is None and hours >= FULL_EVERYWHERE else (0, 1)


def _capped(part: Fraction, whole: Decimal) -> Share:
    share = part / Fraction(whole)
    return 1 if share >= 1 else share


def days_of(job: Job, policy: PolicyOn, on: date, *, certain: bool) -> tuple[int, int] | None:
    """First day and day after the last, through `on`; the shortest or the longest that the dates allow."""
    limit = on.toordinal() + 1
    if is_backwards(job):
        # One of the two days is a slip and nobody can say which: no day is certain, and it may be of any length.
        return None if certain else (LONG_AGO, limit)
    starts = None if job.starts is None else job.starts.ordinals
    ends = None if job.ends is None else job.ends.ordinals
    if starts is None or job.starts is None:
        # A job without a first day may have been of any length, and none is certain.
        if certain:
            return None
        start = LONG_AGO
    else:
        start = _day(job.starts, starts, policy, certain, starts=True)
    if ends is not None and job.ends is not None:
        end = min(limit, _day(job.ends, ends, policy, certain, starts=False))
    elif job.current or not certain:
        end = limit
    else:
        return None
    return (start, end) if start < end else None


def _day(written: PartialDate, days: tuple[int, int], policy: PolicyOn, certain: bool, *, starts: bool) -> int:
    first, last = days
    after = 0 if starts else 1
    rule = policy.partial_dates
    if rule is not None and written.month is not None and written.day is None:
        if rule.how == "first_of_month":
            # The first of the month stands for both ends: nothing of the month of leaving is counted.
            return first
        return (first if starts else last) + after
    return (last if certain is starts else first) + after


def stretches(job: Job, policy: PolicyOn, on: date, *, certain: bool, since: int = 0) -> list[Stretch]:
    """The job's days by share of full time, none before `since`."""
    days = days_of(job, policy, on, certain=certain)
    if days is None:
        return []
    start, end = max(days[0], since), days[1]
    side = 0 if certain else 1
    found: list[Stretch] = []
    share = share_of(job.hours, job.full_time, policy)[side]
    for change in job.changes:
        turn = change.since.toordinal()
        if start < min(turn, end):
            found.append(Stretch(start, min(turn, end), share))
        start = max(start, turn)
        share = share_of(change.hours, None, policy)[side]
    if start < end:
        found.append(Stretch(start, end, share))
    return [one for one in found if one.share]


def credited(jobs: Sequence[Sequence[Stretch]], *, once: bool, full: int = 1) -> list[Piece]:
    """Who is credited with which days; `full` is the share that is full time.

    `once`: of jobs that run at once the fuller one, and of equals the earlier in the order given. Else each in that
    order, until full time is reached.
    """
    found: list[Piece] = sorted(
        (start, end, share, place) for place, one in enumerate(jobs) for start, end, share in one
    )
    if all(before[1] <= after[0] for before, after in pairwise(found)):
        return found
    cuts = sorted({edge for start, end, _, _ in found for edge in (start, end)})
    every, found = found, []
    for start, end in pairwise(cuts):
        active = [(place, share) for first, after, share, place in every if first <= start and end <= after]
        if not active:
            continue
        if once:
            place, share = max(active, key=lambda entry: (entry[1], -entry[0]))
            found.append((start, end, share, place))
            continue
        room: Share = full
        for place, share in sorted(active):
            part = min(share, room)
            if part:
                found.append((start, end, part, place))
                room -= part
    return found


class Credits(NamedTuple):
    """Who is credited with which days, in whole parts of full time, of which `full` are the whole."""

    certain: list[Piece]
    possible: list[Piece]
    full: int
    hows: tuple[MonthsHow, ...]
    """The ways to make months of days among which the policy leaves the choice."""


def credits_of(jobs: Sequence[Job], sure: Sequence[bool], policy: PolicyOn, on: date, since: int) -> Credits:
    """What is credited to the jobs for certain, and at most; the same list where both are one."""
    hows = (policy.months.how,) if policy.months else CONVENTIONS
    possible = [stretches(job, policy, on, certain=False, since=since) for job in jobs]
    certain = [
        (wide if _is_exact(job, policy) else stretches(job, policy, on, certain=True, since=since)) if ok else []
        for job, ok, wide in zip(jobs, sure, possible, strict=True)
    ]
    # All shares in whole parts of one number, so that nothing is rounded and no fraction is reduced a thousand times.
    full = lcm(*{one.share.denominator for job in (*possible, *certain) for one in job})
    low, high = (_whole(one, full) for one in (certain, possible))
    once = policy.overlap is None or policy.overlap.how == "once"
    once_at_most = policy.overlap is not None and policy.overlap.how == "once"
    least = credited(low, once=once, full=full)
    most = least if low == high and once == once_at_most else credited(high, once=once_at_most, full=full)
    return Credits(least, most, full, hows)


class Tally(NamedTuple):
    """A count in whole numbers: `scale` of them are one month. Credits are those of each job, in the order given."""

    scale: int
    certain: list[Share]
    possible: list[Share]
    pieces: list[Piece]
    """The certain pieces, at shares of `scale // UNIT`."""


def _tally(jobs: Sequence[Job], sure: Sequence[bool], policy: PolicyOn, on: date, since: int) -> Tally:
    credit = credits_of(jobs, sure, policy, on, since)
    scale = UNIT * credit.full
    least = min((units_of(credit.certain, how, len(jobs)) for how in credit.hows), key=sum)
    if credit.possible is credit.certain and len(credit.hows) == 1:
        return Tally(scale, least, least, credit.certain)
    most = max((units_of(credit.possible, how, len(jobs)) for how in credit.hows), key=sum)
    return Tally(scale, least, most, credit.certain)


def _is_exact(job: Job, policy: PolicyOn) -> bool:
    """Whether what is certain of the job is all that is possible, as its plain statements show at a glance."""
    if job.starts is None or job.starts.day is None or job.changes or is_backwards(job):
        return False
    if job.ends is None:
        if not job.current:
            return False
    elif job.ends.day is None:
        return False
    least, most = share_of(job.hours, job.full_time, policy)
    return least == most


def _whole(jobs: Sequence[Sequence[Stretch]], full: int) -> Sequence[Sequence[Stretch]]:
    if full == 1:
        return jobs
    return [
        [Stretch(start, end, share.numerator * (full // share.denominator)) for start, end, share in one]
        for one in jobs
    ]


def total(jobs: Sequence[Job], sure: Sequence[bool], policy: PolicyOn, on: date, *, since: int = 0) -> Bounds:
    """The sum of `count` alone."""
    tally = _tally(jobs, sure, policy, on, since)
    least = Fraction(sum(tally.certain), tally.scale)
    most = least if tally.certain is tally.possible else Fraction(sum(tally.possible), tally.scale)
    return rounded(least, most, policy)


def count(jobs: Sequence[Job], sure: Sequence[bool], policy: PolicyOn, on: date, *, since: int = 0) -> Counted:
    """Months of the jobs, in an order that must not depend on how they were handed in.

    `sure` says of each job whether it is surely relevant; one that is not counts toward what is possible only.
    """
    tally = _tally(jobs, sure, policy, on, since)
    scale, full = tally.scale, tally.scale // UNIT
    own: list[list[Stretch]] = [[] for _ in jobs]
    for start, end, weight, place in tally.pieces:
        share = Fraction(weight, full)
        last = own[place][-1] if own[place] else None
        if last is not None and last.end == start and last.share == share:
            own[place][-1] = Stretch(last.start, end, share)
        else:
            own[place].append(Stretch(start, end, share))
    whole = rounded(Fraction(sum(tally.certain), scale), Fraction(sum(tally.possible), scale), policy)
    each = tuple(
        Bounds(Fraction(low, scale), Fraction(high, scale))
        for low, high in zip(tally.certain, tally.possible, strict=True)
    )
    return Counted(whole, each, tuple(tuple(one) for one in own))


def rounded(least: Fraction, most: Fraction, policy: PolicyOn) -> Bounds:
    """The sum rounded as the policy says, or every way that a policy may say where it is silent."""
    how = policy.rounding.how if policy.rounding else None
    if how == "none":
        return Bounds(least, most)
    down = Fraction(least.numerator // least.denominator)
    if how == "down":
        return Bounds(down, Fraction(most.numerator // most.denominator))
    up = most + Fraction(1, 2)
    nearest = Fraction(up.numerator // up.denominator)
    if how == "nearest":
        low = least + Fraction(1, 2)
        return Bounds(Fraction(low.numerator // low.denominator), nearest)
    # No source says: whole months are certain, and rounding up is possible.
    return Bounds(down, max(most, nearest))
