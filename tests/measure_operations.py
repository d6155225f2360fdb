"""The operations of the API on measures of the results register, and who may."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import query_world
from api_operations import BODY, Operation, because, get, post
from measure_world import FILE, definition

M = "/api/results/measures/{w.measures.refunds.key}"
KEEPS = frozenset({"results_administrator", "results_facilitator", "department_director"})
RECORDS = KEEPS | {"results_practitioner", "measure_owner"}
HOLDS = RECORDS | {"executive"}
"""Who records values of some measure: an executive those of measures that they own."""
HANDED_IN = frozenset({"results_administrator", "measure_owner"})
IN_OFFICE = frozenset(
    {
        "analyst", "second_analyst", "agency_hr", "agency_hr_elsewhere", "department_director", "appointing_authority",
        "executive", "personnel_director", "personnel_staff", "results_administrator", "results_facilitator",
        "results_practitioner", "measure_owner", "auditor",
    }
)  # fmt: skip


def entry(**more: Any) -> dict[str, Any]:
    """An entry as JSON."""
    from meritbook.core.results.measure import MeasureDefinition

    return MeasureDefinition.model_validate(definition(**more)).plain()


def upload(client: Client, path: str, **more: str) -> Any:
    """A file of values."""
    body = {"file": SimpleUploadedFile("actuals.csv", FILE), "why": "Quarterly.", **more}
    return client.post(path, body)


def large(client: Client, world: Any) -> Any:
    """A large file; the work on an earlier one is ended, as there is one at a time."""
    from meritbook.records.models import Job

    Job.objects.filter(pk=world.measures.job.pk).update(status="finished")
    return upload(client, "/api/results/large-files", source="Report R-12.")


def resume(client: Client, world: Any) -> Any:
    """The work, which was stopped."""
    from meritbook.records.models import Job

    Job.objects.filter(pk=world.measures.job.pk).update(status="stopped")
    return client.post(f"/api/results/work/{world.measures.job.pk}/resume", because(world), content_type=BODY)


MEASURE_OPERATIONS: dict[str, Operation] = {
    "GET /results/measures": Operation(get("/api/results/measures?show=stale"), IN_OFFICE),
    "GET /results/measures/{key}": Operation(get(M), IN_OFFICE),
    "POST /results/measures": Operation(
        post(
            "/api/results/measures",
            lambda _: {
                "key": "audits", "department": "revenue", "definition": entry(), "starts_on": "2025-07-01",
                "why": "New.",
            },
        ),
        KEEPS,
        201,
    ),
    "POST /results/measures/{key}/change": Operation(
        post(
            M + "/change",
            lambda _: {
                "definition": entry(places=0), "starts_on": "2026-01-01", "because": "Whole days.", "why": "Simpler.",
            },
        ),
        KEEPS,
        201,
    ),
    "POST /results/measures/{key}/owner": Operation(
        post(M + "/owner", lambda _: {"owner": "measure_owner", "starts_on": "2026-03-01", "why": "Named."}), KEEPS, 201
    ),
    "POST /results/measures/{key}/retire": Operation(
        post(M + "/retire", lambda _: {"ends_before": "2026-07-01", "because": "Ended.", "why": "Ended."}), KEEPS
    ),
    "POST /results/measures/{key}/limits": Operation(
        post(M + "/limits", lambda _: {"starts_on": "2025-07-01", "because": "A new way.", "why": "New."}), KEEPS, 201
    ),
    "POST /results/measures/{key}/query": Operation(
        post(
            M + "/query",
            lambda _: {"connection": "refunds", "statement": query_world.STATEMENT, "why": "Each quarter."},
        ),
        KEEPS,
        201,
    ),
    "POST /results/measures/{key}/query/end": Operation(post(M + "/query/end", because), KEEPS),
    "POST /results/measures/{key}/query/ask": Operation(post(M + "/query/ask", because), RECORDS),
    "POST /results/measures/{key}/values": Operation(
        post(
            M + "/values",
            lambda _: {"values": [{"period": "FY2026 Q2", "value": "20.5"}], "source": "R-12.", "why": "Quarterly."},
        ),
        RECORDS,
        201,
    ),
    "POST /results/measures/{key}/values/{value_id}/correct": Operation(
        post(
            M + "/values/{w.measures.value.pk}/correct",
            lambda _: {"value": "23.5", "source": "R-12.", "because": "Misread.", "why": "Misread."},
        ),
        RECORDS,
        201,
    ),
    "POST /results/files": Operation(lambda client, _: upload(client, "/api/results/files"), HOLDS, 201),
    "GET /results/files/{file_id}": Operation(get("/api/results/files/{w.measures.file.pk}"), HANDED_IN),
    "POST /results/files/{file_id}/record": Operation(
        post(
            "/api/results/files/{w.measures.file.pk}/record",
            lambda _: {"source": "R-12.", "mends": {"C3": "-"}, "why": "Quarterly."},
        ),
        HANDED_IN,
        201,
    ),
    "POST /results/large-files": Operation(large, HOLDS, 201),
    "GET /results/work/{job_id}": Operation(get("/api/results/work/{w.measures.job.pk}"), HANDED_IN),
    "POST /results/work/{job_id}/stop": Operation(
        post("/api/results/work/{w.measures.job.pk}/stop", because), HANDED_IN
    ),
    "POST /results/work/{job_id}/resume": Operation(resume, HANDED_IN),
}  # fmt: skip
"""By method and address."""
