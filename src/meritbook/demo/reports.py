"""The annual reports of the demonstration: that of one department on the year before, and a draft of the enterprise.

What plans and measures are on record is taken; only where a plan is missing, a small one is drawn up. Each act looks
first whether it is done: a run that was killed goes on, and a second doubles nothing.
"""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from meritbook.actions import (
    adopt_plan,
    begin_report,
    define_measure,
    draw_plan,
    include_stale_measure,
    publish_report,
    record_resource_move,
    record_values,
    report_action,
    reporting,
    save_report_words,
)
from meritbook.actions.report_drawing import draw
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import fiscal_year, period_on
from meritbook.demo.serving import WHY, actor
from meritbook.desk.report_trust import trust_of
from meritbook.records import clock
from meritbook.records.models import (
    AnnualReport,
    Department,
    EditionStatus,
    Measure,
    PlanStatus,
    ReportEdition,
    ResourceMove,
    StrategicPlan,
    User,
)

KEEPER, OWNER = "results", "results2"
BEGINS, ENDS = date(2003, 7, 1), date(2007, 7, 1)


def _story() -> dict[str, Any]:
    return tomllib.loads(files("meritbook.demo").joinpath("data", "reports.toml").read_text(encoding="utf-8"))


def _now(who: str) -> dict[str, Any]:
    return {"actor": actor(who), "at": clock.now(), "why": WHY}


def tell() -> None:
    """Put measures, plans, resources and reports on record that are not there yet."""
    story = _story()
    department = Department.objects.get(code=story["department"])
    director = f"director.{department.code.lower()}"
    for one in story["measure"]:
        _measure(one, department)
    keys = [one["key"] for one in story["measure"]]
    top = _plan(None, KEEPER, "larkmoor-2003", "Plan of the State of Larkmoor, 2003 to 2007", [], None)
    plan = _plan(department, director, "revenue-2003", "Plan of the Department of Revenue, 2003 to 2007", keys, top)
    _done(plan, director)
    for one in story["move"]:
        _move(one, department, director)
    _published(story, department, director, plan)
    _draft(story, top)


def _measure(one: dict[str, Any], department: Department) -> None:
    if Measure.objects.filter(key=one["key"]).exists():
        return
    names = ("title", "kind", "says", "unit", "frequency", "direction", "source", "method")
    target = {"starts_on": BEGINS, "ends_before": ENDS, "value": Decimal(one["target"])}
    definition = MeasureDefinition.model_validate({**{name: one[name] for name in names}, "targets": [target]})
    row = define_measure.perform(
        **_now(KEEPER),
        key=one["key"],
        department=department,
        definition=definition,
        starts_on=BEGINS,
        owner=User.objects.get(username=OWNER),
    )
    period, values = period_on(BEGINS, definition.frequency, 7), []
    for value in one["values"]:
        values.append((period, Decimal(value), ""))
        period = period.next()
    values[-1] = (*values[-1][:2], one["narrative"])
    record_values.perform(**_now(KEEPER), measure=row, source=f"{one['source']}, 2003-04", values=values)


