"""Reviews, improvement plans and measured results of a contract year; the list for those who record results."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    answer_review,
    close_step,
    contract_year_policies,
    correct_result,
    record_result,
    record_review,
    service_law,
    withdraw_review,
)
from meritbook.actions.permissions import Capability, require
from meritbook.core.dates import day_in_words
from meritbook.desk import contract_measures as measures
from meritbook.desk import contract_year as read
from meritbook.desk.contracts import contract as contract_of
from meritbook.desk.measure_trust import trust_of
from meritbook.records import clock
from meritbook.records.models import PerformanceContract
from meritbook.web.forms.contract_year import (
    AnswerForm,
    CorrectForm,
    ResultForm,
    ReviewForm,
    StepForm,
    WithdrawForm,
)
from meritbook.web.http import Request, actor, page, page_number
from meritbook.web.views.acting import Act, act_page, sent
from meritbook.web.views.contract_year import year_act, year_address

QUARTERLY = "review.quarterly"


@page("GET", "POST", needs=Capability.REVIEW_PROGRESS)
def review_new(request: Request, pk: int) -> HttpResponse:
    """Record a review that was held."""
    row = contract_of(request.standing, pk)
    require(actor(request), Capability.REVIEW_PROGRESS, row, on=request.standing.on)
    text = contract_year_policies.signed_text(row)
    form = ReviewForm(sent(request), text=text, initial={"kind": "quarterly", "held_on": clock.today()})

    def act() -> tuple[str, str]:
        values = form.cleaned_data
        done = record_review.perform(
            actor(request),
            at=clock.now(),
            why="Progress review held.",
            contract=row,
            steps=form.steps(),
            **{name: values[name] for name in ("kind", "held_on", "rater_says", "next_on", "problem")},
        )
        return "The review is on record.", f"{year_address(row)}#review-{done.pk}"

    held = [one.held_on for one in row.reviews.filter(withdrawn_at__isnull=True)]
    facts = {"contract.starts_on": row.starts_on, "review.meetings": len(held)}
    verdicts = list(service_law.judge(facts, (QUARTERLY,), on=request.standing.on).values())
    return year_act(
        request,
        form,
        act,
        row,
        "Record a review",
        "Record the review",
        seen_by=read.SHARED_WITH,
        verdicts=verdicts,
        keeps=f"review:{pk}",
    )


@page("GET", "POST", needs=Capability.ANSWER_REVIEW)
def review_answer(request: Request, pk: int, review: int) -> HttpResponse:
    """The executive answers a review."""
    row = contract_of(request.standing, pk)
    found = read.review(row, review)
    require(actor(request), Capability.ANSWER_REVIEW, found, on=request.standing.on)
    form = AnswerForm(sent(request))

    def act() -> tuple[str, str]:
        answer_review.perform(actor(request), at=clock.now(), why="Review answered.", review=found, **form.cleaned_data)
        return "Your answer is on record.", f"{year_address(row)}#review-{found.pk}"

    return year_act(
        request,
        form,
        act,
        row,
        "Answer the review",
        "Answer",
        review=found,
        seen_by=read.SHARED_WITH,
        keeps=f"review_answer:{review}",
    )


@page("GET", "POST", needs=Capability.REVIEW_PROGRESS)
def review_withdraw(request: Request, pk: int, review: int) -> HttpResponse:
    """Withdraw a review that was recorded wrongly."""
    row = contract_of(request.standing, pk)
    found = read.review(row, review)
    require(actor(request), Capability.REVIEW_PROGRESS, found, on=request.standing.on)
    form = WithdrawForm(sent(request))

    def act() -> tuple[str, str]:
        withdraw_review.perform(
            actor(request), at=clock.now(), why="Review withdrawn.", review=found, **form.cleaned_data
        )
        return "Withdrawn. It stays on file with your reason.", year_address(row)

    return year_act(
        request, form, act, row, "Withdraw the review", "Withdraw the review", review=found, seen_by=read.SHARED_WITH
    )


@page("GET", "POST", needs=Capability.REVIEW_PROGRESS)
def step_close(request: Request, pk: int, step: int) -> HttpResponse:
    """Say what came of a step."""
    row = contract_of(request.standing, pk)
    found = read.step(row, step)
    require(actor(request), Capability.REVIEW_PROGRESS, found, on=request.standing.on)
    form = StepForm(sent(request))

    def act() -> tuple[str, str]:
        values = form.cleaned_data
        close_step.perform(
            actor(request),
            at=clock.now(),
            why="Step of the plan.",
            step=found,
            reached=values["reached"] == "yes",
            outcome=values["outcome"],
        )
        return "What came of the step is on record.", f"{year_address(row)}#review-{found.review_id}"

    intro = f"By {day_in_words(found.due_on)}: {found.what}"
    return year_act(
        request, form, act, row, "What came of the step", "Record it", intro=intro, seen_by=read.SHARED_WITH
    )


@page("GET", needs=Capability.RECORD_RESULT)
def measure_list(request: Request) -> HttpResponse:
    """The measures whose values are due or have not come for a quarter: nothing else of their contracts."""
    asked = request.GET.get("show", "")
    wanted = asked if asked in measures.FILTERS else "wanted"
    found = measures.lines(request.standing, wanted=wanted, number=page_number(request))
    context = {
        "page": found,
        "trust": trust_of((one.register_key for one in found.rows if one.register_key), request.standing.on),
        "wanted": wanted,
        "filters": measures.FILTERS,
        "on": request.standing.on,
        "trail": [("Results of contracts", "")],
    }
    return render(request, "web/contract_measures.html", context)


def _result_page(
    request: Request, form: Any, act: Act, row: PerformanceContract, finding: Any, heading: str
) -> HttpResponse:
    back = reverse("web:agreement_measures")
    return act_page(
        request,
        form,
        act,
        template="web/contract_year_act.html",
        password=False,
        heading=heading,
        lead=f"Position {row.appointment.seat.position.number} · {row.appointment.seat.position.department.name}",
        button="Record",
        back=back,
        finding=finding,
        seen_by=f"{read.SHARED_WITH}, and whoever records results",
        trail=[("Results of contracts", back), (heading, "")],
    )


def _after(request: Request, row: PerformanceContract) -> str:
    """Back to the year for who reads it, else to the list."""
    reads = request.standing.may(Capability.READ_CONTRACT, row)
    return year_address(row) if reads else f"{reverse('web:agreement_measures')}?show=all"


@page("GET", "POST", needs=Capability.RECORD_RESULT)
def result_new(request: Request, pk: int, measure: str) -> HttpResponse:
    """Record a value of a measure."""
    row, finding = measures.measure(request.standing, pk, measure)
    require(actor(request), Capability.RECORD_RESULT, row, on=request.standing.on)
    form = ResultForm(sent(request))

    def act() -> tuple[str, str]:
        record_result.perform(
            actor(request),
            at=clock.now(),
            why="Result of a measure.",
            contract=row,
            measure=measure,
            **form.cleaned_data,
        )
        return "The value is on record.", _after(request, row)

    return _result_page(request, form, act, row, finding, "Record a value")


@page("GET", "POST", needs=Capability.RECORD_RESULT)
def result_correct(request: Request, pk: int, result: int) -> HttpResponse:
    """Correct a value."""
    found = measures.result(request.standing, result)
    row, finding = measures.measure(request.standing, pk, found.measure)
    require(actor(request), Capability.RECORD_RESULT, row, on=request.standing.on)
    if found.contract_id != row.pk:
        raise read.NoSuchItemError("This value belongs to another contract.", where=str(result))
    form = CorrectForm(sent(request), initial=CorrectForm.of(found.period_ends_on, found.value, found.source))

    def act() -> tuple[str, str]:
        correct_result.perform(
            actor(request), at=clock.now(), why="Result corrected.", result=found, **form.cleaned_data
        )
        return "Corrected. The old value stays on file.", _after(request, row)

    return _result_page(request, form, act, row, finding, "Correct a value")
