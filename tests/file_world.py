"""A personnel file with one of everything: the contract year of `contract_world` with an alteration and more."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from appointing_world import AT, vouch
from contract_world import ContractYear, text

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
LATER = datetime(2004, 12, 1, 16, 0, tzinfo=UTC)


@dataclass(frozen=True)
class FileWorld:
    """Rows of the file of the executive of the contract year."""

    year: ContractYear
    altered: Any
    """The second version, signed by all; the first one is superseded."""
    shared: Any
    private: Any
    """A note that its author alone reads."""
    picture: Any
    """The document beside the shared note."""
    review: Any
    appraisal: Any
    draft_appraisal: Any
    notice: Any
    other: Any
    """A contract of somebody else in the same department, and its entry stands between those of the file."""


def document(data: bytes, name: str, media_type: str, by: Any) -> Any:
    """A kept document."""
    from meritbook.records.models import StoredDocument, store_original

    return StoredDocument.objects.create(
        sha256=store_original(data), name=name, media_type=media_type, size=len(data), uploaded_by=by, uploaded_at=AT
    )


def altered_version(year: ContractYear, number: int = 2) -> Any:
    """The next version, signed by all: the one in force is superseded."""
    from meritbook.core.contracts.text import Project
    from meritbook.core.values import canonical_json
    from meritbook.records.models import ContractVersion

    before = year.contract.versions.get(status="signed")
    before.status = "superseded"
    before.save()
    words = text(projects=(Project(key="new-plant", says="Open both plants.", results_expected="In use by 1 June."),))
    version = ContractVersion.objects.create(
        contract=year.contract, number=number, status="signed", alters=before, text_json=canonical_json(words),
        sha256=words.seal(), saved_by=year.authority, saved_at=AT, proposed_by=year.authority, proposed_at=AT,
        proposed_side="department", agreed_by=year.executive, agreed_at=AT, signed_on=AT.date(),
        reason="A second plant.",
    )  # fmt: skip
    vouch(before, version)
    return version


def file_world(year: ContractYear, departments: Any) -> FileWorld:
    """The file."""
    from meritbook.records.models import (
        Appraisal,
        DismissalNotice,
        EvidenceFile,
        EvidenceNote,
        ProgressReview,
        ProofOfService,
    )

    position, seat = year.seat.position, year.seat
    vouch(position, seat, year.appointment, year.record)
    altered = altered_version(year)
    note = {"contract": year.contract, "by_executive": True, "written_by": year.executive, "written_at": AT}
    shared = EvidenceNote.objects.create(
        **note, happened_on=date(2004, 8, 2), says="Refunds in nineteen days.", sharing="shared", shared_at=AT
    )
    private = EvidenceNote.objects.create(
        **note, happened_on=date(2004, 8, 3), says="Between me and my pillow.", sharing="private"
    )
    picture = document(PNG, "chart.png", "image/png", year.executive)
    beside = EvidenceFile.objects.create(
        note=shared, document=picture, name="chart.png", kind="image/png", added_by=year.executive, added_at=AT
    )
    vouch(shared, beside, picture)
    vouch(private)
    # What belongs to somebody else stands between the entries of the case.
    other = document(b"Of somebody else.", "other.txt", "text/plain", year.staff)
    vouch(year.staff, other)
    review = ProgressReview.objects.create(
        contract=year.contract, kind="quarterly", held_on=date(2004, 8, 30), rater_says="On course.",
        recorded_by=year.authority, recorded_at=AT,
    )  # fmt: skip
    appraisal = Appraisal.objects.create(
        contract=year.contract, kind="rater", status="final", says="A good year.", written_by=year.authority,
        written_at=AT, shown_by=year.authority, shown_at=AT, final_by=year.authority, final_at=AT,
        marks_json='{"overall":{"mark":3,"says":"Good."}}', results_json='{"wait-days":"19"}',
        sha256=hashlib.sha256(b"sealed").hexdigest(),
    )  # fmt: skip
    draft = Appraisal.objects.create(
        contract=year.contract, kind="self", status="draft", says="A secret draft.", written_by=year.executive,
        written_at=AT,
    )  # fmt: skip
    vouch(review, appraisal)
    vouch(draft)
    notice = DismissalNotice.objects.create(
        appointment=year.appointment, reason="Goals missed.", in_writing=True, served_on=date(2004, 8, 31),
        served_how="hand", separation_on=date(2005, 6, 30), appeal_until=date(2004, 9, 10), verdict_json=_verdict(),
        decided_by=year.director, decided_at=AT,
    )  # fmt: skip
    slip = document(b"%PDF-1.4 a slip\n", "slip.pdf", "application/pdf", year.officer)
    proof = ProofOfService.objects.create(
        notice=notice, served_how="hand", served_at=AT, served_by_name="A. Messenger", place="Room 1",
        arrived_on=date(2004, 8, 31), document=slip, recorded_by=year.officer, recorded_at=AT,
    )  # fmt: skip
    vouch(notice, proof, slip)
    return FileWorld(year, altered, shared, private, picture, review, appraisal, draft, notice, other)


def _verdict() -> str:
    """What the law of 2004-05 says of a notice in time."""
    from meritbook.actions import service_law
    from meritbook.core.values import canonical_json

    facts = {
        "dismissal.for_performance": True,
        "dismissal.notice": date(2004, 8, 31),
        "dismissal.notice_written": True,
        "executive.separated": False,
        "contract.starts_on": date(2004, 7, 1),
    }
    return canonical_json(service_law.judge(facts, ("dismissal.notice",), on=date(2004, 9, 1))["dismissal.notice"])
