"""Begin the annual performance report of a department, or of the enterprise, on a fiscal year."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from meritbook.actions import ledger, reporting
from meritbook.actions import reporting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.measuring import of_department_or_all
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.report import ReportWords
from meritbook.records import clock
from meritbook.records.models import AnnualReport, Department, ReportEdition, StrategicPlan
from meritbook.records.states import REPORT_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, department: Department | None, year: int, plan: StrategicPlan
) -> ReportEdition:
    """The first edition, a draft without words. `year` is the calendar year in which the fiscal year ends.

    `department` is empty for the enterprise as a whole; `plan` is one of its own, with a version in force, that
    reaches into the year. Raises `ForbiddenError`; `ReportError`; `TakenError`; `TextError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        role = require(actor, Capability.KEEP_PLAN, of_department_or_all(AnnualReport, department), on=on)
        found = possible.check_year(year)
        possible.check_once(department, found)
        possible.check_plan(plan, department, found)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        of = slugify(department.code)[:60] or f"department-{department.pk}" if department else "enterprise"
        report = AnnualReport.objects.create(
            key=f"{of}-{found.label.lower()}",
            department=department,
            year=found.label,
            starts_on=found.starts_on,
            ends_before=found.ends_before,
            plan=plan,
            begun_by=actor.user,
            begun_at=at,
        )
        edition = ReportEdition.objects.create(
            report=report,
            number=1,
            status=next_state(REPORT_MOVES, "begin_report", "", of="The report"),
            begun_by=actor.user,
            begun_at=at,
        )
        text = reporting.put_words(edition, ReportWords(), number=1, by=actor.user, at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="begin_report",
            subject=reporting.subject(report),
            facts=reporting.told(edition, year=report.year, plan=plan.key),
            records=[report, edition, text],
        )
    return edition
