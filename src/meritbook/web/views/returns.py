"""Investments of the results register, and the budget beside results: the lists, one case, one unit."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import record_budget_unit, record_spending
from meritbook.actions.permissions import Capability, require
from meritbook.desk import return_pictures
from meritbook.desk import returns as read
from meritbook.desk import spending as read_spending
from meritbook.desk.results_reach import departments
from meritbook.records import clock
from meritbook.records.models import BudgetUnit, Department
from meritbook.web.forms.returns import SpendingForm, UnitForm
from meritbook.web.http import Request, actor, number, page, page_number
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.results_frame import framed

KEEP = Capability.KEEP_RETURN


def trail() -> list[tuple[str, str]]:
    """The way to a page below the list."""
    return [("Results", reverse("web:measures")), ("Returns", reverse("web:returns"))]


def _narrowed(request: Request) -> tuple[str, list[Department], Department | None]:
    """The words and the department that a list is narrowed to, with the departments to choose from."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    departments = list(Department.objects.order_by("name"))
    asked = number(request.GET.get("department"))
    return words, departments, next((one for one in departments if one.pk == asked), None)


@page("GET", needs=Capability.READ_RESULTS)
def returns(request: Request) -> HttpResponse:
    """The investments: what each returns, and whether it came."""
    words, departments, department = _narrowed(request)
    show = request.GET.get("show", "")
    show = show if show in read.SHOWS else ""
    context = {
        **framed(request, "web:returns"),
        "page": read.lines(
            request.standing, words=words, department=department, show=show, number=page_number(request)
        ),
        "words": words,
        "show": show,
        "shows": read.SHOWS,
        "departments": departments,
        "department": department,
        "may_keep": request.standing.may(KEEP),
        "trail": [("Results", reverse("web:measures")), ("Returns", "")],
    }
    return render(request, "web/returns.html", context)


@page("GET", needs=Capability.READ_RESULTS)
def one(request: Request, key: str) -> HttpResponse:
    """One case: its figures, what they return, what that hangs on, and what came of it."""
    row = read.get(request.standing, key)
    rows, columns = (request.GET.get(name, "")[:79] for name in ("rows", "columns"))
    shown = read.show(request.standing, row, rows=rows, columns=columns)
    context = {
        **framed(request, "web:returns"),
        "case": row,
        "shown": shown,
        "text": shown.version.text,
        "years": [shown.version.text.year(place) for place in range(shown.version.text.years)],
        "basis": shown.version.basis,
        "tornado": return_pictures.drawn(shown.bars, shown.line.worked.npv),
        "grid_rows": list(zip(shown.grid.row_words, shown.grid.cells, strict=True)) if shown.grid else [],
        "trail": [*trail(), (row.title, "")],
    }
    return render(request, "web/return.html", context)


@page("GET", needs=Capability.READ_RESULTS)
def budget(request: Request) -> HttpResponse:
    """Spending beside results, for a department and a fiscal year."""
    words, departments, department = _narrowed(request)
    now = read_spending.year_of(request.standing.on).year
    asked = number(request.GET.get("year"), now) or now
    year = asked if 1901 <= asked <= 2199 else now
    context = {
        **framed(request, "web:budget"),
        "page": read_spending.units(
            request.standing, department=department, words=words, year=year, number=page_number(request)
        ),
        "words": words,
        "departments": departments,
        "department": department,
        "year": year,
        "may_keep": request.standing.may(KEEP),
        "trail": [("Results", reverse("web:measures")), ("Budget", "")],
    }
    return render(request, "web/budget.html", context)


@page("GET", "POST", needs=KEEP)
def unit_new(request: Request) -> HttpResponse:
    """Put a unit of the budget on record."""
    form = UnitForm(
        sent(request),
        departments=departments(request.standing, KEEP),
        everywhere=request.standing.may(KEEP, BudgetUnit(department=None)),
    )

    def act() -> tuple[str, str]:
        row = record_budget_unit.perform(
            actor(request), at=clock.now(), why="Entered on the site.", **form.cleaned_data
        )
        return "The unit is on record. Record its spending next.", reverse("web:budget_unit", args=[row.code])

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Enter a budget unit",
        intro="Measures name it by its code in their entry of the dictionary.",
        button="Enter the unit",
        back=reverse("web:budget"),
        trail=[("Results", reverse("web:measures")), ("Budget", reverse("web:budget")), ("Enter a unit", "")],
    )


@page("GET", needs=Capability.READ_RESULTS)
def unit(request: Request, code: str) -> HttpResponse:
    """One unit with all that was recorded of its spending."""
    row = read_spending.unit(code)
    now = read_spending.year_of(request.standing.on)
    context = {
        **framed(request, "web:budget"),
        "unit": row,
        "history": read_spending.history(row),
        "line": read_spending.of_year(request.standing, [row], now)[0],
        "year": now,
        "trail": [("Results", reverse("web:measures")), ("Budget", reverse("web:budget")), (row.title, "")],
    }
    return render(request, "web/budget_unit.html", context)


@page("GET", "POST", needs=KEEP)
def unit_spending(request: Request, code: str) -> HttpResponse:
    """Record what a unit was given and has spent."""
    row = read_spending.unit(code)
    require(actor(request), KEEP, row, on=request.standing.on)
    back = reverse("web:budget_unit", args=[row.code])
    form = SpendingForm(sent(request), initial={"year": read_spending.year_of(request.standing.on).year})

    def act() -> tuple[str, str]:
        record_spending.perform(
            actor(request), at=clock.now(), why="Recorded on the site.", unit=row, **form.cleaned_data
        )
        return "The spending is on record. What was known before stays.", back

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Record spending",
        lead=f"{row.title} ({row.code})",
        button="Record",
        keeps=f"spending:{row.code}",
        back=back,
        trail=[
            ("Results", reverse("web:measures")),
            ("Budget", reverse("web:budget")),
            (row.title, back),
            ("Spending", ""),
        ],
    )
