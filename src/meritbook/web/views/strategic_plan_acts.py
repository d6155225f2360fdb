"""Acts on strategic plans: draw up, write, take in StratML, adopt, amend, withdraw, report on an action, look again."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    adopt_plan,
    amend_plan,
    confirm_alignment,
    draw_plan,
    planning,
    report_action,
    save_plan_draft,
    take_in_stratml,
    withdraw_plan,
)
from meritbook.actions.permissions import Capability, ForbiddenError
from meritbook.actions.planning_policies import PlanConflictError
from meritbook.core.contracts.merge import Conflict
from meritbook.core.errors import MeritbookError
from meritbook.core.results.deployment import Alignment
from meritbook.core.results.plan_redline import compare, merge
from meritbook.desk import strategic_plans as read
from meritbook.readers.stratml import MOST_BYTES
from meritbook.records import clock
from meritbook.records.models import ActionReport, Department, PlanStatus, PlanVersion, StrategicPlan
from meritbook.web.errors import as_problem
from meritbook.web.forms.agreements import OnlyWhyForm
from meritbook.web.forms.plan_text import PlanForm
from meritbook.web.forms.plans import DrawPlanForm, LookAgainForm, PlanBecauseForm, ReportActionForm, TakeInForm
from meritbook.web.http import Request, actor, page
from meritbook.web.views import typed
from meritbook.web.views.acting import Act, act_page, sent
from meritbook.web.views.strategic_plans import trail


@page("GET", "POST", needs=Capability.KEEP_PLAN)
def plan_new(request: Request) -> HttpResponse:
    """Draw up a plan."""
    standing = request.standing
    everywhere = standing.may(Capability.KEEP_PLAN, StrategicPlan(department=None))
    own = [one for one in Department.objects.order_by("name") if standing.may(Capability.KEEP_PLAN, one)]
    above = StrategicPlan.objects.filter(versions__status=PlanStatus.ADOPTED).select_related("department")
    form = DrawPlanForm(sent(request), departments=own, everywhere=everywhere, above=above.order_by("key"))

    def act() -> tuple[str, str]:
        done = draw_plan.perform(actor(request), at=clock.now(), **form.taken())
        return "Drawn up, as a draft.", reverse("web:results_plan_edit", args=[done.plan.key])

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Draw up a plan",
        intro="It begins with its name and its days. You write it on the next page, or take it in from StratML.",
        button="Draw up",
        keeps="plan:new",
        back=reverse("web:results_plans"),
        trail=trail(None, ("Draw up a plan", "")),
    )


@page("GET", "POST", needs=Capability.KEEP_PLAN)
def plan_edit(request: Request, key: str) -> HttpResponse:
    """The words of the draft as one form."""
    row, version = _draft(request, key, Capability.KEEP_PLAN)
    kept = f"plan:{key}:{version.number}"
    if request.method == "GET":
        took = typed.taken(request, kept)
        form = PlanForm.sent(took, version.text) if took is not None else PlanForm.of(version.text)
        return _edit_page(request, row, version, form, kept)
    form = PlanForm.sent(request.POST, version.text)
    if what := request.POST.get("do", ""):
        anchor = form.change(what)
        typed.keep_fields(request, kept)
        return _edit_page(request, row, version, form, kept, goes_to=anchor)
    text, faults = form.text()
    if text is None:
        problem = {
            "message": "It cannot be kept as it is.",
            "to_do": "Mend what is listed. Nothing that you typed is lost.",
            "code": "form.invalid",
            "where": "",
            "list": [{"says": one, "anchor": ""} for one in faults],
        }
        return _edit_page(request, row, version, form, kept, problem=problem, status=422)
    try:
        done = save_plan_draft.perform(
            actor(request),
            at=clock.now(),
            why="Written on its page.",
            version=version,
            text=text,
            base_sha256=form.base_sha256,
            base=form.base,
        )
    except PlanConflictError as refused:
        theirs = PlanVersion.objects.get(pk=version.pk).text
        found = merge(form.base, text, theirs)
        again = PlanForm.of(found.text or text, base=theirs)
        return _edit_page(
            request, row, version, again, kept, problem=as_problem(refused), conflicts=found.conflicts, status=409
        )
    except ForbiddenError:
        raise
    except MeritbookError as refused:
        return _edit_page(request, row, version, form, kept, problem=as_problem(refused), status=refused.http_status)
    typed.sent(request, kept)
    merged = " What somebody else saved in the meantime is in it too." if done.sha256 != text.seal() else ""
    messages.success(request, f"Saved.{merged}")
    return HttpResponseRedirect(_version_address(done))


def _edit_page(
    request: Request,
    row: StrategicPlan,
    version: PlanVersion,
    form: PlanForm,
    kept: str,
    *,
    problem: dict[str, Any] | None = None,
    conflicts: tuple[Conflict, ...] = (),
    goes_to: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "plan": row,
        "version": version,
        "form": form,
        "typed": typed.offered(request, kept),
        "problem": problem,
        "conflicts": conflicts,
        "goes_to": goes_to,
        "above": read.choices_above(row),
        "trail": trail(row, (f"Write version {version.number}", "")),
    }
    return render(request, "web/results_plan_edit.html", context, status=status)


@page("GET", "POST", needs=Capability.KEEP_PLAN)
def plan_take_in(request: Request, key: str) -> HttpResponse:
    """Take the words of the draft in from StratML: the file, then what it changes, then the act."""
    row, version = _draft(request, key, Capability.KEEP_PLAN)
    form = TakeInForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"plan": row, "version": version, "trail": trail(row, ("Take in StratML", ""))}
    status, problem = 200, None
    if request.method == "POST":
        name, data = _document(request)
        try:
            if data is None:
                form.is_valid()
                status = 422
            elif request.POST.get("take") == "1":
                done = take_in_stratml.perform(
                    actor(request),
                    at=clock.now(),
                    why=f"Taken in from {name}.",
                    version=version,
                    data=data,
                    name=name,
                    base_sha256=request.POST.get("sha256", ""),
                )
                messages.success(request, "Taken in. The document is kept beside the version.")
                return HttpResponseRedirect(_version_address(done))
            else:
                found = take_in_stratml.look(version, data, name=name)
                context |= {
                    "look": found,
                    "sections": compare(version.text, found.text),
                    "document": base64.b64encode(data).decode(),
                    "name": name,
                    "old": version,
                }
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            status, problem = refused.http_status, as_problem(refused)
            faults = refused.details.get("faults", [])
            problem["list"] = [
                {"says": f"Line {one['line']}, {one['element']}: {one['says']}", "anchor": ""} for one in faults
            ]
    context |= {"form": form, "problem": problem}
    return render(request, "web/results_plan_take_in.html", context, status=status)


def _document(request: Request) -> tuple[str, bytes | None]:
    """The file that was sent, or the one that was looked at and comes back with the page."""
    upload = request.FILES.get("file")
    if upload is not None:
        return upload.name or "plan.xml", upload.read(MOST_BYTES + 1)
    try:
        data = base64.b64decode(request.POST.get("document", ""), validate=True)
    except (binascii.Error, ValueError):
        data = b""
    return request.POST.get("name", "")[:255] or "plan.xml", data or None


@page("GET", "POST", needs=Capability.ADOPT_PLAN)
def plan_adopt(request: Request, key: str) -> HttpResponse:
    """Adopt the draft as it was shown."""
    row, version = _draft(request, key, Capability.ADOPT_PLAN)
    form = PlanBecauseForm(sent(request), initial={"sha256": version.sha256})

    def act() -> tuple[str, str]:
        adopt_plan.perform(
            actor(request), at=clock.now(), why=form.cleaned_data["because"], version=version, **form.cleaned_data
        )
        return "Adopted. Its words stand still from now on.", _home(row)

    intro = (
        f"Version {version.number}, saved by {version.saved_by.full_name}. Whoever wants other words amends the plan."
    )
    cautions = [one.says for one in planning.problems_of(row, version.text) if one.place == "plan" and not one.blocks]
    return _page(
        request, form, act, row, "Adopt the plan", "Adopt", intro=intro, password=True, caution=" ".join(cautions)
    )


@page("GET", "POST", needs=Capability.KEEP_PLAN)
def plan_amend(request: Request, key: str) -> HttpResponse:
    """Begin an amendment of the plan in force."""
    row = _kept(request, key, Capability.KEEP_PLAN)
    form = OnlyWhyForm(sent(request))

    def act() -> tuple[str, str]:
        amend_plan.perform(actor(request), at=clock.now(), plan=row, **form.cleaned_data)
        return "The amendment is begun, with the words in force.", reverse("web:results_plan_edit", args=[row.key])

    return _page(
        request, form, act, row, "Amend the plan", "Begin", intro="The plan stays in force until it is adopted."
    )


@page("GET", "POST", one_of=(Capability.KEEP_PLAN, Capability.ADOPT_PLAN))
def plan_withdraw(request: Request, key: str) -> HttpResponse:
    """Withdraw the draft, or the version in force where there is no draft."""
    row = read.plan(request.standing, key)
    versions = read.open_versions(request.standing, row)
    if "withdraw" not in read.acts_on(request.standing, row, versions):
        raise ForbiddenError("There is no version of this plan that you may withdraw.")
    by_status = {one.status: one for one in versions}
    version = by_status.get(PlanStatus.DRAFT) or by_status[PlanStatus.ADOPTED]
    form = PlanBecauseForm(sent(request), initial={"sha256": version.sha256})

    def act() -> tuple[str, str]:
        because = form.cleaned_data["because"]
        withdraw_plan.perform(actor(request), at=clock.now(), why=because, version=version, because=because)
        return f"Version {version.number} is withdrawn. It stays on record.", reverse("web:results_plans")

    what = "draft" if version.status == PlanStatus.DRAFT else "version in force"
    return _page(request, form, act, row, f"Withdraw the {what}", "Withdraw", intro=f"Version {version.number}.")


@page("GET", "POST", needs=Capability.REPORT_ACTION)
def plan_report(request: Request, key: str, action: str) -> HttpResponse:
    """Report how an action goes."""
    row = read.plan(request.standing, key)
    line = read.action(request.standing, row, action)
    if not request.standing.may(Capability.REPORT_ACTION, ActionReport(plan=row, action=action)):
        raise ForbiddenError("You neither own this action nor keep this plan.")
    form = ReportActionForm(sent(request))

    def act() -> tuple[str, str]:
        report_action.perform(
            actor(request), at=clock.now(), why="Reported on its page.", plan=row, action=action, **form.cleaned_data
        )
        return "Reported.", f"{_home(row)}#a-{action}"

    intro = f"{line.says}. It is {line.words}."
    return _page(
        request, form, act, row, "Report on an action", "Report", intro=intro, keeps=f"plan-action:{row.pk}:{action}"
    )


@page("GET", "POST", needs=Capability.KEEP_PLAN)
def plan_confirm(request: Request, key: str, part: str) -> HttpResponse:
    """Confirm that a part serves what it names above, after that was reworded."""
    row = _kept(request, key, Capability.KEEP_PLAN)
    version = read.version(request.standing, row)
    line = read.tie_lines(version).get(part)
    if line is None or line.tie.state is not Alignment.REWORDED:
        raise read.NoSuchPlanError("What it serves was not reworded since somebody last looked.", where=part)
    form = LookAgainForm(sent(request))

    def act() -> tuple[str, str]:
        confirm_alignment.perform(
            actor(request), at=clock.now(), why="Looked at again on its page.", version=version, part=part,
            **form.cleaned_data,
        )  # fmt: skip
        return "Confirmed.", _home(row)

    intro = f"“{line.tie.called}” serves what said before: {line.tie.before} It says now: {line.tie.now}"
    return _page(request, form, act, row, "Look again at what it serves", "It serves it still", intro=intro)


def _kept(request: Request, key: str, needed: Capability) -> StrategicPlan:
    row = read.plan(request.standing, key)
    if not request.standing.may(needed, row):
        raise ForbiddenError("You may not do this with this plan.")
    return row


def _draft(request: Request, key: str, needed: Capability) -> tuple[StrategicPlan, PlanVersion]:
    row = _kept(request, key, needed)
    return row, read.draft(request.standing, row)


def _home(row: StrategicPlan) -> str:
    return reverse("web:results_plan", args=[row.key])


def _version_address(version: PlanVersion) -> str:
    return reverse("web:results_plan_version", args=[version.plan.key, version.number])


def _page(
    request: Request,
    form: Any,
    act: Act,
    row: StrategicPlan,
    heading: str,
    button: str,
    *,
    intro: str,
    password: bool = False,
    keeps: str = "",
    **more: Any,
) -> HttpResponse:
    return act_page(
        request,
        form,
        act,
        password=password,
        keeps=keeps,
        heading=heading,
        lead=f"{row.title}, {row.of}",
        intro=intro,
        button=button,
        back=_home(row),
        trail=trail(row, (heading, "")),
        **more,
    )
