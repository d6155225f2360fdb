"""Whether a packet is what was sealed: reads the zip or the paper, checks the seals, and asks the core.

Needs the file alone: no database, no settings, no network.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from meritbook.core.contracts.packet import (
    MANIFEST,
    PAPER,
    SEAL,
    UNLISTED,
    PacketReport,
    Point,
    SealAnswer,
    check,
    report_of,
    sealed,
)
from meritbook.writers.packet_zip import opened
from meritbook.writers.seals import Seal, SealError, verify_bytes, verify_pdf


def check_packet(data: bytes, roots: Sequence[Any] = ()) -> PacketReport:
    """What holds of a packet, zip or paper, and the first thing that does not. Never raises for what is in the file."""
    if data[:5] == b"%PDF-":
        alone = sealed("pdf", "the paper", _paper(data, roots))
        beside = " The files that it names lie in the zip: check that as well." if alone.holds else ""
        return report_of([alone.model_copy(update={"says": alone.says + beside})])
    if data[:2] != b"PK":
        return report_of([_no("zip", "The file is neither a zip nor a PDF.")])
    found = opened(data)
    files = {path: one for path, one in found.files.items() if path not in UNLISTED}
    manifest = found.files.get(MANIFEST)
    if found.fault and manifest is None:
        # Whether the list of files is in it, a zip that cannot be read does not tell.
        return report_of([_no("zip", found.fault)])
    report = check(
        manifest,
        files,
        seal=_detached(manifest, found.files.get(SEAL), roots),
        paper=_paper(files.get(PAPER), roots),
    )
    if found.fault:
        return report_of([_no("zip", found.fault), *report.points])
    whole = Point(name="zip", holds=True, says="The zip is as this program writes it, to the last byte.")
    return report_of([whole, *report.points])


def _no(name: str, says: str) -> Point:
    return Point(name=name, holds=False, says=says)


def _detached(manifest: bytes | None, seal: bytes | None, roots: Sequence[Any]) -> SealAnswer | None:
    if manifest is None or seal is None:
        return None
    try:
        return _answer(verify_bytes(manifest, seal, roots))
    except SealError:
        return None


def _paper(data: bytes | None, roots: Sequence[Any]) -> SealAnswer | None:
    """The last signature, which must cover the whole of the paper; each one before must hold."""
    if data is None:
        return None
    try:
        found = verify_pdf(data, roots)
    except SealError:
        return None
    if not found:
        return None
    answer = _answer(found[-1])
    whole = all(one.holds for one in found) and found[-1].covers == "whole_file"
    return answer.model_copy(update={"holds": answer.holds and whole})


def _answer(seal: Seal) -> SealAnswer:
    told = seal.certificate
    by = told.subject if told is not None else "an unknown certificate"
    if told is not None and told.test:
        by += " (of a test authority, which proves nothing)"
    return SealAnswer(
        holds=seal.holds,
        trusted={"trusted": True, "not_trusted": False}.get(seal.trust),
        by=by,
        signed_at=seal.signed_at,
    )
