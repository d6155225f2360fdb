"""The page of one candidate, and the acts on it: answer a question, determine, reveal who it is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    determine_qualification,
    link_candidate,
    reveal_candidate,
    settle_question,
    withdraw_settlement,
)
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.actions.qualifying_policies import StatedAnewError
from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.blind import HIDDEN
from meritbook.desk import applications as read
from meritbook.records import clock
from meritbook.records.models import Application, Determination, Settlement
from meritbook.web.errors import as_problem
from meritbook.web.forms.applications import AccountForm, DetermineForm, RevealForm, SettleForm
from meritbook.web.forms.people import WhyForm
from meritbook.web.http import Request, actor, number, page
from meritbook.web.step_up import asks_password
from meritbook.web.views.documents import download


class UnnamedQuestionError(MeritbookError):
    """An answer was sent without the question that it answers."""

    code = "form.question_missing"
    remedy = "Open the candidate, and answer a question there."
    http_status = 422


@page("GET", needs=Capability.READ_EXAMINATION)
def application(request: Request, pk: int) -> HttpResponse:
    """One candidate: the verdict, its reasons part by part, what is open, and what was done."""
    return _page(request, read.application(request.standing, pk))


@page("GET", "POST", needs=Capability.SETTLE_QUESTION)
def settle(request: Request, pk: int) -> HttpResponse:
    """Answer one question about a candidate, with the reason."""
    row = read.application(request.standing, pk)
    require(actor(request), Capability.SETTLE_QUESTION, row, on=request.standing.on)
    key = (request.POST if request.method == "POST" else request.GET).get("key", "")[:200]
    if not key:
        if request.method == "GET":
            return HttpResponseRedirect(f"{reverse('web:application', args=[pk])}#questions")
        return _page(request, row, problem=as_problem(UnnamedQuestionError("The form names no question.")))
    asked = read.question(row, key)
    may_overrule = request.standing.may(Capability.OVERRULE_PRECEDENT, asked.precedent)
    form = _settle_form(asked, request.POST if request.method == "POST" else None, may_overrule=may_overrule)
    problem = None
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        remember = values.get("remember", False)
        seen = read.statement(row, number(request.POST.get("statement")))
        sent = {name: number(request.POST.get(name)) for name in ("instead_of", "precedent")}
        read_one = asked.precedent is not None and asked.precedent.pk == sent["precedent"]
        replaced = asked.settlement is not None and asked.settlement.pk == sent["instead_of"]
        try:
            if seen is None:
                raise StatedAnewError("The form does not say which statement was read.", where="statement")
            settled = settle_question.perform(
                actor(request),
                at=clock.now(),
                why=values["why"],
                application=row,
                key=key,
                verdict=values["verdict"],
                months=values.get("months"),
                remember=remember,
                instead_of=asked.settlement if replaced else None,
                overrules=asked.precedent if read_one and remember else None,
                seen=seen,
            )
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            messages.success(request, _settled_words(settled, remembered=remember))
            return HttpResponseRedirect(reverse("web:application", args=[pk]))
    context = {
        "row": row,
        "asked": asked,
        "form": form,
        "problem": problem,
        "may_overrule": may_overrule,
        "settled_why": read.blind_of(row).words(asked.settlement.why) if asked.settlement else "",
        "newest": read.newest(row),
        "trail": _trail(row, ("Answer a question", "")),
    }
    return render(request, "web/settle.html", context, status=200 if request.method == "GET" else 422)


@page("POST", needs=Capability.SETTLE_QUESTION)
def settlement_withdraw(request: Request, pk: int, settlement: int) -> HttpResponse:
    """Take an answer back, with the reason."""
    row = read.application(request.standing, pk)
    require(actor(request), Capability.SETTLE_QUESTION, row, on=request.standing.on)
    found = read.settlement(row, settlement)
    form = WhyForm(request.POST, prefix=f"withdraw-{found.pk}")
    if not form.is_valid():
        return _page(request, row, withdrawing={found.pk: form})
    try:
        withdraw_settlement.perform(actor(request), at=clock.now(), why=form.cleaned_data["why"], settlement=found)
    except ForbiddenError:
        raise
    except MeritbookError as refused:
        return _page(request, row, withdrawing={found.pk: form}, problem=as_problem(refused))
    messages.success(request, "The answer is withdrawn. It stays on record, and does not count.")
    return HttpResponseRedirect(reverse("web:application", args=[pk]))


@page("GET", "POST", needs=Capability.DETERMINE_QUALIFICATION)
def determine(request: Request, pk: int) -> HttpResponse:
    """Determine whether a candidate qualifies, having read the notice that this writes."""
    row = read.application(request.standing, pk)
    require(actor(request), Capability.DETERMINE_QUALIFICATION, row, on=request.standing.on)
    shown = read.page(row)
    computed = read.computed_outcome(shown.arranged.judgement)
    today = request.standing.on
    form = DetermineForm(
        request.POST or None,
        computed=str(computed),
        needs_reason=shown.standing is not None,
        today=today,
        initial={"outcome": str(computed)},
    )
    problem = None
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            before = shown.standing
            if before is not None and before.pk != number(request.POST.get("instead_of")):
                before = None
            determined: HttpResponse = _determine(request, row, form.cleaned_data, before)
            return determined
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            problem = as_problem(refused)
    context = {
        "row": row,
        "shown": shown,
        "computed": computed,
        "form": form,
        "problem": problem,
        "preview": _preview(request, row, form, str(computed)),
        "trail": _trail(row, ("Determine", "")),
    }
    refused_now = problem is not None or (form.is_bound and not form.is_valid())
    return render(request, "web/determine.html", context, status=422 if refused_now else 200)


@asks_password
def _determine(
    request: Request, row: Application, values: dict[str, Any], before: Determination | None
) -> HttpResponse:
    done = determine_qualification.perform(
        actor(request),
        at=clock.now(),
        why=values["reason"] or "What was computed is determined.",
        application=row,
        outcome=values["outcome"],
        reason=values["reason"],
        answer_by=values["answer_by"],
        instead_of=before,
        seen=request.POST.get("judgement", "")[:64],
    )
    messages.success(request, f"Determined: {done.get_outcome_display()}. The notice is ready.")
    return HttpResponseRedirect(reverse("web:application", args=[row.pk]))


@page("GET", needs=Capability.READ_EXAMINATION)
def notice(request: Request, pk: int, determined: int, form: str) -> HttpResponse:
    """The notice of a determination as PDF or DOCX."""
    found = read.determination(read.application(request.standing, pk), determined)
    stored = {"pdf": found.notice_pdf, "docx": found.notice_docx}.get(form)
    if stored is None:
        raise read.NoSuchApplicationError("There is no such file of this notice: pdf or docx.", where=form)
    return download(stored)


@page("GET", "POST", needs=Capability.REVEAL_CANDIDATE)
def who(request: Request, pk: int) -> HttpResponse:
    """Who the candidate is, told once to whoever gives a reason; the ledger keeps that it was told."""
    row = read.application(request.standing, pk)
    require(actor(request), Capability.REVEAL_CANDIDATE, row, on=request.standing.on)
    form = RevealForm(request.POST or None)
    context: dict[str, Any] = {"row": row, "form": form, "hidden": HIDDEN, "trail": _trail(row, ("Who it is", ""))}
    if request.method == "POST" and form.is_valid():
        try:
            person = reveal_candidate.perform(
                actor(request), at=clock.now(), why=form.cleaned_data["why"], application=row
            )
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            context["problem"] = as_problem(refused)
        else:
            context.update(person=person, names=read.names_stated(row))
            return render(request, "web/candidate_who.html", context)
    return render(request, "web/candidate_who.html", context, status=200 if request.method == "GET" else 422)


@page("GET", "POST", needs=Capability.RECEIVE_APPLICATION)
def account(request: Request, pk: int) -> HttpResponse:
    """Say which account is the candidate's own, so that its holder keeps out of the examination."""
    row = read.application(request.standing, pk)
    require(actor(request), Capability.RECEIVE_APPLICATION, row, on=request.standing.on)
    known = read.account_of(row)
    form = AccountForm(request.POST or None, alike=known.alike)
    problem = None
    if request.method == "POST" and form.is_valid():
        user = form.cleaned_data["user"]
        try:
            link_candidate.perform(
                actor(request), at=clock.now(), why=form.cleaned_data["why"], application=row, user=user
            )
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            said = (
                "An account is linked: its holder keeps out of this examination." if user else "No account is linked."
            )
            messages.success(request, said)
            return HttpResponseRedirect(reverse("web:application", args=[pk]))
    context = {
        "row": row,
        "known": known,
        "form": form,
        "problem": problem,
        "trail": _trail(row, ("The candidate's own account", "")),
    }
    return render(request, "web/candidate_account.html", context, status=200 if request.method == "GET" else 422)


