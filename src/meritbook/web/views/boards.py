"""Local boards: the list with its overview, one board with a year, a report, money shared out, and the roll-up."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions.boarding import board_policy
from meritbook.actions.permissions import Capability
from meritbook.core.results.board_roll_up import RollUp
from meritbook.desk import board_pages, board_pictures, board_roll_up
from meritbook.desk import boards as read
from meritbook.web.http import Request, number, page, page_number
from meritbook.web.views.results_frame import framed
from meritbook.writers.boards import roll_up_pdf

READ = Capability.READ_RESULTS


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of the room."""
    return [("Results", reverse("web:measures")), ("Boards", reverse("web:boards") if more else ""), *more]


def _filter(request: Request) -> read.BoardFilter:
    show = request.GET.get("show", "")
    return read.BoardFilter(
        words=request.GET.get("q", "").replace("\0", "").strip()[:100],
        show=show if show in dict(read.SHOWN) else "",
    )


@page("GET", needs=READ)
def boards(request: Request) -> HttpResponse:
    """Every local board: whom it serves, whether it is composed as asked, and where its report stands."""
    by = _filter(request)
    found = read.lines(request.standing, by, page_number(request))
    policy = board_policy(request.standing.on)
    context = {
        **framed(request, "web:boards"),
        "page": found,
        "by": by,
        "shown": read.SHOWN,
        "bars": board_pictures.bars(found.rows),
        "policy": policy,
        "year": policy.year_of(request.standing.on),
        "may_keep": request.standing.may(Capability.KEEP_BOARD),
        "trail": trail(),
    }
    return render(request, "web/boards.html", context)


@page("GET", needs=READ)
def board(request: Request, key: str) -> HttpResponse:
    """One board with the fiscal year of `?year=`, else that of the day."""
    row = read.get(key)
    shown = board_pages.page(request.standing, row, number(request.GET.get("year")))
    context = {**framed(request, "web:boards"), "board": row, "shown": shown, "trail": trail((row.title, ""))}
    return render(request, "web/board.html", context)


@page("GET", needs=READ)
def board_report(request: Request, key: str, pk: int) -> HttpResponse:
    """A report as it was drawn up, with what it lacks and where it stands."""
    row = read.get(key)
    held = board_pages.report(row, pk)
    shown = board_pages.report_page(request.standing, held)
    context = {
        **framed(request, "web:boards"),
        "board": row,
        "report": held,
        "shown": shown,
        "content": shown.content,
        "trail": trail((row.title, reverse("web:board", args=[row.key])), (f"Report on {held.fiscal_year}", "")),
    }
    return render(request, "web/board_report.html", context)


@page("GET", needs=READ)
def boards_money(request: Request) -> HttpResponse:
    """The appropriations that were shared out."""
    context = {
        **framed(request, "web:boards"),
        "page": board_pages.sharings(page_number(request)),
        "policy": board_policy(request.standing.on),
        "may_share": board_pages.decides(request.standing, None, board_policy(request.standing.on)),
        "trail": trail(("Money", "")),
    }
    return render(request, "web/boards_money.html", context)


@page("GET", needs=READ)
def board_sharing(request: Request, pk: int) -> HttpResponse:
    """An appropriation shared out, with the working to the cent."""
    row, found = board_pages.sharing(pk)
    context = {
        **framed(request, "web:boards"),
        "row": row,
        "found": found,
        "policy": board_policy(request.standing.on),
        "trail": trail(("Money", reverse("web:boards_money")), (f"Fiscal year {row.fiscal_year}", "")),
    }
    return render(request, "web/board_sharing.html", context)


def _rolled_up(request: Request) -> RollUp:
    on = request.standing.on
    return board_roll_up.rolled_up(number(request.GET.get("year")) or board_roll_up.newest_year(on), on)


@page("GET", needs=READ)
def boards_roll_up(request: Request) -> HttpResponse:
    """The state's boards of a year together: each sum says of how many boards, and which are missing."""
    newest = board_roll_up.newest_year(request.standing.on)
    context = {
        **framed(request, "web:boards"),
        "found": _rolled_up(request),
        "years": range(newest + 1, newest - 9, -1),
        "trail": trail(("The state together", "")),
    }
    return render(request, "web/boards_roll_up.html", context)


@page("GET", needs=READ)
def boards_roll_up_csv(request: Request) -> HttpResponse:
    """The roll-up as CSV, small counts left out."""
    found = _rolled_up(request)
    return _file(board_roll_up.as_csv(found).encode("utf-8"), "text/csv; charset=utf-8", found, "csv")


@page("GET", needs=READ)
def boards_roll_up_pdf(request: Request) -> HttpResponse:
    """The roll-up as PDF/UA, small counts left out."""
    found = _rolled_up(request)
    data = roll_up_pdf(
        found,
        jurisdiction=settings.MERITBOOK_GOVERNMENT or "Government",
        office="Results register",
        written_on=request.standing.on,
    )
    return _file(data, "application/pdf", found, "pdf")


def _file(data: bytes, kind: str, found: RollUp, ending: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="boards-{found.fiscal_year}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
