"""Custody: who stands in for whom, what is handed over, what nobody answers for, and what can be taken back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import delegate, end_delegation, hand_over, undoing, withdraw_hand_over
from meritbook.actions.permissions import MATRIX, Capability, Scope, Standing, require
from meritbook.core.dates import day_in_words
from meritbook.desk import contracts
from meritbook.desk import custody as read
from meritbook.desk.paging import paged
from meritbook.records import clock
from meritbook.records.models import DelegatedRole, Department
from meritbook.web.forms.custody import DelegateForm, HandOverForm
from meritbook.web.forms.executives import ReasonForm
from meritbook.web.http import Request, actor, number, page, page_number
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.contract_frame import framed, trail

CUSTODY = ("Custody", "web:custody")


@page("GET", needs=Capability.READ_CUSTODY)
def custody(request: Request) -> HttpResponse:
    """What nobody answers for, hand-overs to come, and the delegations that stand, by department."""
    standing, on = request.standing, request.standing.on
    department = number(request.GET.get("department"))
    within = read.narrowed(standing, department)
    found = read.orphans(within, on)
    shared, gaps = read.overlaps_and_gaps(within, on)
    names = {one.pk: one.name for one in Department.objects.filter(pk__in={gap.department for gap in gaps})}
    listed = [one.contract for one in found if one.contract is not None]
    context = {
        "orphans": found,
        "readable": set(standing.contracts().filter(pk__in=listed).values_list("pk", flat=True)),
        "urgent": sum(one.urgent for one in found),
        "hand_overs": read.hand_overs(standing, within),
        "page": paged(read.lent(standing, within), page_number(request)),
        "shared": shared,
        "gaps": [(one, names[one.department]) for one in gaps],
        "departments": read.departments(standing),
        "department": department,
        "may_delegate": standing.may(Capability.DELEGATE),
        "may_hand_over": standing.may(Capability.HAND_OVER),
        "on": on,
    }
    return render(request, "web/custody.html", context)


@page("GET", "POST", needs=Capability.DELEGATE)
def custody_delegate(request: Request) -> HttpResponse:
    """Let somebody stand in for a term."""
    standing = request.standing
    user = standing.user
    own = [one for one in standing.held if one.role in DelegatedRole.values]
    initial: dict[str, Any] = {"starts_on": standing.on}
    if own and user is not None:
        initial |= {"giver": user, "role": own[0].role}
    form = DelegateForm(sent(request), departments=_places(standing, Capability.DELEGATE), initial=initial)

    def act() -> tuple[str, str]:
        done = delegate.perform(actor(request), at=clock.now(), why="Somebody stands in for a term.", **form.taken)
        return f"{done.holder.full_name} stands in for {done.giver.full_name}.", reverse("web:custody")

    intro = (
        "Whoever stands in acts in your part, for what you tick and until the last day, and the record says so beside "
        "each act. It ends earlier if you no longer hold the role. They do not pass it on, and their own contract "
        "stays closed to them."
    )
    return act_page(
        request, form, act, heading="Let somebody stand in", intro=intro, button="Delegate",
        back=reverse("web:custody"), trail=_trail("Let somebody stand in"),
    )  # fmt: skip


@page("GET", "POST", needs=Capability.HAND_OVER)
def custody_hand_over(request: Request) -> HttpResponse:
    """Hand work over to a successor."""
    standing = request.standing
    initial = {
        "starts_on": standing.on,
        "role": DelegatedRole.APPOINTING_AUTHORITY,
        # As it was written: an address is no look-up, and so tells nobody's name.
        "giver": request.GET.get("giver", "").replace("\0", "")[:150],
    }
    form = HandOverForm(sent(request), departments=_places(standing, Capability.HAND_OVER), initial=initial)

    def act() -> tuple[str, str]:
        done = hand_over.perform(actor(request), at=clock.now(), why="Work goes over to a successor.", **form.taken)
        when = "now" if done.settled_at is not None else f"from {day_in_words(done.starts_on)}"
        return f"{done.successor.full_name} answers for it {when}.", reverse("web:custody")

    intro = (
        "The positions of an appointing authority follow on the day by themselves. Until the last day of the overlap "
        "whoever hands over may still act, on what went over alone; they are asked for an interim review."
    )
    return act_page(
        request, form, act, heading="Hand work over", intro=intro, button="Hand over",
        back=reverse("web:custody"), trail=_trail("Hand work over"),
    )  # fmt: skip


@page("GET", "POST")
def delegation_end(request: Request, pk: int) -> HttpResponse:
    """End a delegation before its last day."""
    row = read.delegation(request.standing, pk)
    end_delegation.role_to_end(actor(request), row, clock.now())
    form = ReasonForm(sent(request))
    lists = request.standing.may(Capability.READ_CUSTODY)
    back = reverse("web:custody" if lists else "web:home")

    def act() -> tuple[str, str]:
        reason = form.cleaned_data["reason"]
        end_delegation.perform(actor(request), at=clock.now(), why="Ended early.", delegation=row, reason=reason)
        return "Ended. What was done under it stands.", back

    intro = f"{row.holder.full_name} stands in for {row.giver.full_name}, {row.get_role_display().lower()}."
    return act_page(
        request, form, act, heading="End the delegation", lead=row.department.name, intro=intro,
        button="End the delegation", back=back, trail=_trail("End the delegation", listed=lists),
    )  # fmt: skip


@page("GET", "POST", needs=Capability.HAND_OVER)
def hand_over_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a hand-over before its day."""
    row = read.hand_over(request.standing, pk)
    require(actor(request), Capability.HAND_OVER, row.department, on=request.standing.on)
    form = ReasonForm(sent(request))

    def act() -> tuple[str, str]:
        reason = form.cleaned_data["reason"]
        withdraw_hand_over.perform(actor(request), at=clock.now(), why="Withdrawn.", hand_over=row, reason=reason)
        return "Withdrawn. Nothing goes over.", reverse("web:custody")

    intro = f"From {row.giver.full_name} to {row.successor.full_name} on {day_in_words(row.starts_on)}."
    return act_page(
        request, form, act, heading="Withdraw the hand-over", lead=row.department.name, intro=intro,
        button="Withdraw the hand-over", back=reverse("web:custody"), trail=_trail("Withdraw the hand-over"),
    )  # fmt: skip


