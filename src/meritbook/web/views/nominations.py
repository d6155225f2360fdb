"""Nominations for the executive service: the list, a new one, one with all that bears on it, and each act on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    decide_nomination,
    judge_criterion,
    nominate_position,
    nominating,
    resubmit_nomination,
    return_nomination,
    review_nomination,
    set_entry_day,
    withdraw_nomination,
)
from meritbook.actions.permissions import Capability, ForbiddenError, OwnCaseError
from meritbook.core.service.nominating import TO_APPROVE
from meritbook.core.verdict import Verdict
from meritbook.desk import nominations as read
from meritbook.records import clock
from meritbook.records.models import Nomination, NominationStatus
from meritbook.web.forms.people import WhyForm
from meritbook.web.forms.service import (
    DecideNominationForm,
    EntryForm,
    JudgeForm,
    NominateForm,
    ResubmitForm,
    ReviewForm,
)
from meritbook.web.http import Request, actor, number, page, page_number
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.documents import download

SERVICE, NOMINATIONS = "Executive service", "Nominations"
READ = Capability.READ_SEAT
STATES = ((read.UNDER_WAY, "Under way"), *NominationStatus.choices)


@page("GET", needs=READ)
def nominations(request: Request) -> HttpResponse:
    """The nominations that the person may read."""
    asked, status = request.GET.get("q", "").strip()[:100], request.GET.get("status", "")
    context = {
        "page": read.nominations(
            request.standing,
            page_number(request),
            asked=asked.replace("\0", ""),
            status=status,
            department=request.GET.get("department", "").strip()[:32].replace("\0", ""),
        ),
        "asked": asked,
        "status": status,
        "states": STATES,
        "may_nominate": request.standing.may(Capability.NOMINATE_POSITION),
        "service": request.standing.may(Capability.READ_SERVICE),
    }
    return render(request, "web/nominations.html", context)


@page("GET", "POST", needs=Capability.NOMINATE_POSITION)
def nomination_new(request: Request) -> HttpResponse:
    """Nominate a position."""
    positions = read.candidates(request.standing)
    asked = number(request.GET.get("position"))

    def perform(values: Mapping[str, Any]) -> str:
        made = nominate_position.perform(actor(request), at=clock.now(), **values)
        return reverse("web:nomination", args=[made.pk])

    form = NominateForm(sent(request), positions=positions, initial={"position": asked})
    return act_page(
        request,
        form,
        lambda: ("Nominated. A seat is reserved while the nomination is under way.", perform(form.cleaned_data)),
        password=False,
        heading="Nominate a position",
        intro=(
            "Offered are the positions of your department whose description the appointing authority has signed, "
            "and which are not in the service. You do not nominate your own."
        ),
        button="Nominate",
        back=reverse("web:nominations"),
        trail=[(NOMINATIONS, reverse("web:nominations")), ("Nominate a position", "")],
    )


@page("GET", needs=READ)
def nomination(request: Request, pk: int) -> HttpResponse:
    """One nomination: where it stands, what the law says of it now, its criteria with evidence, and its history."""
    row = read.nomination(request.standing, pk)
    shown = read.page(request.standing, row)
    version = row.description
    here = reverse("web:position_text", args=[row.position_id, version.version])
    context = {
        "row": row,
        "shown": shown,
        "against": [one.rule for one in nominating.against_approval(shown.verdicts)],
        "places": {version.document.key: here},
        "description": here if request.standing.may(Capability.READ_POSITION, row.position) else "",
        "may_ledger": request.standing.may(Capability.READ_LEDGER),
        "may_bench": request.standing.may(Capability.READ_ALLOCATION, row.position),
        "may_decision": request.standing.may(Capability.READ_DECISION, row.position),
        "may_service": request.standing.may(Capability.READ_SERVICE),
        "trail": [(NOMINATIONS, reverse("web:nominations")), (f"Position {row.position.number}", "")],
    }
    return render(request, "web/nomination.html", context)


@page("GET", needs=READ)
def notice(request: Request, pk: int, to: str) -> HttpResponse:
    """The notice of the decision, to the department's director or to its human resources office, as PDF."""
    row = read.nomination(request.standing, pk)
    stored = {"director": row.director_notice, "hr": row.hr_notice}.get(to)
    if stored is None:
        raise read.NoSuchNominationError("The nomination was not decided, so that there is no notice.", where=str(pk))
    return download(stored)


def _open(request: Request, pk: int, act: str) -> Nomination:
    """The nomination, for somebody who may take the act on it."""
    row = read.nomination(request.standing, pk)
    if not read.may(request.standing, act, row):
        for capability in read.CAPABILITIES[act]:
            if conflict := request.standing.conflict(capability, row):
                raise OwnCaseError(conflict)
        raise ForbiddenError("This act is not open to the roles that you hold.")
    return row


def _act(
    request: Request,
    row: Nomination,
    form: forms.Form,
    perform: Callable[[Mapping[str, Any]], object],
    *,
    heading: str,
    intro: str,
    button: str,
    done: str,
    password: bool = False,
    **more: Any,
) -> HttpResponse:
    address = reverse("web:nomination", args=[row.pk])

    def finish(values: Mapping[str, Any]) -> str:
        perform(values)
        return address

    return act_page(
        request,
        form,
        lambda: (done, finish(form.cleaned_data)),
        heading=heading,
        intro=intro,
        button=button,
        back=address,
        password=password,
        trail=[
            (NOMINATIONS, reverse("web:nominations")),
            (f"Position {row.position.number}", address),
            (heading, ""),
        ],
        **more,
    )


