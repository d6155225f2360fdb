"""What is said of each job under a node: how much of it counted, on which days, and why the rest did not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from meritbook.core.qualifications.candidate import Job
from meritbook.core.qualifications.check import ANSWERS, is_backwards
from meritbook.core.qualifications.judge.answer import MET, NOT_MET, UNDETERMINED, number
from meritbook.core.qualifications.judge.counting import Bounds, Counted, Stretch, days_of, share_of, stretches
from meritbook.core.qualifications.judge.model import CountedPiece, JobCount, Settled
from meritbook.core.qualifications.judge.months import UNIT, measure, share_shown, shown
from meritbook.core.qualifications.judge.relevance import Relevant
from meritbook.core.qualifications.policy import PolicyOn


class Frame(NamedTuple):
    """Under which node, by which rules, on which day, and since when time counts (an ordinal; 0 for always)."""

    node: str
    policy: PolicyOn
    on: date
    since: int


def job_lines(
    jobs: list[Job],
    kept: list[int],
    relevant: list[Relevant],
    counted: Counted,
    settled: Mapping[str, Settled],
    frame: Frame,
) -> tuple[JobCount, ...]:
    """What is said of each job, in the order given; `kept` are the places of those that were counted."""
    place_of = {place: index for index, place in enumerate(kept)}
    lines = []
    for place, job in enumerate(jobs):
        index = place_of.get(place)
        bounds = counted.jobs[index] if index is not None else Bounds(Fraction(0), Fraction(0))
        pieces = counted.pieces[index] if index is not None else ()
        longest = days_of(job, frame.policy, frame.on, certain=False)
        whole = days_of(job, frame.policy, frame.on, certain=True) or longest
        known = longest is not None and job.starts is not None and not is_backwards(job)
        calendar = measure(longest[1], "calendar") - measure(longest[0], "calendar") if longest and known else 0
        lines.append(
            JobCount.model_construct(
                job=job.id,
                relevant=relevant[place].verdict,
                why=relevant[place].why,
                quotes=relevant[place].quotes,
                of_months=shown(Fraction(calendar, UNIT)),
                least=shown(bounds.least),
                most=shown(max(bounds.least, bounds.most)),
                pieces=tuple(_piece(one) for one in pieces),
                left_out=_left_out(job, relevant[place], whole, pieces, frame),
                settled=settled.get(f"{frame.node}/{job.id}") if settled else None,
            )
        )
    return tuple(lines)


def _left_out(
    job: Job, relevant: Relevant, whole: tuple[int, int] | None, pieces: tuple[Stretch, ...], frame: Frame
) -> tuple[str, ...]:
    if relevant.verdict is NOT_MET:
        return (relevant.why,)
    if is_backwards(job):
        return (ANSWERS["job.ends_before_starts"],)
    if whole is None:
        return ("No day of it lies before the day of the verdict.",)
    reasons = []
    if relevant.verdict is UNDETERMINED:
        reasons.append(relevant.why)
    start = max(whole[0], frame.since)
    if frame.since > whole[0]:
        reasons.append(f"Only time since {date.fromordinal(frame.since).isoformat()} counts.")
    sure = tuple(stretches(job, frame.policy, frame.on, certain=True, since=frame.since))
    if pieces and (vague := _uncovered(start, whole[1], sure)):
        reasons.append(
            f"{_months(vague)} months are not certain: how much of full time they were is not known, or no source "
            "says what part-time work counts."
        )
    if pieces and (shared := _overlapped(sure, pieces)):
        reasons.append(f"{_months(shared)} months overlap another job and are counted once.")
    for one in pieces:
        if one.share != 1:
            full = _months([(one.start, one.end)])
            reasons.append(
                f"{full} months at {share_shown(one.share)} of full time count {number(Fraction(full) * one.share)}."
            )
    if not pieces and relevant.verdict is MET:
        sides = share_of(job.hours, job.full_time, frame.policy)
        if sides[0] != sides[1]:
            reasons.append("How much of full time it was is not known, or no source says what it counts.")
        elif sides == (0, 0):
            reasons.append("So few hours a week do not count under the policy.")
        elif job.starts is None or (job.ends is None and not job.current):
            reasons.append("Its dates are not complete.")
        else:
            reasons.append("All its days are counted under another job.")
    return tuple(reasons)


def _piece(one: Stretch) -> CountedPiece:
    units = (measure(one.end, "calendar") - measure(one.start, "calendar")) * one.share
    return CountedPiece.model_construct(
        first=date.fromordinal(one.start),
        last=date.fromordinal(one.end - 1),
        share=str(one.share),
        months=shown(Fraction(units) / UNIT),
    )


def _uncovered(start: int, end: int, pieces: tuple[Stretch, ...]) -> list[tuple[int, int]]:
    gaps, place = [], start
    for one in sorted(pieces):
        if place < one.start:
            gaps.append((place, one.start))
        place = max(place, one.end)
    if place < end:
        gaps.append((place, end))
    return gaps


def _overlapped(sure: tuple[Stretch, ...], pieces: tuple[Stretch, ...]) -> list[tuple[int, int]]:
    """Days of the job that would have counted and are credited to another."""
    found: list[tuple[int, int]] = []
    for one in sure:
        inside = tuple(
            Stretch(max(one.start, piece.start), min(one.end, piece.end), piece.share)
            for piece in pieces
            if piece.start < one.end and one.start < piece.end
        )
        found.extend(_uncovered(one.start, one.end, inside))
    return found


def _months(days: list[tuple[int, int]]) -> Decimal:
    return shown(Fraction(sum(measure(end, "calendar") - measure(start, "calendar") for start, end in days), UNIT))
