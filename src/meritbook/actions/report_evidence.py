"""Reports of competency assessments are for development: none is a file of evidence on which a rating rests.

Unless the policy in force when an assessment was opened said otherwise, as its form told everybody who answered.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from meritbook.actions.policies import PolicyError
from meritbook.readers.seals import hashes_in
from meritbook.records.models import AssessmentTold, ReportPaper, StoredDocument


class NotEvidenceError(PolicyError):
    """A report of a competency assessment was offered as evidence for a rating."""

    code = "competencies.not_evidence"
    remedy = (
        "Write in your own words what was achieved, and attach what shows it; a report is no evidence for a rating."
    )


class Marks(NamedTuple):
    """By what a report is known again: the hash of its bytes, and the seals that a file says."""

    name: str
    sha256: str
    seals: tuple[str, ...]


def marks_of(data: bytes, *, name: str) -> Marks:
    """The marks of a file, looked for before anything is locked.

    A report that somebody saved anew, or put together with other pages, still says its seal at the foot of each page.
    """
    return Marks(name, hashlib.sha256(data).hexdigest(), hashes_in(data))


def check(marks: Marks) -> None:
    """The file is no report that was collected for development only; raises `NotEvidenceError`."""
    papers = ReportPaper.objects.filter(document__sha256=marks.sha256, assessment__counts_for_rating=False)
    sealed = AssessmentTold.objects.filter(sha256__in=marks.seals, assessment__counts_for_rating=False)
    if papers.exists() or (marks.seals and sealed.exists()):
        raise NotEvidenceError(
            f"“{marks.name}” is the report of a competency assessment that was collected for development only.",
            where=marks.name,
        )


def marks_of_kept(document: StoredDocument) -> Marks:
    """The marks of a file that is kept already."""
    return marks_of(document.original(), name=document.name)
