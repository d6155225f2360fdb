"""The contract years in a personnel file: versions, signatures, shared evidence, reviews, appraisals, copies."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from meritbook.actions import ends
from meritbook.actions.file_items import Item, Kind, item, listed, paper, taken_back
from meritbook.core.contracts.places import short
from meritbook.core.contracts.redline import fields_of
from meritbook.core.contracts.text import Objective, Project
from meritbook.core.dates import day_in_words
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import (
    Appraisal,
    AppraisalStatus,
    ContractSignature,
    ContractVersion,
    CopySent,
    EvidenceNote,
    MeasuredResult,
    PerformanceContract,
    ProgressReview,
    Sharing,
    SignatureKind,
)


def of_contracts(contracts: Sequence[PerformanceContract], end: ends.End, *, on: date) -> Iterator[Item]:
    """Everything of the contracts of an appointment that both sides have seen; `end` is that of the appointment."""
    keys = [one.pk for one in contracts]
    for contract in contracts:
        yield item(
            Kind.CONTRACT,
            clock.day_of(contract.drawn_at),
            f"Contract drawn up for {day_in_words(contract.starts_on)} on",
            contract,
            ("Ends before", contract.ends_before),
            ("Drawn up by", contract.drawn_by.full_name),
            *taken_back(contract),
            view="web:agreement",
        )
    versions = list(
        ContractVersion.objects.filter(contract__in=keys, proposed_at__isnull=False)
        .select_related("contract", "proposed_by", "agreed_by", "document", "evidence")
        .order_by("contract", "number")
    )
    named = _named(versions)
    yield from _versions(versions, end, on)
    yield from _signatures(keys)
    yield from _evidence(keys, named)
    yield from _results(keys, named)
    yield from _reviews(keys)
    yield from _appraisals(keys)
    yield from _copies(keys)


def _named(versions: list[ContractVersion]) -> dict[tuple[int, str], str]:
    """What each objective, project and measure says, by contract and key: in the last version that has it."""
    found: dict[tuple[int, str], str] = {}
    for row in versions:
        parts: list[Objective | Project] = [*row.text.objectives(), *row.text.projects]
        for part in parts:
            found |= {(row.contract_id, one.key): short(one.says) for one in (part, *part.measures)}
    return found


def _versions(rows: list[ContractVersion], end: ends.End, on: date) -> Iterator[Item]:
    """The versions that were proposed; a draft is its side's own."""
    for row in rows:
        sections = [
            (f"{section.title}: {label}", said)
            for section in row.text.sections()
            for label, said in fields_of(section.content).values()
        ]
        yield item(
            Kind.CONTRACT,
            clock.day_of(row.proposed_at or row.saved_at),
            f"Contract of {day_in_words(row.text.terms.starts_on)}, version {row.number}: "
            f"{ends.version_stands(row, end, on=on)}",
            row,
            ("Proposed by", f"{row.proposed_by.full_name} ({row.proposed_side})" if row.proposed_by else ""),
            ("Agreed by", row.agreed_by.full_name if row.agreed_by else ""),
            ("Signed by all on", row.signed_on),
            ("Why it alters", row.reason),
            ("Why it was closed", row.closed_because),
            *sections,
            sha256=row.sha256,
            view="web:agreement",
            key=row.contract_id,
            papers=[paper(row.document, "The agreed words as PDF"), paper(row.evidence, "What the change rests on")],
            words=row.text_json,
            verdicts=row.verdicts_json,
        )


def _signatures(keys: list[int]) -> Iterator[Item]:
    rows = ContractSignature.objects.filter(version__contract__in=keys).select_related(
        "version", "signed_by", "recorded_by", "withdrawn_by", "document", "delegation__giver"
    )
    for row in rows.order_by("version", "pk"):
        refused = row.kind == SignatureKind.REFUSED
        yield item(
            Kind.CONTRACT,
            clock.day_of(row.signed_at),
            f"{'Refusal' if refused else 'Signature'} of {row.signed_by.full_name} as "
            f"{row.get_role_display().lower()}, version {row.version.number}",
            row,
            ("How", row.get_kind_display()),
            ("Day on the paper", row.on_paper_on),
            ("For", row.delegation.giver.full_name if row.delegation else ""),
            ("Says", row.says),
            ("Hash of the words", row.text_sha256),
            ("Fingerprint of the certificate", row.certificate_sha256),
            *((f"Hash of the section {name}", value) for name, value in json.loads(row.sections_json).items()),
            *taken_back(row),
            sha256=row.text_sha256,
            view="web:agreement",
            key=row.version.contract_id,
            papers=[paper(row.document, f"Signed as {row.get_role_display().lower()}")],
        )


