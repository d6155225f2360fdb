"""What one part of long work does, by kind. A part runs within the transaction that also keeps how far the work is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db import transaction

from meritbook.actions import determine_qualification, jobs, qualifying, receive_applications
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.actions.policies import PolicyError
from meritbook.actions.qualifying_policies import AlreadyDeterminedError, DeterminationReasonError, check_open
from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.candidate import Application as Stated
from meritbook.readers.batches import read_batch
from meritbook.records import clock
from meritbook.records.models import Application, DeterminationOutcome, Job, JobKind

CANDIDATES = 200
"""Received or judged in one part: a fraction of a second, in which others who write to the record must wait."""
SECONDS = 0.5
"""After which a part that determines one by one ends."""
PASSES = 3
"""How often those whom precedents overtake while the work goes on are looked for again."""


class NotAsComputedError(PolicyError):
    """One of a group is computed otherwise by now than when the group was formed."""

    code = "job.not_as_computed"
    remedy = "Open the candidate: the judgement changed since, and a person determines it."


class ReceivedBeforeError(PolicyError):
    """A candidate without a number was received from this very file before."""

    code = "job.received_before"
    remedy = "Nothing is to be done. Give candidates numbers, so that each can be told from the others."


@dataclass(frozen=True)
class Left:
    """What was left out, where it stands, and why."""

    where: str
    says: str
    code: str

    def plain(self) -> dict[str, str]:
        """As it is kept."""
        return {"where": self.where, "says": self.says, "code": self.code}


@dataclass(frozen=True)
class Part:
    """How far the work is after a part."""

    done: int
    total: int
    place: str
    ended: bool
    left_out: tuple[Left, ...] = ()


class Task(Protocol):
    """Work of one kind, made ready for its parts."""

    def part(self, job: Job) -> Part:
        """The next part from `job.place` on; raises what its actions raise, and then nothing of it stays."""


def task_of(job: Job) -> Task:
    """The task of a job. Reading the file of one takes seconds, so this stands outside of any transaction."""
    made: dict[str, type[Receive | Judge | Determine]] = {
        JobKind.RECEIVE: Receive,
        JobKind.JUDGE: Judge,
        JobKind.DETERMINE: Determine,
    }
    return made[job.kind](job)


def _allowed(job: Job, at: datetime) -> Actor:
    """Whoever asked, if they may still; raises `ForbiddenError` and the error of a closed examination."""
    actor = Actor(job.asked_by)
    require(actor, jobs.NEEDS[job.kind], job.examination, on=clock.day_of(at))
    check_open(job.examination)
    return actor


class Receive:
    """Receives the candidates of a file and judges them."""

    def __init__(self, job: Job) -> None:
        if job.source is None:
            raise jobs.JobOptionsError("There is no file to read.", where=str(job))
        self.batch = read_batch(job.source.original(), name=job.source.name)
        earlier = Job.objects.filter(kind=job.kind, examination=job.examination_id, source=job.source).exclude(
            pk=job.pk
        )
        self.before = max((int(place or 0) for place in earlier.values_list("place", flat=True)), default=0)
        """Up to this place the same bytes were taken in by an earlier job."""

    def part(self, job: Job) -> Part:
        """The next candidates, with the bad lines among them."""
        at, first = clock.now(), int(job.place or 0)
        actor = _allowed(job, at)
        good: list[Stated] = []
        left = [Left(one.where, one.says, one.code) for one in (self.batch.loose if not first else ())]
        entries = self.batch.part(first, CANDIDATES)
        for place, entry in enumerate(entries, start=first):
            if isinstance(entry, tuple):
                left += [Left(one.where, one.says, one.code) for one in entry]
            elif not entry.candidate.number and place < self.before:
                where = f"{self.batch.name}, candidate {place + 1}"
                left.append(Left(where, "It was received from this same file before.", ReceivedBeforeError.code))
            else:
                good.append(entry)
        if good:
            _, skipped = receive_applications.perform(
                actor,
                at=at,
                why=jobs.options_of(job)["why"],
                examination=job.examination,
                applications=good,
                source=job.source,
            )
            left += [Left(f"{self.batch.name}, candidate {one.where}", one.says, one.code) for one in skipped]
        done = first + len(entries)
        return Part(done, len(self.batch), str(done), done >= len(self.batch), tuple(left))


class Judge:
    """Judges the candidates of an examination again: all, or those whom a precedent has overtaken."""

    def __init__(self, job: Job) -> None:
        self.all = jobs.options_of(job).get("which", "all") == "all"

    def part(self, job: Job) -> Part:
        """The next candidates. `place` is the pass and the key of the last one, as in `1:4711`."""
        at = clock.now()
        _allowed(job, at)
        turn, _, last = (job.place or "1:0").partition(":")
        first = self.all and turn == "1"
        waiting = job.examination.applications.all() if first else qualifying.outdated(job.examination)
        rows = list(waiting.filter(pk__gt=int(last)).order_by("pk")[:CANDIDATES])
        qualifying.find(rows, at=at)
        done = job.done + len(rows)
        if rows:
            return Part(done, max(job.total, done), f"{turn}:{rows[-1].pk}", ended=False)
        # A precedent that was set while the work went on may have overtaken some who were judged before it.
        again = int(turn) < PASSES and qualifying.outdated(job.examination).exists()
        return Part(done, max(job.total, done), f"{int(turn) + 1}:0", ended=not again)


class Determine:
    """Determines a group as it was computed, and writes the notices."""

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
        rows = jobs.group(job.examination, self.verdict).filter(pk__gt=last).order_by("pk")
        done, left, ends = job.done, [], time.monotonic() + SECONDS
        some: Sequence[Application] = list(rows.select_related("examination__requirement")[:CANDIDATES])
        taken = 0
        for application in some:
            problem = self._determine(actor, at, application)
            taken, done, last = taken + 1, done + 1, application.pk
            if problem is not None:
                left.append(Left(f"candidate {application.number}", problem.message, problem.code))
            if time.monotonic() > ends:
                break
        ended = taken == len(some) and len(some) < CANDIDATES
        # Some may have left the group, and others joined it, since it was counted.
        total = done if ended else max(job.total, done)
        return Part(done, total, str(last), ended, tuple(left))

    def _determine(self, actor: Actor, at: datetime, application: Application) -> MeritbookError | None:
        """Why this one was left out; what keeps the whole group from going on is raised."""
        try:
            with transaction.atomic():
                made = determine_qualification.perform(
                    actor,
                    at=at,
                    why=self.why,
                    application=application,
                    outcome=DeterminationOutcome(jobs.OUTCOMES[self.verdict]),
                    reason=self.reason,
                    answer_by=self.answer_by,
                )
                if not made.agrees:
                    raise NotAsComputedError("It is computed otherwise by now.", where=application.number)
        except DeterminationReasonError:
            return NotAsComputedError("It is computed otherwise by now.", where=application.number)
        except (NotAsComputedError, AlreadyDeterminedError) as problem:
            return problem
        return None


def kept(left: Sequence[Left], before: list[dict[str, Any]], *, most: int) -> list[dict[str, Any]]:
    """What is kept of all that was left out: the first `most`, and then how many more."""
    listed = [one for one in before if one["code"] != MORE]
    more = sum(int(one["says"].split()[0].replace(",", "")) for one in before if one["code"] == MORE)
    room = max(0, most - len(listed))
    listed += [one.plain() for one in left[:room]]
    more += len(left[room:])
    return [*listed, {"where": "", "says": f"{more:,} more are not listed.", "code": MORE}] if more else listed


MORE = "job.more_left_out"
MOST_LISTED = 20_000
"""Lines of a job's list of what was left out."""
