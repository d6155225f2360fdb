"""Acts on an investment: propose, change, decide, begin, verify, end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    change_return,
    decide_return,
    end_return,
    propose_return,
    returning,
    start_return,
    verify_return,
)
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.core.errors import MeritbookError
from meritbook.core.results.periods import fiscal_year
from meritbook.core.results.return_case import MOST_YEARS
from meritbook.desk import returns as read
from meritbook.desk import spending as read_spending
from meritbook.desk.results_reach import departments
from meritbook.records.models import ReturnCase
from meritbook.web.errors import as_problem
from meritbook.web.forms import returns as fields
from meritbook.web.forms.executives import form_problems
from meritbook.web.http import Request, actor, by, number, page
from meritbook.web.views import typed
from meritbook.web.views.acting import act_and_back, sent
from meritbook.web.views.returns import KEEP, trail


def _case(request: Request, key: str, capability: Capability = KEEP) -> ReturnCase:
    """A case for which the person may; raises `NoSuchReturnError`, `ForbiddenError`."""
    row = read.get(request.standing, key)
    require(actor(request), capability, row, on=request.standing.on)
    return row


def _years(data: Any, first: int, years: int) -> tuple[int, int]:
    """The first year and the number of years as typed, where they can be; else those given."""
    began, count = number(data.get("first_year")), number(data.get("years"))
    return (
        began if began is not None and 1901 <= began <= 2199 else first,
        count if count is not None and 1 <= count <= MOST_YEARS else years,
    )


def _case_page(
    request: Request, row: ReturnCase | None, head: Any, lines: fields.CaseLines, **more: Any
) -> HttpResponse:
    kept = _kept(row)
    heading = f"Change {row.title}" if row is not None else "Propose an investment"
    back = reverse("web:return", args=[row.key]) if row is not None else reverse("web:returns")
    status = more.pop("status", 200)
    context = {
        "form": head,
        "lines": lines,
        "heading": heading,
        "button": "Save as the next version" if row is not None else "Propose",
        "typed": typed.offered(request, kept),
        "back": back,
        "trail": [*trail(), *([(row.title, back)] if row is not None else []), (heading, "")],
        **more,
    }
    return render(request, "web/return_edit.html", context, status=status)


def _kept(row: ReturnCase | None) -> str:
    return f"return:{row.key}" if row is not None else "return:new"


def _head(request: Request, row: ReturnCase | None, data: Any = None, initial: dict[str, Any] | None = None) -> Any:
    if row is not None:
        return fields.ChangeForm(data, initial=initial)
    return fields.ProposeForm(
        data,
        initial=initial,
        departments=departments(request.standing, KEEP),
        everywhere=request.standing.may(KEEP, ReturnCase(department=None)),
    )


def _edit(request: Request, row: ReturnCase | None) -> HttpResponse:
    """The words and figures as one form; a button of it adds a line or shows other years, and saves nothing."""
    if row is not None:
        version = returning.current(row)
        begins = {**fields.held_case(version.text), "sha256": version.sha256}
        held = fields.held_lines(version.text.lines)
    else:
        begins = {"first_year": read_spending.year_of(request.standing.on).year, "years": 5}
        held = [{"side": "cost"}, {"side": "benefit"}]
    took = typed.taken(request, _kept(row)) if request.method == "GET" else None
    if request.method == "GET" and took is None:
        lines = fields.CaseLines(begins["first_year"], begins["years"], initial=held)
        return _case_page(request, row, _head(request, row, initial=begins), lines)
    data = took if took is not None else request.POST
    first, years = _years(data, begins["first_year"], begins["years"])
    if took is not None or "line-more" in data or "line-years" in data:
        if took is None:
            typed.keep_fields(request, _kept(row))
        values = {name: data[name] for name in data if not name.startswith("line-")}
        initial = {**begins, **values, "first_year": first, "years": years}
        lines = fields.CaseLines(first, years, initial=fields.typed_lines(data, years))
        return _case_page(request, row, _head(request, row, initial=initial), lines)
    return _save(request, row, first, years)


def _save(request: Request, row: ReturnCase | None, first: int, years: int) -> HttpResponse:
    head, lines = _head(request, row, request.POST), fields.CaseLines(first, years, data=request.POST)
    sound = [head.is_valid(), lines.rows.is_valid()]
    if not all(sound):
        problem = {
            "message": "It cannot be kept as it is.",
            "to_do": "Mend what is listed. Nothing that you typed is lost.",
            "code": "form.invalid",
            "where": "",
            "list": form_problems([head, *lines.rows.filled_forms()]),
        }
        return _case_page(request, row, head, lines, problem=problem, status=422)
    values = head.cleaned_data
    text = fields.case_text(values, lines.values())
    try:
        if row is None:
            named = {name: values[name] for name in ("key", "title", "department")}
            key = propose_return.perform(**by(request, "Proposed on the site."), text=text, **named).key
            says = "Proposed. Somebody else decides on it."
        else:
            version = change_return.perform(
                **by(request, "Changed on the site."),
                case=row,
                text=text,
                because=values["because"],
                sha256=values["sha256"],
            )
            key, says = row.key, f"Version {version.number} is on record."
    except ForbiddenError:
        raise
    except MeritbookError as refused:
        return _case_page(request, row, head, lines, problem=as_problem(refused), status=refused.http_status)
    typed.sent(request, _kept(row))
    messages.success(request, says)
    return HttpResponseRedirect(reverse("web:return", args=[key]))


@page("GET", "POST", needs=KEEP)
def return_new(request: Request) -> HttpResponse:
    """Propose an investment."""
    return _edit(request, None)


@page("GET", "POST", needs=KEEP)
def return_edit(request: Request, key: str) -> HttpResponse:
    """Change the words and figures of a proposed investment."""
    return _edit(request, _case(request, key))


def _act(request: Request, row: ReturnCase, form: Any, act: Any, says: str, heading: str, **more: Any) -> HttpResponse:
    back = reverse("web:return", args=[row.key])

    return act_and_back(
        request,
        form,
        act,
        says,
        heading,
        way=[*trail(), (row.title, back)],
        lead=row.title,
        back=back,
        **{"password": True, **more},
    )


@page("GET", "POST", needs=KEEP)
def return_decide(request: Request, key: str) -> HttpResponse:
    """Decide on an investment, of the version that is shown."""
    row = _case(request, key)
    version = returning.current(row)
    form = fields.DecideForm(sent(request), initial={"sha256": version.sha256})
    (line,) = read.stand([row], on=request.standing.on)

    def act() -> None:
        values = form.cleaned_data
        decide_return.perform(
            **by(request, "Decided on the site."),
            case=row,
            approve=values["approve"] == "yes",
            says=values["says"],
            sha256=values["sha256"],
        )

    return _act(
        request, row, form, act, "The decision is on record.", "Decide on the investment",
        template="web/return_decide.html", worked=line.worked, version=version,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def return_start(request: Request, key: str) -> HttpResponse:
    """Record that an investment is under way."""
    row = _case(request, key)
    form = fields.StartForm(sent(request), initial={"started_on": request.standing.on})
    return _act(
        request, row, form,
        lambda: start_return.perform(**by(request, "Begun."), case=row, **form.cleaned_data),
        "It is under way. Somebody else verifies what it brings.", "Record that it is under way", password=False,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def return_end(request: Request, key: str) -> HttpResponse:
    """End an investment with the reason."""
    row = _case(request, key)
    form = fields.BecauseForm(sent(request))
    return _act(
        request, row, form,
        lambda: end_return.perform(**by(request, "Ended on the site."), case=row, **form.cleaned_data),
        "It is ended. All that was recorded of it stays.", "End the investment",
    )  # fmt: skip


@page("GET", "POST", needs=Capability.VERIFY_SAVINGS)
def return_verify(request: Request, key: str) -> HttpResponse:
    """Verify what an investment cost and brought."""
    row = _case(request, key, Capability.VERIFY_SAVINGS)
    version = returning.current(row)
    text, starts_in = version.text, version.basis.year_starts_in
    years = [
        one
        for one in range(text.first_year, text.last_year + 1)
        if fiscal_year(one, starts_in).ends_before <= request.standing.on
    ]
    before = row.verifications.order_by("-number").first()
    initial: dict[str, Any] = {"through": years[-1] if years else ""}
    if before is not None:
        initial["unproven"] = before.realised.unproven
        for one in before.realised.figures:
            initial |= {f"a-{one.line}-{one.year}": one.amount, f"e-{one.line}-{one.year}": one.evidence}
    form = fields.VerifyForm(sent(request), text=text, years=years, initial=initial)

    def act() -> None:
        verify_return.perform(
            **by(request, "Verified on the site."), case=row, realised=form.realised(), says=form.cleaned_data["says"]
        )

    return _act(
        request, row, form, act, "The verification is on record.", "Verify what it brought",
        template="web/return_verify.html", keeps=f"verify:{row.key}", years=years,
    )  # fmt: skip
