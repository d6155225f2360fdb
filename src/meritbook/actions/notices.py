"""The notice to a candidate, kept with the determination as PDF and as a word-processor file."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from meritbook.actions import ledger, letters
from meritbook.actions.actor import Actor
from meritbook.core.qualifications.policy import Policy
from meritbook.records import clock
from meritbook.records.models import Determination, Examination, StoredDocument
from meritbook.writers.notice import (
    QualificationNotice,
    Replaced,
    found,
    qualification_notice_docx,
    qualification_notice_pdf,
)


def reference(determination: Determination) -> str:
    """How people refer to a determination: examination, candidate and number."""
    return f"{determination.application}/{determination.number}"


def class_title(examination: Examination) -> str:
    """What the examination is for, in a few words."""
    entry = examination.requirement.class_entry
    return examination.for_class or (entry.title if entry else "") or examination.title


def _replaced(before: Determination | None) -> Replaced | None:
    if before is None:
        return None
    return Replaced.model_validate(
        {
            "reference": reference(before),
            "determined_on": clock.day_of(before.determined_at),
            "outcome": before.outcome,
        }
    )


def notice_of(determination: Determination, entry: ledger.NextEntry) -> QualificationNotice:
    """What the notice says; the determination need not be saved yet. `entry` is the place of its ledger entry.

    It is addressed to the candidate's number: who determines does not know the name, and whoever sends it adds it.
    """
    application, statement = determination.application, determination.statement
    examination = application.examination
    policy = Policy.model_validate_json(examination.policy_json)
    on = clock.day_of(determination.determined_at)
    return QualificationNotice.model_validate(
        {
            "jurisdiction": settings.MERITBOOK_GOVERNMENT or policy.jurisdiction,
            "office": settings.MERITBOOK_OFFICE,
            "examination_number": examination.number,
            "examination_title": examination.title,
            "class_title": class_title(examination),
            "candidate_number": application.number,
            "reference": reference(determination),
            "written_on": on,
            "qualify_on": examination.on,
            "outcome": determination.outcome,
            "agrees": determination.agrees,
            "reason": determination.reason,
            "found": found(
                examination.requirement.requirement,
                statement.candidate,
                determination.judgement,
                application.person,
            ),
            "policy": policy.name,
            "answer_by": determination.answer_by,
            "how_to_answer": letters.paragraphs(settings.MERITBOOK_ANSWER),
            "replaces": _replaced(determination.supersedes),
            "determined_by": determination.determined_by.full_name,
            "ledger_reference": f"{entry.seq:,}",
            "ledger_hash_before": entry.prev_hash,
            "statement_hash": statement.digest,
            "judgement_hash": determination.judgement_sha256,
            "policy_hash": examination.policy_sha256,
        }
    )


def write(
    actor: Actor, *, at: datetime, determination: Determination, entry: ledger.NextEntry
) -> tuple[StoredDocument, StoredDocument]:
    """The notice of a determination that is about to be saved, as PDF and as a word-processor file."""
    notice = notice_of(determination, entry)
    return letters.keep(
        actor,
        at=at,
        name=f"notice-{reference(determination).replace('/', '-')}",
        pdf=qualification_notice_pdf(notice),
        docx=qualification_notice_docx(notice),
    )
