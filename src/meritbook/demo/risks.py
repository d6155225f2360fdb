"""The risks of the demonstration: registered, assessed, treated, one borne and about to end, several quantified.

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
    add_risk_control,
    add_risk_treatment,
    assess_risk,
    decide_risk_acceptance,
    quantify_risks,
    record_control_test,
    register_risk,
    request_risk_acceptance,
    set_risk_appetite,
)
from meritbook.demo.serving import WHY, actor
from meritbook.records import clock
from meritbook.records.models import AcceptanceStatus, Department, Risk, RiskAppetite, RiskQuantification, User

KEEPER, SECOND = "results", "results2"
"""Who keeps the risks and asks, and who answers for those of the enterprise."""
TRIALS, SEED = 20_000, 2005
Tick = Callable[[int, int], None]


def told() -> dict[str, Any]:
    """The story's risks and appetites as the file has them."""
    return tomllib.loads(files("meritbook.demo").joinpath("data", "risks.toml").read_text(encoding="utf-8"))


def tell(tick: Tick) -> None:
    """Put everything on record that is not there yet."""
    story = told()
    departments = {one.code: one for one in Department.objects.all()}
    for one in story["appetite"]:
        _appetite(one, departments)
    for done, one in enumerate(story["risk"], start=1):
        _risk(one, departments)
        tick(done, len(story["risk"]))
    ranged = [one["key"] for one in story["risk"] if "chance" in one.get("residual", {})]
    if not RiskQuantification.objects.exists():
        quantify_risks.perform(
            actor(KEEPER),
            **_now(),
            risks=list(Risk.objects.filter(key__in=ranged).order_by("key")),
            trials=TRIALS,
            seed=SEED,
        )


def _now() -> dict[str, Any]:
    return {"at": clock.now(), "why": WHY}


def _appetite(one: dict[str, Any], departments: dict[str, Department]) -> None:
    department, category = departments.get(one.get("department", "")), one.get("category", "")
    if RiskAppetite.objects.filter(department=department, category=category).exists():
        return
    set_risk_appetite.perform(
        actor(f"director.{department.code.lower()}" if department else KEEPER),
        **_now(),
        department=department,
        category=category,
        amount=Decimal(one["amount"]),
        starts_on=date(2005, 1, 1),
        says=one["says"],
    )


def _risk(one: dict[str, Any], departments: dict[str, Department]) -> None:
    department = departments.get(one.get("department", ""))
    owner = User.objects.get(username=SECOND)
    row = Risk.objects.filter(key=one["key"]).first()
    if row is None:
        words = {name: one[name] for name in ("key", "title", "cause", "event", "consequence", "category")}
        row = register_risk.perform(
            actor(KEEPER), **_now(), department=department, owner=owner, goal=one.get("goal", ""), **words
        )
    if "residual" in one and not row.assessments.exists():
        assessed = {name: rating(one[name]) for name in ("inherent", "residual")}
        assess_risk.perform(actor(KEEPER), **_now(), risk=row, assessment={**assessed, "says": one.get("says", "")})
    if "control" in one:
        _control(row, owner, one["control"])
    if "treatment" in one and not row.treatments.exists():
        what, due_on = one["treatment"]
        add_risk_treatment.perform(actor(KEEPER), **_now(), risk=row, what=what, owner=owner, due_on=due_on)
    if "accepted_until" in one:
        _accept(row, one)


def _control(row: Risk, owner: User, told_of_it: Sequence[Any]) -> None:
    what, often, much, works = told_of_it
    held = row.controls.first()
    if held is None:
        held = add_risk_control.perform(
            actor(KEEPER),
            **_now(),
            risk=row,
            what=what,
            owner=owner,
            less_often=Decimal(often),
            less_costly=Decimal(much),
        )
    if held.tested_on is None:
        record_control_test.perform(
            actor(KEEPER),
            **_now(),
            control=held,
            tested_on=clock.today(),
            works=works,
            says="Drawn and followed through." if works else "Half of those asked had lent theirs to a colleague.",
        )


def _accept(row: Risk, one: dict[str, Any]) -> None:
    asked = row.acceptances.first()
    if asked is None:
        asked = request_risk_acceptance.perform(
            actor(KEEPER), **_now(), risk=row, because=one["because"], last_day=one["accepted_until"]
        )
    if asked.status == AcceptanceStatus.ASKED:
        decide_risk_acceptance.perform(
            actor(f"director.{one['department'].lower()}"),
            **_now(),
            acceptance=asked,
            accept=True,
            says="Borne until the season is over.",
        )


def rating(told_of_it: dict[str, Any]) -> dict[str, Any]:
    """A rating of the file as an assessment takes it."""
    if "likelihood" in told_of_it:
        return {"kind": "words", **told_of_it}
    per, low, high = told_of_it["chance"]
    shape, *figures = told_of_it["loss"]
    loss = {"shape": shape, "low": figures[0], "high": figures[-1]}
    if shape == "pert":
        loss["mode"] = figures[1]
    return {"kind": "ranges", "chance": {"per": per, "low": str(low), "high": str(high)}, "loss": loss}
