"""The year of the executive service: what each choice for an executive does, the calendar, and one's desk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from meritbook.actions.permissions import Capability, ForbiddenError, Standing
from meritbook.api.auth import standing
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Id, Number, Paged
from meritbook.core.service.calendar import CalendarEntry
from meritbook.core.service.choice_model import Choices, Served, Trial
from meritbook.desk import service_choices, service_year
from meritbook.desk.desks import desk
from meritbook.records import clock

router = Router(tags=["executive service"])

Salary = Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=2)]


class CalendarLine(Schema):
    """A day of the year, and whether it is the person's to act on."""

    entry: CalendarEntry
    says: str
    mine: bool


class DeskActLine(Schema):
    """One act of a desk."""

    title: str
    detail: str
    without: str
    last_day: date | None
    """None where no law sets one."""
    since: date | None
    """Since when it waits, where that is known."""
    rule: str
    page: str
    """The page on which it is done, by name; empty where there is none."""
    id: int | None
    key: str
    """What stands in place of `id` in that address, such as the key of a measure or a plan."""
    more: list[int | str]
    """What stands behind `id` in the address of the page, such as the review of a contract."""


class DeskSectionLine(Schema):
    """Acts of one kind, those that come first on top."""

    heading: str
    total: int
    acts: list[DeskActLine]


@router.get("/seats/{seat_id}/choices", response=with_errors(Choices))
def choices(
    request: HttpRequest,
    seat_id: Id,
    on: date | None = None,
    salary: Salary | None = None,
    notice_on: date | None = None,
    served: Served = "hand",
    arrived_on: date | None = None,
) -> Any:
    """What renewing, another salary, notice and doing nothing do for the executive in a seat. Nothing is recorded."""
    who = _may(request, Capability.READ_SEAT)
    trial = Trial(salary=salary, notice_on=notice_on, served=served, arrived_on=arrived_on)
    return service_choices.choices(who, seat_id, on=on or who.on, trial=trial).choices


@router.get("/calendar", response=with_errors(Paged[CalendarLine]))
def calendar(
    request: HttpRequest,
    year: Annotated[int | None, Field(ge=1902, le=2197)] = None,
    month: Annotated[str, Field(pattern=r"^(\d{4}-\d{2})?$")] = "",
    who: Literal[
        "", "mine", "department_director", "agency_hr", "executive", "personnel_director", "personnel_staff", "analyst"
    ] = "",
    page: Number = 1,
) -> Any:
    """The days of one month of a fiscal year: without a year that of today, without a month that of today."""
    found = service_year.year(_may(request, Capability.KEEP_CALENDAR), asked=year, month=month, who=who, number=page)
    rows = [{"entry": one.entry, "says": one.entry.says, "mine": one.mine} for one in found.page.rows]
    return {"rows": rows, "page": found.page.number, "pages": found.page.of, "total": found.page.total}


@router.get("/me/desk", response=with_errors(list[DeskSectionLine]))
def my_desk(request: HttpRequest) -> Any:
    """One's own desk: what there is to do, by when, and what follows if it is left."""
    return [
        {
            "heading": section.heading,
            "total": section.total,
            "acts": [
                {
                    "title": act.title,
                    "detail": act.detail,
                    "without": act.without,
                    "last_day": act.last_day,
                    "since": clock.day_of(act.since) if act.since else None,
                    "rule": act.rule,
                    "page": act.view,
                    "id": act.id,
                    "key": act.key,
                    "more": list(act.more),
                }
                for act in section.acts
            ],
        }
        for section in desk(standing(request))
    ]


def _may(request: HttpRequest, capability: Capability) -> Standing:
    who = standing(request)
    if not who.may(capability):
        raise ForbiddenError("This is not open to the roles that you hold.", details={"capability": capability})
    return who
