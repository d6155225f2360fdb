"""Examinations, and their candidates by number."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import close_examination, open_examination, receive_applications
from meritbook.actions.permissions import Capability, require
from meritbook.api import qualifying_shapes as shapes
from meritbook.api.auth import actor, standing
from meritbook.api.errors import InvalidRequestError
from meritbook.api.replies import page_of, with_errors
from meritbook.api.requirements import asked_for
from meritbook.api.shapes import Because, Id, Number, Paged
from meritbook.api.texts import readable, user_named
from meritbook.core.verdict import Verdict
from meritbook.desk import positions as positions_read
from meritbook.desk.applications import examination as examination_of
from meritbook.desk.paging import paged
from meritbook.readers.candidates import application_in
from meritbook.records import clock
from meritbook.records.models import (
    Application,
    Department,
    Determination,
    DeterminationOutcome,
    DeterminationStatus,
    Examination,
)

router = Router(tags=["examinations"])


@router.get("/examinations", response=with_errors(Paged[shapes.ExaminationLine]))
def list_examinations(request: HttpRequest, page: Number = 1) -> Any:
    """The examinations that the person may read, newest first."""
    rows = standing(request).examinations().select_related("department", "requirement", "opened_by")
    slim = rows.defer("policy_json", "requirement__text", "requirement__tree_json", "requirement__examples_json")
    return page_of(paged(slim.order_by("-opened_at", "-id"), page, _line))


@router.get("/examinations/{examination_id}", response=with_errors(shapes.ExaminationAnswer))
def get_examination(request: HttpRequest, examination_id: Id) -> Any:
    """An examination, with its candidates counted by what was computed."""
    return _answer(examination_of(standing(request), examination_id, Capability.READ_EXAMINATION))


@router.post("/examinations", response=with_errors(shapes.ExaminationAnswer, 201))
def open_(request: HttpRequest, body: shapes.OpenExamination) -> Any:
    """Open an examination: for one requirement, under one policy, as of one day."""
    who, day = actor(request), clock.today()
    require(who, Capability.OPEN_EXAMINATION, on=day)
    department = _department(body.department)
    made = open_examination.perform(
        who,
        at=clock.now(),
        why=body.why,
        number=body.number,
        title=body.title,
        requirement=asked_for(body.requirement, body.version),
        on=body.on,
        policy=readable(body.policy, "body.policy"),
        department=department,
        position=positions_read.position(standing(request), body.position) if body.position else None,
        for_class=body.for_class,
        binding=body.binding,
    )
    return Status(201, _answer(made))


@router.post("/examinations/{examination_id}/close", response=with_errors(shapes.ExaminationAnswer))
def close(request: HttpRequest, examination_id: Id, body: Because) -> Any:
    """Close an examination: nothing more is received, answered or determined in it."""
    row = examination_of(standing(request), examination_id, Capability.READ_EXAMINATION)
    return _answer(close_examination.perform(actor(request), at=clock.now(), why=body.why, examination=row))


@router.get("/examinations/{examination_id}/applications", response=with_errors(Paged[shapes.ApplicationLine]))
def list_applications(
    request: HttpRequest, examination_id: Id, verdict: Verdict | None = None, page: Number = 1
) -> Any:
    """The candidates of an examination by number; with `verdict`, those for whom that was computed."""
    row = examination_of(standing(request), examination_id, Capability.READ_EXAMINATION)
    rows = row.applications.filter(finding__verdict=verdict) if verdict else row.applications.all()
    return page_of(paged(_with_findings(rows), page, _application_line))


@router.post("/examinations/{examination_id}/applications", response=with_errors(shapes.Received, 201))
def receive(request: HttpRequest, examination_id: Id, body: shapes.Receive) -> Any:
    """Receive candidates, each as JSON Resume or in Meritbook's own form, and judge them.

    What is left out is named with the reason. More than 500 at once come as a file.
    """
    who = actor(request)
    row = examination_of(standing(request), examination_id, Capability.READ_EXAMINATION)
    require(who, Capability.RECEIVE_APPLICATION, row, on=clock.today())
    handed_in = [application_in(one, f"body.applications.{place}") for place, one in enumerate(body.applications)]
    numbers = {one.candidate.number.strip() for one in handed_in}
    if unknown := sorted(set(body.accounts).difference(numbers)):
        raise InvalidRequestError("No candidate has this number here.", where=f"body.accounts.{unknown[0]}")
    made, skipped = receive_applications.perform(
        who,
        at=clock.now(),
        why=body.why,
        examination=row,
        applications=handed_in,
        users={one: user_named(name, f"body.accounts.{one}") for one, name in body.accounts.items()},
    )
    rows = _with_findings(Application.objects.filter(pk__in=[one.pk for one in made]))
    return Status(
        201,
        {
            "received": [_application_line(one) for one in rows],
            "skipped": [{"where": one.where, "says": one.says, "code": one.code} for one in skipped],
        },
    )


def _department(code: str) -> Department | None:
    if not code:
        return None
    row: Department | None = Department.objects.filter(code__iexact=readable(code, "body.department")).first()
    if row is None:
        raise InvalidRequestError("There is no such department.", where="body.department")
    return row


def _with_findings(rows: QuerySet[Application]) -> QuerySet[Application]:
    standing_one = Determination.objects.filter(application=OuterRef("pk"), status=DeterminationStatus.STANDING)
    return (
        rows.select_related("finding")
        .defer("person_json")
        .annotate(determined=Subquery(standing_one.values("outcome")[:1]))
        .order_by("number")
    )


def _application_line(row: Application) -> dict[str, Any]:
    finding = getattr(row, "finding", None)
    return {
        "id": row.pk,
        "number": row.number,
        "verdict": finding.verdict if finding else None,
        "questions": finding.questions if finding else 0,
        "problems": finding.problems if finding else 0,
        "determined": getattr(row, "determined", None) or "",
    }


def _line(row: Examination) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "title": row.title,
        "department": row.department.code if row.department else "",
        "requirement": str(row.requirement),
        "on": row.on,
        "status": row.status,
        "opened_by": row.opened_by.full_name,
        "opened_at": row.opened_at,
    }


def _answer(row: Examination) -> dict[str, Any]:
    counted = dict(
        row.applications.filter(finding__isnull=False).values_list("finding__verdict").annotate(count=Count("pk"))
    )
    determined = Determination.objects.filter(
        application__examination=row, status=DeterminationStatus.STANDING, outcome__in=DeterminationOutcome.values
    )
    return {
        **_line(row),
        "policy": row.policy,
        "policy_sha256": row.policy_sha256,
        "position": row.position_id,
        "for_class": row.for_class,
        "binding": list(row.binding),
        "applications": row.applications.count(),
        "verdicts": {verdict: counted.get(verdict.value, 0) for verdict in Verdict},
        "determined": determined.count(),
    }
