"""The letter on the salary of the next contract, kept with the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from meritbook.actions import ledger, letters
from meritbook.actions.actor import Actor
from meritbook.actions.service_law import service_law
from meritbook.core.contracts.limits import dollars
from meritbook.core.contracts.pay import Ground, Judged
from meritbook.core.dates import day_in_words
from meritbook.records import clock
from meritbook.records.models import PayDecision, StoredDocument
from meritbook.writers.pay import PayLetter, pay_letter_pdf


def reference(decision: PayDecision) -> str:
    """How people refer to a decision on pay: department, position and first day."""
    position = decision.appointment.seat.position
    return f"{position.department.code}/{position.number}/P{decision.starts_on:%Y%m%d}"


def letter_of(decision: PayDecision, said: Judged, grounds: Sequence[Ground], entry: ledger.NextEntry) -> PayLetter:
    """What the letter says; the decision need not be saved yet. `entry` is the place of its entry in the ledger."""
    appointment, position = decision.appointment, decision.appointment.seat.position
    appraisal = decision.appraisal
    rests = f"No appraisal of the year was final. It was approved all the same: {decision.cautioned_because}"
    if appraisal is not None and appraisal.final_at is not None:
        rests = f"It rests on the appraisal that became final on {day_in_words(clock.day_of(appraisal.final_at))}."
    return PayLetter(
        jurisdiction=settings.MERITBOOK_GOVERNMENT or service_law().pack.jurisdiction,
        office=settings.MERITBOOK_OFFICE,
        executive=appointment.executive.full_name,
        department=position.department.name,
        position_number=position.number,
        position_title=position.title,
        reference=reference(decision),
        written_on=clock.day_of(decision.approved_at),
        starts_on=decision.starts_on,
        before=dollars(decision.before),
        salary=dollars(decision.salary),
        without_limit=_without_limit(decision, said),
        change=said.change.says if said.change is not None else "",
        cap="not on record for the day" if said.range.cap is None else dollars(said.range.cap),
        grounds=tuple((one.title, one.says) for one in grounds),
        appraisal=rests,
        reduction=said.reduction,
        rules=tuple((one.rule, one.sentence, f"{one.citation.title}, {one.citation.place}") for one in said.verdicts),
        decided_by=decision.approved_by.full_name,
        ledger_reference=f"{entry.seq:,}",
        ledger_hash_before=entry.prev_hash,
    )


def _without_limit(decision: PayDecision, said: Judged) -> str:
    """That no limit was on record, the last one, and why it was approved all the same; empty where one was."""
    limit = said.range.limit
    if limit is None or limit.known is not None or not decision.limit_because:
        return ""
    missing = f"No salary limit was on record for {day_in_words(decision.starts_on)}. {limit.last_says}".rstrip()
    return f"{missing} It was approved all the same: {decision.limit_because}"


def write(
    actor: Actor,
    *,
    at: datetime,
    decision: PayDecision,
    said: Judged,
    grounds: Sequence[Ground],
    entry: ledger.NextEntry,
) -> StoredDocument:
    """The letter of a decision that is about to be saved, as PDF."""
    letter = letter_of(decision, said, grounds, entry)
    name = f"salary-{letter.reference.replace('/', '-')}"
    return letters.keep_pdf(actor, at=at, name=name, pdf=pay_letter_pdf(letter))
