"""Acts on a fiscal year of a local board: children, money, figures, indicators, help given, and the annual report."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from meritbook.actions import (
    amend_board_money,
    carry_board_money,
    count_board_children,
    decide_board_report,
    draw_board_report,
    record_board_approval,
    record_board_assistance,
    record_board_indicator,
    record_board_payment,
    record_service_figures,
    record_service_file,
    share_out_board_money,
    submit_board_report,
)
from meritbook.actions.boarding import account_of, board_policy, plan_on, priorities_of
from meritbook.actions.boarding_policies import check_decider
from meritbook.actions.permissions import Capability
from meritbook.desk import board_pages
from meritbook.desk.results_reach import departments
from meritbook.records.models import ServiceFigure
from meritbook.web.forms import boards as fields
from meritbook.web.http import Request, by, number, page
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.board_acts import board_act, decided, kept
from meritbook.web.views.boards import trail

KEEP = Capability.KEEP_BOARD


def _year(request: Request, back: int = 0) -> int:
    """The fiscal year of the address, else that of the day or so many before it."""
    asked = number(request.GET.get("year"))
    if asked is not None and 1900 <= asked <= 2198:
        return asked
    return board_policy(request.standing.on).year_of(request.standing.on) - back


@page("GET", "POST", needs=KEEP)
def board_children(request: Request, key: str) -> HttpResponse:
    """Record how many children live in the area."""
    row = kept(request, key)
    form = fields.ChildrenForm(sent(request), initial={"fiscal_year": _year(request)})
    return board_act(
        request, row, form,
        lambda: count_board_children.perform(**by(request, "Counted."), board=row, **form.cleaned_data),
        "The count is on record.", "Record the children",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_amend(request: Request, key: str) -> HttpResponse:
    """Amend what is allocated."""
    row = decided(request, key)
    form = fields.AmendForm(sent(request), initial={"fiscal_year": _year(request)})
    return board_act(
        request, row, form,
        lambda: amend_board_money.perform(**by(request, "Amended."), board=row, **form.cleaned_data),
        "The amendment is on record.", "Amend the allocation", password=True,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_payment(request: Request, key: str) -> HttpResponse:
    """Record a payment."""
    row = kept(request, key)
    form = fields.PaymentForm(sent(request), initial={"fiscal_year": _year(request), "paid_on": request.standing.on})
    return board_act(
        request, row, form,
        lambda: record_board_payment.perform(**by(request, "Paid."), board=row, **form.cleaned_data),
        "The payment is on record.", "Record a payment",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_carry(request: Request, key: str) -> HttpResponse:
    """Carry money over into the next year."""
    row = decided(request, key)
    policy = board_policy(request.standing.on)
    year = _year(request, 1)
    found = account_of(row, year, policy)
    form = fields.CarryForm(sent(request), initial={"fiscal_year": year, "amount": found.may_carry or None})
    if found.may_carry is None:
        told = f"What may be carried over from {year} cannot be said. {' '.join(found.missing)}"
    else:
        told = (
            f"Of {year} ${found.unspent:,.2f} is unspent. At most {policy.money.carry_over_percent:f} percent of the "
            f"${found.allocated:,.2f} allocated, ${found.carry_limit:,.2f}, may be carried over: "
            f"${found.may_carry:,.2f}. ${found.returns:,.2f} goes back."
        )
    return board_act(
        request, row, form,
        lambda: carry_board_money.perform(**by(request, "Carried over."), board=row, **form.cleaned_data),
        "The money is carried over.", "Carry money over", intro=told, password=True,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_figures(request: Request, key: str, program: str) -> HttpResponse:
    """Record what a program did in a year."""
    row = kept(request, key)
    held = board_pages.program(row, program)
    year = _year(request)
    before = ServiceFigure.objects.filter(program=held, fiscal_year=year, current=True).first()
    names = ("children", "families", "spent", "source")
    initial = {name: getattr(before, name) for name in names} if before else {}
    form = fields.FiguresForm(sent(request), initial={"fiscal_year": year, **initial})
    return board_act(
        request, row, form,
        lambda: record_service_figures.perform(**by(request, "Recorded."), program=held, **form.cleaned_data),
        "The figures are on record.", "Record figures", intro=held.title,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_file(request: Request, key: str) -> HttpResponse:
    """Record a year's figures out of a file: every line of it, or none."""
    row = kept(request, key)
    form = fields.FileForm(sent(request), request.FILES or None, initial={"fiscal_year": _year(request)})

    def perform() -> Any:
        upload = form.cleaned_data["file"]
        return record_service_file.perform(
            **by(request, "Figures of a file."),
            board=row,
            fiscal_year=form.cleaned_data["fiscal_year"],
            data=upload.read(),
            name=upload.name,
        )

    return board_act(
        request, row, form, perform,
        lambda done: f"{len(done)} line{'' if len(done) == 1 else 's'} on record.", "Record figures from a file",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_indicator(request: Request, key: str) -> HttpResponse:
    """Record the board's own value of an indicator."""
    row = kept(request, key)
    plan = plan_on(row, request.standing.on)
    own = [each for _, each in priorities_of(plan).indicators() if not each.measure] if plan else []
    form = fields.IndicatorForm(sent(request), indicators=own, initial={"fiscal_year": _year(request)})
    return board_act(
        request, row, form,
        lambda: record_board_indicator.perform(**by(request, "Recorded."), board=row, **form.cleaned_data),
        "The value is on record.", "Record an indicator",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_assistance(request: Request, key: str) -> HttpResponse:
    """Record training or technical assistance."""
    row = kept(request, key)
    form = fields.AssistanceForm(sent(request), initial={"given_on": request.standing.on})
    return board_act(
        request, row, form,
        lambda: record_board_assistance.perform(**by(request, "Given."), board=row, **form.cleaned_data),
        "It is on record.", "Record training or assistance",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_share_new(request: Request) -> HttpResponse:
    """Share an appropriation out."""
    check_decider(request.standing, None, board_policy(request.standing.on))
    form = fields.ShareForm(
        sent(request), departments=departments(request.standing, KEEP), initial={"fiscal_year": _year(request)}
    )

    def act() -> tuple[str, str]:
        row = share_out_board_money.perform(**by(request, "Shared out."), **form.cleaned_data)
        return "Shared out, with the working below.", reverse("web:board_sharing", args=[row.pk])

    return act_page(
        request,
        form,
        act,
        heading="Share an appropriation out",
        button="Share it out",
        back=reverse("web:boards_money"),
        trail=trail(("Money", reverse("web:boards_money")), ("Share out", "")),
    )


@page("GET", "POST", needs=KEEP)
def board_report_new(request: Request, key: str) -> HttpResponse:
    """Draw the annual report up from the record."""
    row = kept(request, key)
    form = fields.ReportForm(sent(request), initial={"fiscal_year": _year(request, 1)})

    def act() -> tuple[str, str]:
        done = draw_board_report.perform(**by(request, "Drawn up."), board=row, **form.cleaned_data)
        return "Drawn up. Read it, and see what is missing.", reverse("web:board_report", args=[row.key, done.pk])

    above = (row.title, reverse("web:board", args=[row.key]))
    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Draw up the annual report",
        lead=row.title,
        intro="It takes what is on record now. One that was not submitted yet gives way to it.",
        button="Draw it up",
        back=above[1],
        trail=trail(above, ("Report", "")),
    )


@page("GET", "POST", needs=KEEP)
def board_report_approve(request: Request, key: str, pk: int) -> HttpResponse:
    """Record the board's approval with the votes."""
    row = kept(request, key)
    held = board_pages.report(row, pk)
    form = fields.ApprovalForm(
        sent(request), initial={"sha256": held.sha256, "approved_on": request.standing.on, "abstained": 0}
    )
    return board_act(
        request, row, form,
        lambda: record_board_approval.perform(**by(request, "Approved."), report=held, **form.cleaned_data),
        "The approval is on record. Submit the report next.", "Record the board's approval",
        back=reverse("web:board_report", args=[row.key, pk]), lead=f"{row.title}, report on {held.fiscal_year}",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_report_submit(request: Request, key: str, pk: int) -> HttpResponse:
    """Submit a report."""
    row = kept(request, key)
    held = board_pages.report(row, pk)
    form = fields.NothingForm(sent(request))
    return board_act(
        request, row, form,
        lambda: submit_board_report.perform(**by(request, "Submitted."), report=held),
        "The report is submitted.", "Submit the report", password=True,
        back=reverse("web:board_report", args=[row.key, pk]), lead=f"{row.title}, report on {held.fiscal_year}",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def board_report_decide(request: Request, key: str, pk: int) -> HttpResponse:
    """Accept a report, or return it."""
    row = decided(request, key)
    held = board_pages.report(row, pk)
    form = fields.DecideForm(sent(request), initial={"sha256": held.sha256})

    def perform() -> Any:
        values = form.cleaned_data
        return decide_board_report.perform(
            **by(request, "Decided."),
            report=held,
            accept=values["accept"] == "yes",
            says=values["says"],
            sha256=values["sha256"],
        )

    return board_act(
        request, row, form, perform,
        lambda done: f"The report is {done.get_status_display().lower()}.", "Accept or return the report",
        password=True, back=reverse("web:board_report", args=[row.key, pk]),
        lead=f"{row.title}, report on {held.fiscal_year}",
    )  # fmt: skip
