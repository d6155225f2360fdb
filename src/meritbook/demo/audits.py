"""Two measures of the demonstration and their audits: one is rated and has findings to answer, one is under way.

Each act looks first whether it is on record already: a run that was killed goes on, and a second doubles nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from meritbook.actions import (
    answer_finding,
    auditing,
    charter_audit,
    define_measure,
    draw_audit_sample,
    grade_criterion,
    raise_finding,
    rate_trust,
    recalculate_sample,
    record_values,
)
from meritbook.core.results.periods import Frequency, Period, period_on
from meritbook.demo.serving import WHY, actor
from meritbook.records import clock
from meritbook.records.models import Audit, AuditedMeasure, AuditFinding, Department, Measure, User

KEEPER, AUDITOR = "results", "auditor"
YEAR = (date(2004, 1, 1), date(2005, 1, 1))
Tick = Callable[[int, int], None]


def told() -> dict[str, Any]:
    """The story's measures and audits as the file has them."""
    return tomllib.loads(files("meritbook.demo").joinpath("data", "audits.toml").read_text(encoding="utf-8"))


def _now() -> dict[str, Any]:
    return {"at": clock.now(), "why": WHY}


def define() -> None:
    """The measures with the values of the first half of 2004, in the summer of that year."""
    departments = {one.code: one for one in Department.objects.all()}
    for one in told()["measure"]:
        row = Measure.objects.filter(key=one["key"]).first()
        if row is None:
            row = define_measure.perform(
                actor(KEEPER),
                **_now(),
                key=one["key"],
                department=departments[one["department"]],
                definition=_entry(one),
                starts_on=YEAR[0],
                owner=User.objects.get(username=f"director.{one['department'].lower()}"),
            )
        _record(row, one["entered"], first_month=1)


def report() -> None:
    """The values of the second half, in one report of January 2005; December is not due before the end of the month."""
    for one in told()["measure"]:
        _record(Measure.objects.get(key=one["key"]), one["later"], first_month=7)


def _entry(one: dict[str, Any]) -> dict[str, Any]:
    words = ("title", "kind", "says", "unit", "places", "source", "method", "direction")
    target = {"starts_on": YEAR[0], "ends_before": date(2005, 7, 1), "value": Decimal(str(one["target"]))}
    return {**{name: one[name] for name in words}, "frequency": "monthly", "targets": [target], "least": Decimal(0)}


def _record(row: Measure, figures: Sequence[float], *, first_month: int) -> None:
    months = [_month(first_month + place) for place in range(len(figures))]
    if row.values.filter(starts_on=months[0].starts_on).exists():
        return
    values = [(month, Decimal(str(figure)), "") for month, figure in zip(months, figures, strict=True)]
    record_values.perform(
        actor(KEEPER), **_now(), measure=row, values=values, source="Monthly report of the department."
    )


def _month(number: int) -> Period:
    return period_on(date(2004, number, 1), Frequency.MONTHLY, 7)


def tell(tick: Tick) -> None:
    """The audits, in the winter of 2005."""
    story = told()["audit"]
    for done, one in enumerate(story, start=1):
        _audit(one)
        tick(done, len(story))


def _audit(one: dict[str, Any]) -> None:
    measure = Measure.objects.get(key=one["measure"])
    row = Audit.objects.filter(audited__measure=measure).first()
    if row is None:
        row = charter_audit.perform(
            actor(AUDITOR),
            **_now(),
            title=one["title"],
            measures=[measure],
            auditor=User.objects.get(username=AUDITOR),
            starts_on=YEAR[0],
            ends_before=YEAR[1],
            because=one["because"],
        )
    audited = AuditedMeasure.objects.select_related("audit", "measure").get(audit=row)
    if not audited.samples.exists():
        draw_audit_sample.perform(actor(AUDITOR), **_now(), audited=audited, seed=one["seed"])
    if not audited.recalculations.exists():
        recalculate_sample.perform(
            actor(AUDITOR),
            **_now(),
            audited=audited,
            data=_figures(audited, one.get("wrong", {})),
            name=f"{measure.key}-worked-out.csv",
            how=one["how"],
        )
    for criterion, (grade, says) in one["grades"].items():
        if not audited.grades.filter(criterion=criterion).exists():
            grade_criterion.perform(
                actor(AUDITOR), **_now(), audited=audited, criterion=criterion, grade=grade, says=says
            )
    for number, finding in enumerate(one["finding"], start=1):
        _finding(audited, number, finding)
    if "level" in one and not hasattr(audited, "rating"):
        rate_trust.perform(actor(AUDITOR), **_now(), audited=audited, level=one["level"], because=one["rated"])


def _figures(audited: AuditedMeasure, wrong: dict[str, float]) -> bytes:
    lines = ["period,value"]
    for place, one in enumerate(auditing.drawn_of(audited.samples.get(current=True)), start=1):
        lines.append(f"{one.label},{wrong.get(str(place), one.recorded)}")
    return "\n".join(lines).encode()


def _finding(audited: AuditedMeasure, number: int, one: dict[str, Any]) -> None:
    row = AuditFinding.objects.filter(audited=audited, number=number).first()
    if row is None:
        words = ("criterion", "severity", "condition", "cause", "effect", "recommendation")
        row = raise_finding.perform(actor(AUDITOR), **_now(), audited=audited, **{name: one[name] for name in words})
    if "answer" in one and not row.steps.exists():
        department = audited.measure.department
        assert department is not None  # noqa: S101  # both measures are of a department
        answer_finding.perform(
            actor(f"director.{department.code.lower()}"),
            **_now(),
            finding=row,
            agrees=True,
            says=one["answer"],
            due_on=one["answer_due"],
        )
