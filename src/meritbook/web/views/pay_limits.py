"""Salary limits: what the law gives and what was put on record, for everybody who reads pay; put on record, undone."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import record_pay_limit, withdraw_pay_limit
from meritbook.actions.permissions import Capability
from meritbook.actions.service_law import service_law
from meritbook.core.contracts.limits import a_month
from meritbook.core.dates import day_in_words
from meritbook.core.service.due import next_year_starting
from meritbook.desk import pay_limits as read
from meritbook.records import clock
from meritbook.web.forms.executives import ReasonForm
from meritbook.web.forms.pay import LimitForm
from meritbook.web.http import Request, actor, page
from meritbook.web.views.acting import act_page, sent

TITLE = "Salary limits"


@page("GET", needs=Capability.READ_PAY)
def pay_limits(request: Request) -> HttpResponse:
    """The limits of the law and those on record, and for which year none is known."""
    context = {"shown": read.page(request.standing), "heading": TITLE, "trail": [(TITLE, "")]}
    return render(request, "web/pay_limits.html", context)


def _term(on: date) -> dict[str, date]:
    """The fiscal year that comes; nothing where the law does not say when it begins."""
    law = service_law()
    first = next_year_starting(law, on)
    end = next_year_starting(law, first) if first is not None else None
    return {"starts_on": first, "last_day": end - timedelta(days=1)} if first is not None and end is not None else {}


@page("GET", "POST", needs=Capability.RECORD_PAY_LIMIT)
def pay_limit_new(request: Request) -> HttpResponse:
    """Put a published limit on record."""
    form = LimitForm(sent(request), initial=_term(request.standing.on))
    shown = read.page(request.standing)

    def act() -> tuple[str, str]:
        done = record_pay_limit.perform(actor(request), at=clock.now(), **form.taken())
        return (
            f"The limit of {a_month(done.amount)} from {day_in_words(done.starts_on)} is on record.",
            reverse("web:pay_limits"),
        )

    last = shown.coming or shown.now
    return act_page(
        request,
        form,
        act,
        heading="Put a salary limit on record",
        lead="The highest salary for a month, as it was published for a fiscal year.",
        intro=(
            f"{last.says if last is not None else ''} From then on every contract, pay decision and choice with a "
            "salary of these days is held against it. The law of the office comes first on the days that it covers."
        ).strip(),
        button="Put it on record",
        back=reverse("web:pay_limits"),
        trail=[(TITLE, reverse("web:pay_limits")), ("Put on record", "")],
    )


@page("GET", "POST", needs=Capability.RECORD_PAY_LIMIT)
def pay_limit_withdraw(request: Request, pk: int) -> HttpResponse:
    """Undo a limit on record, with the reason."""
    row = read.limit(pk)
    form = ReasonForm(sent(request))

    def act() -> tuple[str, str]:
        withdraw_pay_limit.perform(
            actor(request), at=clock.now(), why="Undone on its page.", limit=row, reason=form.cleaned_data["reason"]
        )
        return "Undone. The limit stays on record as undone.", reverse("web:pay_limits")

    return act_page(
        request,
        form,
        act,
        heading="Undo a salary limit",
        lead=f"{a_month(row.amount)} from {day_in_words(row.starts_on)}",
        intro="What was decided under it stays as decided. Another limit can be put on record for its days.",
        button="Undo the limit",
        back=reverse("web:pay_limits"),
        trail=[(TITLE, reverse("web:pay_limits")), ("Undo", "")],
    )
