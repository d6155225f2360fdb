"""Acts on a risk: register, describe, assess, control, treat, review, accept, and tie an indicator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from meritbook.actions import (
    add_risk_control,
    add_risk_treatment,
    assess_risk,
    decide_risk_acceptance,
    describe_risk,
    move_risk,
    move_risk_treatment,
    name_risk_owner,
    record_control_test,
    register_risk,
    request_risk_acceptance,
    review_risk,
    tie_risk_indicator,
    withdraw_risk_acceptance,
)
from meritbook.actions.permissions import Capability, require
from meritbook.actions.risking import assessment_of, current, risk_policy, state_of
from meritbook.core.dates import day_in_words
from meritbook.core.results.assessment import RiskState, material_changes
from meritbook.desk import risk_pages
from meritbook.desk import risks as read
from meritbook.desk.results_reach import departments
from meritbook.records.models import AcceptanceStatus, Risk
from meritbook.web.forms import risks as fields
from meritbook.web.http import Request, actor, by, page
from meritbook.web.views.acting import act_and_back, act_page, sent
from meritbook.web.views.risks import keeps, trail

KEEP = Capability.KEEP_RISK


def _kept(request: Request, pk: int) -> Risk:
    """A risk that the person keeps; raises `NoSuchRiskError`, `ForbiddenError`."""
    row = read.get(request.standing, pk)
    require(actor(request), KEEP, row, on=request.standing.on)
    return row


def _page(
    request: Request,
    row: Risk,
    form: forms.Form,
    perform: Callable[[], Any],
    says: str | Callable[[Any], str],
    heading: str,
    **more: Any,
) -> HttpResponse:
    """The page of an act on a risk that leads back to it; `perform` takes what the form holds."""
    back = reverse("web:risk", args=[row.pk])

    return act_and_back(
        request, form, perform, says, heading, way=[*trail(), (row.title, back)], lead=row.title, back=back, **more
    )


@page("GET", "POST", needs=KEEP)
def risk_new(request: Request) -> HttpResponse:
    """Put a risk into the register."""
    form = fields.RegisterForm(
        sent(request),
        departments=departments(request.standing, KEEP),
        everywhere=keeps(request, KEEP, Risk),
        policy=risk_policy(request.standing.on),
    )

    def act() -> tuple[str, str]:
        row = register_risk.perform(**by(request, "Entered on the site."), **form.cleaned_data)
        return "The risk is on record. Assess it next.", reverse("web:risk", args=[row.pk])

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Register a risk",
        button="Register the risk",
        back=reverse("web:risks"),
        trail=[*trail(), ("Register", "")],
    )


@page("GET", "POST", needs=KEEP)
def risk_words(request: Request, pk: int) -> HttpResponse:
    """Change the words of a risk."""
    row = _kept(request, pk)
    names = ("title", "cause", "event", "consequence", "category", "goal")
    form = fields.WordsForm(
        sent(request),
        policy=risk_policy(request.standing.on),
        initial={name: getattr(row, name) for name in names},
    )
    return _page(
        request, row, form,
        lambda: describe_risk.perform(**by(request, "Changed on the site."), risk=row, **form.cleaned_data),
        "The words are changed.", "Change the words",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def risk_owner(request: Request, pk: int) -> HttpResponse:
    """Name who answers for a risk."""
    row = _kept(request, pk)
    form = fields.OwnerForm(sent(request), initial={"starts_on": request.standing.on})
    return _page(
        request, row, form,
        lambda: name_risk_owner.perform(**by(request, "Named on the site."), risk=row, **form.cleaned_data),
        lambda done: f"{done.owner.full_name} answers for it from {day_in_words(done.starts_on)}.",
        "Name the owner",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def risk_review(request: Request, pk: int) -> HttpResponse:
    """Record a review."""
    row = _kept(request, pk)
    form = fields.ReviewForm(sent(request), initial={"reviewed_on": request.standing.on})
    return _page(
        request, row, form,
        lambda: review_risk.perform(**by(request, "Reviewed."), risk=row, **form.cleaned_data),
        "The review is on record.", "Record a review",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def risk_move(request: Request, pk: int) -> HttpResponse:
    """Call it treated, close it, or open it again."""
    row = _kept(request, pk)
    form = fields.MoveForm(sent(request))
    return _page(
        request, row, form,
        lambda: move_risk.perform(**by(request, "State changed."), risk=row, **form.cleaned_data),
        "The state is changed.", "Change the state", password=True,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def risk_assess(request: Request, pk: int) -> HttpResponse:
    """Assess it before its controls and with them; a material change ends its acceptance."""
    row = _kept(request, pk)
    stands = current(row)
    form = fields.AssessForm(
        sent(request),
        policy=risk_policy(request.standing.on),
        held=assessment_of(stands) if stands else None,
    )
    accepted = row.acceptances.filter(status__in=[AcceptanceStatus.ASKED, AcceptanceStatus.ACCEPTED]).exists()

    def said(_done: Any) -> str:
        ended = row.acceptances.filter(status=AcceptanceStatus.OVERTAKEN, ended_at__gte=_done.assessed_at).exists()
        return "Assessed. The acceptance does not cover it any more; ask again." if ended else "Assessed."

    return _page(
        request, row, form,
        lambda: assess_risk.perform(
            **by(request, "Assessed."), risk=row, assessment=form.assessment(), because=form.cleaned_data["because"]
        ),
        said, "Assess the risk", template="web/risk_assess.html",
        caution="A material change ends the acceptance, or the request for one." if accepted else "",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def risk_control_new(request: Request, pk: int) -> HttpResponse:
    """Put a control on record."""
    row = _kept(request, pk)
    form = fields.ControlForm(sent(request))
    return _page(
        request, row, form,
        lambda: add_risk_control.perform(**by(request, "A control."), risk=row, **form.cleaned_data),
        "The control is on record. Test it next.", "Add a control",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def risk_control_test(request: Request, pk: int, control: int) -> HttpResponse:
    """Record a test of a control."""
    row = _kept(request, pk)
    held = risk_pages.control(row, control)
    form = fields.TestForm(sent(request), initial={"tested_on": request.standing.on})

    def perform() -> Any:
        values = form.cleaned_data
        return record_control_test.perform(
            **by(request, "Tested."), control=held, tested_on=values["tested_on"], works=values["works"] == "yes",
            says=values["says"],
        )  # fmt: skip

    return _page(request, row, form, perform, "The test is on record.", "Record a test", intro=held.what)


@page("GET", "POST", needs=KEEP)
def risk_treatment_new(request: Request, pk: int) -> HttpResponse:
    """Decide what is done about it."""
    row = _kept(request, pk)
    form = fields.TreatmentForm(sent(request))
    return _page(
        request, row, form,
        lambda: add_risk_treatment.perform(**by(request, "A treatment."), risk=row, **form.cleaned_data),
        "The treatment is on record.", "Add a treatment",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def risk_treatment_move(request: Request, pk: int, treatment: int) -> HttpResponse:
    """Say how far a treatment is."""
    row = _kept(request, pk)
    held = risk_pages.treatment(row, treatment)
    form = fields.TreatmentMoveForm(sent(request), initial={"state": held.state})
    return _page(
        request, row, form,
        lambda: move_risk_treatment.perform(**by(request, "Progress."), treatment=held, **form.cleaned_data),
        "The state of the treatment is changed.", "Say how far it is", intro=held.what,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def risk_ask(request: Request, pk: int) -> HttpResponse:
    """Ask that it be borne as it stands."""
    row = _kept(request, pk)
    form = fields.AskForm(sent(request))
    policy = risk_policy(request.standing.on)
    return _page(
        request, row, form,
        lambda: request_risk_acceptance.perform(**by(request, "Asked."), risk=row, **form.cleaned_data),
        "Asked. Somebody else decides.", "Ask for acceptance",
        intro=f"The request is bound to the risk as it stands now, and holds for {policy.acceptance.longest_days} days "
        "at most. Somebody else decides.",
    )  # fmt: skip


@page("GET", "POST", needs=Capability.ACCEPT_RISK)
def risk_decide(request: Request, pk: int, acceptance: int) -> HttpResponse:
    """Decide whether it is borne."""
    row = read.get(request.standing, pk)
    shown = risk_pages.acceptance(request.standing, row, acceptance)
    require(actor(request), Capability.ACCEPT_RISK, shown.row, on=request.standing.on)
    policy = risk_policy(request.standing.on)
    form = fields.DecideForm(sent(request), initial={"sha256": shown.row.sha256})
    state = RiskState.model_validate_json(shown.row.state_json)
    stands = current(row)
    reasons = material_changes(state, state_of(row, stands), policy) if stands else ()

    def perform() -> Any:
        values = form.cleaned_data
        return decide_risk_acceptance.perform(
            **by(request, "Decided on the site."), acceptance=shown.row, accept=values["accept"] == "yes",
            says=values["says"], sha256=values["sha256"],
        )  # fmt: skip

    return _page(
        request, row, form, perform, "Decided.", "Decide on the acceptance",
        template="web/risk_decide.html", password=True, shown=shown,
        residual=risk_pages.rating_in_words(state.assessment.residual, policy), state=state,
        caution=" ".join(reasons),
    )  # fmt: skip


@page("GET", "POST", one_of=(KEEP, Capability.ACCEPT_RISK))
def risk_withdraw(request: Request, pk: int, acceptance: int) -> HttpResponse:
    """Withdraw an acceptance, or the request for one."""
    row = read.get(request.standing, pk)
    shown = risk_pages.acceptance(request.standing, row, acceptance)
    asked = shown.row.status == AcceptanceStatus.ASKED
    require(actor(request), KEEP if asked else Capability.ACCEPT_RISK, row, on=request.standing.on)
    form = fields.BecauseForm(sent(request))
    return _page(
        request, row, form,
        lambda: withdraw_risk_acceptance.perform(
            **by(request, "Withdrawn."), acceptance=shown.row, because=form.cleaned_data["because"]
        ),
        "Withdrawn. It stays on record.", "Withdraw the request" if asked else "Withdraw the acceptance", password=True,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def risk_indicator(request: Request, pk: int) -> HttpResponse:
    """Tie a measure to it as indicator."""
    row = _kept(request, pk)
    form = fields.IndicatorForm(sent(request))
    return _page(
        request, row, form,
        lambda: tie_risk_indicator.perform(**by(request, "An indicator."), risk=row, **form.cleaned_data),
        "The indicator is tied.", "Tie an indicator",
    )  # fmt: skip
