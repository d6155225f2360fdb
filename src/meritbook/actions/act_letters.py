"""The letter by which an act of the law is told, kept with the consequence that was confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings

from meritbook.actions import ledger, letters
from meritbook.actions.actor import Actor
from meritbook.actions.service_law import service_law
from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict, OtherReading
from meritbook.core.law.model import Citation
from meritbook.core.service.acts import ACTS
from meritbook.core.service.appeals import AppealRights
from meritbook.core.service.rights import what_follows
from meritbook.core.values import digest
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import Consequence, EndCause, StoredDocument
from meritbook.writers.act_of_law import ActLetter, CitedRule, ReadingTold, act_letter_pdf

_TO_CONFIRM = re.compile(r"\s*A person confirms it[^.]*\.")
_RANKS = {"directors_procedure": "director's procedure"}
_READ = {"whole": "", "part": "read in part", "told": "not read itself; another text tells of it"}
_OTHERWISE = {
    Verdict.MET: "Read the other way, this would not follow.",
    Verdict.NOT_MET: "Read the other way, the same follows.",
    Verdict.UNDETERMINED: "Read the other way, it would still be open on the day.",
}


def reference(consequence: Consequence) -> str:
    """How people refer to a consequence: department, position and number."""
    position = consequence.seat.position
    return f"{position.department.code}/{position.number}/L{consequence.pk}"


def _cited(one: Citation) -> CitedRule:
    return CitedRule(
        title=one.title,
        place=one.place,
        rank=_RANKS.get(one.rank, one.rank.replace("_", " ")),
        published=one.published.isoformat() if one.published else one.published_text,
        quote=one.quote,
        read=_READ[one.read],
    )


def _reading(one: OtherReading) -> ReadingTold:
    return ReadingTold(says=one.says, taken=one.taken, alternative=one.alternative, otherwise=_OTHERWISE[one.other])


def _readings_of(rights: AppealRights) -> Iterator[ReadingTold]:
    """How the text on the days to appeal was read, and the last day by the other way."""
    for one in rights.verdict.readings if rights.verdict is not None and rights.other_says else ():
        yield ReadingTold(says=one.says, taken=one.taken, alternative=one.alternative, otherwise=rights.other_says)


def addressees(consequence: Consequence) -> tuple[str, ...]:
    """Who gets the letter, one a line."""
    department = consequence.seat.position.department.name
    appointment = consequence.appointment
    names = {
        "executive": appointment.executive.full_name if appointment else "",
        "department_hr": f"{department}, human resources",
        "central_hr": "Central human resources",
    }
    return tuple(names[one] for one in ACTS[consequence.draft].tells if names[one])


def _confirmed(says: str) -> str:
    """The effect of a rule once a person confirmed it: that somebody is to confirm it falls away."""
    return _TO_CONFIRM.sub("", says).strip()


def _rights(consequence: Consequence) -> tuple[str, ...]:
    """What whoever is separated keeps and what not, and the last day to appeal the notice itself."""
    appointment = consequence.appointment
    if appointment is None or not ACTS[consequence.draft].parts or ACTS[consequence.draft].leaves:
        return ()
    told = []
    for one in what_follows(service_law(), EndCause.DISMISSAL):
        parts = [f"{'You have' if one.held else 'You do not have'}:", one.says, one.instead]
        if one.key == "reinstatement":
            known = appointment.previous_class
            parts.append(f"The class on record is {known}." if known else "No such class is on record.")
        told.append(" ".join(part for part in parts if part))
    notice = appointment.dismissal_notices.filter(withdrawn_at__isnull=True).first()
    if notice is not None:
        proof = notice.proofs.filter(withdrawn_at__isnull=True).first()
        until = (proof.appeal_until if proof is not None else None) or notice.appeal_until
        # Where it is not on record, the letter tells the day that the law counts, and how.
        last = f"; the last day to appeal it is {day_in_words(until)}" if until else ""
        told.append(f"Notice of dismissal was served on {day_in_words(notice.served_on)}{last}.")
    return tuple(told)


def letter_of(
    consequence: Consequence, verdict: LawVerdict, rights: AppealRights, entry: ledger.NextEntry, *, served_on: date
) -> ActLetter:
    """What the letter says; the consequence need not be saved yet. `entry` is the place of its entry in the ledger."""
    act, position = ACTS[consequence.draft], consequence.seat.position
    assert verdict.effect is not None  # noqa: S101 - it was drafted because the rule is not met
    assert consequence.settled_by is not None  # noqa: S101 - it is being confirmed
    assert consequence.settled_at is not None  # noqa: S101 - as above
    return ActLetter(
        jurisdiction=settings.MERITBOOK_GOVERNMENT,
        office=settings.MERITBOOK_OFFICE,
        addressees=addressees(consequence),
        act=act.title,
        position_number=position.number,
        position_title=position.title,
        department=position.department.name,
        executive=consequence.appointment.executive.full_name if consequence.appointment else "",
        reference=reference(consequence),
        written_on=clock.day_of(consequence.settled_at),
        due_on=consequence.due_on,
        last_day=act.on_last_day,
        served_on=served_on,
        found=verdict.sentence,
        effect=_confirmed(verdict.effect.says),
        done=act.steps[:-1],
        rule=verdict.rule,
        rule_says=verdict.says,
        rule_on=verdict.on,
        citations=tuple(_cited(one) for one in (verdict.citation, *verdict.also)),
        readings=(*(_reading(one) for one in verdict.readings), *_readings_of(rights)),
        rests_on=tuple((one.says, one.shown) for one in verdict.facts),
        cautions=verdict.cautions,
        appeal=rights.says,
        appeal_until=rights.last_day,
        rights=_rights(consequence),
        remarks=consequence.settled_says,
        confirmed_by=consequence.settled_by.full_name,
        ledger_reference=f"{entry.seq:,}",
        ledger_hash_before=entry.prev_hash,
        verdict_hash=digest(verdict),
    )


def write(actor: Actor, *, at: datetime, consequence: Consequence, letter: ActLetter) -> StoredDocument:
    """The letter as PDF, stored."""
    name = f"act-{consequence.seat.position.number}-{consequence.pk}"
    return letters.keep_pdf(actor, at=at, name=name, pdf=act_letter_pdf(letter))
