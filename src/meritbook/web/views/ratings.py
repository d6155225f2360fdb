"""Ratings of a contract: read with the results beside them, written, shown, made final, acknowledged, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    acknowledge_appraisal,
    appraisal_policies,
    appraising,
    comment_appraisal,
    finish_appraisal,
    record_refusal_to_acknowledge,
    show_appraisal,
    undo_appraisal,
    write_appraisal,
)
from meritbook.actions.permissions import Capability, require
from meritbook.core.contracts.rating import LEVELS, missing, needs_reason, remarks, rows
from meritbook.core.dates import day_in_words
from meritbook.desk import appraisals as read
from meritbook.desk.contracts import contract
from meritbook.desk.measure_trust import Trust, trust_of_text
from meritbook.records import clock
from meritbook.records.models import Appraisal, AppraisalKind, AppraisalStatus, PerformanceContract
from meritbook.web.forms.ratings import FinishForm, NothingForm, RatingForm, SaysForm, UndoForm
from meritbook.web.http import Request, actor, page
from meritbook.web.views import typed
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.contract_frame import framed, trail
from meritbook.web.views.documents import download

RATING = "web:agreement_rating"
STEPS = {
    "show": ("Show it", "web:agreement_appraisal_show"),
    "comment": ("Comment on it", "web:agreement_appraisal_comment"),
    "finish": ("Make it final", "web:agreement_appraisal_finish"),
    "acknowledge": ("Acknowledge it", "web:agreement_appraisal_acknowledge"),
    "refusal": ("Record that it was not acknowledged", "web:agreement_appraisal_refusal"),
    "undo": ("Take back this appraisal", "web:agreement_appraisal_undo"),
}


@page("GET", needs=Capability.READ_CONTRACT)
def agreement_rating(request: Request, pk: int) -> HttpResponse:
    """The rating of a contract year, with the results beside it."""
    return _read(request, contract(request.standing, pk), None)


@page("GET", needs=Capability.READ_CONTRACT)
def agreement_appraisal(request: Request, pk: int, appraisal: int) -> HttpResponse:
    """One appraisal: also an interim one, or one that was taken back."""
    return _read(request, contract(request.standing, pk), appraisal)


def _read(request: Request, row: PerformanceContract, pk: int | None) -> HttpResponse:
    standing = request.standing
    shown = read.sheet(standing, row, pk) if read.signed_in(row) or pk is not None else None
    both = [one for one in ((shown.appraisal, shown.own) if shown else ()) if one is not None]
    kind = read.kind_for(standing, row) if shown is not None and pk is None else ""
    begun = any(one.kind == kind for one in both)
    context = {
        **framed(request, row, RATING),
        "heading": "Rating" if pk is None else "Appraisal",
        "sheet": shown,
        "trust": _trust(row, standing.on),
        "states": [(one, read.state_in_words(one), _links(request, one)) for one in both],
        "others": [(one, read.state_in_words(one)) for one in shown.others] if shown else [],
        "write": _write_words(kind, begun or _too_late(kind, shown), standing.on >= row.starts_on),
        "may_interim": kind == AppraisalKind.RATER and standing.on >= row.starts_on,
        "levels": sorted(LEVELS.items()),
        "trail": _trail(row),
    }
    return render(request, "web/agreement_rating.html", context)


def _trust(row: PerformanceContract, on: date) -> dict[str, Trust]:
    """What audits say of the measures of the register that the contract is tied to, by its own keys."""
    version = row.signed_version
    return trust_of_text(version.text if version is not None else None, on)


def _too_late(kind: str, shown: read.Sheet | None) -> bool:
    """Whether it is about a self-assessment, and the rating of the year is final without one."""
    appraisal = shown.appraisal if shown is not None else None
    return kind == AppraisalKind.SELF and appraisal is not None and appraisal.final_at is not None


def _write_words(kind: str, begun: bool, open_now: bool) -> str:
    if not kind or begun or not open_now:
        return ""
    return "Write the appraisal" if kind == AppraisalKind.RATER else "Write your self-assessment"


def _links(request: Request, row: Appraisal) -> list[tuple[str, str]]:
    found = []
    for step in read.steps(request.standing, row):
        if step == "write":
            name = "web:agreement_rating_interim" if row.interim else "web:agreement_rating_write"
            found.append(("Go on writing", reverse(name, args=[row.contract_id])))
        else:
            label, name = STEPS[step]
            found.append((label, reverse(name, args=[row.contract_id, row.pk])))
    return found


@page("GET", "POST", needs=Capability.READ_CONTRACT)
def agreement_rating_write(request: Request, pk: int) -> HttpResponse:
    """Write the appraisal of the year, or as the executive the self-assessment."""
    row = contract(request.standing, pk)
    return _write(request, row, read.kind_for(request.standing, row) or AppraisalKind.RATER, interim=False)


@page("GET", "POST", needs=Capability.RATE_EXECUTIVE)
def agreement_rating_interim(request: Request, pk: int) -> HttpResponse:
    """Write an interim appraisal, such as when the rater leaves."""
    return _write(request, contract(request.standing, pk), AppraisalKind.RATER, interim=True)


def _write(request: Request, row: PerformanceContract, kind: str, *, interim: bool) -> HttpResponse:
    require(actor(request), appraising.capability_of(kind), row, on=request.standing.on)
    standing_one = appraising.standing_one(row, kind, interim=interim)
    version = appraisal_policies.check_signed(row)
    shown = read.sheet(request.standing, row, standing_one.pk if standing_one is not None else None)
    began = appraising.marks_of(standing_one, version.text) if standing_one is not None else {}
    rater = kind == AppraisalKind.RATER
    says = standing_one.says if standing_one is not None else ""
    form = RatingForm(sent(request), shown.rows, rater=rater, initial=began, says=says)

    def act() -> tuple[str, str]:
        done = write_appraisal.perform(
            actor(request),
            at=clock.now(),
            why="Saved while it is written.",
            contract=row,
            kind=kind,
            interim=interim,
            marks=form.marks(),
            says=form.cleaned_data["says"],
            seen=request.POST.get("seen", "")[:64],
        )
        lacking = [one for one in read.sheet(request.standing, row, done.pk).rows if one.lacks_reason]
        if lacking:
            names = "; ".join(one.row.title for one in lacking)
            says = f"Saved. A reason is needed beside a 4 before it can become final: {names}"
            name = "web:agreement_rating_interim" if interim else "web:agreement_rating_write"
            return says, f"{reverse(name, args=[row.pk])}#{lacking[0].anchor}"
        name = "web:agreement_appraisal" if interim else RATING
        return "Saved. Nobody but your side sees it before you show it.", reverse(
            name, args=[row.pk, done.pk] if interim else [row.pk]
        )

    key = f"rating:{row.pk}:{kind}{':interim' if interim else ''}"
    took = typed.taken(request, key)
    heading = {True: "Interim appraisal" if interim else "Appraisal", False: "Your self-assessment"}[rater]
    return act_page(
        request,
        form,
        act,
        template="web/agreement_rating_write.html",
        trust=_trust(row, request.standing.on),
        password=False,
        keeps=key,
        **framed(request, row, RATING),
        heading=heading,
        rater=rater,
        # What was typed knows of nothing that was saved after it.
        seen=took.get("seen", "")[:64] if took is not None else appraising.seen_of(standing_one),
        saved=standing_one,
        back=reverse(RATING, args=[row.pk]),
        trail=_trail(row, (heading, "")),
    )


Perform = Callable[[Appraisal, dict[str, Any]], str]
"""Does it with what the form gave, and gives what to say."""


def _step(
    request: Request,
    row: Appraisal,
    capability: Capability,
    form: forms.Form,
    perform: Perform,
    heading: str,
    button: str,
    **more: Any,
) -> HttpResponse:
    require(actor(request), capability, row, on=request.standing.on)

    def act() -> tuple[str, str]:
        says = perform(row, form.cleaned_data)
        return says, reverse("web:agreement_appraisal", args=[row.contract_id, row.pk])

    executive = row.contract.appointment.executive.full_name
    return act_page(
        request,
        form,
        act,
        heading=heading,
        button=button,
        lead=f"{executive}, contract from {day_in_words(row.contract.starts_on)}",
        back=reverse(RATING, args=[row.contract_id]),
        trail=_trail(row.contract, (heading, "")),
        **more,
    )


@page("GET", "POST", needs=Capability.READ_CONTRACT)
def agreement_appraisal_show(request: Request, pk: int, appraisal: int) -> HttpResponse:
    """Show a draft to the other side."""
    row = read.appraisal(request.standing, pk, appraisal)
    own = row.kind == AppraisalKind.SELF

    def perform(one: Appraisal, _: dict[str, Any]) -> str:
        show_appraisal.perform(actor(request), at=clock.now(), why="To be talked over.", appraisal=one)
        return "Shown."

    intro = (
        "The appointing authority and the director read it from now on."
        if own
        else "The executive reads marks and words from now on, and may comment until it is final."
    )
    return _step(
        request,
        row,
        appraising.capability_of(row.kind),
        NothingForm(sent(request)),
        perform,
        "Show the self-assessment" if own else "Show the appraisal to the executive",
        "Show it",
        intro=intro,
        password=False,
    )


@page("GET", "POST", needs=Capability.ASSESS_SELF)
def agreement_appraisal_comment(request: Request, pk: int, appraisal: int) -> HttpResponse:
    """The executive's comments, before the appraisal is final."""
    row = read.appraisal(request.standing, pk, appraisal)
    form = SaysForm(
        sent(request),
        initial={"says": row.executive_says},
        label="Your comments",
        hint="They stand in the appraisal when it becomes final. Until then you may write them anew.",
    )

    def perform(one: Appraisal, values: dict[str, Any]) -> str:
        comment_appraisal.perform(actor(request), at=clock.now(), why="Commented.", appraisal=one, **values)
        return "Your comments are kept."

    return _step(
        request,
        row,
        Capability.ASSESS_SELF,
        form,
        perform,
        "Comment on the appraisal",
        "Keep",
        password=False,
        keeps=f"rating_comment:{row.pk}",
    )


