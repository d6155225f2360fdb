"""The risks of the register: the list with its map, one risk, appetites, and quantifications."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import quantify_risks, set_risk_appetite
from meritbook.actions.permissions import Capability, ForbiddenError
from meritbook.actions.risking import risk_policy
from meritbook.actions.risking_policies import goal_key
from meritbook.core.results.risk import MOST_RISKS
from meritbook.desk import risk_pages, risk_pictures
from meritbook.desk import risks as read
from meritbook.desk.results_reach import departments
from meritbook.records import clock
from meritbook.records.models import Risk, RiskQuantification, RiskStatus
from meritbook.web.forms.risks import AppetiteForm, QuantifyForm
from meritbook.web.http import Request, actor, page, page_number
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.results_frame import framed


def _filter(request: Request) -> read.RiskFilter:
    def said(name: str) -> str:
        return request.GET.get(name, "").replace("\0", "").strip()[:100]

    def wanted(name: str) -> bool:
        return bool(request.GET.get(name))

    return read.RiskFilter(
        words=said("q"),
        department=said("department"),
        category=said("category"),
        state=said("state"),
        likelihood=said("likelihood"),
        impact=said("impact"),
        over=wanted("over"),
        ending=wanted("ending"),
        tripped=wanted("tripped"),
        review=wanted("review"),
    )


def keeps(request: Request, capability: Capability, model: type[Any]) -> bool:
    """Whether the person may for the enterprise as a whole."""
    return request.standing.may(capability, model(department=None))


@page("GET", needs=Capability.READ_RISK)
def risks(request: Request) -> HttpResponse:
    """Every risk that the person may look into: where it stands, what it may cost, and whether that is borne."""
    standing, policy = request.standing, risk_policy(request.standing.on)
    by = _filter(request)
    context = {
        **framed(request, "web:risks"),
        "page": read.lines(standing, by, page_number(request)),
        "by": by,
        "heat": risk_pictures.heat_map(read.heat(standing, by, policy), policy),
        "policy": policy,
        "states": RiskStatus.choices,
        "departments": departments(standing, Capability.READ_RISK),
        "may_keep": standing.may(Capability.KEEP_RISK),
        "likelihood": read.word(policy.likelihood, by.likelihood),
        "impact": read.word(policy.impact, by.impact),
        "trail": [("Results", reverse("web:measures")), ("Risks", "")],
    }
    return render(request, "web/risks.html", context)


@page("GET", needs=Capability.READ_RISK)
def risk(request: Request, pk: int) -> HttpResponse:
    """One risk with its history."""
    row = read.get(request.standing, pk)
    shown = risk_pages.page(request.standing, row)
    context = {
        **framed(request, "web:risks"),
        "risk": row,
        "shown": shown,
        "trend": risk_pictures.trend(risk_pages.trend(shown.assessments)),
        "goal": reverse("web:results_goal", args=named) if (named := goal_key(row.goal)) and named[0] else "",
        "trail": [*trail(), (row.title, "")],
    }
    return render(request, "web/risk.html", context)


def trail() -> list[tuple[str, str]]:
    """The way to a page below the list."""
    return [("Results", reverse("web:measures")), ("Risks", reverse("web:risks"))]


@page("GET", "POST", needs=Capability.READ_RISK)
def risk_appetite(request: Request) -> HttpResponse:
    """The appetites on record; who may accept risks sets a new one."""
    standing, policy = request.standing, risk_policy(request.standing.on)
    may = standing.may(Capability.ACCEPT_RISK)
    if request.method == "POST" and not may:
        raise ForbiddenError("Only who accepts risks sets an appetite.")
    form = AppetiteForm(
        sent(request),
        departments=departments(request.standing, Capability.ACCEPT_RISK),
        everywhere=keeps(request, Capability.ACCEPT_RISK, Risk),
        policy=policy,
        initial={"starts_on": standing.on},
    )

    def act() -> tuple[str, str]:
        set_risk_appetite.perform(
            actor(request), at=clock.now(), why="Set on the page of appetites.", **form.cleaned_data
        )
        return "The appetite is on record.", reverse("web:risk_appetite")

    rows = [(one, policy.title_of(one.category) if one.category else "All") for one in risk_pages.appetites(standing)]
    return act_page(
        request,
        form,
        act,
        template="web/risk_appetite.html",
        heading="Appetite for risk",
        lead="How much one risk may cost in a year on average and still be borne.",
        button="Set the appetite",
        may=may,
        rows=rows,
        today=standing.on,
        trail=[*trail(), ("Appetite", "")],
        **framed(request, "web:risks"),
    )


@page("GET", needs=Capability.READ_RISK)
def risk_runs(request: Request) -> HttpResponse:
    """The quantifications that the person may read."""
    context = {
        **framed(request, "web:risks"),
        "page": risk_pages.runs(request.standing, page_number(request)),
        "may_run": request.standing.may(Capability.KEEP_RISK),
        "trail": [*trail(), ("Quantifications", "")],
    }
    return render(request, "web/risk_runs.html", context)


@page("GET", "POST", needs=Capability.KEEP_RISK)
def risk_run_new(request: Request) -> HttpResponse:
    """Choose risks, trials and seed, and run."""
    standing = request.standing
    rows = read.visible(standing, Capability.KEEP_RISK).filter(assessments__current=True)
    open_rows = list(rows.exclude(status=RiskStatus.CLOSED).select_related("department").order_by("title")[:MOST_RISKS])
    form = QuantifyForm(
        sent(request), risks=open_rows, initial={"risks": request.GET.getlist("risk") or [one.pk for one in open_rows]}
    )

    def act() -> tuple[str, str]:
        row = quantify_risks.perform(
            actor(request),
            at=clock.now(),
            why="Run on the page of quantifications.",
            risks=form.chosen(),
            trials=form.cleaned_data["trials"],
            seed=form.cleaned_data["seed"],
        )
        return f"Run with seed {row.seed}.", reverse("web:risk_run", args=[row.pk])

    return act_page(
        request,
        form,
        act,
        template="web/risk_run_new.html",
        password=False,
        heading="Quantify risks",
        lead="Many years are played through, each risk on its own, with and without its controls.",
        button="Run",
        back=reverse("web:risk_runs"),
        everywhere=keeps(request, Capability.KEEP_RISK, RiskQuantification),
        trail=[*trail(), ("Quantifications", reverse("web:risk_runs")), ("Quantify", "")],
    )


@page("GET", needs=Capability.READ_RISK)
def risk_run(request: Request, pk: int) -> HttpResponse:
    """A quantification: expected loss, percentiles and curve, before and with controls, against the appetite."""
    shown = risk_pages.run(request.standing, pk)
    found = shown.found
    context = {
        **framed(request, "web:risks"),
        "shown": shown,
        "found": found,
        "curve": risk_pictures.curve(found),
        "percentiles": list(zip(found.inherent.percentiles, found.residual.percentiles, strict=True)),
        "points": list(zip(found.inherent.curve, found.residual.curve, strict=True)),
        "risks": list(zip(found.inherent.risks, found.residual.risks, strict=True)),
        "trail": [*trail(), ("Quantifications", reverse("web:risk_runs")), (f"Run {pk}", "")],
    }
    return render(request, "web/risk_run.html", context)
