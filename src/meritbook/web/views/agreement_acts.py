"""Acts on the words of a contract: draw up, write, propose, comment, answer, agree, reopen, withdraw, alter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    agree_contract,
    alter_contract,
    answer_contract,
    comment_contract,
    contracting,
    draw_contract,
    paying,
    propose_contract,
    reopen_contract,
    save_contract,
    settle_comment,
    withdraw_contract,
)
from meritbook.actions.contract_policy import contract_policy
from meritbook.actions.contracting_policies import ConflictError, NothingOpenError, NotYourSideError
from meritbook.actions.permissions import Capability, ForbiddenError
from meritbook.actions.service_law import service_law
from meritbook.core.contracts.check import Problem
from meritbook.core.contracts.merge import Conflict, merge
from meritbook.core.contracts.places import place_in_words, value_in_words
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.desk import agreements as words
from meritbook.desk import contracts as read
from meritbook.desk import executives as seats
from meritbook.desk.measures import to_choose
from meritbook.records import clock
from meritbook.records.models import ContractStatus, ContractVersion, PerformanceContract
from meritbook.web.errors import as_problem
from meritbook.web.forms.agreements import (
    AlterForm,
    BecauseForm,
    CommentForm,
    DrawForm,
    OnlyWhyForm,
    ProposeForm,
    SettleForm,
    ShownForm,
)
from meritbook.web.forms.contract_text import TextForm, anchor_of
from meritbook.web.http import Request, actor, page
from meritbook.web.views import typed
from meritbook.web.views.acting import Act, act_page, sent
from meritbook.web.views.contract_frame import framed, trail
from meritbook.web.views.executives import seat_step
from meritbook.web.views.executives import trail as seat_trail

WRITES = (Capability.DRAW_CONTRACT, Capability.NEGOTIATE_CONTRACT)


@page("GET", "POST", needs=Capability.DRAW_CONTRACT)
def agreement_new(request: Request, pk: int) -> HttpResponse:
    """Draw up the contract of the executive in a seat, from last year's words or the blank form."""
    row = seats.seat(request.standing, pk)
    held = words.drawable(request.standing, row, request.standing.on)
    if held is None:
        raise ForbiddenError("There is no executive in this seat whose contract you may draw up.")
    term = words.next_term(held, request.standing.on)
    initial = {"starts_on": term[0], "last_day": term[1] - timedelta(days=1)} if term else {}
    form = DrawForm(sent(request), initial=initial)

    def act() -> tuple[str, str]:
        done = draw_contract.perform(
            actor(request), at=clock.now(), why="Drawn up on its page.", appointment=held, **form.terms()
        )
        return "Drawn up. Only your side reads it until you propose it.", reverse(
            "web:agreement_edit", args=[done.contract_id]
        )

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Draw up the contract",
        lead=f"{held.executive.full_name}, position {row.position.number}, {row.position.department.name}",
        intro="It begins with the words of the contract before, where there is one; else with the form.",
        button="Draw up",
        back=reverse("web:seat", args=[pk]),
        trail=seat_trail(seat_step(row), ("Draw up the contract", "")),
    )


@page("GET", "POST", one_of=WRITES)
def agreement_edit(request: Request, pk: int) -> HttpResponse:
    """The words of the draft as one form."""
    row, version = _under(request, pk, "edit")
    key = f"contract:{pk}:{version.number}"
    current = version.text
    if request.method == "GET":
        took = typed.taken(request, key)
        form = TextForm.sent(took, current) if took is not None else TextForm.of(current)
        return _edit_page(request, row, version, form, key)
    form = TextForm.sent(request.POST, current)
    if what := request.POST.get("do", ""):
        anchor = form.with_days(contracting.year_of(row.starts_on)).change(what)
        typed.keep_fields(request, key)
        return _edit_page(request, row, version, form, key, goes_to=anchor)
    text, problems = form.text()
    if text is None:
        return _edit_page(request, row, version, form, key, problem=_listed(problems), status=422)
    try:
        done = save_contract.perform(
            actor(request),
            at=clock.now(),
            why="Written on its page.",
            version=version,
            text=text,
            base_sha256=form.base_sha256,
            base=form.base,
        )
    except ConflictError as refused:
        theirs = ContractVersion.objects.get(pk=version.pk).text
        found = merge(form.base, text, theirs)
        again = TextForm.of(found.text or text, base=theirs)
        # The table of what collides names each place in words.
        problem = {**as_problem(refused), "where": ""}
        return _edit_page(request, row, version, again, key, problem=problem, conflicts=found.conflicts, status=409)
    except ForbiddenError:
        raise
    except MeritbookError as refused:
        return _edit_page(request, row, version, form, key, problem=as_problem(refused), status=refused.http_status)
    typed.sent(request, key)
    merged = " What somebody else saved in the meantime is in it too." if done.sha256 != text.seal() else ""
    messages.success(request, f"Saved.{merged}")
    for one in contracting.problems_of(row.appointment, done.text, done):
        if one.stops and one.place == "terms.salary":
            messages.warning(request, f"It is kept, and cannot be proposed so. {one.says}")
    return HttpResponseRedirect(reverse("web:agreement", args=[pk]))


