"""Strategic plans as read: the list, a version, two compared, the map, a goal, and the line of sight of a contract."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions.permissions import Capability
from meritbook.core.results.plans import PlanKind
from meritbook.desk import plan_pictures, plan_sight
from meritbook.desk import strategic_plans as read
from meritbook.desk.contracts import contract as contract_of
from meritbook.desk.risks import threatening
from meritbook.records.models import PlanStatus, PlanVersion, StrategicPlan
from meritbook.web.http import Request, number, page, page_number
from meritbook.web.views.contract_frame import framed as contract_framed
from meritbook.web.views.results_frame import framed
from meritbook.writers.stratml import leaves_out, write_stratml

ACTS = (
    ("edit", "Write the draft", "web:results_plan_edit"),
    ("take_in", "Take in StratML", "web:results_plan_take_in"),
    ("adopt", "Adopt the draft", "web:results_plan_adopt"),
    ("amend", "Amend the plan", "web:results_plan_amend"),
    ("withdraw", "Withdraw", "web:results_plan_withdraw"),
)
"""The acts on a plan, as buttons: name, label and address."""


@page("GET", needs=Capability.READ_RESULTS)
def plans(request: Request) -> HttpResponse:
    """The plans that the person may read, those of the enterprise first."""
    words = request.GET.get("q", "").strip()[:100]
    kind = request.GET.get("kind", "")
    kind = kind if kind in (PlanKind.STRATEGIC, PlanKind.OPERATIONAL) else ""
    context = {
        **framed(request, "web:results_plans"),
        "page": read.lines(request.standing, words=words, kind=kind, number=page_number(request)),
        "words": words,
        "kind": kind,
        "kinds": [(one.value, one.noun.capitalize()) for one in PlanKind],
        "may_draw": request.standing.may(Capability.KEEP_PLAN),
        "trail": [("Results", reverse("web:measures")), ("Plans", "")],
    }
    return render(request, "web/results_plans.html", context)


@page("GET", needs=Capability.READ_RESULTS)
def plan(request: Request, key: str) -> HttpResponse:
    """The version of a plan that is in force."""
    row = read.plan(request.standing, key)
    return _version(request, row, read.version(request.standing, row))


@page("GET", needs=Capability.READ_RESULTS)
def plan_version(request: Request, key: str, number: int) -> HttpResponse:
    """One version of a plan."""
    row = read.plan(request.standing, key)
    return _version(request, row, read.version(request.standing, row, number))


def _version(request: Request, row: StrategicPlan, chosen: PlanVersion) -> HttpResponse:
    shown = read.show(request.standing, row, chosen)
    context = {
        "shown": shown,
        "plan": row,
        "version": chosen,
        "text": shown.text,
        "in_force": chosen.status == PlanStatus.ADOPTED,
        "may_confirm": chosen.status == PlanStatus.ADOPTED and "confirm" in shown.acts,
        "acts": [(label, reverse(name, args=[row.key])) for act, label, name in ACTS if act in shown.acts],
        "leaves_out": leaves_out(shown.text),
        "trail": trail(row, *([] if chosen.status == PlanStatus.ADOPTED else [(f"Version {chosen.number}", "")])),
    }
    return render(request, "web/results_plan.html", context)


@page("GET", needs=Capability.READ_RESULTS)
def plan_compare(request: Request, key: str, number: int, other: int) -> HttpResponse:
    """Two versions side by side, with the words that went and the words that came."""
    row = read.plan(request.standing, key)
    old = read.version(request.standing, row, number)
    new = read.version(request.standing, row, other)
    context = {
        "plan": row,
        "old": old,
        "new": new,
        "sections": read.compared(old, new),
        "trail": trail(row, (f"Versions {old.number} and {new.number}", "")),
    }
    return render(request, "web/results_plan_compare.html", context)


@page("GET", needs=Capability.READ_RESULTS)
def plan_stratml(request: Request, key: str) -> HttpResponse:
    """A version of the plan as a StratML document; without `?version=` the one in force."""
    row = read.plan(request.standing, key)
    chosen = read.version(request.standing, row, number(request.GET.get("version")))
    response = HttpResponse(write_stratml(chosen.text).data, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.key}-{chosen.number}.xml"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page("GET", needs=Capability.READ_RESULTS)
def plan_map(request: Request, key: str) -> HttpResponse:
    """The strategy map of a plan: goals, strategies, and measures with how each stands."""
    row = read.plan(request.standing, key)
    chosen = read.version(request.standing, row)
    measures = read.measures_of(chosen.text.measures(), request.standing.on)
    context = {
        "plan": row,
        "version": chosen,
        "text": chosen.text,
        "measures": measures,
        "picture": plan_pictures.strategy_map(chosen.text, measures),
        "trail": trail(row, ("Strategy map", "")),
    }
    return render(request, "web/results_plan_map.html", context)


@page("GET", needs=Capability.READ_RESULTS)
def plan_goal(request: Request, key: str, part: str) -> HttpResponse:
    """A goal or strategy in force: what it serves, what serves it, its measures, and who answers for them."""
    row = read.plan(request.standing, key)
    sight = plan_sight.of_part(request.standing, key, part)
    risks = threatening(request.standing, row.key, part)
    context = {"plan": row, "sight": sight, "risks": risks, "trail": trail(row, (sight.called, ""))}
    return render(request, "web/results_goal.html", context)


@page("GET", needs=Capability.READ_CONTRACT)
def contract_sight(request: Request, pk: int) -> HttpResponse:
    """From the objectives of a contract through measures, strategies and goals to the goals of the enterprise."""
    row = contract_of(request.standing, pk)
    rows = plan_sight.of_contract(request.standing, row)
    context: dict[str, Any] = {
        **contract_framed(request, row, "web:agreement_sight"),
        "heading": "Line of sight",
        "rows": rows,
        "picture": plan_pictures.sight_picture(rows),
        "links": request.standing.may(Capability.READ_RESULTS),
        "trail": [("Line of sight", "")],
    }
    return render(request, "web/contract_sight.html", context)


def trail(row: StrategicPlan | None, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about plans."""
    way = [("Plans", reverse("web:results_plans"))]
    if row is not None:
        way.append((row.title[:80], reverse("web:results_plan", args=[row.key]) if steps else ""))
    return [*way, *steps]


__all__ = [
    "contract_sight",
    "plan",
    "plan_compare",
    "plan_goal",
    "plan_map",
    "plan_stratml",
    "plan_version",
    "plans",
    "trail",
]