def _page(
    request: Request,
    row: Application,
    *,
    withdrawing: dict[int, WhyForm] | None = None,
    problem: dict[str, Any] | None = None,
) -> HttpResponse:
    standing = request.standing
    shown = read.page(row, drawn=request.GET.get("drawn", ""))
    may_settle = shown.is_open and standing.may(Capability.SETTLE_QUESTION, row)
    forms = withdrawing or {}
    context = {
        "row": row,
        "shown": shown,
        "hidden": HIDDEN,
        "entries": read.entries(shown.statement.candidate),
        "problem": problem,
        "may_settle": may_settle,
        "may_determine": shown.is_open and standing.may(Capability.DETERMINE_QUALIFICATION, row),
        "may_amend": shown.is_open and standing.may(Capability.RECEIVE_APPLICATION, row),
        "may_reveal": standing.may(Capability.REVEAL_CANDIDATE, row),
        "account": read.account_of(row) if standing.may(Capability.RECEIVE_APPLICATION, row) else None,
        "conflict": standing.conflict(Capability.SETTLE_QUESTION, row),
        "newest": shown.statement,
        "questions": [(one, _settle_form(one, None, may_overrule=False, numbered=True)) for one in shown.asked]
        if may_settle
        else (),
        "withdrawals": {
            one.settlement.pk: forms.get(one.settlement.pk) or WhyForm(prefix=f"withdraw-{one.settlement.pk}")
            for one in shown.settled
        },
        "opened": tuple(forms),
        "entry": read.entry_of(shown.standing) if shown.standing and standing.may(Capability.READ_LEDGER) else None,
        "saved": "saved" in request.GET,
        "trail": _trail(row),
    }
    return render(request, "web/application.html", context, status=422 if problem or withdrawing else 200)


