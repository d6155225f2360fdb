"""Papers that somebody hands in beside a record: a scan of what was served, a receipt, a mailing slip."""

from __future__ import annotations

import io
from datetime import datetime
from typing import NamedTuple

from meritbook.actions import storing
from meritbook.actions.actor import Actor
from meritbook.actions.attach_file import take
from meritbook.actions.policies import PolicyError
from meritbook.readers.attachments import Attachment
from meritbook.records.models import StoredDocument, store_original

MOST_BYTES = 25 * 1024 * 1024
_KINDS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


class PaperError(PolicyError):
    """A file that is no scan of a paper, or too large."""

    code = "paper.kind"
    remedy = "Attach a scan as PDF, PNG, JPEG or TIFF of at most 25 MiB."
    http_status = 422


class Paper(NamedTuple):
    """A file as it was handed in."""

    name: str
    data: bytes


def kind_of(paper: Paper) -> str:
    """The media type that its bytes show, whatever its name says; raises `PaperError` for what is no scan."""
    if not paper.data:
        raise PaperError(f"“{paper.name}” is empty.", where="paper")
    if len(paper.data) > MOST_BYTES:
        raise PaperError(f"“{paper.name}” has {len(paper.data):,} bytes.", where="paper")
    for magic, media_type in _KINDS:
        if paper.data.startswith(magic):
            return media_type
    raise PaperError(f"“{paper.name}” is no PDF, PNG, JPEG or TIFF by what stands in it.", where="paper")


def look(paper: Paper | None) -> Attachment | None:
    """The paper as it may be kept, looked into as evidence is, before anything is locked; none where none is given.

    Raises `PaperError`; what `attach_file.take` raises: a virus, a name of another kind than the bytes, a password.
    """
    if paper is None:
        return None
    kind_of(paper)
    return take(io.BytesIO(paper.data), name=paper.name or "paper")


def keep(actor: Actor, *, at: datetime, file: Attachment) -> StoredDocument:
    """The paper that `look` gave, stored byte for byte; within the transaction of the action."""
    row, _ = storing.keep_document(
        actor,
        at=at,
        sha256=store_original(file.data),
        name=file.name[:255],
        media_type=file.media_type,
        size=len(file.data),
        document=None,
    )
    return row
