"""The decision letter, kept with the decision as PDF and as a word-processor file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from meritbook.actions import ledger, storing
from meritbook.actions.actor import Actor
from meritbook.core.allocation.model import AllocationResult, Finding
from meritbook.core.documents.model import Quote
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import ClassEntry, Decision, DecisionOutcome, StoredDocument
from meritbook.writers.letters import (
    Citation,
    Contrast,
    DecidedClass,
    DecisionLetter,
    OpenQuestion,
    Reason,
    Superseded,
    decision_letter_docx,
    decision_letter_pdf,
)

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _citations(quotes: Iterable[Quote]) -> tuple[Citation, ...]:
    return tuple(Citation(text=quote.text, where=quote.label) for quote in quotes)


def _reason(finding: Finding) -> Reason:
    return Reason(
        clause=finding.says,
        verdict=finding.verdict,
        why=finding.reason,
        class_words=_citations(finding.class_quotes),
        position_words=_citations(finding.position_quotes),
    )


def _decided_class(entry: ClassEntry | None) -> DecidedClass | None:
    if entry is None:
        return None
    return DecidedClass(
        title=entry.title,
        code=entry.code,
        pay=entry.pay,
        plan=entry.plan_revision.name,
        plan_revision=entry.plan_revision.revision,
    )


def _findings(result: AllocationResult, entry: ClassEntry | None) -> tuple[list[Finding], list[Finding]]:
    """Exclusions and other clauses that bear on the decision.

    For a class: those of its series and its own. For none: the exclusions that apply, and the clauses for which
    each series does not fit.
    """
    if entry is None:
        applying = [finding for finding in result.exclusions if finding.verdict is Verdict.MET]
        against = [
            finding
            for series in result.series
            for finding in series.clauses
            if finding.purpose != "exclusion" and finding.essential and finding.verdict is Verdict.NOT_MET
        ]
        return applying, against
    plan = entry.plan_revision.key
    clauses = [
        finding
        for series in result.series
        if (series.plan, series.series) == (plan, entry.series_ref)
        for finding in series.clauses
    ]
    clauses.extend(
        finding
        for candidate in result.candidates
        if (candidate.plan, candidate.class_ref) == (plan, entry.ref)
        for finding in candidate.clauses
    )
    return (
        [finding for finding in clauses if finding.purpose == "exclusion"],
        [finding for finding in clauses if finding.purpose != "exclusion"],
    )


def _answer(result: AllocationResult) -> str:
    answer = result.allocation
    if answer.status == "allocated":
        return f"{answer.class_title} ({answer.class_code})" if answer.class_code else answer.class_title
    return "none of the classes considered" if answer.status == "none" else "no class yet, as evidence is missing"


def _superseded(decision: Decision) -> Superseded | None:
    """The decision that this one replaces. When the last one was undone, that is what people know and must hear of."""
    before = decision.supersedes
    if before is None:
        return None
    reason = decision.reason or "A new allocation was decided."
    if before.outcome == DecisionOutcome.WITHDRAWN and before.supersedes is not None:
        before, reason = before.supersedes, before.reason
    return Superseded(
        reference=reference(before),
        decided_on=clock.day_of(before.decided_at),
        outcome=str(before.class_entry) if before.class_entry else before.get_outcome_display(),
        reason=reason,
    )


def paragraphs(setting: str) -> tuple[str, ...]:
    """The paragraphs of a setting, a line each."""
    return tuple(line.strip() for line in setting.splitlines() if line.strip())


def reference(decision: Decision) -> str:
    """How people refer to a decision: department, position and number."""
    return f"{decision.position.department.code}/{decision.position.number}/{decision.number}"


def letter_of(decision: Decision, entry: ledger.NextEntry) -> DecisionLetter:
    """What the letter says; the decision need not be saved yet. `entry` is the place of its entry in the ledger."""
    position, version, result = decision.position, decision.run.position_version, decision.run.result
    chosen = decision.class_entry
    exclusions, reasons = _findings(result, chosen)
    on = clock.day_of(decision.decided_at)
    jurisdiction = (
        settings.MERITBOOK_GOVERNMENT
        or version.description.jurisdiction
        or (chosen.plan_revision.jurisdiction if chosen else "")
    )
    return DecisionLetter(
        jurisdiction=jurisdiction,
        office=settings.MERITBOOK_OFFICE,
        addressee=((position.incumbent.full_name,) if position.incumbent else ()) + (position.department.name,),
        department=position.department.name,
        position_number=position.number,
        working_title=version.description.working_title,
        reference=reference(decision),
        written_on=on,
        decided_on=on,
        effective_on=decision.starts_on,
        decided=_decided_class(chosen),
        reviewed_result=_answer(result),
        agrees=decision.agrees,
        otherwise_because="" if decision.agrees else decision.reason,
        summary=result.allocation.summary if decision.agrees else "",
        exclusions=tuple(_reason(finding) for finding in exclusions),
        reasons=tuple(_reason(finding) for finding in reasons),
        contrasts=tuple(
            Contrast(
                direction=contrast.direction,
                class_title=contrast.class_title,
                says=contrast.says,
                because=tuple(_reason(finding) for finding in contrast.because),
            )
            for contrast in (result.contrasts if decision.agrees else ())
        ),
        missing=tuple(
            OpenQuestion(question=missing.question, ask=missing.ask.replace("_", " ")) for missing in result.missing
        ),
        plans_considered=tuple(
            f"{name}, revision {revision}"
            for name, revision in decision.run.plan_revisions.order_by("key").values_list("name", "revision")
        ),
        supersedes=_superseded(decision),
        review=paragraphs(settings.MERITBOOK_REVIEW),
        decided_by=decision.decided_by.full_name,
        ledger_reference=f"{entry.seq:,}",
        ledger_hash_before=entry.prev_hash,
        description_hash=version.digest,
        result_hash=decision.run.result_sha256,
    )


def write(
    actor: Actor, *, at: datetime, decision: Decision, entry: ledger.NextEntry
) -> tuple[StoredDocument, StoredDocument]:
    """The letter of a decision that is about to be saved, as PDF and as a word-processor file."""
    letter = letter_of(decision, entry)
    return keep(
        actor,
        at=at,
        name=f"decision-{decision.position.number}-{decision.number}",
        pdf=decision_letter_pdf(letter),
        docx=decision_letter_docx(letter),
    )


def keep(actor: Actor, *, at: datetime, name: str, pdf: bytes, docx: bytes) -> tuple[StoredDocument, StoredDocument]:
    """The two files of a paper that the office writes, stored; `name` is without ending."""
    return keep_pdf(actor, at=at, name=name, pdf=pdf), _keep(actor, at, f"{name}.docx", docx, DOCX)


def keep_pdf(actor: Actor, *, at: datetime, name: str, pdf: bytes) -> StoredDocument:
    """A paper that the office keeps as PDF alone, stored; `name` is without ending."""
    return _keep(actor, at, f"{name}.pdf", pdf, PDF)


def _keep(actor: Actor, at: datetime, name: str, data: bytes, media_type: str) -> StoredDocument:
    row, _ = storing.keep_bytes(actor, at=at, name=name, data=data, media_type=media_type)
    return row
