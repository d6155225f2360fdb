"""Acts on a local board: its area, members, designation, plan, programs and end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from meritbook.actions import (
    change_board_member,
    designate_board,
    dissolve_board,
    end_board_program,
    enter_community_plan,
    found_board,
    name_board_member,
    open_board_program,
    set_board_area,
)
from meritbook.actions.boarding import board_policy, plan_on, priorities_of
from meritbook.actions.boarding_policies import check_decider
from meritbook.actions.permissions import Capability, require
from meritbook.desk import board_pages
from meritbook.desk import boards as read
from meritbook.desk.results_reach import departments
from meritbook.records.models import LocalBoard
from meritbook.web.forms import boards as fields
from meritbook.web.http import Request, actor, by, page
from meritbook.web.views.acting import act_and_back, act_page, sent
from meritbook.web.views.boards import trail

KEEP = Capability.KEEP_BOARD


def kept(request: Request, key: str) -> LocalBoard:
    """A board that the person keeps; raises `NoSuchBoardError`, `ForbiddenError`."""
    row = read.get(key)
    require(actor(request), KEEP, row, on=request.standing.on)
    return row


def decided(request: Request, key: str) -> LocalBoard:
    """A board on which the person decides; raises `NoSuchBoardError`, `ForbiddenError`, `BoardDeciderError`."""
    row = kept(request, key)
    check_decider(request.standing, row, board_policy(request.standing.on))
    return row


def board_act(
    request: Request,
    row: LocalBoard,
    form: forms.Form,
    perform: Callable[[], Any],
    says: str | Callable[[Any], str],
    heading: str,
    **more: Any,
) -> HttpResponse:
    """The page of an act on a board that leads back to it; `perform` takes what the form holds."""
    back = more.pop("back", "") or reverse("web:board", args=[row.key])

    return act_and_back(
        request,
        form,
        perform,
        says,
        heading,
        way=trail((row.title, reverse("web:board", args=[row.key]))),
        lead=more.pop("lead", row.title),
        back=back,
        **more,
    )


@page("GET", "POST", needs=KEEP)
def board_new(request: Request) -> HttpResponse:
    """Put a local board on record."""
    form = fields.FoundForm(
        sent(request),
        departments=departments(request.standing, KEEP),
        initial={"area_kind": "county", "starts_on": request.standing.on},
    )

    def act() -> tuple[str, str]:
        row = found_board.perform(**by(request, "Entered on the site."), **form.cleaned_data)
        return "The board is on record. Name its members next.", reverse("web:board", args=[row.key])

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Enter a local board",
        button="Enter the board",
        back=reverse("web:boards"),
        trail=trail(("Enter a board", "")),
    )


@page("GET", "POST", needs=KEEP)
def board_area(request: Request, key: str) -> HttpResponse:
    """Set the counties or localities that a board serves."""
    row = kept(request, key)
    stand = list(row.areas.on(request.standing.on).order_by("name"))
    initial = {
        "area_kind": stand[0].kind if stand else "county",
        "area": "\n".join(one.name for one in stand),
        "starts_on": request.standing.on,
    }
    form = fields.AreaForm(sent(request), initial=initial)
    return board_act(
        request, row, form,
        lambda: set_board_area.perform(**by(request, "Set on the site."), board=row, **form.cleaned_data),
        "The area is set.", "Set the area",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_dissolve(request: Request, key: str) -> HttpResponse:
    """Dissolve a board."""
    row = decided(request, key)
    form = fields.DissolveForm(sent(request))
    return board_act(
        request, row, form,
        lambda: dissolve_board.perform(**by(request, "Dissolved."), board=row, **form.cleaned_data),
        "The board ends on that day, and what belongs to it with it.", "Dissolve the board", password=True,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_member_new(request: Request, key: str) -> HttpResponse:
    """Name a member for a term."""
    row = kept(request, key)
    form = fields.MemberForm(
        sent(request), policy=board_policy(request.standing.on), initial={"starts_on": request.standing.on}
    )
    return board_act(
        request, row, form,
        lambda: name_board_member.perform(**by(request, "Named on the site."), board=row, **form.cleaned_data),
        lambda done: f"{done.name} is a member for that term.", "Name a member",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_member(request: Request, key: str, pk: int) -> HttpResponse:
    """Say of which kind a member is, or end the term sooner."""
    row = kept(request, key)
    held = board_pages.member(row, pk)
    form = fields.MemberChangeForm(
        sent(request),
        policy=board_policy(request.standing.on),
        initial={"kind": held.kind, "ends_before": held.ends_before},
    )
    return board_act(
        request, row, form,
        lambda: change_board_member.perform(**by(request, "Changed on the site."), member=held, **form.cleaned_data),
        "The member is changed.", "Change a member", intro=held.name,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_designate(request: Request, key: str) -> HttpResponse:
    """Designate a board for a term."""
    row = decided(request, key)
    form = fields.DesignateForm(sent(request))
    return board_act(
        request, row, form,
        lambda: designate_board.perform(**by(request, "Designated."), board=row, **form.cleaned_data),
        "The board is designated for that term.", "Designate the board", password=True,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_plan(request: Request, key: str) -> HttpResponse:
    """Enter the community plan that a board adopted."""
    row = kept(request, key)
    stands = plan_on(row, request.standing.on)
    initial = {
        "title": stands.title if stands else "",
        "needs": stands.needs if stands else "",
        "priorities": board_pages.text_of_priorities(priorities_of(stands).priorities) if stands else "",
    }
    form = fields.PlanForm(sent(request), initial=initial)
    return board_act(
        request, row, form,
        lambda: enter_community_plan.perform(**by(request, "Entered on the site."), board=row, **form.cleaned_data),
        "The plan is on record.", "Enter a community plan",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_program_new(request: Request, key: str) -> HttpResponse:
    """Open a program."""
    row = kept(request, key)
    stands = plan_on(row, request.standing.on)
    form = fields.ProgramForm(
        sent(request),
        policy=board_policy(request.standing.on),
        priorities=priorities_of(stands).priorities if stands else (),
        initial={"starts_on": request.standing.on},
    )
    return board_act(
        request, row, form,
        lambda: open_board_program.perform(**by(request, "Opened on the site."), board=row, **form.cleaned_data),
        "The program is on record.", "Open a program",
        caution="" if stands else "No community plan is in force. Enter it first: a program serves a priority of it.",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_program_end(request: Request, key: str, program: str) -> HttpResponse:
    """End a program."""
    row = kept(request, key)
    held = board_pages.program(row, program)
    form = fields.ProgramEndForm(sent(request))
    return board_act(
        request, row, form,
        lambda: end_board_program.perform(**by(request, "Ended on the site."), program=held, **form.cleaned_data),
        "The program ends on that day.", "End a program", intro=held.title,
    )  # fmt: skip
