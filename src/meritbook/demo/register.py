"""What the people of the story do in the results register: measures, actuals, two plans, reports on their actions.

Each act looks first whether it is on record already: a run that was killed goes on, and a second doubles nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from meritbook.actions import (
    SYSTEM,
    adopt_plan,
    change_measure,
    correct_value,
    create_user,
    deactivate_user,
    decide_baseline,
    define_measure,
    draw_plan,
    grant_role,
    record_value_file,
    report_action,
    take_value_file,
)
from meritbook.core.results.periods import Frequency, parse
from meritbook.demo import days, measures, raters
from meritbook.demo.service import Act
from meritbook.demo.serving import WHY, actor
from meritbook.records import clock
from meritbook.records.models import (
    ActionReport,
    Department,
    Measure,
    PlanStatus,
    Role,
    StrategicPlan,
    User,
    ValueBatch,
    ValueFile,
)

DEPARTMENT, KEEPER, STATEWIDE = "REV", "facilitator.rev", "results2"
"""Whose measures they are, who keeps them, and who keeps those of the enterprise."""
Tick = Callable[[int, int], None]


def begin(tick: Tick, password: str) -> None:
    """The people of the register, the measures with their last year, and the plans, on the first day of the story."""
    if clock.today() != days.BEGIN or not Department.objects.filter(code=DEPARTMENT).exists():
        return
    department = Department.objects.get(code=DEPARTMENT)
    _people(department, password)
    users = {one.username: one for one in User.objects.all()}
    keepers = {True: actor(STATEWIDE), False: actor(KEEPER)}
    known = set(Measure.objects.values_list("key", flat=True))
    every = measures.told()
    for done, one in enumerate(every, start=1):
        if one.key not in known:
            define_measure.perform(
                keepers[one.enterprise],
                **_now(),
                key=one.key,
                department=None if one.enterprise else department,
                definition=one.definition,
                starts_on=one.starts_on,
                owner=users[one.owner] if one.owner else None,
            )
        tick(done, len(every))
    _record(days.BEGIN)
    for plan in plans()["plan"]:
        _plan(plan, department)


def told() -> tuple[Act, ...]:
    """The acts of the year, on their days; none where the register did not begin with the story."""
    if not Measure.objects.filter(key=measures.told()[0].key).exists():
        return ()
    return tuple(sorted(_acts(), key=lambda act: act.on))


def _acts() -> Iterator[Act]:
    for on in measures.FILES:
        if on > days.BEGIN:
            yield Act(on, "record_actuals", {})
    yield Act(measures.data()["unit_changed"]["on"], "change_unit", {})
    yield Act(measures.data()["correction"]["on"], "correct_actual", {})
    yield Act(measures.data()["limits"]["on"], "decide_limits", {})
    for one in measures.data()["person"]:
        if "leaves" in one:
            yield Act(one["leaves"], "leave_office", {"person": one["username"]})
    for one in plans()["report"]:
        yield Act(one["on"], "report_on_action", {"told": one})


def _now() -> dict[str, Any]:
    return {"at": clock.now(), "why": WHY}


def _people(department: Department, password: str) -> None:
    for one in measures.data()["person"]:
        if not User.objects.filter(username=one["username"]).exists():
            user = create_user.perform(
                SYSTEM,
                **_now(),
                username=one["username"],
                full_name=one["full_name"],
                password=password if one["username"] in raters.usernames() else None,
            )
            grant_role.perform(SYSTEM, **_now(), user=user, role=Role(one["role"]), department=department)


# --- values ---------------------------------------------------------------------------------------------------------


def _record(on: date) -> None:
    name, first, ends_before = measures.FILES[on]
    for enterprise, keeper in ((False, KEEPER), (True, STATEWIDE)):
        data = measures.actuals(first, ends_before, enterprise=enterprise)
        if data.count(b"\n") < 2:
            continue
        who = actor(keeper)
        row = ValueFile.objects.filter(name=name, taken_by=who.user).first()
        if row is None:
            row = take_value_file.perform(who, **_now(), data=data, name=name)
        if not ValueBatch.objects.filter(document=row.document).exists():
            record_value_file.perform(who, **_now(), file=row, source=f"{name.removesuffix('.csv')}, as reported.")


def _record_actuals(act: Act) -> None:
    _record(act.on)


def _change_unit(_: Act) -> None:
    changed = measures.data()["unit_changed"]
    row = Measure.objects.get(key=changed["key"])
    if row.versions.count() > 1:
        return
    entry = next(one.definition for one in measures.told() if one.key == row.key)
    target = {"starts_on": changed["starts_on"], "ends_before": measures.TARGETS[1], "value": changed["target"]}
    change_measure.perform(
        actor(KEEPER),
        **_now(),
        measure=row,
        definition={**entry, "unit": changed["unit"], "places": changed["places"], "targets": [target]},
        starts_on=changed["starts_on"],
        because=changed["because"],
    )


def _correct_actual(_: Act) -> None:
    told_of_it = measures.data()["correction"]
    period = parse(told_of_it["period"], Frequency.MONTHLY, 7)
    row = Measure.objects.get(key=told_of_it["key"])
    value = row.values.get(current=True, starts_on=period.starts_on)
    if value.replaces_id is None:
        correct_value.perform(
            actor(KEEPER),
            **_now(),
            value=value,
            figure=Decimal(f"{value.value.normalize():f}") + Decimal(told_of_it["apart"]),
            source=told_of_it["source"],
            because=told_of_it["because"],
        )


def _decide_limits(_: Act) -> None:
    limits = measures.data()["limits"]
    row = Measure.objects.get(key=limits["key"])
    if not row.baselines.exists():
        decide_baseline.perform(
            actor(KEEPER), **_now(), measure=row, starts_on=limits["starts_on"], because=limits["because"]
        )


def _leave_office(act: Act) -> None:
    user = User.objects.get(username=act["person"])
    if user.is_active:
        deactivate_user.perform(
            actor("sysadmin"), **_now(), user=user, left_because="Went to another state; nobody is named yet."
        )


# --- plans ----------------------------------------------------------------------------------------------------------


@cache
def plans() -> dict[str, Any]:
    """The plans and the reports on their actions, as the file has them."""
    return tomllib.loads(files("meritbook.demo").joinpath("data", "results_plans.toml").read_text(encoding="utf-8"))


def _plan(one: Mapping[str, Any], department: Department) -> None:
    plan = StrategicPlan.objects.filter(key=one["key"]).first()
    if plan is None:
        plan = draw_plan.perform(
            actor(one["writes"]),
            **_now(),
            key=one["key"],
            kind="strategic",
            title=one["title"],
            department=department if "department" in one else None,
            starts_on=one["starts_on"],
            ends_before=one["ends_before"],
            deploys=StrategicPlan.objects.filter(key=one.get("deploys", "")).first(),
            text=words(one),
        ).plan
    draft = plan.versions.filter(status=PlanStatus.DRAFT).first()
    if draft is not None and draft.number == 1:
        adopt_plan.perform(actor(one["adopts"]), **_now(), version=draft, sha256=draft.sha256, because=one["because"])


def words(one: Mapping[str, Any]) -> dict[str, Any]:
    """The words of a plan of the file as an act takes them."""
    return {
        "name": one["title"],
        "vision": one["vision"],
        "mission": one["mission"],
        "values": [{"key": key, "name": name, "says": says} for key, name, says in one["values"]],
        "starts_on": one["starts_on"],
        "last_day": one["ends_before"] - timedelta(days=1),
        "goals": [
            {
                **{name: goal[name] for name in ("key", "name", "says", "measures")},
                "serves": goal.get("serves", ""),
                "strategies": [_strategy(goal, *told_of_it) for told_of_it in goal["strategies"]],
            }
            for goal in one["goal"]
        ],
    }


def _strategy(
    goal: Mapping[str, Any], key: str, name: str, says: str, named: list[str], serves: str = ""
) -> dict[str, Any]:
    actions = [
        {"key": each, "says": what, "owner": owner, "starts_on": first, "last_day": last, "measures": its}
        for each, under, what, owner, first, last, its in goal["actions"]
        if under == key
    ]
    return {"key": key, "name": name, "says": says, "measures": named, "serves": serves, "actions": actions}


def _report_on_action(act: Act) -> None:
    one = act["told"]
    plan = StrategicPlan.objects.get(key=one["plan"])
    if not ActionReport.objects.filter(plan=plan, action=one["action"]).exists():
        report_action.perform(
            actor(one["by"]), **_now(), plan=plan, action=one["action"], progress=one["progress"], says=one["says"]
        )


ACTS: dict[str, Callable[[Act], None]] = {
    "record_actuals": _record_actuals,
    "change_unit": _change_unit,
    "correct_actual": _correct_actual,
    "decide_limits": _decide_limits,
    "leave_office": _leave_office,
    "report_on_action": _report_on_action,
}
"""What is done for each kind of act of `told`."""