def _plan(
    department: Department | None, who: str, key: str, title: str, measures: list[str], above: StrategicPlan | None
) -> StrategicPlan:
    """The plan in force of the department, or of the enterprise, that reaches into the year; else a new one."""
    year = fiscal_year(_story()["year"], 7)
    rows = StrategicPlan.objects.filter(
        department=department, unit="", versions__status=PlanStatus.ADOPTED, starts_on__lt=year.ends_before,
        ends_before__gt=year.starts_on,
    )  # fmt: skip
    if (found := rows.order_by("key").first()) is not None:
        return found
    goals = {
        "larkmoor-2003": [("easy-dealings", "Dealings with the state that are short and certain")],
        "revenue-2003": [("short-filing", "Filing that is short, and refunds that are right")],
    }[key]
    text = {
        "name": title,
        "starts_on": BEGINS,
        "last_day": date(2007, 6, 30),
        "goals": [
            {
                "key": goal,
                "name": called,
                "serves": "easy-dealings" if above is not None else "",
                "measures": measures,
                "strategies": [
                    {
                        "key": f"{goal}-on-line",
                        "name": "Service on line first",
                        "actions": [
                            {
                                "key": f"{goal}-form",
                                "says": "Open the return of persons on line",
                                "owner_role": "Chief of intake",
                                "last_day": date(2004, 1, 31),
                            }
                        ],
                    }
                ],
            }
            for goal, called in goals
        ],
    }
    row = StrategicPlan.objects.filter(key=key).first()
    version = (
        row.versions.get(status=PlanStatus.DRAFT)
        if row is not None
        else draw_plan.perform(
            **_now(who),
            key=key,
            kind="strategic",
            title=title,
            department=department,
            starts_on=BEGINS,
            ends_before=ENDS,
            deploys=above,
            text=text,
        )
    )
    adopt_plan.perform(**_now(who), version=version, sha256=version.sha256, because="Adopted in summer 2003.")
    return version.plan


def _done(plan: StrategicPlan, director: str) -> None:
    """The action of our own plan is reported as done; those of other plans are told by those who draw them up."""
    if plan.key != "revenue-2003" or plan.reports.exists():
        return
    report_action.perform(
        **_now(director), plan=plan, action="short-filing-form", progress="done", says="Open since 5 January 2004."
    )


def _move(one: dict[str, Any], department: Department, director: str) -> None:
    if ResourceMove.objects.filter(department=department, moved_on=one["moved_on"]).exists():
        return
    record_resource_move.perform(
        **_now(director),
        department=department,
        moved_on=one["moved_on"],
        people=Decimal(one["people"]),
        money=Decimal(one["money"]),
        moved_from=one["from"],
        moved_to=one["to"],
        because=one["because"],
        result=one["result"],
        source=one["source"],
    )


def _edition(who: str, department: Department | None, year: int, plan: StrategicPlan) -> ReportEdition:
    """The first edition of the report, begun where it is not."""
    held = AnnualReport.objects.filter(department=department, starts_on=fiscal_year(year, 7).starts_on).first()
    if held is not None:
        return held.editions.get(number=1)
    return begin_report.perform(**_now(who), department=department, year=year, plan=plan)


def _published(story: dict[str, Any], department: Department, director: str, plan: StrategicPlan) -> None:
    edition = _edition(director, department, story["year"], plan)
    if edition.status != EditionStatus.DRAFT:
        return
    words = {name: story["words"][name] for name in ("introduction", "results")}
    goal = next((one.key for one in plan.versions.get(status=PlanStatus.ADOPTED).text.goals), "beyond-the-goals")
    words["goals"] = [{"goal": goal, "says": story["words"]["goal"]}]
    base = reporting.newest_text(edition).number
    save_report_words.perform(**_now(director), edition=edition, words=words, base=base)
    seal = draw(edition, on=clock.today(), trust=trust_of).sha256
    publish_report.perform(
        **_now(director),
        edition=edition,
        sha256=seal,
        because="Presented to the budget committees in January 2005.",
        trust=trust_of,
    )


def _draft(story: dict[str, Any], top: StrategicPlan) -> None:
    edition, told = _edition(KEEPER, None, story["year"], top), story["enterprise"]
    if edition.status != EditionStatus.DRAFT:
        return
    words = {name: told[name] for name in ("introduction", "results")}
    base = reporting.newest_text(edition).number
    save_report_words.perform(**_now(KEEPER), edition=edition, words=words, base=base)
    measure = Measure.objects.get(key=told["included"])
    if edition.inclusions.exists():
        return
    found = draw(edition, on=clock.today())
    if any(one.key == measure.key for one in found.of("left_out")):
        include_stale_measure.perform(**_now(KEEPER), edition=edition, measure=measure, because=told["because"])
