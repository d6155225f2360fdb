"""The allocation bench, and the decision on it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import decide_allocation, run_allocation, undo_decision
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.core.allocation.engine import PlanText, allocate
from meritbook.core.allocation.model import AllocationResult
from meritbook.core.errors import MeritbookError
from meritbook.core.verdict import Verdict
from meritbook.desk import ledger as read_ledger
from meritbook.desk import pictures
from meritbook.desk import plans as read_plans
from meritbook.desk import positions as read
from meritbook.desk.bench import arrange, contested
from meritbook.desk.paging import paged
from meritbook.records import clock
from meritbook.records.models import AllocationRun, ClassEntry, Decision, PlanRevision, Position
from meritbook.web.errors import as_problem
from meritbook.web.forms.acts import NONE, DecideForm, UndoForm
from meritbook.web.http import Request, actor, number, page, page_number
from meritbook.web.step_up import asks_password
from meritbook.web.views.documents import download

TURN = "turn."


@page("GET", "POST", needs=Capability.READ_ALLOCATION)
def bench(request: Request, pk: int) -> HttpResponse:
    """The newest run, or the one asked for, clause by clause; with turned clauses it is computed again and not kept."""
    standing = request.standing
    row = _allocated(request, pk)
    problem = None
    if request.method == "POST":
        try:
            return _run(request, row)
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            problem = as_problem(refused)
    run = read.run_of(row, number(request.GET.get("run")))
    may_run = standing.may(Capability.RUN_ALLOCATION, row)
    context: dict[str, Any] = {
        "row": row,
        "run": run,
        "runs": read.runs_of(row),
        "plans": read_plans.plans(standing.on) if may_run else (),
        "may_run": may_run,
        "conflict": standing.conflict(Capability.DECIDE_ALLOCATION, row),
        "may_decide": standing.may(Capability.DECIDE_ALLOCATION, row),
        "versions": read.versions_of(standing, row),
        "problem": problem,
        "trail": _trail(row, ("Allocation bench", "")),
    }
    if run is not None:
        revisions = _revisions(run)
        turns = _turns(request)
        result = _result(run) if not turns else _computed(run, revisions, turns)
        arranged = arrange(result)
        context.update(
            bench=arranged,
            picture=pictures.ladder(arranged.ladder),
            places=_places(run, row, revisions),
            turnable=True,
            names=_names(revisions),
            contested=urlencode([(name, value) for name, value in request.GET.items() if name.startswith(TURN)]),
            kept=[(name, value) for name, value in request.GET.items() if name.startswith(TURN) or name == "run"],
            kept_plan=urlencode({"run": run.pk}),
            official=run.position_version.status == "official",
            decided=read.standing_decision(row, run),
        )
    return render(request, "web/bench.html", context, status=422 if problem else 200)


def _run(request: Request, row: Position) -> HttpResponse:
    require(actor(request), Capability.RUN_ALLOCATION, row, on=request.standing.on)
    version = read.version_of(request.standing, row, number(request.POST.get("version")))
    asked = request.POST.get("plan", "")
    plans = None
    if asked:
        plans = list(PlanRevision.objects.effective(request.standing.on).filter(key=asked))
    why = " ".join(request.POST.get("why", "").split())[:500] or "Asked for on the allocation bench."
    run = run_allocation.perform(actor(request), at=clock.now(), why=why, version=version, plans=plans)
    messages.success(request, f"Version {version.version} was run against {_against(plans)}.")
    return HttpResponseRedirect(f"{reverse('web:bench', args=[row.pk])}?run={run.pk}")


@page("GET", "POST", needs=Capability.DECIDE_ALLOCATION)
def decide(request: Request, pk: int, run: int) -> HttpResponse:
    """Accept the answer of a run, or decide otherwise with a reason."""
    row = _allocated(request, pk)
    require(actor(request), Capability.DECIDE_ALLOCATION, row, on=request.standing.on)
    found = read.run_of(row, run)
    if found is None:
        raise read.NoSuchPositionError("The position has no such allocation run.", where=row.number)
    entries = {
        str(one.pk): one
        for one in ClassEntry.objects.filter(plan_revision__runs=found)
        .select_related("plan_revision")
        .defer("search_text", "plan_revision__plan_json", "plan_revision__laid_out_json")
        .order_by("plan_revision__name", "position")
    }
    answered = decide_allocation.answered_class(found)
    accept = {"allocated": f"Accept: {answered}", "none": "Accept: none of the classes"}.get(found.status, "")
    said = _contested(request, found)
    form = DecideForm(
        request.POST or None,
        answer=accept,
        classes=[(key, f"{one} – {one.plan_revision.name}") for key, one in entries.items()],
        initial=({"reason": said} if said else {"choice": "accept"} if accept else {}),
        open_answer=not accept,
    )
    problem = None
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        chosen = {"accept": answered, NONE: None}.get(values["choice"], entries.get(values["other"]))
        try:
            decided: HttpResponse = _decide(request, found, chosen, values)
            return decided
        except MeritbookError as refused:
            problem = as_problem(refused)
    context = {
        "row": row,
        "run": found,
        "answer": _result(found).allocation,
        "form": form,
        "problem": problem,
        "trail": _trail(row, ("Allocation bench", reverse("web:bench", args=[pk])), ("Decide", "")),
    }
    return render(request, "web/decide.html", context, status=200 if request.method == "GET" else 422)


@asks_password
def _decide(request: Request, run: AllocationRun, chosen: ClassEntry | None, values: dict[str, Any]) -> HttpResponse:
    decision = decide_allocation.perform(
        actor(request),
        at=clock.now(),
        why=values["reason"] or "The answer of the allocation is accepted.",
        run=run,
        class_entry=chosen,
        reason=values["reason"],
        starts_on=values["starts_on"],
    )
    messages.success(request, "Decided. The letter is ready.")
    return HttpResponseRedirect(reverse("web:decision", args=[decision.pk]))


@page("GET", needs=Capability.READ_DECISION)
def decisions(request: Request) -> HttpResponse:
    """The decisions that the person may read, newest first."""
    rows = read.decision_rows(request.standing.decisions()).order_by("-decided_at", "-id")
    return render(request, "web/decisions.html", {"page": paged(rows, page_number(request), read.decision_line)})


@page("GET", needs=Capability.READ_DECISION)
def decision(request: Request, pk: int) -> HttpResponse:
    """One decision with its letters."""
    return _decision_page(request, read.decision(request.standing, pk))


@page("GET", needs=Capability.READ_DECISION)
def letter(request: Request, pk: int, form: str) -> HttpResponse:
    """The letter of a decision as PDF or DOCX."""
    row = read.decision(request.standing, pk)
    stored = {"pdf": row.letter_pdf, "docx": row.letter_docx}.get(form)
    if stored is None:
        raise read.NoSuchPositionError("This decision has no letter.", remedy="Open the decision to see why.")
    return download(stored)


@page("POST", needs=Capability.UNDO_DECISION)
def undo(request: Request, pk: int) -> HttpResponse:
    """Undo a decision, with the reason, after the password was given."""
    row = read.decision(request.standing, pk)
    require(actor(request), Capability.UNDO_DECISION, row, on=request.standing.on)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return _decision_page(request, row, form=form)
    try:
        undone: HttpResponse = _undo(request, row, form.cleaned_data["reason"])
        return undone
    except ForbiddenError:
        raise
    except MeritbookError as refused:
        return _decision_page(request, row, form=form, problem=as_problem(refused))


@asks_password
def _undo(request: Request, row: Decision, reason: str) -> HttpResponse:
    withdrawal = undo_decision.perform(
        actor(request), at=clock.now(), why=reason or "Undone.", decision=row, reason=reason
    )
    messages.success(request, "Undone. The position has no decided allocation until a new decision.")
    return HttpResponseRedirect(reverse("web:decision", args=[withdrawal.pk]))


def _decision_page(
    request: Request, row: Decision, *, form: UndoForm | None = None, problem: dict[str, Any] | None = None
) -> HttpResponse:
    standing = request.standing
    revisions = _revisions(row.run)
    context = {
        "decision": row,
        "bench": arrange(_result(row.run)),
        "places": _places(row.run, row.position, revisions),
        "names": _names(revisions),
        "says": read.outcome_in_words(row),
        "chain": read.decisions_of(row.position),
        "form": form or UndoForm(),
        "problem": problem,
        "may_undo": row.status == "standing"
        and row.outcome != "withdrawn"
        and standing.may(Capability.UNDO_DECISION, row),
        "may_bench": standing.may(Capability.READ_ALLOCATION, row),
        "entry": read_ledger.entry_of(row) if standing.may(Capability.READ_LEDGER) else None,
        "trail": _trail(row.position, (f"Decision {row.number}", "")),
    }
    return render(request, "web/decision.html", context, status=422 if problem else 200)


def _allocated(request: Request, pk: int) -> Position:
    """A position whose allocation the person may read."""
    row = read.position(request.standing, pk)
    if not request.standing.may(Capability.READ_ALLOCATION, row):
        raise ForbiddenError("The allocation bench of this position is not open to you; its decision may be.")
    return row


def _turns(request: Request) -> dict[str, Verdict]:
    known = {str(one): one for one in Verdict}
    return {
        name.removeprefix(TURN): known[value]
        for name, value in request.GET.items()
        if name.startswith(TURN) and value in known
    }


@lru_cache(maxsize=128)
def _parsed(pk: int, sha256: str) -> AllocationResult:  # noqa: ARG001 - the hash keeps the cache true
    return AllocationRun.objects.only("result_json").get(pk=pk).result


def _result(run: AllocationRun) -> AllocationResult:
    return _parsed(run.pk, run.result_sha256)


def _computed(run: AllocationRun, revisions: tuple[Any, ...], turns: dict[str, Verdict]) -> AllocationResult:
    texts = [PlanText(*read_plans.parsed(pk, digest)) for pk, digest, *_ in revisions]
    known = {one.id for text in texts for series in text.plan.series for one in series.criteria}
    known |= {one.id for text in texts for _, job_class in text.plan.classes() for one in job_class.criteria}
    turned = {name: verdict for name, verdict in turns.items() if name in known}
    return allocate(run.position_version.description, texts, overrides=turned)


def _places(run: AllocationRun, row: Position, revisions: tuple[Any, ...]) -> dict[str, str]:
    """The address of each text that quotes point into, by its key."""
    version = run.position_version.version
    places = {f"position:{row.number}@{version}": reverse("web:position_text", args=[row.pk, version])}
    places[_result(run).position_document] = reverse("web:position_text", args=[row.pk, version])
    for _, _, key, revision, sha256, _ in revisions:
        places[sha256 or f"plan:{key}@{revision}"] = reverse("web:plan_source", args=[key, revision])
    return places


def _names(revisions: tuple[Any, ...]) -> dict[str, str]:
    """The names of the plans that were considered, by their key."""
    return {key: name for _, _, key, _, _, name in revisions}


def _against(plans: list[PlanRevision] | None) -> str:
    return ", ".join(one.name for one in plans) if plans else "all plans in effect"


def _revisions(run: AllocationRun) -> tuple[Any, ...]:
    """What the pages need of the plans of a run: key of the record, digest, key, revision, source, name."""
    return tuple(
        run.plan_revisions.order_by("key").values_list("pk", "digest", "key", "revision", "source__sha256", "name")
    )


def _contested(request: Request, run: AllocationRun) -> str:
    """The clauses that the reader turned on the bench, as sentences to begin the reason with."""
    turns = _turns(request)
    if not turns:
        return ""
    return "\n".join(
        f"{one.says}: the evidence gave “{str(one.overridden_from).replace('_', ' ')}”, "
        f"read as “{str(one.verdict).replace('_', ' ')}”, because "
        for one in contested(_computed(run, _revisions(run), turns))
    )


def _trail(row: Position, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    first = [("Positions", reverse("web:positions")), (row.number, reverse("web:position", args=[row.pk]))]
    return [*first, *steps]
