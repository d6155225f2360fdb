"""Notices of dismissal: what a draft would say on which day, and the proofs of service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from meritbook.actions import dismissing
from meritbook.actions.permissions import Standing
from meritbook.core.law.answer import LawVerdict
from meritbook.desk import executives
from meritbook.desk.executives import NoSuchSeatError
from meritbook.records.models import Appointment, DismissalNotice, ProofOfService, User
from meritbook.writers import dismissal
from meritbook.writers.paper import Part


@dataclass(frozen=True)
class Drafted:
    """A notice as it would be, were it served on a day."""

    served_on: date
    says: str
    """Why that day is shown."""
    verdict: LawVerdict
    last_notice_on: date | None
    separation_on: date
    appeal_until: date | None
    parts: tuple[Part, ...]
    """The letter, part by part."""


def drafts(held: Appointment, *, reason: str, served_how: str, by: User, on: date) -> tuple[Drafted, ...]:
    """The notice served today, on the last day that the law gives, and on the day after; nothing is kept.

    Raises `NoNoticeRuleError` where the law gives no day of separation.
    """
    today = _drafted(held, reason, served_how, by, on, "today")
    found = [today]
    last = today.last_notice_on
    if last is not None and last >= on:
        if last != on:
            found.append(_drafted(held, reason, served_how, by, last, "the last safe day"))
        found.append(_drafted(held, reason, served_how, by, last + timedelta(days=1), "the day after: too late"))
    return tuple(found)


def _drafted(held: Appointment, reason: str, how: str, by: User, day: date, says: str) -> Drafted:
    said = dismissing.judged(held, served_on=day, served_how=how, in_writing=True, on=day)
    notice = DismissalNotice(
        appointment=held,
        reason=reason or "…",
        in_writing=True,
        served_on=day,
        served_how=how,
        separation_on=said.separation_on,
        appeal_until=said.appeal_until,
        decided_by=by,
        decided_at=datetime.combine(day, time(12), tzinfo=UTC),
    )
    letter = dismissing.letter_of(notice, said, None)
    return Drafted(
        served_on=day,
        says=says,
        verdict=said.verdict,
        last_notice_on=said.last_notice_on,
        separation_on=said.separation_on,
        appeal_until=said.appeal_until,
        parts=dismissal.parts(letter),
    )


def proof(standing: Standing, pk: int) -> ProofOfService:
    """A proof of service of a notice that the person may read; raises `NoSuchSeatError`."""
    row: ProofOfService | None = (
        ProofOfService.objects.select_related("notice__appointment__seat__position__department", "document")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise NoSuchSeatError("There is no such proof among those that you may read.")
    executives.notice(standing, row.notice_id)
    return row
