"""Experience: the months that count under a node, job by job."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from meritbook.core.qualifications.candidate import Candidate, Job
from meritbook.core.qualifications.check import is_backwards
from meritbook.core.qualifications.judge.answer import MET, NOT_MET, UNDETERMINED, Answer, between, number
from meritbook.core.qualifications.judge.counting import LONG_AGO, Bounds, Counted, count, share_of, total
from meritbook.core.qualifications.judge.lines import Frame, job_lines
from meritbook.core.qualifications.judge.model import JobCount, Settled
from meritbook.core.qualifications.judge.relevance import Matcher, Relevant
from meritbook.core.qualifications.judge.runs import Gap, gaps, longest
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


class Reach(NamedTuple):
    """A day as an ordinal: the earliest that it can be, and the one by which it surely is; `None` for never."""

    earliest: int | None
    surely: int | None


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
        months = counted.total
        between_jobs: tuple[Gap, ...] = ()
        if self.node.continuous:
            chosen = [jobs[place] for place in kept], [sure[place] for place in kept]
            months = longest(*chosen, self.policy, self.on, since=self.since)
            between_jobs = gaps(*chosen, self.policy, self.on, since=self.since)
        verdict = self._verdict(months)
        says = " ".join((self._says(months), *(one.says for one in between_jobs)))
        lines = self._shared_lines(seen, settled)
        missing = self._missing(jobs, kept, relevant, counted, verdict, between_jobs)
        quotes = tuple(quote for one, ok in zip(relevant, sure, strict=True) if ok for quote in one.quotes)
        answer = Answer(
            self.node,
            verdict,
            says,
            self.required,
            months,
            lines,
            quotes,
            missing,
            None,
            self.rests_on,
            self.on if verdict is MET else None,
        )
        if verdict is NOT_MET:
            answer.met_on = self._by_time(jobs, relevant, Fraction(0))
        return answer

    def by_time(self, candidate: Candidate, settled: Mapping[str, Settled], credited: Fraction) -> date | None:
        """The first day on which the jobs that go on would fill what is asked, beside so many months that something
        else stands in for; `None` where no day is known."""
        if candidate.jobs is None or self.vague:
            return None
        seen = self._seen(candidate, candidate.jobs, settled)
        return self._by_time(seen.jobs, seen.relevant, credited)

    def reached(self, candidate: Candidate, settled: Mapping[str, Settled], since: Reach) -> Reach:
        """On which day so much is reached when only time from `since` on counts, and not after the day of the
        verdict."""
        if candidate.jobs is None or self.vague or (self.node.amount is not None and self.required is None):
            return Reach(since.earliest, None)
        kept, sure = self._kept(candidate.jobs, settled)

        def first(start: int | None, side: Literal["least", "most"]) -> int | None:
            if start is None:
                return None
            begin = max(start, self.since)

            def enough(day: int) -> bool:
                bounds = self._measured(kept, sure, date.fromordinal(day), begin)
                months: Fraction = getattr(bounds, side)
                return months >= self.required if self.required is not None else months > 0

            return first_day(enough, max(begin, LONG_AGO), self.on.toordinal())

        return Reach(first(since.earliest, "most"), first(since.surely, "least"))

    def _total(self, candidate: Candidate, jobs: tuple[Job, ...], settled: Mapping[str, Settled]) -> Bounds:
        """The bounds that `_seen` counts, without their reasons."""
        last = self.last.total
        if last is not None and last[0] is candidate and not settled:
            return last[1]
        bounds = self._measured(*self._kept(jobs, settled), self.on, self.since)
        if not settled:
            self.last.total = (candidate, bounds)
        return bounds

    def _kept(self, jobs: tuple[Job, ...], settled: Mapping[str, Settled]) -> tuple[list[Job], list[bool]]:
        """The jobs that may count, in order, and whether each surely does."""
        kept, sure = [], []
        for job in in_order(jobs):
            answer = settled.get(f"{self.node.id}/{job.id}") if settled else None
            verdict = self.matcher.verdict(job) if answer is None else answer.verdict
            if verdict is not NOT_MET:
                kept.append(job)
                sure.append(verdict is MET and not self._unsure(job))
        return kept, sure

    def _measured(self, jobs: Sequence[Job], sure: Sequence[bool], on: date, since: int) -> Bounds:
        """Months that count towards what is asked: all of them, or those of the longest run without a break."""
        measured = longest if self.node.continuous else total
        return measured(jobs, sure, self.policy, on, since=since)

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
        frame = Frame(self.node.id, self.policy, self.on, self.since)
        lines = job_lines(seen.jobs, seen.kept, seen.relevant, seen.counted, settled, frame)
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
            return MET
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
        if self.node.continuous:
            return f"{between(months)} of {number(self.required)} months without a break."
        return f"{between(months)} of {number(self.required)} months counted."

    def _missing(
        self,
        jobs: list[Job],
        kept: list[int],
        relevant: list[Relevant],
        counted: Counted,
        verdict: Verdict,
        between_jobs: tuple[Gap, ...],
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
        asked = [f"{gap.says} Was that a break?" for gap in between_jobs if gap.is_open]
        return (*found, *(Missing(question=one, ask=self.by, about="continuous") for one in asked))

    def _inexact(self, job: Job) -> Missing:
        """Whom to ask about a job that has bounds only: the candidate, or whoever makes the rule that is missing."""
        dates = [job.starts, *([] if job.current and job.ends is None else [job.ends])]
        whole = all(one is not None and one.precision == "day" for one in dates) and not is_backwards(job)
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

    def _by_time(self, jobs: list[Job], relevant: list[Relevant], credited: Fraction) -> date | None:
        going = [job for job, one in zip(jobs, relevant, strict=True) if one.verdict is MET and _goes_on(job, self.on)]
        if not going or self.required is None or self.since:
            return None
        required = self.required - credited
        sure = [one.verdict is MET and not self._unsure(job) for one, job in zip(relevant, jobs, strict=True)]
        kept = [job for job, ok in zip(jobs, sure, strict=True) if ok]

        def enough(day: int) -> bool:
            return self._measured(kept, [True] * len(kept), date.fromordinal(day), self.since).least >= required

        today = self.on.toordinal()
        have = self._measured(kept, [True] * len(kept), self.on, self.since).least
        guess = today + int((required - have) * 31) + 62
        found = first_day(enough, today + 1, guess if guess < today + FAR and enough(guess) else today + FAR)
        return None if found is None else date.fromordinal(found)


def first_day(enough: Callable[[int], bool], low: int, high: int) -> int | None:
    """The first day from `low` through `high` on which it is enough, given that enough stays so."""
    if low > high or not enough(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low


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
