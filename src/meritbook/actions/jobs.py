"""Long work, most of it on an examination: who may ask for it, when it is possible, and which candidates it is about.

`start_job`, `stop_job` and `resume_job` are the actions; `work` does the work. What a part changes is changed by other
actions, in the name of whoever asked, so that a job can do nothing that this person could not do by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from meritbook.actions.permissions import Capability
from meritbook.actions.policies import PolicyError
from meritbook.core.verdict import Verdict
from meritbook.records.models import (
    Application,
    Determination,
    DeterminationOutcome,
    DeterminationStatus,
    Examination,
    Job,
    JobKind,
    JobStatus,
    StoredDocument,
)

NEEDS: dict[str, Capability] = {
    JobKind.RECEIVE: Capability.RECEIVE_APPLICATION,
    JobKind.JUDGE: Capability.SETTLE_QUESTION,
    JobKind.DETERMINE: Capability.DETERMINE_QUALIFICATION,
    JobKind.OPEN_YEAR: Capability.OPEN_YEAR,
    JobKind.IMPORT_VALUES: Capability.RECORD_VALUE,
    JobKind.SET_REPORTS: Capability.KEEP_ASSESSMENT,
}
"""What whoever starts, stops or resumes work of a kind must be permitted to do."""

OUTCOMES: dict[str, str] = {
    Verdict.MET: DeterminationOutcome.QUALIFIED,
    Verdict.NOT_MET: DeterminationOutcome.NOT_QUALIFIED,
}
"""What a group is determined as, by what was computed. What is undetermined is determined one by one."""

JSON = "application/json"
CSV = "text/csv"

ACTIVE = (JobStatus.QUEUED, JobStatus.RUNNING)


class JobExistsError(PolicyError):
    """Work of this kind on the examination waits or runs already."""

    code = "job.one_at_a_time"
    remedy = "Wait until it is finished, or stop it first."


class JobOptionsError(PolicyError):
    """Long work that was asked for without what it needs."""

    code = "job.options"
    remedy = "Say what is asked for: a file to read, or which group is determined and until when they may answer."
    http_status = 422


class NumberChangedError(PolicyError):
    """The group to determine is not the one that was shown."""

    code = "job.number_changed"
    remedy = "Look at the group again and confirm the number that stands there now."


def check_none_active(examination: Examination, kind: str) -> None:
    """Raises `JobExistsError` when work of the kind waits or runs."""
    if Job.objects.filter(examination=examination, kind=kind, status__in=ACTIVE).exists():
        raise JobExistsError(f"“{JobKind(kind).label}” is under way already.", where=examination.number)


def check_none_opening() -> None:
    """Raises `JobExistsError` when contracts of a year are being drawn up."""
    row = Job.objects.filter(kind=JobKind.OPEN_YEAR, status__in=ACTIVE).first()
    if row is not None:
        raise JobExistsError("The contracts of a year are being drawn up already.", where=f"work {row.pk}")


def check_none_importing() -> None:
    """Raises `JobExistsError` when a file of values is being recorded."""
    row = Job.objects.filter(kind=JobKind.IMPORT_VALUES, status__in=ACTIVE).first()
    if row is not None:
        raise JobExistsError("Another file of values is being recorded.", where=f"work {row.pk}")


def check_none_setting() -> None:
    """Raises `JobExistsError` when reports of competency assessments are being set."""
    row = Job.objects.filter(kind=JobKind.SET_REPORTS, status__in=ACTIVE).first()
    if row is not None:
        raise JobExistsError("Reports are being set already.", where=f"work {row.pk}")


def check_determine(examination: Examination, options: Mapping[str, Any], *, on: date) -> list[tuple[int, int]]:
    """Who would be determined, each as the keys of application and statement.

    Raises `JobOptionsError` and `NumberChangedError`.
    """
    verdict = options.get("verdict", "")
    if verdict not in OUTCOMES:
        raise JobOptionsError("A group is determined where all are computed met, or all not met.", where="verdict")
    said = options.get("answer_by") or ""
    try:
        answer_by = date.fromisoformat(said) if said else None
    except ValueError as problem:
        raise JobOptionsError(f"“{said}” is no date.", where="answer_by") from problem
    if verdict == Verdict.NOT_MET and (answer_by is None or answer_by < on):
        raise JobOptionsError("Say until which day they may answer, today or later.", where="answer_by")
    found = list(group(examination, verdict).order_by("pk").values_list("pk", "finding__statement"))
    count = len(found)
    expected = options.get("expected")
    if expected is not None and expected != count:
        raise NumberChangedError(
            f"{expected} were shown, and now there are {count}.", where="expected", details={"now": count}
        )
    if not count:
        raise JobOptionsError("Nobody is in this group.", where="verdict")
    return found


def group(examination: Examination, verdict: str) -> QuerySet[Application]:
    """The candidates who are computed so and have no determination that stands."""
    standing = Determination.objects.filter(application=OuterRef("pk"), status=DeterminationStatus.STANDING)
    return Application.objects.filter(~Exists(standing), examination=examination, finding__verdict=verdict)


def file_name(source: StoredDocument) -> str:
    """What the file of a job is called wherever its work is told.

    Not as whoever handed it in called it: the file of one candidate often bears their name, and all who read the
    examination read what its work left out.
    """
    return f"file-{source.sha256[:8]}.{'json' if source.media_type == JSON else 'csv'}"


def options_of(job: Job) -> dict[str, Any]:
    """What was asked for."""
    found: dict[str, Any] = json.loads(job.options_json)
    return found