def _edit_page(
    request: Request,
    row: PerformanceContract,
    version: ContractVersion,
    form: TextForm,
    key: str,
    *,
    problem: dict[str, Any] | None = None,
    conflicts: tuple[Conflict, ...] = (),
    goes_to: str = "",
    status: int = 200,
) -> HttpResponse:
    frozen = contracting.frozen_salary(version)
    context = {
        **framed(request, row, "web:agreement"),
        "frozen": frozen,
        "frozen_by": contracting.frozen_by(service_law()) if frozen is not None else "",
        "salary_problems": _of_salary(row, version, form),
        "heading": f"Write version {version.number}",
        "version": version,
        "form": form.with_days(contracting.year_of(row.starts_on)),
        "typed": typed.offered(request, key),
        "problem": problem,
        "conflicts": [
            (place_in_words(form.base.plain(), one.place), value_in_words(one.mine), value_in_words(one.theirs))
            for one in conflicts
        ],
        "goes_to": goes_to,
        "register": to_choose(row, request.standing.on),
        "weights": contract_policy(row.starts_on).weights,
        "trail": trail(row, (f"Write version {version.number}", "")),
    }
    return render(request, "web/agreement_edit.html", context, status=status)


def _of_salary(row: PerformanceContract, version: ContractVersion, form: TextForm) -> tuple[Problem, ...]:
    """What stops the salary that stands in the form; where it cannot be read, why."""
    text, unread = form.text()
    if text is None:
        return tuple(one for one in unread if one.place == "terms.salary")
    found = contracting.problems_of(row.appointment, text, version)
    return tuple(one for one in found if one.stops and one.place == "terms.salary")


def _listed(problems: Any) -> dict[str, Any]:
    return {
        "message": "It cannot be kept as it is.",
        "to_do": "Mend what is listed. Nothing that you typed is lost.",
        "code": problems[0].code if problems else "form.invalid",
        "where": "",
        "list": [{"says": f"{one.about}: {one.says}", "anchor": anchor_of(one.place)} for one in problems],
    }


@page("GET", "POST", one_of=WRITES)
def agreement_propose(request: Request, pk: int) -> HttpResponse:
    """Propose the draft to the other side."""
    row, version = _under(request, pk, "propose")
    limit = paying.open_limit(version)
    form = ProposeForm(sent(request), limit_known=limit is None, initial={"sha256": version.sha256})

    def act() -> tuple[str, str]:
        propose_contract.perform(actor(request), at=clock.now(), version=version, **form.cleaned_data)
        return "Proposed. Its words stand still now; the other side answers or agrees.", _home(row)

    intro = "From here on the words stand still, and all who read the contract read them."
    caution = limit.says if limit is not None else ""
    return _page(request, form, act, row, "Propose the words", "Propose", intro=intro, caution=caution, password=False)


@page("GET", "POST", one_of=WRITES)
def agreement_agree(request: Request, pk: int) -> HttpResponse:
    """Agree to the words that the other side proposed."""
    row, version = _under(request, pk, "agree")
    form = ShownForm(sent(request), initial={"sha256": version.sha256})

    def act() -> tuple[str, str]:
        agree_contract.perform(actor(request), at=clock.now(), version=version, **form.cleaned_data)
        return "Agreed. It waits for the signatures now.", _home(row)

    intro = f"Version {version.number}, as proposed. To agree is not yet to sign."
    verdicts = contracting.judged(version, on=request.standing.on)
    return _page(
        request,
        form,
        act,
        row,
        "Agree to the words",
        "Agree",
        intro=intro,
        verdicts=verdicts,
        caution=paying.caution_of(version),
    )


@page("GET", "POST", one_of=WRITES)
def agreement_answer(request: Request, pk: int) -> HttpResponse:
    """Answer a proposal with other words: the next version, to be written and proposed."""
    row, version = _under(request, pk, "answer")
    form = OnlyWhyForm(sent(request))

    def act() -> tuple[str, str]:
        answer_contract.perform(actor(request), at=clock.now(), version=version, **form.cleaned_data)
        return "The next version is yours to write. Propose it when it is ready.", reverse(
            "web:agreement_edit", args=[pk]
        )

    intro = f"Version {version.number} is set aside, and the next begins with its words. Only your side reads it."
    return _page(
        request,
        form,
        act,
        row,
        "Answer with other words",
        "Begin to write",
        intro=intro,
        password=False,
        keeps=f"contract_answer:{pk}",
    )


