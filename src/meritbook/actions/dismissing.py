"""What the law says of a notice of dismissal, the days that it gives, and the letter that tells the executive."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings

from meritbook.actions import appointing_policies as possible
from meritbook.actions import ledger, letters, service_law
from meritbook.actions.actor import Actor
from meritbook.actions.notice_policies import SEPARATION
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.model import Appeal
from meritbook.core.service.appeals import AppealRights, appeal_rights, had_on, separation_rights
from meritbook.core.service.asking import day_named
from meritbook.core.service.rights import what_follows
from meritbook.records import clock
from meritbook.records.models import Appointment, Consequence, DismissalNotice, ServedBy, StoredDocument
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


def notice_had(notice: DismissalNotice) -> date | None:
    """When the executive had the notice, by the proof that stands; none while nobody knows when a letter arrived."""
    proof = notice.proofs.filter(withdrawn_at__isnull=True).first()
    return (proof.arrived_on if proof is not None else None) or had_on(notice.served_how, notice.served_on)


def rights_against(consequence: Consequence, appeal: Appeal, *, served_on: date) -> AppealRights:
    """The rights against an act of the law; a separation is appealed with the notice that it carries out."""
    law = service_law.service_law()
    held = consequence.appointment
    if consequence.draft == SEPARATION and held is not None:
        notice = held.dismissal_notices.filter(withdrawn_at__isnull=True).first()
        if notice is not None:
            return separation_rights(law, appeal, notice_had=notice_had(notice), served_on=served_on)
    return appeal_rights(law, appeal, served_on=served_on)


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