@page("GET", "POST", one_of=read.CAPABILITIES["return"])
def nomination_return(request: Request, pk: int) -> HttpResponse:
    """Return a nomination for completion."""
    row = _open(request, pk, "return")
    return _act(
        request,
        row,
        WhyForm(sent(request)),
        lambda values: return_nomination.perform(actor(request), at=clock.now(), nomination=row, **values),
        heading="Return the nomination",
        intro=(
            "The department's director reads your reason. The nomination loses its place: when it comes again, others "
            "may have taken the seat."
        ),
        button="Return it",
        done="Returned for completion. The seat is free.",
    )


@page("GET", "POST", needs=Capability.NOMINATE_POSITION)
def nomination_resubmit(request: Request, pk: int) -> HttpResponse:
    """Submit a nomination again."""
    row = _open(request, pk, "resubmit")
    return _act(
        request,
        row,
        ResubmitForm(sent(request), initial={"rationale": row.rationale}),
        lambda values: resubmit_nomination.perform(actor(request), at=clock.now(), nomination=row, **values),
        heading="Submit the nomination again",
        intro=f"It was returned: {row.returned_because}" if row.returned_because else "It takes a free seat anew.",
        button="Submit again",
        done="Submitted again. A seat is reserved.",
    )


@page("GET", "POST", needs=Capability.NOMINATE_POSITION)
def nomination_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a nomination."""
    row = _open(request, pk, "withdraw")
    return _act(
        request,
        row,
        WhyForm(sent(request)),
        lambda values: withdraw_nomination.perform(actor(request), at=clock.now(), nomination=row, **values),
        heading="Withdraw the nomination",
        intro="The seat that it keeps is free afterwards. The position can be nominated anew.",
        button="Withdraw it",
        done="Withdrawn. The seat is free.",
    )


@page("GET", "POST", one_of=read.CAPABILITIES["judge"])
def nomination_judge(request: Request, pk: int) -> HttpResponse:
    """Judge one criterion."""
    row = _open(request, pk, "judge")
    criteria = read.criteria_of(row, request.standing.on)
    fact = request.GET.get("fact", "") or request.POST.get("fact", "")
    chosen = next((one for one in criteria if one.fact == fact), None)
    initial: dict[str, Any] = {"fact": fact}
    if chosen is not None:
        stands = chosen.judgement
        initial["verdict"] = stands.verdict if stands else chosen.suggestion.verdict.value
        initial["says"] = stands.says if stands and not stands.agrees else ""

    def perform(values: Mapping[str, Any]) -> object:
        given = {**values, "verdict": Verdict(values["verdict"])}
        return judge_criterion.perform(actor(request), at=clock.now(), nomination=row, **given)

    return _act(
        request,
        row,
        JudgeForm(sent(request), criteria=[one.suggestion for one in criteria], initial=initial),
        perform,
        heading="Judge a criterion",
        intro="The program reads the description; you judge.",
        button="Record the judgement",
        done="The judgement is on record.",
        criterion=chosen,
        places={
            row.description.document.key: reverse("web:position_text", args=[row.position_id, row.description.version])
        },
    )


@page("GET", "POST", needs=Capability.REVIEW_NOMINATION)
def nomination_review(request: Request, pk: int) -> HttpResponse:
    """Review the allocation."""
    row = _open(request, pk, "review")
    decision = nominating.standing_decision(row.position)

    def perform(values: Mapping[str, Any]) -> object:
        given = {**values, "in_management_class": values["in_management_class"] == "yes"}
        return review_nomination.perform(actor(request), at=clock.now(), nomination=row, **given)

    stands = (
        f"Decision {decision.number} stands: {decision.class_entry or decision.get_outcome_display()}."
        if decision
        else "Nothing is decided on the allocation of the position yet."
    )
    return _act(
        request,
        row,
        ReviewForm(sent(request)),
        perform,
        heading="Review the allocation",
        intro=f"The review rests on the decision of the bench on the nominated description. {stands}",
        button="Record the review",
        done="Reviewed. The State Personnel Director decides next.",
    )


@page("GET", "POST", needs=Capability.DECIDE_NOMINATION)
def nomination_decide(request: Request, pk: int) -> HttpResponse:
    """Decide a nomination, after the password was given."""
    row = _open(request, pk, "decide")

    def perform(values: Mapping[str, Any]) -> object:
        approve = values["choice"] == "approve"
        why = values["reason"] or "The nomination is approved."
        return decide_nomination.perform(
            actor(request), at=clock.now(), why=why, nomination=row, approve=approve, reason=values["reason"]
        )

    return _act(
        request,
        row,
        DecideNominationForm(sent(request)),
        perform,
        heading="Decide the nomination",
        intro="Your decision is final. The notices to the department and to its human resources office go with it.",
        button="Record the decision",
        done="Decided. The notices are ready.",
        password=True,
        verdicts=nominating.verdicts_of(row, on=request.standing.on, rules=TO_APPROVE),
    )


@page("GET", "POST", needs=Capability.SET_ENTRY_DAY)
def nomination_enter(request: Request, pk: int) -> HttpResponse:
    """Set the day of entry."""
    row = _open(request, pk, "enter")
    return _act(
        request,
        row,
        EntryForm(sent(request)),
        lambda values: set_entry_day.perform(actor(request), at=clock.now(), nomination=row, **values),
        heading="Set the day of entry",
        intro="The position is in the service from that day on, and fills the seat that was reserved for it.",
        button="Set the day",
        done="The day is set. The seat is taken.",
    )
