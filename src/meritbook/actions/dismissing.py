"""What the law says of a notice of dismissal, the days that it gives, and the letter that tells the executive."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings

from meritbook.actions import appointing_policies as possible
from meritbook.actions import ledger, letters, service_law
from meritbook.actions.actor import Actor
from meritbook.core.law.answer import LawVerdict
from meritbook.core.service.appeals import appeal_rights, had_on
from meritbook.core.service.asking import day_named
from meritbook.core.service.rights import what_follows
from meritbook.records import clock
from meritbook.records.models import Appointment, DismissalNotice, ServedBy, StoredDocument
from meritbook.writers.dismissal import DismissalLetter, dismissal_letter_pdf

NOTICE = "dismissal.notice"


class Judged(NamedTuple):
    """What the law says of a notice, and its days; those that it does not give are none."""

    verdict: LawVerdict
    last_notice_on: date | None
    separation_on: date
    appeal_until: date | None


def judged(appointment: Appointment, *, served_on: date, served_how: str, in_writing: bool, on: date) -> Judged:
    """What the law says on the day of a notice served so; raises `NoNoticeRuleError` where it gives no separation.

    The days to appeal run from when the executive has it: of a letter in the mail that day is not known.
    """
    contract = appointment.contracts.on(served_on).first()
    facts = {
        "dismissal.for_performance": True,
        "dismissal.notice": served_on,
        "dismissal.notice_written": in_writing,
        "executive.separated": False,
        "contract.starts_on": contract.starts_on if contract else None,
    }
    verdict = service_law.judge(facts, (NOTICE,), on=on).get(NOTICE)
    separation = day_named(verdict, "separation")
    if verdict is None or separation is None:
        raise possible.NoNoticeRuleError("The law does not give the day of separation.", where="served_on")
    until = appeal_until(had_on(served_how, served_on))
    return Judged(verdict, day_named(verdict, "last_notice"), separation, until)


def appeal_until(had: date | None) -> date | None:
    """The last day to appeal a dismissal of which notice was had on the day; none where that day is not known."""
    law = service_law.service_law()
    if had is None or NOTICE not in law.rules:
        return None
    return appeal_rights(law, law.rules[NOTICE].effect.appeal, served_on=had).last_day


def reference(notice: DismissalNotice, number: int) -> str:
    """How people refer to a notice: department, position and number."""
    position = notice.appointment.seat.position
    return f"{position.department.code}/{position.number}/N{number}"


def letter_of(
    notice: DismissalNotice, said: Judged, entry: ledger.NextEntry | None, *, paper: StoredDocument | None = None
) -> DismissalLetter:
    """What the letter says; the notice need not be saved yet. `entry` is the place of its entry in the ledger.

    Of a `paper` that was served before, it is the record of its service. Without `entry` it is only looked at.
    """
    appointment, position = notice.appointment, notice.appointment.seat.position
    law = service_law.service_law()
    cited = said.verdict.citation
    quote = f", “{cited.quote}”" if cited.quote else ""
    return DismissalLetter(
        jurisdiction=settings.MERITBOOK_GOVERNMENT or law.pack.jurisdiction,
        office=settings.MERITBOOK_OFFICE,
        executive=appointment.executive.full_name,
        department=position.department.name,
        position_number=position.number,
        position_title=position.title,
        reference=reference(notice, appointment.dismissal_notices.count() + 1),
        written_on=clock.day_of(notice.decided_at),
        reason=notice.reason,
        served_on=notice.served_on,
        served_how=ServedBy(notice.served_how).label,
        last_notice_on=said.last_notice_on,
        separation_on=said.separation_on,
        arrives_later=had_on(notice.served_how, notice.served_on) is None,
        appeal_until=said.appeal_until,
        law_says=said.verdict.sentence,
        rule=f"{said.verdict.says} ({cited.title}, {cited.place}{quote})",
        insisted_because=notice.insisted_because,
        rights=tuple(
            " ".join(
                part for part in (f"{'You have' if one.held else 'You do not have'}:", one.says, one.instead) if part
            )
            for one in what_follows(law, "dismissal")
        ),
        decided_by=notice.decided_by.full_name,
        paper_name=paper.name if paper is not None else "",
        paper_sha256=paper.sha256 if paper is not None else "",
        draft=entry is None,
        ledger_reference=f"{entry.seq:,}" if entry is not None else "",
        ledger_hash_before=entry.prev_hash if entry is not None else "",
    )


def write(
    actor: Actor,
    *,
    at: datetime,
    notice: DismissalNotice,
    said: Judged,
    entry: ledger.NextEntry,
    paper: StoredDocument | None = None,
) -> StoredDocument:
    """The letter of a notice that is about to be saved, or the record of service of the paper, as PDF."""
    letter = letter_of(notice, said, entry, paper=paper)
    what = "notice-of-dismissal" if paper is None else "record-of-service"
    name = f"{what}-{letter.reference.replace('/', '-')}"
    return letters.keep_pdf(actor, at=at, name=name, pdf=dismissal_letter_pdf(letter))
