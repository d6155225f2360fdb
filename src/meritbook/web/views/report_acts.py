"""Acts on annual reports: begin, write, include by name, publish, revise, withdraw, and resources moved."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    begin_report,
    end_report_inclusion,
    include_stale_measure,
    publish_report,
    record_resource_move,
    revise_report,
    save_report_words,
    withdraw_report,
    withdraw_resource_move,
)
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.actions.reporting import newest_text
from meritbook.actions.reporting_policies import ReportConflictError
from meritbook.core.errors import MeritbookError
from meritbook.desk import annual_reports as read
from meritbook.desk import measure_page, report_drafts
from meritbook.desk.report_trust import trust_of
from meritbook.records.models import AnnualReport, Department, ReportEdition, ResourceMove
from meritbook.web.errors import as_problem
from meritbook.web.forms import reports as fields
from meritbook.web.forms.executives import form_problems
from meritbook.web.http import Request, actor, by, number, page
from meritbook.web.views import typed
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.reports import trail
from meritbook.web.views.results_frame import framed

KEEP, PUBLISH, READ = Capability.KEEP_PLAN, Capability.PUBLISH_REPORT, Capability.READ_RESULTS


def _draft(request: Request, key: str, needed: Capability) -> ReportEdition:
    """The draft of a report, for whoever may do something with it."""
    row = read.report(request.standing, key)
    require(actor(request), needed, row, on=request.standing.on)
    return read.draft(request.standing, row)


def _home(row: AnnualReport) -> str:
    return reverse("web:report", args=[row.key])


def _draft_address(row: AnnualReport) -> str:
    return reverse("web:report_draft", args=[row.key])


@page("GET", "POST", needs=KEEP)
def report_new(request: Request) -> HttpResponse:
    """Begin a report."""
    plans = report_drafts.plans_to_report(request.standing)
    asked = request.GET.get("plan", "")
    form = fields.BeginReportForm(sent(request), plans=plans, initial={"plan": asked, "year": request.standing.on.year})

    def act() -> tuple[str, str]:
        done = begin_report.perform(**by(request, "Begun on the site."), **form.taken())
        return "Begun, as a draft. Write its words next.", reverse("web:report_write", args=[done.report.key])

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Begin an annual report",
        intro="It is drawn from the record: the goals of the plan, their measures and actions, risks and resources.",
        button="Begin",
        back=reverse("web:reports"),
        trail=trail(None, ("Begin", "")),
    )


@page("GET", "POST", needs=KEEP)
def report_write(request: Request, key: str) -> HttpResponse:
    """Write the words of the draft."""
    row = _draft(request, key, KEEP)
    newest, kept = newest_text(row), f"report:{key}:{row.number}"
    goals = report_drafts.goals_of(row).goals
    held = fields.ReportWordsForm.held(newest.words, newest.number)
    form = fields.ReportWordsForm(sent(request), goals=goals, initial=held)
    context: dict[str, Any] = {"report": row.report, "edition": row, "trail": trail(row.report, ("Write", ""))}
    problem, status = None, 200
    if request.method == "GET":
        took = typed.taken(request, kept)
        if took is not None:
            form = fields.ReportWordsForm(goals=goals, initial={**held, **took.dict()})
    elif not form.is_valid():
        status = 422
        problem = {
            "message": "It cannot be kept as it is.",
            "to_do": "Mend what is listed. Nothing that you typed is lost.",
            "code": "form.invalid",
            "where": "",
            "list": form_problems([form]),
        }
    else:
        try:
            save_report_words.perform(
                **by(request, "Written on its page."),
                edition=row,
                words=form.words(),
                base=form.cleaned_data["base"],
            )
        except ReportConflictError as refused:
            status, problem = refused.http_status, as_problem(refused)
            context["conflicts"] = refused.details["places"]
            context["saved_by"] = refused.details["saved_by"]
            # The form keeps what was typed; it is saved over theirs only once both have been seen.
            again = {**form.cleaned_data, "base": refused.details["number"]}
            form = fields.ReportWordsForm(goals=goals, initial=again)
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            status, problem = refused.http_status, as_problem(refused)
        else:
            typed.sent(request, kept)
            return HttpResponseRedirect(_draft_address(row.report))
    context |= {"form": form, "problem": problem, "typed": typed.offered(request, kept)}
    return render(request, "web/report_write.html", context, status=status)


@page("GET", needs=READ)
def report_draft(request: Request, key: str) -> HttpResponse:
    """What would be published today: the measures in it, those left out and why, and what stands in the way."""
    standing = request.standing
    row = read.report(standing, key)
    edition = read.draft(standing, row)
    shown = report_drafts.shown(
        standing,
        edition,
        measures=number(request.GET.get("page"), 1) or 1,
        left_out=number(request.GET.get("out"), 1) or 1,
    )
    context = {
        **framed(request, "web:reports"),
        "report": row,
        "edition": edition,
        "shown": shown,
        "page": shown.measures,
        "may_write": standing.may(KEEP, row),
        "may_publish": standing.may(PUBLISH, row),
        "trail": trail(row, ("What would be published", "")),
    }
    return render(request, "web/report_draft.html", context)


@page("GET", needs=READ)
def report_words(request: Request, key: str, edition: int, version: int) -> HttpResponse:
    """A version of the words of an edition, as somebody saved it."""
    row = read.report(request.standing, key)
    chosen = read.edition(request.standing, row, edition)
    text = report_drafts.text(chosen, version)
    called = {one.key: one.called for one in report_drafts.goals_of(chosen).goals}
    context = {
        "report": row,
        "edition": chosen,
        "text": text,
        "goals": [(called.get(one.goal, one.goal), one.says) for one in text.words.goals],
        "trail": trail(row, (f"Edition {edition}, words {version}", "")),
    }
    return render(request, "web/report_words.html", context)


@page("GET", "POST", needs=PUBLISH)
def report_include(request: Request, key: str, measure: str) -> HttpResponse:
    """Include a stale measure by name."""
    row = _draft(request, key, PUBLISH)
    one = measure_page.measure(measure)
    form = fields.BecauseForm(sent(request))

    def act() -> tuple[str, str]:
        because = form.cleaned_data["because"]
        include_stale_measure.perform(**by(request, because), edition=row, measure=one, because=because)
        return f"{one.title} is included. It shows as stale, with your name and reason.", _draft_address(row.report)

    intro = "The report then shows the measure as stale, that you included it, and why."
    return _page(request, form, act, row, f"Include {one.title}", "Include it by my name", intro=intro, password=True)


@page("GET", "POST", needs=PUBLISH)
def report_inclusion_end(request: Request, key: str, inclusion: int) -> HttpResponse:
    """Take an inclusion back."""
    row = _draft(request, key, PUBLISH)
    one = report_drafts.inclusion(row, inclusion)
    form = fields.BecauseForm(sent(request))

    def act() -> tuple[str, str]:
        because = form.cleaned_data["because"]
        end_report_inclusion.perform(**by(request, because), inclusion=one, because=because)
        return f"{one.measure.title} is left out again.", _draft_address(row.report)

    return _page(request, form, act, row, f"Leave {one.measure.title} out again", "Leave it out", intro=one.because)


@page("GET", "POST", needs=PUBLISH)
def report_publish(request: Request, key: str) -> HttpResponse:
    """Publish the draft as it was shown."""
    row = _draft(request, key, PUBLISH)
    drawn = read.drawn(row, request.standing.on)
    form = fields.PublishReportForm(sent(request), initial={"sha256": drawn.sha256})

    def act() -> tuple[str, str]:
        because = form.cleaned_data["because"]
        publish_report.perform(**by(request, because), edition=row, trust=trust_of, **form.cleaned_data)
        return "Published. Its facts are sealed; everybody can read it.", _home(row.report)

    counts = len(drawn.of("measure")), len(drawn.of("left_out"))
    intro = f"{counts[0]} measures stand in it, and {counts[1]} are left out, each with its reason."
    blocks = [one.says for one in drawn.problems if one.blocks]
    return _page(
        request, form, act, row, "Publish the report", "Publish", intro=intro, caution=" ".join(blocks), password=True
    )


@page("GET", "POST", needs=KEEP)
def report_revise(request: Request, key: str) -> HttpResponse:
    """Begin a revised edition."""
    row = read.report(request.standing, key)
    require(actor(request), KEEP, row, on=request.standing.on)
    form = fields.BecauseForm(sent(request))

    def act() -> tuple[str, str]:
        because = form.cleaned_data["because"]
        revise_report.perform(**by(request, because), report=row, because=because)
        return "A revised edition is begun, with the words of the published one.", _draft_address(row)

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Begin a revised edition",
        lead=row.title,
        intro="The published edition stands as it is. The revised one lists what it says otherwise.",
        button="Begin",
        back=_home(row),
        trail=trail(row, ("Revise", "")),
    )


@page("GET", "POST", needs=PUBLISH)
def report_withdraw(request: Request, key: str, edition: int) -> HttpResponse:
    """Withdraw an edition."""
    report = read.report(request.standing, key)
    require(actor(request), PUBLISH, report, on=request.standing.on)
    row = read.edition(request.standing, report, edition)
    form = fields.BecauseForm(sent(request))

    def act() -> tuple[str, str]:
        because = form.cleaned_data["because"]
        withdraw_report.perform(**by(request, because), edition=row, because=because)
        return f"Edition {row.number} is withdrawn. The reason stands in its place.", reverse("web:reports")

    intro = "The public reads that it was withdrawn, when, and why; what it said stays on record for those in office."
    return _page(request, form, act, row, f"Withdraw edition {row.number}", "Withdraw", intro=intro, password=True)


def _page(
    request: Request, form: Any, act: Any, row: ReportEdition, heading: str, button: str, **more: Any
) -> HttpResponse:
    """The page of an act on an edition that leads back to the report."""
    context = {"lead": row.report.title, "back": _home(row.report), "password": False, **more}
    return act_page(
        request, form, act, heading=heading, button=button, trail=trail(row.report, (heading, "")), **context
    )


@page("GET", "POST", needs=READ)
def resource_moves(request: Request) -> HttpResponse:
    """People and money moved; who keeps plans puts another on record."""
    standing = request.standing
    may = standing.may(KEEP)
    if request.method == "POST" and not may:
        raise ForbiddenError("Only who keeps plans puts resources moved on record.")
    departments = report_drafts.departments_to_keep(standing) if may else []
    form = fields.MoveForm(
        sent(request),
        departments=Department.objects.filter(pk__in=[one.pk for one in departments]).order_by("name"),
        everywhere=may and standing.may(KEEP, ResourceMove(department=None)),
        initial={"moved_on": standing.on},
    )

    def act() -> tuple[str, str]:
        record_resource_move.perform(**by(request, "Recorded on the site."), **form.cleaned_data)
        return "It is on record, and stands in the report of its year.", reverse("web:resource_moves")

    rows = report_drafts.moves(number(request.GET.get("page"), 1) or 1)
    return act_page(
        request,
        form,
        act,
        template="web/resource_moves.html",
        password=False,
        heading="Resources moved",
        button="Put it on record",
        may=may,
        page=rows,
        rows=[(one, may and one.withdrawn_at is None and standing.may(KEEP, one)) for one in rows.rows],
        trail=trail(None, ("Resources moved", "")),
        **framed(request, "web:reports"),
    )


@page("GET", "POST", needs=KEEP)
def resource_move_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a record of resources moved."""
    row = report_drafts.move(pk)
    require(actor(request), KEEP, row, on=request.standing.on)
    form = fields.BecauseForm(sent(request))

    def act() -> tuple[str, str]:
        because = form.cleaned_data["because"]
        withdraw_resource_move.perform(**by(request, because), move=row, because=because)
        return "Withdrawn. Put the right one on record anew.", reverse("web:resource_moves")

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Withdraw a record of resources moved",
        intro=f"From {row.moved_from} to {row.moved_to}. What was published of it stays published.",
        button="Withdraw",
        back=reverse("web:resource_moves"),
        trail=trail(None, ("Resources moved", reverse("web:resource_moves")), ("Withdraw", "")),
    )