@page("GET", "POST", needs=Capability.RATE_EXECUTIVE)
def agreement_appraisal_finish(request: Request, pk: int, appraisal: int) -> HttpResponse:
    """Make an appraisal final; what is still missing is listed."""
    row = read.appraisal(request.standing, pk, appraisal)
    open_now: list[str] = []
    cautions: list[str] = []
    if row.status == AppraisalStatus.SHOWN and row.version is not None:
        text = row.version.text
        marks = appraising.marks_of(row, text)
        found = appraising.findings_of(row.contract, text, on=request.standing.on)
        if not row.interim:
            open_now += [f"Not rated: {one.title}" for one in missing(text, marks)]
        open_now += [f"A reason for the 4: {one.title}" for one in needs_reason(text, marks, found)]
        titles = {one.key: one.title for one in rows(text)}
        cautions = [f"{titles[one.key]} {one.says}" for one in remarks(text, marks, found)]

    def perform(one: Appraisal, values: dict[str, Any]) -> str:
        finish_appraisal.perform(actor(request), at=clock.now(), why="Final.", appraisal=one, **values)
        return "Final. Marks, words and results stand still from now on; the letter is ready."

    return _step(
        request,
        row,
        Capability.RATE_EXECUTIVE,
        FinishForm(sent(request)),
        perform,
        "Make the appraisal final",
        "Make it final",
        template="web/agreement_rating_finish.html",
        lacks=open_now,
        cautions=cautions,
    )


