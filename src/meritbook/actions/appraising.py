"""What the acts on appraisals share: the row under lock, its marks, the results beside them, the law, the letter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from meritbook.actions import appointing, ledger, letters, measured, messages, service_law
from meritbook.actions import appraisal_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.contracts.measures import MeasureFinding
from meritbook.core.contracts.rating import FrozenRating, Mark, Marks, rating_facts, read_marks, rows
from meritbook.core.contracts.text import ContractText
from meritbook.core.law.answer import LawVerdict
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import (
    Appraisal,
    AppraisalKind,
    AppraisalStatus,
    ContractVersion,
    PerformanceContract,
    StoredDocument,
)
from meritbook.writers.appraisal import AppraisalLetter, appraisal_letter_pdf, letter_rows

FINAL = (AppraisalStatus.FINAL, AppraisalStatus.ACKNOWLEDGED)
OPEN = (AppraisalStatus.DRAFT, AppraisalStatus.SHOWN)
RULES = (possible.SCALE, possible.MEETING)


def locked(appraisal: Appraisal) -> Appraisal:
    """The appraisal with its contract, locked until the transaction ends."""
    contract = appointing.locked_contract(appraisal.contract)
    row: Appraisal = Appraisal.objects.select_for_update().get(pk=appraisal.pk)
    row.contract = contract
    return row


def standing_one(contract: PerformanceContract, kind: str, *, interim: bool) -> Appraisal | None:
    """The appraisal of the kind that stands; of interim ones the one that is open."""
    rows = contract.appraisals.filter(kind=kind, interim=interim).exclude(status=AppraisalStatus.UNDONE)
    return (rows.filter(status__in=OPEN) if interim else rows).select_related("written_by").first()


def capability_of(kind: str) -> Capability:
    """What writing an appraisal of the kind asks for."""
    return Capability.ASSESS_SELF if kind == AppraisalKind.SELF else Capability.RATE_EXECUTIVE


def marks_of(row: Appraisal, text: ContractText) -> dict[str, Mark]:
    """The marks, as far as the words still have what they are of."""
    given = json.loads(row.marks_json)
    known = {one.key for one in rows(text)}
    return read_marks(text, {key: one for key, one in given.items() if key in known})


def seen_of(row: Appraisal | None) -> str:
    """What a page was filled with, as a hash: so that two writers do not overwrite each other. Empty for nothing."""
    return "" if row is None else digest({"marks": row.marks_json, "says": row.says, "status": str(row.status)})


def findings_of(contract: PerformanceContract, text: ContractText, *, on: date) -> tuple[MeasureFinding, ...]:
    """What the results on record show of each measure, as of the day."""
    return measured.findings_of(contract, text, on=on)


def judged(text: ContractText, marks: Marks, *, final: date, meeting: date | None, on: date) -> dict[str, LawVerdict]:
    """What the law says of a rating that becomes final on the day."""
    facts = rating_facts(text, marks, final=final, meeting=meeting)
    return service_law.judge(facts, RULES, on=on)


def frozen(
    row: Appraisal, version: ContractVersion, marks: Marks, findings: Sequence[MeasureFinding], *, on: date
) -> FrozenRating:
    """The rating as it becomes final on the day."""
    return FrozenRating(
        contract=row.contract_id,
        version=version.number,
        text_sha256=version.sha256,
        frozen_on=on,
        meeting_on=row.meeting_on,
        interim=row.interim,
        marks=dict(marks),
        says=row.says,
        executive_says=row.executive_says,
        findings=tuple(findings),
    )


def sealed(row: Appraisal) -> FrozenRating:
    """The rating of a final appraisal, read back from its row: its seal is the row's `sha256` unless it was altered."""
    assert row.version is not None  # noqa: S101  # a final one has both
    assert row.final_at is not None  # noqa: S101
    kept = json.loads(row.results_json)
    return FrozenRating(
        contract=row.contract_id,
        version=row.version.number,
        text_sha256=row.version.sha256,
        frozen_on=clock.day_of(row.final_at),
        meeting_on=row.meeting_on,
        interim=row.interim,
        marks=read_marks(row.version.text, json.loads(row.marks_json)),
        says=row.says,
        executive_says=row.executive_says,
        findings=tuple(MeasureFinding.model_validate(one) for one in kept),
    )


