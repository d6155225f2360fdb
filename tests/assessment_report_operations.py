"""The operations of the API on reports of competency assessments, and who may."""

from __future__ import annotations

from typing import Any

from django.test import Client

from api_operations import ROLES, Operation, get, post

OFFICE = ROLES - {"system_administrator"}
READERS = frozenset({"executive", "agency_hr"})
"""The report of the tests is the executive's, who shows agency HR a part of it."""
OWN = frozenset({"executive"})
KEEPERS = frozenset({"personnel_staff", "agency_hr", "agency_hr_elsewhere"})
KEEPS = frozenset({"personnel_staff", "agency_hr"})
WHY = {"why": "As the office has it."}
R = "/api/competencies/reports/{w.rooms.competency_reports.now.pk}"
WORKS = "/api/competencies/report-works"


def _why(_: Any) -> dict[str, Any]:
    return dict(WHY)


def _shown(_: Any) -> dict[str, Any]:
    return {"reader": "personnel_staff", "relation": "personnel", "competencies": ["candour"], **WHY}


def _alone(act: Any) -> Any:
    """The request once the work that waits is ended, as there is one of a kind at a time."""

    def call(client: Client, world: Any) -> Any:
        from meritbook.records.models import Job

        Job.objects.filter(pk=world.rooms.competency_reports.waiting.pk).update(status="finished")
        return act(client, world)

    return call


ASSESSMENT_REPORT_OPERATIONS: dict[str, Operation] = {
    "GET /competencies/reports": Operation(get("/api/competencies/reports"), OFFICE),
    "GET /competencies/reports/{report_id}": Operation(get(R), READERS),
    "POST /competencies/reports/{report_id}/file": Operation(post(R + "/file", lambda _: {}), OWN, 201),
    "GET /competencies/reports/{report_id}/file": Operation(get(R + "/file"), OWN),
    "POST /competencies/reports/{report_id}/shares": Operation(post(R + "/shares", _shown), OWN, 201),
    "POST /competencies/reports/{report_id}/shares/{share_id}/taken-back": Operation(
        post(R + "/shares/{w.rooms.competency_reports.share.pk}/taken-back", _why), OWN
    ),
    "GET /competencies/report-works": Operation(get(WORKS), KEEPERS),
    "POST /competencies/report-works": Operation(
        _alone(post(WORKS, lambda _: {"department": "revenue", **WHY})), KEEPS, 201
    ),
    "GET /competencies/report-works/{work_id}": Operation(
        get(WORKS + "/{w.rooms.competency_reports.waiting.pk}"), KEEPS
    ),
    "POST /competencies/report-works/{work_id}/stop": Operation(
        post(WORKS + "/{w.rooms.competency_reports.waiting.pk}/stop", _why), KEEPS
    ),
    "POST /competencies/report-works/{work_id}/resume": Operation(
        _alone(post(WORKS + "/{w.rooms.competency_reports.stopped.pk}/resume", _why)), KEEPS
    ),
}