@page("GET", "POST", needs=Capability.ASSESS_SELF)
def agreement_appraisal_acknowledge(request: Request, pk: int, appraisal: int) -> HttpResponse:
    """The executive acknowledges the final appraisal."""
    row = read.appraisal(request.standing, pk, appraisal)
    form = SaysForm(sent(request), label="Your words, if you want to add any", required=False)

    def perform(one: Appraisal, values: dict[str, Any]) -> str:
        acknowledge_appraisal.perform(actor(request), at=clock.now(), why="Read.", appraisal=one, **values)
        return "Acknowledged."

    intro = "Acknowledging is not agreeing. It says that you received the appraisal and read it."
    return _step(
        request, row, Capability.ASSESS_SELF, form, perform, "Acknowledge the appraisal", "Acknowledge", intro=intro
    )


@page("GET", "POST", needs=Capability.RATE_EXECUTIVE)
def agreement_appraisal_refusal(request: Request, pk: int, appraisal: int) -> HttpResponse:
    """The rater records that the executive would not acknowledge."""
    row = read.appraisal(request.standing, pk, appraisal)
    form = SaysForm(sent(request), label="How it was offered, and what was answered")

    def perform(one: Appraisal, values: dict[str, Any]) -> str:
        record_refusal_to_acknowledge.perform(actor(request), at=clock.now(), why="Offered.", appraisal=one, **values)
        return "Recorded. The appraisal stays final; the executive may still acknowledge it."

    heading = "Record that it was not acknowledged"
    return _step(request, row, Capability.RATE_EXECUTIVE, form, perform, heading, "Record")


@page("GET", "POST", needs=Capability.READ_CONTRACT)
def agreement_appraisal_undo(request: Request, pk: int, appraisal: int) -> HttpResponse:
    """Take an appraisal back, with the reason."""
    row = read.appraisal(request.standing, pk, appraisal)

    def perform(one: Appraisal, values: dict[str, Any]) -> str:
        undo_appraisal.perform(actor(request), at=clock.now(), why="Taken back.", appraisal=one, **values)
        return "Taken back. It stays on record, and another can be written."

    return _step(
        request,
        row,
        undo_appraisal.asked(request.standing, row),
        UndoForm(sent(request)),
        perform,
        "Take back this appraisal",
        "Take back this appraisal",
        intro="It stays on record as it was. A decision on pay that rests on it has to be withdrawn first.",
    )


@page("GET", needs=Capability.READ_CONTRACT)
def agreement_appraisal_letter(request: Request, pk: int, appraisal: int) -> HttpResponse:
    """The final appraisal as PDF."""
    row = read.appraisal(request.standing, pk, appraisal)
    if row.document is None:
        raise read.NoSuchAppraisalError("This appraisal is not final and has no letter.", where=str(appraisal))
    return download(row.document)


def _trail(row: PerformanceContract, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    return trail(row, ("Rating", reverse(RATING, args=[row.pk]) if steps else ""), *steps)
