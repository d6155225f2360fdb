"""The documents that were read in, and those that Meritbook wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from meritbook.core.errors import MeritbookError
from meritbook.desk.paging import Page, paged
from meritbook.records.models import PlanRevision, StoredDocument


class NoSuchDocumentError(MeritbookError):
    """No such document is on record, or none that this person may read."""

    code = "document.unknown"
    remedy = "Open the list of documents and choose one there."
    http_status = 404


@dataclass(frozen=True)
class DocumentLine:
    """A document in the list."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    uploaded_by: str
    uploaded_at: datetime
    plan_key: str
    plan_revision: int | None


def documents(page: int) -> Page[DocumentLine]:
    """One page of the documents that stand behind class plans, the newest first.

    Files of position descriptions and letters are personnel matters: they are reached through their position.
    """
    rows = (
        PlanRevision.objects.filter(source__isnull=False)
        .select_related("source__uploaded_by")
        .defer("plan_json", "laid_out_json", "source__document_json", "source__text")
        .order_by("-source__uploaded_at", "-id")
    )
    return paged(rows, page, _line)


def of_plan(pk: int) -> StoredDocument:
    """A document behind a class plan; raises `NoSuchDocumentError` for any other."""
    found = (
        StoredDocument.objects.filter(pk=pk, plan_revisions__isnull=False)
        .defer("document_json", "text")
        .distinct()
        .first()
    )
    if found is None:
        raise NoSuchDocumentError("There is no such document behind a class plan.")
    return found


def _line(row: PlanRevision) -> DocumentLine:
    source = row.source
    assert source is not None  # noqa: S101 - filtered above
    return DocumentLine(
        id=source.pk,
        name=source.name,
        media_type=source.media_type,
        size=source.size,
        sha256=source.sha256,
        uploaded_by=source.uploaded_by.full_name if source.uploaded_by else "the program",
        uploaded_at=source.uploaded_at,
        plan_key=row.key,
        plan_revision=row.revision,
    )
