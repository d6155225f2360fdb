"""Help in the demonstration: who works in which initiative, requests in every state, and hours of the year.

Each act looks first whether it is on record already: a run that was killed goes on, and a second doubles nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from meritbook.actions import (
    ask_help,
    assign_work,
    decline_help,
    finish_help,
    rate_help,
    record_work_hours,
    take_help,
)
from meritbook.demo.serving import WHY, actor
from meritbook.records import clock
from meritbook.records.models import Department, HelpRequest, HelpStatus, User, WorkAssignment, WorkHours

Tick = Callable[[int, int], None]


def told() -> dict[str, Any]:
    """The story as the file has it."""
    return tomllib.loads(files("meritbook.demo").joinpath("data", "help.toml").read_text(encoding="utf-8"))


def tell(tick: Tick) -> None:
    """Put everything on record that is not there yet."""
    story = told()
    departments = {one.code: one for one in Department.objects.all()}
    for one in story["assignment"]:
        _assign(one, departments)
    for done, one in enumerate(story["request"], start=1):
        _request(one, departments)
        tick(done, len(story["request"]))
    for one in story["hours"]:
        _hours(one, departments)


def _now() -> dict[str, Any]:
    return {"at": clock.now(), "why": WHY}


def _assign(one: dict[str, Any], departments: dict[str, Department]) -> None:
    department = departments.get(one.get("department", ""))
    person = User.objects.get(username=one["person"])
    if WorkAssignment.objects.filter(person=person, initiative=one["initiative"], department=department).exists():
        return
    assign_work.perform(
        actor(told()["administrator"]),
        **_now(),
        person=person,
        initiative=one["initiative"],
        results_class=one["class"],
        department=department,
        starts_on=date.fromisoformat(str(one["from"])),
    )


def _request(one: dict[str, Any], departments: dict[str, Department]) -> None:
    """The request, brought as far as the story has it."""
    row = HelpRequest.objects.filter(subject=one["subject"]).first()
    if row is None:
        row = ask_help.perform(
            actor(one["by"]),
            **_now(),
            department=departments.get(one.get("department", "")),
            **{name: one[name] for name in ("initiative", "kind", "subject", "needs")},
        )
    taker = one.get("taken_by", "")
    if taker and row.status == HelpStatus.ASKED:
        row = take_help.perform(actor(taker), **_now(), request=row)
    if "declined" in one and row.status == HelpStatus.ASKED:
        row = decline_help.perform(actor(one["declined_by"]), **_now(), request=row, because=one["declined"])
    if "given" in one and row.status == HelpStatus.TAKEN:
        row = finish_help.perform(actor(taker), **_now(), request=row, says=one["given"])
    if "satisfaction" in one and row.status == HelpStatus.DONE:
        rate_help.perform(
            actor(one["by"]), **_now(), request=row, satisfaction=one["satisfaction"], says=one.get("rated", "")
        )


def _hours(one: dict[str, Any], departments: dict[str, Department]) -> None:
    person, worked_on = User.objects.get(username=one["person"]), date.fromisoformat(str(one["on"]))
    known = WorkHours.objects.filter(person=person, worked_on=worked_on, initiative=one["initiative"], kind=one["kind"])
    if known.exists():
        return
    record_work_hours.perform(
        actor(one["person"]),
        **_now(),
        department=departments.get(one.get("department", "")),
        initiative=one["initiative"],
        kind=one["kind"],
        worked_on=worked_on,
        hours=Decimal(one["hours"]),
        people=one.get("people"),
        says=one.get("says", ""),
    )
