"""Ask for long work on an examination: read a file in, judge again, determine a group."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from meritbook.actions import jobs, ledger, policies, qualifying, storing
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.actions.qualifying_policies import check_open
from meritbook.core.values import canonical_json
from meritbook.readers.batches import read_batch
from meritbook.readers.candidates import CandidateFileError
from meritbook.records import clock
from meritbook.records.models import Examination, Job, JobCandidate, JobKind, StoredDocument, store_original
from meritbook.records.states import JOB_MOVES, next_state

_NONE: Mapping[str, Any] = MappingProxyType({})


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    examination: Examination,
    kind: str,
    source: StoredDocument | None = None,
    data: bytes = b"",
    name: str = "",
    options: Mapping[str, Any] = _NONE,
) -> Job:
    """The job, waiting for a worker. `why` stands in every ledger entry that its parts write.

    To read a file in: `data`, kept as an original, with the `name` that a refusal calls it by, or `source`, one that is
    kept already. To judge: `which`, "all" or those whom a precedent has overtaken ("outdated"). To determine a group:
    `verdict` ("met" or "not_met"), `answer_by` (a day in ISO form, needed for those not met), and `expected`, the
    number that was shown. The group is who is in it now; nobody joins it while the work goes on.

    Raises `ForbiddenError`; `OwnCaseError`; the error of a closed examination; `JobExistsError`; `JobOptionsError`;
    `NumberChangedError`; and for a file what `read_batch` raises.
    """
    on = clock.day_of(at)
    why = policies.check_text(why, field="why")
    require(actor, jobs.NEEDS[JobKind(kind)], examination, on=on)
    total, group = 0, []
    if kind == JobKind.RECEIVE:
        if source is None:
            name = policies.check_text(name, field="name", longest=255)
        elif not data:
            data, name = source.original(), jobs.file_name(source)
        total = len(read_batch(data, name=name))
        if not total:
            raise CandidateFileError("The file holds no candidate.", where=name)
    with transaction.atomic():
        examination = Examination.objects.select_for_update().get(pk=examination.pk)
        role = require(actor, jobs.NEEDS[JobKind(kind)], examination, on=on)
        check_open(examination)
        jobs.check_none_active(examination, kind)
        if kind == JobKind.RECEIVE and source is None:
            source = _kept(actor, data, at=at)
        if kind == JobKind.JUDGE:
            which = options.get("which", "all")
            if which not in ("all", "outdated"):
                raise jobs.JobOptionsError("Judged again are all, or those that are outdated.", where="which")
            total = (qualifying.outdated(examination) if which == "outdated" else examination.applications).count()
        if kind == JobKind.DETERMINE:
            group = jobs.check_determine(examination, options, on=on)
            total = len(group)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        job = Job.objects.create(
            kind=kind,
            examination=examination,
            source=source,
            options_json=canonical_json({**options, "why": why}),
            status=next_state(JOB_MOVES, "start_job", "", of="The job"),
            total=total,
            asked_by=actor.user,
            asked_at=at,
        )
        JobCandidate.objects.bulk_create(
            (JobCandidate(job=job, application_id=one, statement_id=stated) for one, stated in group), batch_size=500
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="start_job",
            subject=f"job:{job.pk}",
            facts={
                "examination": examination.number,
                "kind": str(kind),
                "source": source.sha256 if source else None,
                "options": dict(options),
                "total": total,
            },
            records=[examination, *([source] if source else [])],
        )
    return job


def _kept(actor: Actor, data: bytes, *, at: datetime) -> StoredDocument:
    """The file as it was handed in, once nothing more can refuse it: of what is refused no copy stays."""
    media_type = jobs.JSON if data.lstrip()[:1] in (b"{", b"[") else jobs.CSV
    sha256 = store_original(data)
    source, _ = storing.keep_document(
        actor,
        at=at,
        sha256=sha256,
        name=jobs.file_name(StoredDocument(sha256=sha256, media_type=media_type)),
        media_type=media_type,
        size=len(data),
        document=None,
    )
    return source