def _settle_form(asked: read.Asked, data: Any, *, may_overrule: bool, numbered: bool = False) -> SettleForm:
    """The form of one question. Several on a page are told apart by the names that their fields have in the page."""
    remembers: Any = "as precedent" if asked.precedent is None else "in its place" if may_overrule else ""
    form = SettleForm(
        data,
        about_job=bool(asked.question.job),
        asks_months=asked.question.asks_months,
        remembers=remembers if asked.question.identity else "",
    )
    if numbered:
        form.auto_id = f"{asked.anchor}-%s"
    return form


def _settled_words(settled: Settlement, *, remembered: bool) -> str:
    said = f"Answered: {settled.get_verdict_display().lower()}."
    if remembered and settled.precedent_id is not None:
        said += f" Precedent {settled.precedent_id} answers the same question for every other candidate."
    return said


def _preview(request: Request, row: Application, form: DetermineForm, computed: str) -> Any:
    """The notice as it would be written now, without the name; `None` where it cannot be made yet."""
    values: dict[str, Any] = {"outcome": computed}
    if form.is_bound:
        values = getattr(form, "cleaned_data", {})
    if not values.get("outcome"):
        return None
    by = actor(request).user
    assert by is not None  # noqa: S101 - the page is behind sign-in
    return read.preview(
        row,
        outcome=values["outcome"],
        reason=values.get("reason", ""),
        answer_by=values.get("answer_by"),
        by=by,
        at=clock.now(),
    )


def _trail(row: Application, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    examination = row.examination
    here = reverse("web:application", args=[row.pk]) if steps else ""
    return [
        ("Examinations", reverse("web:examinations")),
        (examination.number, reverse("web:examination", args=[examination.pk])),
        (f"Candidate {row.number}", here),
        *steps,
    ]