def _evidence(keys: list[int], named: Mapping[tuple[int, str], str]) -> Iterator[Item]:
    """Notes that were shared; what is private to its author is not in the file."""
    rows = EvidenceNote.objects.filter(contract__in=keys, sharing=Sharing.SHARED).select_related(
        "written_by", "withdrawn_by"
    )
    for row in rows.prefetch_related("files__document").order_by("happened_on", "pk"):
        files = list(row.files.all())
        about = named.get((row.contract_id, row.about), row.about)
        yield item(
            Kind.EVIDENCE,
            row.happened_on,
            f"Evidence by {row.written_by.full_name}" + (f" on “{about}”" if about else ""),
            row,
            ("Says", row.says),
            ("Shared on", clock.day_of(row.shared_at) if row.shared_at else None),
            *taken_back(row),
            sha256=row.fingerprint(),
            papers=[paper(one.document, "Evidence", one.name) for one in files],
            also=files,
        )


def _results(keys: list[int], named: Mapping[tuple[int, str], str]) -> Iterator[Item]:
    for row in MeasuredResult.objects.filter(contract__in=keys).select_related("recorded_by").order_by("pk"):
        yield item(
            Kind.EVIDENCE,
            row.period_ends_on,
            f"Measured result of “{named.get((row.contract_id, row.measure), row.measure)}”: {row.value.normalize():f}",
            row,
            ("Source", row.source),
            ("Says", row.says),
            ("Recorded by", row.recorded_by.full_name),
            ("Takes the place of another", bool(row.replaces_id) or None),
        )


def _reviews(keys: list[int]) -> Iterator[Item]:
    rows = ProgressReview.objects.filter(contract__in=keys).select_related("recorded_by", "answered_by", "withdrawn_by")
    for row in rows.prefetch_related("steps").order_by("held_on", "pk"):
        steps = list(row.steps.all())
        yield item(
            Kind.REVIEW,
            row.held_on,
            row.get_kind_display(),
            row,
            ("Recorded by", row.recorded_by.full_name),
            ("The rater says", row.rater_says),
            ("Problem", row.problem),
            ("The executive says", row.executive_says),
            ("Next on", row.next_on),
            *(
                (f"Step, due {day_in_words(one.due_on)}", " ".join(part for part in (one.what, one.outcome) if part))
                for one in steps
            ),
            *taken_back(row),
            also=steps,
        )


def _appraisals(keys: list[int]) -> Iterator[Item]:
    """Appraisals that were shown to the other side; a draft is its author's own."""
    rows = Appraisal.objects.filter(contract__in=keys, shown_at__isnull=False).exclude(status=AppraisalStatus.DRAFT)
    for row in rows.select_related("written_by", "undone_by", "document").order_by("pk"):
        marks = [
            (
                f"{name.replace('-', ' ')}: mark",
                f"{one.get('mark') if one.get('mark') is not None else 'not rated'}. {one.get('says', '')}".strip(),
            )
            for name, one in json.loads(row.marks_json or "{}").items()
        ]
        frozen = {"marks": json.loads(row.marks_json or "{}"), "results": json.loads(row.results_json or "null")}
        yield item(
            Kind.APPRAISAL,
            clock.day_of(row.final_at or row.shown_at or row.written_at),
            f"{row.get_kind_display()} by {row.written_by.full_name}: {row.get_status_display()}",
            row,
            ("The year as a whole", row.says),
            *marks,
            ("Meeting on", row.meeting_on),
            ("The executive says", row.executive_says),
            ("Acknowledged on", clock.day_of(row.acknowledged_at) if row.acknowledged_at else None),
            *((f"Frozen result, {name}", text) for name, text in listed(row.results_json)),
            ("Taken back, because", row.undone_because),
            sha256=row.sha256,
            papers=[paper(row.document, "The appraisal as PDF")],
            words=canonical_json(frozen),
            verdicts=row.verdicts_json,
        )


def _copies(keys: list[int]) -> Iterator[Item]:
    rows = CopySent.objects.filter(version__contract__in=keys).select_related("version", "sent_by", "received_by")
    for row in rows.order_by("pk"):
        yield item(
            Kind.COPY,
            clock.day_of(row.sent_at),
            f"Copy of version {row.version.number} to {row.get_to_display().lower()}",
            row,
            ("Sent by", row.sent_by.full_name),
            ("Received by", row.received_by.full_name if row.received_by else "not received yet"),
            ("Received on", clock.day_of(row.received_at) if row.received_at else None),
        )
