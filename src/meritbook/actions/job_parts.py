"""What one part of long work does, by kind. A part runs within the transaction that also keeps how far the work is."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db import DatabaseError, transaction

from meritbook.actions import determine_qualification, jobs, qualifying, receive_applications
from meritbook.actions.actor import Actor
from meritbook.actions.job_work import Left, Part, Task
from meritbook.actions.permissions import ForbiddenError, require
from meritbook.actions.policies import PolicyError
from meritbook.actions.qualifying_policies import ExaminationClosedError, StatedAnewError, check_open
from meritbook.actions.report_setting import SetReports
from meritbook.actions.value_import import ImportValues
from meritbook.actions.year_opening import OpenYear
from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.candidate import Application as Stated
from meritbook.readers.batches import Entry, LeftOut, read_batch
from meritbook.records import clock
from meritbook.records.models import DeterminationOutcome, Examination, Job, JobCandidate, JobKind

LOG = logging.getLogger(__name__)
CANDIDATES = 200
"""Received or judged in one part: a fraction of a second, in which others who write to the record must wait."""
SECONDS = 0.5
"""After which a part that determines one by one ends."""
PASSES = 3
"""How often those whom precedents overtake while the work goes on are looked for again."""


class ReceivedBeforeError(PolicyError):
    """A candidate without a number was received from this very file before."""

    code = "job.received_before"
    remedy = "Nothing is to be done. Give candidates numbers, so that each can be told from the others."


class CandidateFailedError(MeritbookError):
    """Something went wrong with one candidate that the program did not foresee. The others are not held up."""

    code = "job.candidate_failed"
    remedy = "Open the candidate and do it by hand; send the log to whoever looks after the program."
    http_status = 500


STOPS = (ForbiddenError, ExaminationClosedError, DatabaseError, OSError, MemoryError)
"""What concerns no candidate: whoever asked may not, the examination is closed, or the machine cannot."""


def task_of(job: Job) -> Task:
    """The task of a job. Reading the file of one takes seconds, so this stands outside of any transaction."""
    made: dict[str, type[Receive | Judge | Determine | OpenYear | ImportValues | SetReports]] = {
        JobKind.RECEIVE: Receive,
        JobKind.JUDGE: Judge,
        JobKind.DETERMINE: Determine,
        JobKind.OPEN_YEAR: OpenYear,
        JobKind.IMPORT_VALUES: ImportValues,
        JobKind.SET_REPORTS: SetReports,
    }
    return made[job.kind](job)


def _allowed(job: Job, at: datetime) -> Actor:
    """Whoever asked, if they may still; raises `ForbiddenError` and the error of a closed examination."""
    actor = Actor(job.asked_by)
    require(actor, jobs.NEEDS[job.kind], job.of_examination, on=clock.day_of(at))
    check_open(job.of_examination)
    return actor


_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


def _problem(of: Exception, what: str) -> MeritbookError:
    """What is told of a problem: of an unforeseen one only that there was one, since its words may name somebody."""
    if isinstance(of, MeritbookError):
        return of
    LOG.error("%s failed", what, exc_info=of)
    return CandidateFailedError("Something went wrong that the program did not foresee.")


def _apart(
    items: Sequence[_Item], act: Callable[[Sequence[_Item]], _Made], what: str
) -> tuple[list[_Made], list[tuple[_Item, MeritbookError]]]:
    """What acting on all made, and those that cannot be acted on.

    All at once; where that fails, half by half, so that whoever fails keeps nobody else. Raises what `STOPS` names.
    """
    try:
        with transaction.atomic():
            return [act(items)], []
    except STOPS:
        raise
    except Exception as problem:  # noqa: BLE001 - logged, told and left out; the others go on
        if len(items) == 1:
            return [], [(items[0], _problem(problem, what))]
    half = len(items) // 2
    made, failed = _apart(items[:half], act, what)
    more, others = _apart(items[half:], act, what)
    return [*made, *more], [*failed, *others]


class Receive:
    """Receives the candidates of a file and judges them."""

    def __init__(self, job: Job) -> None:
        if job.source is None:
            raise jobs.JobOptionsError("There is no file to read.", where=str(job))
        self.batch = read_batch(job.source.original(), name=jobs.file_name(job.source))
        earlier = Job.objects.filter(kind=job.kind, examination=job.of_examination.pk, source=job.source).exclude(
            pk=job.pk
        )
        self.before = max((int(place or 0) for place in earlier.values_list("place", flat=True)), default=0)
        """Up to this place the same bytes were taken in by an earlier job."""

    def part(self, job: Job) -> Part:
        """The next candidates, with the bad lines among them."""
        at, first = clock.now(), int(job.place or 0)
        actor = _allowed(job, at)
        good: list[tuple[int, Stated]] = []
        left = [Left(one.where, one.says, one.code) for one in (self.batch.loose if not first else ())]
        done = min(first + CANDIDATES, len(self.batch))
        for place in range(first, done):
            entry = self._entry(job, place)
            if isinstance(entry, tuple):
                left += [Left(one.where, one.says, one.code) for one in entry]
            elif not entry.candidate.number and place < self.before:
                where = f"{self.batch.name}, candidate {place + 1}"
                left.append(Left(where, "It was received from this same file before.", ReceivedBeforeError.code))
            else:
                good.append((place, entry))
        if good:
            left += self._receive(actor, at, job, good)
        return Part(done, len(self.batch), str(done), done >= len(self.batch), tuple(left))

    def _entry(self, job: Job, place: int) -> Entry:
        try:
            return self.batch.part(place, 1)[0]
        except STOPS:
            raise
        except Exception as problem:  # noqa: BLE001 - logged, told and left out; the others go on
            told = _problem(problem, f"job {job.pk}, reading entry {place + 1}")
            return (LeftOut(f"{self.batch.name}, candidate {place + 1}", told.message, told.code),)

    def _receive(self, actor: Actor, at: datetime, job: Job, good: Sequence[tuple[int, Stated]]) -> list[Left]:
        """Those who were left out, each with the reason."""

        def act(some: Sequence[tuple[int, Stated]]) -> list[receive_applications.Skipped]:
            _, skipped = receive_applications.perform(
                actor,
                at=at,
                why=jobs.options_of(job)["why"],
                examination=job.of_examination,
                applications=[one for _, one in some],
                source=job.source,
            )
            return skipped

        made, failed = _apart(good, act, f"job {job.pk}, receiving")
        left = [(one.where, one.says, one.code) for skipped in made for one in skipped]
        left += [(one.candidate.number or str(place + 1), why.message, why.code) for (place, one), why in failed]
        return [Left(f"{self.batch.name}, candidate {where}", says, code) for where, says, code in left]


class Judge:
    """Judges the candidates of an examination again: all, or those whom a precedent has overtaken."""

    def __init__(self, job: Job) -> None:
        self.all = jobs.options_of(job).get("which", "all") == "all"
        self.failed: set[int] = set()
        """Applications that cannot be judged: told once, and not looked for again."""

    def part(self, job: Job) -> Part:
        """The next candidates. `place` is the pass and the key of the last one, as in `1:4711`."""
        at = clock.now()
        _allowed(job, at)
        turn, _, last = (job.place or "1:0").partition(":")
        first = self.all and turn == "1"
        waiting = job.of_examination.applications.all() if first else qualifying.outdated(job.of_examination)
        rows = list(waiting.filter(pk__gt=int(last)).exclude(pk__in=self.failed).order_by("pk")[:CANDIDATES])
        done = job.done + len(rows)
        if rows:
            _, failed = _apart(rows, lambda some: qualifying.find(some, at=at), f"job {job.pk}, judging")
            self.failed.update(one.pk for one, _ in failed)
            left = tuple(Left(f"candidate {one.number}", why.message, why.code) for one, why in failed)
            return Part(done, max(job.total, done), f"{turn}:{rows[-1].pk}", ended=False, left_out=left)
        # A precedent that was set while the work went on may have overtaken some who were judged before it.
        overtaken = qualifying.outdated(job.of_examination).exclude(pk__in=self.failed)
        again = int(turn) < PASSES and overtaken.exists()
        return Part(done, max(job.total, done), f"{int(turn) + 1}:0", ended=not again)


class Determine:
    """Determines a group as it was computed and confirmed, and writes the notices."""

    def __init__(self, job: Job) -> None:
        options = jobs.options_of(job)
        self.verdict: str = options["verdict"]
        self.why: str = options["why"]
        self.reason: str = options.get("reason", "")
        self.answer_by = date.fromisoformat(options["answer_by"]) if options.get("answer_by") else None

    def part(self, job: Job) -> Part:
        """The next of the group, for about half a second. `place` is the key of the last one."""
        at, last = clock.now(), int(job.place or 0)
        actor = _allowed(job, at)
        # Held before any candidate is looked at, in the order in which the actions hold, so that nobody states anew
        # between the look at their statement and the determination.
        Examination.objects.select_for_update().get(pk=job.of_examination.pk)
        rows = job.candidates.filter(application__gt=last).order_by("application")
        done, left, ends = job.done, [], time.monotonic() + SECONDS
        some = list(rows.select_related("application__examination__requirement")[:CANDIDATES])
        taken = 0
        for one in some:
            _, failed = _apart([one], lambda only: self._determine(actor, at, only[0]), f"job {job.pk}, determining")
            taken, done, last = taken + 1, done + 1, one.application_id
            left += [Left(f"candidate {one.application.number}", why.message, why.code) for _, why in failed]
            if time.monotonic() > ends:
                break
        ended = taken == len(some) and len(some) < CANDIDATES
        return Part(done, max(job.total, done), str(last), ended, tuple(left))

    def _determine(self, actor: Actor, at: datetime, one: JobCandidate) -> None:
        if qualifying.newest_statement(one.application).pk != one.statement_id:
            raise StatedAnewError(
                "The candidate stated anew since the group was confirmed.", where=one.application.number
            )
        determine_qualification.perform(
            actor,
            at=at,
            why=self.why,
            application=one.application,
            outcome=DeterminationOutcome(jobs.OUTCOMES[self.verdict]),
            reason=self.reason,
            answer_by=self.answer_by,
            only_as_computed=True,
        )


def kept(left: Sequence[Left], before: list[dict[str, str]], *, most: int) -> list[dict[str, str]]:
    """What is listed of all that was left out: the first `most`."""
    return [*before, *(one.plain() for one in left[: max(0, most - len(before))])]


MOST_LISTED = 20_000
"""Lines of a job's list of what was left out; `Job.left_out` counts all."""
