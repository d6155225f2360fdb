"""Publish the draft of an annual report as it was shown: its facts are sealed, and its papers are kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, report_papers, reporting
from meritbook.actions import reporting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.report_drawing import Audits, Drawn, draw
from meritbook.actions.storing import keep_bytes
from meritbook.core.results.report import contents
from meritbook.records import clock
from meritbook.records.models import EditionStatus, ReportEdition, ReportPart, StoredDocument
from meritbook.records.models.common import Vouched
from meritbook.records.states import REPORT_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    edition: ReportEdition,
    sha256: str,
    because: str,
    trust: Audits | None = None,
) -> ReportEdition:
    """The published edition. One that stood before it is followed by it, and stays to be read.

    `sha256` is the seal of what was shown; `trust` answers what audits say of its measures.
    Raises `ForbiddenError`; `EditionError`; `FactRefusedError`; `ReportNotReadyError`; `ReportChangedError`;
    `ReportError`; `TextError`; `LetterError` when the PDF cannot be set.
    """
    on = clock.day_of(at)
    require(actor, Capability.PUBLISH_REPORT, edition, on=on)
    because = policies.check_text(because, field="because", longest=4_000)
    policies.check_text(why, field="why")
    # The papers take longest and are made before anything is locked; what they are made of is drawn again below.
    shown = _checked(edition, sha256, draw(edition, on=on, trust=trust))
    papers = report_papers.papers_of(contents(shown.parts, edition.number), key=edition.report.key)
    with transaction.atomic():
        row = reporting.locked(edition)
        role = require(actor, Capability.PUBLISH_REPORT, row, on=on)
        drawn = _checked(row, sha256, draw(row, on=on, trust=trust))
        stood = row.report.editions.filter(status=EditionStatus.PUBLISHED).first()
        saved: list[Vouched] = []
        if stood is not None:
            stood.status = next_state(REPORT_MOVES, "publish_report of a revised edition", stood.status, of=str(stood))
            stood.save(update_fields=["status"])
            saved.append(stood)
        for form, media_type in report_papers.FORMS.items():
            name = report_papers.file_name(row.report.key, row.number, form)
            data = getattr(papers, form)
            kept, new = keep_bytes(actor, at=at, name=name, data=data, media_type=media_type)
            saved += [kept] if new else []
            _put(row, form, kept)
        row.status = next_state(REPORT_MOVES, "publish_report", row.status, of=str(row))
        row.sha256, row.parts_count = drawn.sha256, len(drawn.parts)
        row.published_by, row.published_at, row.published_because = actor.user, at, because
        row.save()
        _keep(row, drawn)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="publish_report",
            subject=reporting.subject(row.report),
            facts=reporting.told(
                row,
                sha256=row.sha256,
                measures=len(drawn.of("measure")),
                left_out=len(drawn.of("left_out")),
                changes=len(drawn.of("change")),
            ),
            records=[row, *saved],
        )
    return row


def _checked(edition: ReportEdition, sha256: str, drawn: Drawn) -> Drawn:
    possible.check_draft(edition)
    possible.check_ready(drawn.problems)
    if drawn.sha256 != sha256:
        raise possible.ReportChangedError(
            "The report is not what was shown: the record has changed since.",
            where=edition.report.key,
            details={"sha256": drawn.sha256},
        )
    return drawn


def _put(row: ReportEdition, form: str, kept: StoredDocument) -> None:
    if form == "pdf":
        row.pdf = kept
    elif form == "xlsx":
        row.xlsx = kept
    else:
        row.data = kept


def _keep(row: ReportEdition, drawn: Drawn) -> None:
    parts = (
        ReportPart(
            edition=row,
            number=place,
            kind=one.kind,
            key=one.key,
            goal=one.goal,
            content_json=one.text,
            sha256=one.sha256,
        )
        for place, one in enumerate(drawn.parts, 1)
    )
    ReportPart.objects.bulk_create(parts, batch_size=1_000)
