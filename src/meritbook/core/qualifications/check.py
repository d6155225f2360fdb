"""What is wrong or unclear in a candidate's statements: pointed out with what is done about it, and never repaired."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from meritbook.core.qualifications.candidate import Candidate, Degree, HeldLicence, Job
from meritbook.core.values import Value

MOST_HOURS = Decimal(80)
"""More hours a week than these are pointed out."""
HOURS_IN_A_WEEK = Decimal(168)
GAP_DAYS = 92
"""A stretch without work that is longer than this is pointed out; it has no effect."""

ANSWERS = {
    "job.no_start": "It is not counted as certain: nobody can say how long it was.",
    "job.no_end": "It is not counted as certain: it neither ended nor is said to go on.",
    "job.ends_before_starts": "It is not counted as certain: one of its days is a slip, and the candidate is asked.",
    "job.ends_and_goes_on": "The end is taken as written, and the job as ended.",
    "job.starts_in_future": "It is not counted on this day.",
    "job.ends_in_future": "It is counted up to this day.",
    "job.many_hours": "It counts as full time and no more.",
    "job.impossible_hours": "The hours are taken as unknown.",
    "job.no_hours": "Whether it was full time is taken as unknown.",
    "job.hours_contradict": "The hours are taken as written.",
    "job.change_outside": "A change before the first day holds from that day on; one after the last has no effect.",
    "job.listed_twice": "The entries are taken as two jobs held at once.",
    "job.two_at_once": "The time that they share is counted once, or up to full time, as the policy says.",
    "career.gap": "It has no effect.",
    "degree.no_level": "It is not counted as any level until the level is settled.",
    "degree.not_conferred": "It is not held on this day.",
    "degree.no_date": "Whether it is held is undetermined.",
    "degree.both_dates": "The day of conferral is taken.",
    "licence.no_validity": "Whether it is valid is undetermined.",
    "licence.begins_later": "It is not valid on this day.",
    "licence.lapses_on_day": "Its last day is this day: it is valid on it, and not on the next.",
    "licence.lapsed": "It is not valid on this day.",
    "licence.ends_before_starts": "It is not counted until the dates are settled.",
}
"""The stated answer to each kind of problem."""


class CandidateProblem(Value):
    """Something that the statements leave unclear, what it concerns, and what is done about it."""

    code: str
    about: tuple[str, ...]
    """Ids of the entries."""
    says: str
    answer: str


def _problem(code: str, about: tuple[str, ...], says: str) -> CandidateProblem:
    return CandidateProblem(code=code, about=about, says=says, answer=ANSWERS[code])


def problems(candidate: Candidate, *, on: date) -> tuple[CandidateProblem, ...]:
    """Everything unclear in the statements as of a day, in a fixed order whatever the order of the entries."""
    found: list[CandidateProblem] = []
    jobs = candidate.jobs or ()
    for job in jobs:
        found.extend(_of_job(job, on))
        found.extend(_of_changes(job))
    found.extend(_listed_twice(jobs))
    found.extend(_together(jobs, on))
    for degree in candidate.degrees or ():
        found.extend(_of_degree(degree, on))
    for licence in candidate.licences or ():
        found.extend(_of_licence(licence, on))
    return tuple(sorted(found, key=lambda one: (one.about, one.code)))


def is_backwards(job: Job) -> bool:
    """Whether the job surely ends before it starts."""
    return job.starts is not None and job.ends is not None and job.ends.ordinals[1] < job.starts.ordinals[0]


def full_time_by_statement(job: Job) -> bool:
    """Whether the job is plainly full time by its own words: it says so, or has forty hours or more."""
    return job.hours >= 40 if job.hours is not None else job.full_time is True


def _of_job(job: Job, on: date) -> Iterator[CandidateProblem]:
    if job.starts is None:
        yield _problem("job.no_start", (job.id,), "The job has no first day.")
    if job.ends is None and not job.current:
        yield _problem("job.no_end", (job.id,), "The job has no last day and is not said to go on.")
    if job.ends is not None and job.current and job.ends.latest < on:
        yield _problem("job.ends_and_goes_on", (job.id,), f"The job ended {job.ends} and is said to go on.")
    if is_backwards(job):
        yield _problem("job.ends_before_starts", (job.id,), f"The job ends {job.ends}, before it starts {job.starts}.")
    elif job.starts is not None and job.starts.earliest > on:
        yield _problem("job.starts_in_future", (job.id,), f"The job starts {job.starts}, after {on.isoformat()}.")
    elif job.ends is not None and job.ends.earliest > on:
        yield _problem("job.ends_in_future", (job.id,), f"The job ends {job.ends}, after {on.isoformat()}.")
    hours = [job.hours, *(change.hours for change in job.changes)]
    stated = [one for one in hours if one is not None]
    if any(one > HOURS_IN_A_WEEK for one in stated):
        yield _problem("job.impossible_hours", (job.id,), f"{max(stated)} hours do not fit in a week.")
    elif any(one > MOST_HOURS for one in stated):
        yield _problem("job.many_hours", (job.id,), f"{max(stated)} hours a week are more than {MOST_HOURS}.")
    if job.hours is None and job.full_time is not True:
        yield _problem("job.no_hours", (job.id,), "The job says neither its hours nor that it was full time.")
    elif job.hours is not None and (
        (job.full_time is True and job.hours < 30) or (job.full_time is False and job.hours >= 40)
    ):
        said = "full time" if job.full_time else "not full time"
        yield _problem("job.hours_contradict", (job.id,), f"The job is said to be {said}, with {job.hours} hours.")


def _of_changes(job: Job) -> Iterator[CandidateProblem]:
    for change in job.changes:
        day = change.since.toordinal()
        early = job.starts is not None and day < job.starts.ordinals[0]
        if early or (job.ends is not None and day > job.ends.ordinals[1]):
            says = f"The hours are said to change on {change.since.isoformat()}, which is no day of the job."
            yield _problem("job.change_outside", (job.id,), says)


def _listed_twice(jobs: tuple[Job, ...]) -> Iterator[CandidateProblem]:
    seen: dict[tuple[object, ...], Job] = {}
    for job in sorted(jobs, key=lambda one: one.id):
        if job.starts is None:
            continue
        same = (_folded(job.title), _folded(job.employer), job.starts, job.ends, job.current, job.hours)
        first = seen.setdefault(same, job)
        if first is not job and (job.title or job.employer):
            says = "Both entries have the same title, employer, days and hours."
            yield _problem("job.listed_twice", (first.id, job.id), says)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _together(jobs: tuple[Job, ...], on: date) -> Iterator[CandidateProblem]:
    placed = sorted(
        (
            (job.starts.earliest, on if job.ends is None else min(on, job.ends.latest), job)
            for job in jobs
            if job.starts is not None and not is_backwards(job) and (job.ends is not None or job.current)
        ),
        key=lambda one: (one[0], one[1], one[2].id),
    )
    for place, (_, first_end, first) in enumerate(placed):
        for start, end, second in placed[place + 1 :]:
            if start > first_end:
                break
            if full_time_by_statement(first) and full_time_by_statement(second) and end >= start:
                both = tuple(sorted((first.id, second.id)))
                yield _problem("job.two_at_once", both, f"Two full-time jobs run at once from {start.isoformat()}.")
    reached: date | None = None
    for start, end, job in placed:
        if reached is not None and start - reached > timedelta(days=GAP_DAYS):
            yield _problem("career.gap", (job.id,), f"No job between {reached.isoformat()} and {start.isoformat()}.")
        reached = end if reached is None else max(reached, end)


def _of_degree(degree: Degree, on: date) -> Iterator[CandidateProblem]:
    if not degree.level:
        yield _problem("degree.no_level", (degree.id,), "The study has no level.")
    if degree.conferred is not None and degree.expected is not None:
        yield _problem("degree.both_dates", (degree.id,), "It is said to be conferred, and to be expected.")
    when = degree.conferred or degree.expected
    if when is None:
        if degree.level not in ("", "college", "graduate"):
            yield _problem("degree.no_date", (degree.id,), "Neither a day of conferral nor an expected one is given.")
    elif when.earliest > on or degree.conferred is None:
        yield _problem("degree.not_conferred", (degree.id,), f"It is expected {when}.")


def _of_licence(licence: HeldLicence, on: date) -> Iterator[CandidateProblem]:
    begins, ends = licence.valid_from, licence.valid_through
    if begins is not None and ends is not None and ends.latest < begins.earliest:
        yield _problem("licence.ends_before_starts", (licence.id,), f"It lapses {ends}, before it begins {begins}.")
        return
    if begins is not None and begins.earliest > on:
        yield _problem("licence.begins_later", (licence.id,), f"It begins {begins}, after {on.isoformat()}.")
    if ends is None:
        if not licence.never_lapses:
            yield _problem("licence.no_validity", (licence.id,), "It does not say until when it is valid.")
    elif ends.latest < on:
        yield _problem("licence.lapsed", (licence.id,), f"Its last day was {ends}.")
    elif ends.earliest == ends.latest == on:
        yield _problem("licence.lapses_on_day", (licence.id,), f"Its last day is {ends}.")