@page("GET", needs=Capability.READ_CONTRACT)
def agreement_undo(request: Request, pk: int) -> HttpResponse:
    """What was done on a contract and can be taken back, by whom, and why not."""
    row = contracts.contract(request.standing, pk)
    steps = [(one, _address(one, row.pk) if one.possible else "") for one in undoing.steps(row, request.standing)]
    context = {
        **framed(request, row, "web:agreement_undo"),
        "heading": "Undo a step",
        "steps": steps,
        "trail": trail(row, ("Undo a step", "")),
    }
    return render(request, "web/agreement_undo.html", context)


def _address(step: undoing.Step, contract: int) -> str:
    """The page of the act that takes it back."""
    return reverse(step.undo.page, args=step.undo.arguments(contract, step.row.pk))


def _places(standing: Standing, capability: Capability) -> list[int]:
    """The departments in which the person has the capability, of those that stand today."""
    rows = Department.objects.on(standing.on)
    reach = [one for one in standing.held if capability in MATRIX[one.role]]
    if any(one.department is None or MATRIX[one.role][capability] is Scope.EVERYWHERE for one in reach):
        return list(rows.values_list("pk", flat=True))
    return [one.department for one in reach if one.department is not None]


def _trail(last: str, *, listed: bool = True) -> list[tuple[str, str]]:
    return [*([(CUSTODY[0], reverse(CUSTODY[1]))] if listed else []), (last, "")]
