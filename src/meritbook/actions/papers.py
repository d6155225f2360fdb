"""Papers that somebody hands in beside a record: a scan of what was served, a receipt, a mailing slip."""

from __future__ import annotations

import io
from datetime import datetime
from typing import NamedTuple

from meritbook.actions import scanning, storing
from meritbook.actions.actor import Actor
from meritbook.actions.policies import PolicyError
from meritbook.readers.attachments import KINDS, Attachment, read_attachment
from meritbook.records.models import StoredDocument

SCANS = frozenset({"pdf", "png", "jpeg", "tiff"})
"""The kinds of file that a paper is scanned to."""


class PaperError(PolicyError):
    """A file that is no scan of a paper."""

    code = "paper.kind"
    remedy = "Attach a scan as PDF, PNG, JPEG or TIFF."
    http_status = 422


class Paper(NamedTuple):
    """A file as it was handed in."""

    name: str
    data: bytes


def read(paper: Paper) -> Attachment:
    """The paper, once its bytes show that it is a scan, whatever its name says; before anything is locked.

    Raises `PaperError` for another kind of file, and what `read_attachment` and `scanning.scan` raise: for one that is
    empty, too large, renamed, damaged, encrypted, a program, or refused by the office's scanner.
    """
    found = read_attachment(io.BytesIO(paper.data), name=paper.name)
    if found.kind not in SCANS:
        raise PaperError(f"“{found.name}” is {KINDS[found.kind].says}, and no scan of a paper.", where="paper")
    scanning.scan(found.data, name=found.name)
    return found


def keep(actor: Actor, *, at: datetime, found: Attachment) -> StoredDocument:
    """What `read` gave, stored byte for byte; within the transaction of the action."""
    row, _ = storing.keep_bytes(actor, at=at, name=found.name, data=found.data, media_type=found.media_type)
    return row
