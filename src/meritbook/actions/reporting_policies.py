"""Is it possible now? What the acts on annual reports ask of the record, and the refusals that they give."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from pydantic import ValidationError

from meritbook.actions import planning
from meritbook.actions.policies import PolicyError, TakenError, check_day_in_range, check_text
from meritbook.core.dates import day_in_words
from meritbook.core.faults import first_fault
from meritbook.core.results.periods import Period, fiscal_year
from meritbook.core.results.report import ReportProblem, ReportWords
from meritbook.records.models import (
    AnnualReport,
    Department,
    EditionStatus,
    PlanVersion,
    ReportEdition,
    ResourceMove,
    StrategicPlan,
)

MOST_PEOPLE = Decimal(1_000_000)
MOST_MONEY = Decimal(10) ** 15
FACT_REFUSED = "results.fact_refused"
NOT_READY = "results.report_not_ready"


class ReportError(PolicyError):
    """A report, or words of it, that cannot be kept as they are."""

    code = "results.report"
    remedy = "Mend what is named, and send it again."
    http_status = 422


class ReportConflictError(PolicyError):
    """Somebody else saved other words of the report in between."""

    code = "results.report_conflict"
    remedy = "Look at both at the places that are named, choose, and save again. Nothing that you typed is lost."


class ReportNotReadyError(PolicyError):
    """A report that cannot be published yet: its year has not ended, or its words are missing."""

    code = NOT_READY
    remedy = "Mend what is listed in the draft, and publish it then."
    http_status = 422


class FactRefusedError(PolicyError):
    """What lacks owner, source, method or a value inside its frequency is not published as fact."""

    code = FACT_REFUSED
    remedy = (
        "Supply what it lacks on the page of the measure. One that is only stale can be included by somebody who gives "
        "a name and a reason; it then shows as stale."
    )
    http_status = 422


class ReportChangedError(PolicyError):
    """The report is not what was shown to whoever publishes it."""

    code = "results.report_changed"
    remedy = "Read the draft again; words, values or owners have changed since it was shown, or the day has."


class EditionError(PolicyError):
    """An edition of a report with which this cannot be done as it stands."""

    code = "results.report_edition"
    remedy = "Open the report to see its editions; a published one is revised in another edition, or withdrawn."


class MoveError(PolicyError):
    """Resources moved that cannot be put on record so."""

    code = "results.resource_move"
    remedy = "Name how many people or how much money, a day that has come, and where it is written."
    http_status = 422


def starts_in() -> int:
    """The first month of the fiscal year of the office."""
    month: int = settings.MERITBOOK_FISCAL_YEAR_MONTH
    return month


def check_year(year: int) -> Period:
    """The fiscal year; raises `ReportError`, `DayRangeError`."""
    if not 1 < year < 9999:
        raise ReportError(f"{year} is not a year.", where="year")
    found = fiscal_year(year, starts_in())
    check_day_in_range(found.starts_on, where="year")
    check_day_in_range(found.ends_before, where="year")
    return found


def check_plan(plan: StrategicPlan, department: Department | None, year: Period) -> PlanVersion:
    """The version in force of a plan that a report of the department and year can rest on; raises `ReportError`."""
    if plan.department_id != (department.pk if department else None) or plan.unit:
        raise ReportError(f"{plan.title} is not a plan of {_of(department)}.", where="plan")
    if plan.starts_on >= year.ends_before or plan.ends_before <= year.starts_on:
        raise ReportError(f"{plan.title} does not reach into {year.label}.", where="plan")
    adopted = planning.adopted_of(plan)
    if adopted is None:
        raise ReportError(f"{plan.title} has no version in force.", where="plan", remedy="Adopt the plan first.")
    return adopted


def _of(department: Department | None) -> str:
    return department.name if department else "the enterprise as a whole"


def check_once(department: Department | None, year: Period) -> None:
    """A department, and the enterprise, has one report of a year; raises `TakenError`."""
    found = AnnualReport.objects.filter(department=department, starts_on=year.starts_on).first()
    if found is not None:
        raise TakenError(
            f"The report of {_of(department)} on {year.label} is begun already: {found.key}.", where="year"
        )


def check_words(words: ReportWords | dict[str, Any], goals: Iterable[str]) -> ReportWords:
    """The words as a value, about goals of the plan; raises `ReportError` that names the field, and `TextError`."""
    try:
        found = ReportWords.model_validate(words.plain() if isinstance(words, ReportWords) else words)
    except ValidationError as error:
        said, where = first_fault(error, "words")
        raise ReportError(said, where=where) from error
    known = set(goals)
    for one in found.goals:
        check_text(one.says, field=f"goal.{one.goal}", required=False)
        if one.goal not in known:
            raise ReportError(f"The plan has no goal “{one.goal}”.", where=f"goal.{one.goal}")
    check_text(found.introduction, field="introduction", required=False)
    check_text(found.results, field="results", required=False)
    return found


def check_draft(edition: ReportEdition) -> None:
    """The edition is a draft; raises `EditionError`."""
    if edition.status != EditionStatus.DRAFT:
        said = EditionStatus(edition.status).label.lower()
        raise EditionError(f"Edition {edition.number} is no draft: {said}.", where=str(edition.number))


def check_ready(problems: Iterable[ReportProblem]) -> None:
    """Nothing stands in the way of publishing; raises `FactRefusedError`, `ReportNotReadyError`."""
    blocks = [one for one in problems if one.blocks]
    if not blocks:
        return
    details = {"problems": [one.plain() for one in blocks]}
    refused = [one for one in blocks if one.code == FACT_REFUSED]
    first = (refused or blocks)[0]
    kind = FactRefusedError if refused else ReportNotReadyError
    more = f" {len(blocks) - 1} more {'thing stands' if len(blocks) == 2 else 'things stand'} in the way."
    raise kind(first.says + (more if len(blocks) > 1 else ""), where=first.where, details=details)


def check_move(people: Decimal | None, money: Decimal | None, moved_on: date, *, on: date) -> None:
    """Something was moved, on a day that has come; raises `MoveError`, `DayRangeError`."""
    check_day_in_range(moved_on, where="moved_on")
    if moved_on > on:
        raise MoveError(f"{day_in_words(moved_on)} has not come yet.", where="moved_on")
    if people is None and money is None:
        raise MoveError("Neither people nor money is named.", where="people")
    for amount, most, where in ((people, MOST_PEOPLE, "people"), (money, MOST_MONEY, "money")):
        if amount is None:
            continue
        if not amount.is_finite() or not 0 < amount < most:
            raise MoveError(f"{amount} is no number above zero that can be kept.", where=where)
        if amount != amount.quantize(Decimal("0.01")):
            raise MoveError(f"{amount} has more than two decimal places.", where=where)


def check_move_stands(move: ResourceMove) -> None:
    """The move was not withdrawn; raises `MoveError`."""
    if move.withdrawn_at is not None:
        raise MoveError("It was withdrawn already.", where=str(move.pk))
