"""The ladder to the next class, what somebody shares for the bench of talent, the bench, and succession coverage."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import agree_talent, look_at_bench, talenting_policies, withdraw_talent
from meritbook.actions.permissions import Capability, ForbiddenError
from meritbook.core.errors import MeritbookError
from meritbook.desk import ladder as read_ladder
from meritbook.desk import ladder_pictures as pictures
from meritbook.desk import succession
from meritbook.desk import talent as read
from meritbook.web.errors import as_problem
from meritbook.web.forms import talent as fields
from meritbook.web.http import Request, actor, by, number, page, page_number, said
from meritbook.web.views.acting import act_and_back, act_page, sent
from meritbook.web.views.competency_frame import framed

GROW, SHARE, READ = Capability.PLAN_GROWTH, Capability.SHARE_TALENT, Capability.READ_TALENT


_said = partial(said, most=240)


def _home() -> tuple[str, str]:
    return "Competencies", reverse("web:competencies")


@page("GET", needs=GROW)
def ladder(request: Request) -> HttpResponse:
    """One's own ladder, from one's own position to the next class or to a chosen one."""
    plan, _, ref = _said(request, "class").partition(":")
    shown = read_ladder.page(request.standing, position=number(_said(request, "position")), plan=plan, ref=ref)
    start = shown.start.title or shown.start.position.number if shown.start else ""
    picture = pictures.stairs(shown.ladder, start, shown.goal.title) if shown.ladder and shown.goal else None
    context = {
        **framed(request, "web:ladder"),
        "shown": shown,
        "picture": picture,
        "choices": fields.grouped(shown.choices),
        "goal": f"{shown.goal.plan}:{shown.goal.ref}" if shown.goal else "",
        "may_share": request.standing.may(SHARE),
        "trail": [_home(), ("Ladder", "")],
    }
    return render(request, "web/ladder.html", context)


# --- what one shares ----------------------------------------------------------------------------------------------


@page("GET", needs=SHARE)
def talent(request: Request) -> HttpResponse:
    """What the person shares for the bench, and who looked."""
    context = {
        **framed(request, "web:talent"),
        "shared": read.own(request.standing),
        "trail": [_home(), ("My part of the bench", "")],
    }
    return render(request, "web/talent.html", context)


@page("GET", "POST", needs=SHARE)
def talent_new(request: Request) -> HttpResponse:
    """Agree to be named for a class; what was agreed for it before is replaced."""
    standing = request.standing
    aims = _said(request, "class")
    plan, _, ref = aims.partition(":")
    stands = read.shared_for(standing, plan, ref)
    form = fields.TalentForm(
        sent(request),
        choices=read.choices(standing),
        reports=read.reports_to_share(standing),
        plans=read.plans_to_share(standing),
        may_share_reports=read.may_share_reports(standing.on),
        initial={"aims": aims, **(fields.standing_as(stands) if stands is not None else {})},
    )
    back = reverse("web:talent")

    def act() -> tuple[str, str]:
        agree_talent.perform(**by(request, agree_talent.WHY), **form.taken())
        return "It is shared from now on, until you take it back.", back

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Change my part of the bench" if stands is not None else "Be named for a class",
        button="Share it",
        back=back,
        intro="Nobody is named without their own word. What you do not choose here is not shown to anybody. Human "
        "resources and the directors of your department may look; each look at the bench is put on record, and you see "
        "it.",
        trail=[*_talent_trail(), ("Be named", "")],
    )


@page("GET", "POST", needs=SHARE)
def talent_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back what one shares."""
    row = read.one_of_mine(request.standing, pk)
    talenting_policies.check_stands(row)
    return act_and_back(
        request,
        fields.NoForm(sent(request)),
        lambda: withdraw_talent.perform(**by(request, withdraw_talent.WHY), consent=row),
        "It is taken back. Nobody reads it any more.",
        "Take it back",
        way=_talent_trail(),
        lead=read.title_of(request.standing.on, row),
        back=reverse("web:talent"),
        intro="You owe nobody a reason, and you may be named again whenever you like.",
    )


def _talent_trail() -> list[tuple[str, str]]:
    return [_home(), ("My part of the bench", reverse("web:talent"))]


# --- the bench ----------------------------------------------------------------------------------------------------


@page("GET", needs=READ)
def bench(request: Request) -> HttpResponse:
    """The classes for which people are named, with how many."""
    words = _said(request, "q")
    seats = succession.seats_of_classes(request.standing)
    context = {
        **framed(request, "web:talent_bench"),
        "page": read.classes(request.standing, seats, words=words, number=page_number(request)),
        "words": words,
        "trail": [_home(), ("Bench of talent", "")],
    }
    return render(request, "web/talent_bench.html", context)


@page("GET", "POST", needs=READ)
def bench_class(request: Request, plan: str, ref: str) -> HttpResponse:
    """Who is named for a class, shown once to whoever gives a reason; the ledger keeps that they looked."""
    standing = request.standing
    entry = talenting_policies.check_class(plan, ref, standing.on)
    talenting_policies.check_not_on_it(actor(request), plan, ref, standing.on)
    form = fields.LookForm(sent(request))
    context: dict[str, Any] = {
        **framed(request, "web:talent_bench"),
        "entry": entry,
        "form": form,
        "named": read.named_for(standing)[plan, ref],
        "trail": [_home(), ("Bench of talent", reverse("web:talent_bench")), (entry.title, "")],
    }
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        try:
            looked = look_at_bench.perform(**by(request, form.cleaned_data["why"]), aims_plan=plan, aims_class=ref)
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            context["problem"] = as_problem(refused)
        else:
            context["bench"], status = read.shown(looked, standing.on), 200
    return render(request, "web/talent_class.html", context, status=status)


@page("GET", needs=READ)
def bench_seats(request: Request) -> HttpResponse:
    """Which seats fall free, and whether anybody is named for their class."""
    chosen = _said(request, "shown")
    context = {
        **framed(request, "web:talent_bench"),
        "found": succession.seats(request.standing, shown=chosen, number=page_number(request)),
        "filters": succession.SHOWN.items(),
        "chosen": chosen,
        "trail": [_home(), ("Bench of talent", reverse("web:talent_bench")), ("Seats", "")],
    }
    context["page"] = context["found"].page
    return render(request, "web/talent_seats.html", context)
