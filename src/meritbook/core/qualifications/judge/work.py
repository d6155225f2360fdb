"""Experience: the months that count under a node, job by job."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from meritbook.core.qualifications.candidate import Candidate, Job
from meritbook.core.qualifications.check import ANSWERS, is_backwards
from meritbook.core.qualifications.judge.answer import MET, NOT_MET, UNDETERMINED, Answer, between, number
from meritbook.core.qualifications.judge.counting import (
    Bounds,
    Counted,
    Stretch,
    count,
    days_of,
    share_of,
    stretches,
    total,
)
from meritbook.core.qualifications.judge.model import CountedPiece, JobCount, Settled
from meritbook.core.qualifications.judge.months import UNIT, measure, shown
from meritbook.core.qualifications.judge.relevance import Matcher, Relevant
from meritbook.core.qualifications.model import Amount, Experience
from meritbook.core.qualifications.policy import PolicyOn
from meritbook.core.verdict import Missing, Verdict

FAR = 60 * 366
"""Days ahead beyond which a date by time alone is not looked for."""


def months_asked(amount: Amount, policy: PolicyOn) -> Fraction | None:
    """The amount in months; `None` where the text contradicts itself or no source says what an hour is of a month."""
    if amount.value is None:
        return None
    value = Fraction(amount.value)
    match amount.unit:
        case "year":
            return value * Fraction(policy.year())
        case "month":
            return value
        case "week":
            return value * 12 / 52
        case "day":
            return value * 12 / 365
        case _:
            if policy.part_time and policy.part_time.hours_a_month:
                return value / Fraction(policy.part_time.hours_a_month)
            hours = policy.full_time_hours
            return value * 12 / (52 * Fraction(hours.hours)) if hours else None


def in_order(jobs: tuple[Job, ...]) -> list[Job]:
    """The jobs by their dates and words, so that the order in which they were handed in plays no part."""

    def key(job: Job) -> tuple[int, int, str, str, str]:
        starts = job.starts.ordinals[0] if job.starts else 0
        ends = job.ends.ordinals[1] if job.ends else date.max.toordinal()
        return starts, ends, job.title, job.employer, job.id

    return sorted(jobs, key=key)


class Seen(NamedTuple):
    """The jobs of a candidate under a node: in order, whether relevant, surely so, which are kept, and the count."""

    jobs: list[Job]
    relevant: list[Relevant]
    sure: list[bool]
    kept: list[int]
    counted: Counted


class Last:
    """What was seen of the candidate looked at last, for nodes that differ only in how much they ask for.

    It is one assignment of one tuple, so that threads cannot see half of it.
    """

    def __init__(self) -> None:
        self.seen: tuple[Candidate, Seen] | None = None
        self.total: tuple[Candidate, Bounds] | None = None
        self.lines: tuple[Seen, tuple[JobCount, ...]] | None = None


class Work:
    """Judges one `Experience` node; made ready once for many candidates."""

    def __init__(self, node: Experience, policy: PolicyOn, on: date, last: Last) -> None:
        self.last = last
        self.node = node
        self.policy = policy
        self.on = on
        self.matcher = Matcher(node, policy)
        self.required = months_asked(node.amount, policy) if node.amount else None
        said = (node.amount, node.fields, node.activities, node.classes, node.levels, node.where)
        self.vague = not any(said)
        self.since = _since(node.within, on, policy)
        self.by = policy.relevance.by if policy.relevance else "analyst"
        names = ("full_time_hours", "part_time", "overlap", "months", "partial_dates", "rounding", "volunteer")
        self.silent = policy.silent()
        self.rests_on = tuple(name for name in names if getattr(policy, name) is not None)

    def answer(self, candidate: Candidate, settled: Mapping[str, Settled], *, brief: bool = False) -> Answer:
        """The answer, without what lies within the experience ("two years of which").

        A brief one has the verdict and the months, and leaves out the jobs, the quotes and the questions.
        """
        if candidate.jobs is None:
            missing: tuple[Missing, ...] = (
                Missing(question="Which jobs has the candidate had?", ask="applicant", about="jobs"),
            )
            return Answer(
                self.node, UNDETERMINED, "No work history was given.", required=self.required, missing=missing
            )
        if self.vague:
            missing = (Missing(question=f"What does “{self.node.text}” ask for?", ask=self.by, about="text"),)
            return Answer(self.node, UNDETERMINED, "The text does not plainly say which experience.", missing=missing)
        if brief:
            bounds = self._total(candidate, candidate.jobs, settled)
            return Answer(self.node, self._verdict(bounds), "", self.required, bounds)
        seen = self._seen(candidate, candidate.jobs, settled)
        jobs, relevant, sure, kept, counted = seen
        verdict = self._verdict(counted.total)
        says = self._says(counted.total)
        lines = self._shared_lines(seen, settled)
        missing = self._missing(jobs, kept, relevant, counted, verdict)
        quotes = tuple(quote for one, ok in zip(relevant, sure, strict=True) if ok for quote in one.quotes)
        answer = Answer(
            self.node,
            verdict,
            says,
            self.required,
            counted.total,
            lines,
            quotes,
            missing,
            None,
            self.rests_on,
            self.on if verdict is MET else None,
        )
        if verdict is NOT_MET and self.required is not None and self.since == 0:
            answer.met_on = self._by_time(jobs, relevant)
        return answer

    def _total(self, candidate: Candidate, jobs: tuple[Job, ...], settled: Mapping[str, Settled]) -> Bounds:
        """The bounds that `_seen` counts, without their reasons."""
        last = self.last.total
        if last is not None and last[0] is candidate and not settled:
            return last[1]
        kept, sure = [], []
        for job in in_order(jobs):
            answer = settled.get(f"{self.node.id}/{job.id}") if settled else None
            verdict = self.matcher.verdict(job) if answer is None else answer.verdict
            if verdict is not NOT_MET:
                kept.append(job)
                sure.append(verdict is MET and not self._unsure(job))
        bounds = total(kept, sure, self.policy, self.on, since=self.since)
        if not settled:
            self.last.total = (candidate, bounds)
        return bounds

    def _seen(self, candidate: Candidate, jobs: tuple[Job, ...], settled: Mapping[str, Settled]) -> Seen:
        last = self.last.seen
        if last is not None and last[0] is candidate and not settled:
            return last[1]
        ordered = in_order(jobs)
        relevant = [self._relevant(candidate, job, settled) for job in ordered]
        counted, sure, kept = self._count(ordered, relevant)
        seen = Seen(ordered, relevant, sure, kept, counted)
        if not settled:
            self.last.seen = (candidate, seen)
        return seen

    def _shared_lines(self, seen: Seen, settled: Mapping[str, Settled]) -> tuple[JobCount, ...]:
        last = self.last.lines
        if last is not None and last[0] is seen:
            return last[1]
        lines = self._lines(seen.jobs, seen.kept, seen.relevant, seen.counted, settled)
        self.last.lines = (seen, lines)
        return lines

    def _relevant(self, candidate: Candidate, job: Job, settled: Mapping[str, Settled]) -> Relevant:
        answer = settled.get(f"{self.node.id}/{job.id}") if settled else None
        if answer is not None:
            return Relevant(answer.verdict, f"{answer.by}: {answer.why}")
        return self.matcher.relevance(candidate.number, job)

    def _count(self, jobs: list[Job], relevant: list[Relevant]) -> tuple[Counted, list[bool], list[int]]:
        kept = [place for place, one in enumerate(relevant) if one.verdict is not NOT_MET]
        sure = [one.verdict is MET and not self._unsure(job) for one, job in zip(relevant, jobs, strict=True)]
        counted = count(
            [jobs[place] for place in kept], [sure[place] for place in kept], self.policy, self.on, since=self.since
        )
        return counted, sure, kept

    def _unsure(self, job: Job) -> bool:
        """Full-time work is asked, this was less, and no source says that its part-time equivalent will do."""
        if self.node.full_time is not True or self.policy.part_time is not None:
            return False
        return share_of(job.hours, job.full_time, self.policy) != (1, 1)

    def _verdict(self, months: Bounds) -> Verdict:
        if self.node.amount is not None and self.required is None:
            return UNDETERMINED
        if self.required is None:
            return MET if months.least > 0 else UNDETERMINED if months.most > 0 else NOT_MET
        if months.least >= self.required:
            # That it was without a break, a person checks.
            return UNDETERMINED if self.node.continuous else MET
        return NOT_MET if months.most < self.required else UNDETERMINED

    def _says(self, months: Bounds) -> str:
        if self.node.amount is not None and self.node.amount.value is None:
            return f"The text contradicts itself about how much is asked: {self.node.amount.problem}."
        if self.node.amount is not None and self.required is None:
            return "No source of the policy says how many hours make a month."
        if self.required is None:
            if months.least > 0:
                return f"{between(months)} months counted; the text asks for no amount."
            return "No job plainly shows it; the text asks for no amount."
        says = f"{between(months)} of {number(self.required)} months counted."
        if months.least >= self.required and self.node.continuous:
            says += " It must have been without a break, which a person checks."
        return says

    def _missing(
        self, jobs: list[Job], kept: list[int], relevant: list[Relevant], counted: Counted, verdict: Verdict
    ) -> tuple[Missing, ...]:
        if verdict is not UNDETERMINED:
            return ()
        if self.node.amount is not None and self.required is None:
            return (Missing(question=f"How much is asked by “{self.node.text}”?", ask=self.by, about="amount"),)
        found = []
        # The job that could add most comes first among the questions.
        for place, one in sorted(
            zip(kept, counted.jobs, strict=True), key=lambda pair: (-pair[1].most, jobs[pair[0]].id)
        ):
            job = jobs[place]
            if one.most <= 0:
                continue
            if relevant[place].verdict is UNDETERMINED:
                open_part = relevant[place].why.rstrip("?.")
                question = f"Is {job.id} ({job.title or 'no title'}) the experience asked for? {open_part}?"
                found.append(Missing(question=question, ask=self.by, about=job.id))
            elif one.least != one.most:
                found.append(self._inexact(job))
        if not found and self.node.continuous:
            found.append(Missing(question="Was the time without a break?", ask=self.by, about="continuous"))
        return tuple(found)

    def _inexact(self, job: Job) -> Missing:
        """Whom to ask about a job that has bounds only: the candidate, or whoever makes the rule that is missing."""
        dates = [job.starts, *([] if job.current and job.ends is None else [job.ends])]
        whole = all(one is not None and one.precision == "day" for one in dates)
        if whole and (job.hours is not None or job.full_time is True):
            silent = ", ".join(
                name
                for name in ("full_time_hours", "part_time", "overlap", "months", "rounding")
                if name in self.silent
            )
            named = f"{job.id} ({job.title or 'no title'})"
            question = f"How are the months of {named} counted? No source states: {silent or 'nothing else'}."
            return Missing(question=question, ask=self.by, about="policy")
        question = f"Exactly when, and how many hours a week, was {job.id} ({job.title or 'no title'})?"
        return Missing(question=question, ask="applicant", about=job.id)

    def _lines(
        self,
        jobs: list[Job],
        kept: list[int],
        relevant: list[Relevant],
        counted: Counted,
        settled: Mapping[str, Settled],
    ) -> tuple[JobCount, ...]:
        place_of = {place: index for index, place in enumerate(kept)}
        lines = []
        for place, job in enumerate(jobs):
            index = place_of.get(place)
            bounds = counted.jobs[index] if index is not None else Bounds(Fraction(0), Fraction(0))
            pieces = counted.pieces[index] if index is not None else ()
            longest = days_of(job, self.policy, self.on, certain=False)
            whole = days_of(job, self.policy, self.on, certain=True) or longest
            known = longest is not None and job.starts is not None
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
                    left_out=self._left_out(job, relevant[place], whole, pieces),
                    settled=settled.get(f"{self.node.id}/{job.id}") if settled else None,
                )
            )
        return tuple(lines)

    def _left_out(
        self, job: Job, relevant: Relevant, whole: tuple[int, int] | None, pieces: tuple[Stretch, ...]
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
        start = max(whole[0], self.since)
        if self.since > whole[0]:
            reasons.append(f"Only time since {date.fromordinal(self.since).isoformat()} counts.")
        sure = tuple(stretches(job, self.policy, self.on, certain=True, since=self.since))
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
                reasons.append(f"{full} months at {one.share} of full time count {number(Fraction(full) * one.share)}.")
        if not pieces and relevant.verdict is MET:
            sides = share_of(job.hours, job.full_time, self.policy)
            if sides[0] != sides[1]:
                reasons.append("How much of full time it was is not known, or no source says what it counts.")
            elif sides == (0, 0):
                reasons.append("So few hours a week do not count under the policy.")
            elif job.starts is None or (job.ends is None and not job.current):
                reasons.append("Its dates are not complete.")
            else:
                reasons.append("All its days are counted under another job.")
        return tuple(reasons)

    def _by_time(self, jobs: list[Job], relevant: list[Relevant]) -> date | None:
        """The first day on which the jobs that go on would fill what is asked."""
        going = [job for job, one in zip(jobs, relevant, strict=True) if one.verdict is MET and _goes_on(job, self.on)]
        if not going or self.required is None:
            return None
        required = self.required
        sure = [one.verdict is MET and not self._unsure(job) for one, job in zip(relevant, jobs, strict=True)]
        kept = [job for job, ok in zip(jobs, sure, strict=True) if ok]

        def enough(day: int) -> bool:
            return total(kept, [True] * len(kept), self.policy, date.fromordinal(day)).least >= required

        low, high = self.on.toordinal(), self.on.toordinal() + FAR
        have = total(kept, [True] * len(kept), self.policy, self.on).least
        guess = low + int((required - have) * 31) + 62
        if guess < high and enough(guess):
            high = guess
        elif not enough(high):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if enough(middle) else (middle, high)
        return date.fromordinal(high)


def _goes_on(job: Job, on: date) -> bool:
    return (job.ends is None and job.current) or (job.ends is not None and job.ends.earliest > on)


def _since(within: Amount | None, on: date, policy: PolicyOn) -> int:
    """The first day that a rule of recency lets count; 0 where there is none."""
    months = months_asked(within, policy) if within is not None else None
    if months is None:
        return 0
    back = 12 * on.year + on.month - 1 - months.numerator // months.denominator
    year, month = divmod(back, 12)
    day = min(on.day, 28) if month == 1 and on.day > 28 else on.day
    while True:
        try:
            return date(year, month + 1, day).toordinal() + 1
        except ValueError:
            day -= 1


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