def readable(standing: Standing, contract: PerformanceContract) -> QuerySet[Appraisal]:
    """The appraisals of a contract that the person may read.

    A draft is read by its own side. What is shown is read by the executive and the raters. Human resources, central
    human resources and auditors read what is final, with the self-assessment that was shown; nothing before.
    """
    rows = contract.appraisals.select_related(
        "written_by", "shown_by", "commented_by", "final_by", "acknowledged_by", "refused_by", "undone_by", "document",
        "version",
    ).order_by("-pk")  # fmt: skip
    if not standing.may(Capability.READ_CONTRACT, contract):
        return rows.none()
    mine = standing.user is not None and contract.appointment.executive_id == standing.user.pk
    was_final, was_shown = Q(final_at__isnull=False), Q(shown_at__isnull=False)
    own, raters = Q(kind=AppraisalKind.SELF), Q(kind=AppraisalKind.RATER)
    if mine:
        return rows.filter(own | raters & was_shown)
    if standing.may(Capability.RATE_EXECUTIVE, contract):
        return rows.filter(raters | own & was_shown)
    if contract.appraisals.filter(raters, status__in=FINAL).exists():
        return rows.filter(raters & was_final | own & was_shown & ~Q(status=AppraisalStatus.UNDONE))
    return rows.filter(raters & was_final)


def reference(row: Appraisal) -> str:
    """How people refer to an appraisal: department, position and number of the contract and of the appraisal."""
    position = row.contract.appointment.seat.position
    return f"{position.department.code}/{position.number}/R{row.pk}"


def letter_of(row: Appraisal, rating: FrozenRating, verdicts: Sequence[LawVerdict], entry: ledger.NextEntry) -> Any:
    """What the appraisal says on paper."""
    contract = row.contract
    position = contract.appointment.seat.position
    assert row.version is not None  # noqa: S101  # a final one has both
    assert row.final_by is not None  # noqa: S101
    meeting = next((one for one in verdicts if one.rule == possible.MEETING), None)
    return AppraisalLetter(
        jurisdiction=settings.MERITBOOK_GOVERNMENT or service_law.service_law().pack.jurisdiction,
        office=settings.MERITBOOK_OFFICE,
        executive=contract.appointment.executive.full_name,
        department=position.department.name,
        position_number=position.number,
        position_title=position.title,
        reference=reference(row),
        interim=row.interim,
        starts_on=contract.starts_on,
        ends_before=contract.ends_before,
        final_on=rating.frozen_on,
        meeting_on=row.meeting_on,
        meeting_says=meeting.sentence if meeting is not None else "",
        rows=letter_rows(row.version.text, rating),
        says=row.says,
        executive_says=row.executive_says,
        rated_by=row.final_by.full_name,
        sha256=rating.seal(),
        text_sha256=rating.text_sha256,
        version=rating.version,
        ledger_reference=f"{entry.seq:,}",
        ledger_hash_before=entry.prev_hash,
    )


def write_letter(
    actor: Actor, *, at: datetime, row: Appraisal, rating: FrozenRating, verdicts: Sequence[LawVerdict]
) -> StoredDocument:
    """The appraisal that is about to be final, as PDF."""
    letter = letter_of(row, rating, verdicts, ledger.next_entry())
    name = f"appraisal-{letter.reference.replace('/', '-')}"
    return letters.keep_pdf(actor, at=at, name=name, pdf=appraisal_letter_pdf(letter))


def told(row: Appraisal) -> dict[str, Any]:
    """What the ledger says of an appraisal: which one, and where it stands. Marks and words stay out of it."""
    appointment = row.contract.appointment
    return {
        "contract": row.contract_id,
        "position": appointment.seat.position.number,
        "executive": appointment.executive.username,
        "kind": str(row.kind),
        "interim": row.interim,
        "status": str(row.status),
    }


def marks_json(marks: Marks) -> str:
    """The marks as they are kept."""
    return canonical_json({key: one.plain() for key, one in marks.items()})


def tell(row: Appraisal) -> dict[str, Any]:
    """Tell whoever it is shown to that an appraisal was shown, or the executive that a final one is to be acknowledged.

    The self-assessment is shown to the appointing authority. Gives what the ledger is told of it.
    """
    position = row.contract.appointment.seat.position
    user = position.appointing_authority if row.kind == AppraisalKind.SELF else row.contract.appointment.executive
    name = f"{position.department.code}/{position.number}"
    what = "A self-assessment" if row.kind == AppraisalKind.SELF else "An appraisal"
    says, subject = f"{what} in position {name} was shown to you.", f"{what} was shown to you: {name}"
    if row.status == AppraisalStatus.FINAL:
        says, subject = f"{what} in position {name} is final; please acknowledge it.", f"{what} is final: {name}"
    return messages.tell(
        [messages.Asks(user, says)] if user is not None else [],
        subject=subject,
        view="web:agreement_rating",
        key=row.contract_id,
    )