@page("GET", "POST", one_of=WRITES)
def agreement_comment(request: Request, pk: int) -> HttpResponse:
    """Comment on a part of the words."""
    row, version = _under(request, pk, "comment")
    initial = {"section": request.GET.get("section", "")}
    form = CommentForm(sent(request), text=version.text, initial=initial)

    def act() -> tuple[str, str]:
        comment_contract.perform(
            actor(request), at=clock.now(), why="Commented on its page.", version=version, **form.cleaned_data
        )
        return "Your comment stands beside the words.", _home(row)

    intro = "All who read this version read the comment."
    more = {"intro": intro, "password": False, "keeps": f"contract_comment:{pk}"}
    return _page(request, form, act, row, f"Comment on version {version.number}", "Comment", **more)


@page("GET", "POST", one_of=WRITES)
def agreement_settle(request: Request, pk: int, comment: int) -> HttpResponse:
    """Say what became of a comment."""
    row = read.contract(request.standing, pk)
    found = words.comment(request.standing, row, comment)
    contracting.require_side(actor(request), row, row.appointment, on=request.standing.on)
    form = SettleForm(sent(request))

    def act() -> tuple[str, str]:
        settle_comment.perform(
            actor(request), at=clock.now(), why="Settled on its page.", comment=found, **form.cleaned_data
        )
        return "Settled. The comment stays on record.", _home(row)

    intro = f"{found.written_by.full_name}: “{found.says}”"
    return _page(request, form, act, row, "Settle a comment", "Settle", intro=intro, password=False)


@page("GET", "POST", one_of=WRITES)
def agreement_reopen(request: Request, pk: int) -> HttpResponse:
    """Take a proposal back, or open agreed words again."""
    row, version = _under(request, pk, "reopen")
    form = BecauseForm(sent(request))

    def act() -> tuple[str, str]:
        reopen_contract.perform(
            actor(request), at=clock.now(), why="Taken back on its page.", version=version, **form.cleaned_data
        )
        return "The next version is yours to write; it begins with the same words.", _home(row)

    intro = f"Version {version.number} is set aside with what was signed on it; the next one needs all signatures anew."
    agreed = version.status == ContractStatus.AGREED
    heading = "Take back the agreement" if agreed else "Withdraw this proposal"
    return _page(request, form, act, row, heading, heading, intro=intro)


@page("GET", "POST", one_of=WRITES)
def agreement_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a contract that was never signed, or an alteration."""
    row, version = _under(request, pk, "withdraw")
    form = BecauseForm(sent(request))

    def act() -> tuple[str, str]:
        withdraw_contract.perform(
            actor(request), at=clock.now(), why="Withdrawn on its page.", contract=row, **form.cleaned_data
        )
        return "Withdrawn. It stays on record.", _home(row)

    whole = version.alters_id is None
    heading = "Withdraw the whole contract" if whole else "Withdraw the alteration"
    intro = "Another can be drawn up for the same days." if whole else "What all have signed stays in force."
    return _page(request, form, act, row, heading, heading, intro=intro)


@page("GET", "POST", one_of=WRITES)
def agreement_alter(request: Request, pk: int) -> HttpResponse:
    """Begin an alteration of the contract in force."""
    row, version = _under(request, pk, "alter")
    form = AlterForm(sent(request))

    def act() -> tuple[str, str]:
        alter_contract.perform(
            actor(request), at=clock.now(), why="Begun on its page.", contract=row, **form.cleaned_data
        )
        return "The alteration is yours to write. What is signed stays in force.", reverse(
            "web:agreement_edit", args=[pk]
        )

    intro = (
        f"Version {version.number} stays in force until all who are asked have signed the next. An alteration is for "
        "expectations, by agreement of both sides. Pay stays as it is, unless position or duties changed."
    )
    return _page(
        request,
        form,
        act,
        row,
        "Alter the contract",
        "Begin to write",
        intro=intro,
        password=False,
        keeps=f"contract_alter:{pk}",
    )


def _under(request: Request, pk: int, act: str) -> tuple[PerformanceContract, ContractVersion]:
    """The contract, and the version with which the person may do the act; raises why not."""
    row = read.contract(request.standing, pk)
    contracting.require_side(actor(request), row, row.appointment, on=request.standing.on)
    lines = words.versions_of(request.standing, row)
    found: ContractVersion | None = words.acts_on(request.standing, row, lines).get(act)
    if found is None:
        pending = any(one.row.status in ("draft", "proposed", "agreed") for one in lines)
        if pending and row.withdrawn_at is None:
            raise NotYourSideError("As the words stand now, this is not for your side to do.", where=str(pk))
        raise NothingOpenError("As the contract stands now, this cannot be done.", where=str(pk))
    return row, found


def _home(row: PerformanceContract) -> str:
    return reverse("web:agreement", args=[row.pk])


def _page(
    request: Request, form: Any, act: Act, row: PerformanceContract, heading: str, button: str, **more: Any
) -> HttpResponse:
    frame = framed(request, row, "")["frame"]
    last = frame.last_day
    lead = f"{frame.executive}, position {frame.position}, {day_in_words(row.starts_on)} to {day_in_words(last)}"
    steps = trail(row, (heading, ""))
    return act_page(request, form, act, heading=heading, lead=lead, button=button, back=_home(row), trail=steps, **more)
