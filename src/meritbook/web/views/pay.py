"""Pay: the next salary of an executive, several at once for a department, and what it may spend."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import approve_pay, record_salary_budget, withdraw_pay
from meritbook.actions.permissions import Capability, require
from meritbook.actions.service_law import service_law
from meritbook.core.contracts.limits import a_month
from meritbook.core.contracts.pay import grounds_of
from meritbook.core.dates import day_in_words
from meritbook.core.service.due import next_year_starting
from meritbook.desk import contracts
from meritbook.desk import pay as read
from meritbook.records import clock
from meritbook.records.models import ContractRecord, PerformanceContract
from meritbook.web.forms.executives import ReasonForm
from meritbook.web.forms.pay import BudgetForm, PayForm
from meritbook.web.http import Request, actor, number, page
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.contract_frame import framed, trail
from meritbook.web.views.documents import download

READS = (Capability.READ_PAY, Capability.READ_CONTRACT)


def _row(request: Request, pk: int) -> PerformanceContract:
    """A contract whose pay the person may read; raises `NoSuchContractError`."""
    row = contracts.contract(request.standing, pk)
    if not read.own(request.standing, row.appointment):
        require(actor(request), Capability.READ_PAY, row, on=request.standing.on)
    return row


@page("GET", one_of=READS)
def agreement_pay(request: Request, pk: int) -> HttpResponse:
    """What was decided on the executive's pay, and for an office what the next salary would mean."""
    row = _row(request, pk)
    shown = read.page(request.standing, row)
    heading = "Your pay" if read.own(request.standing, row.appointment) else "Pay"
    context = {
        **framed(request, row, "web:agreement_pay"),
        "heading": heading,
        "shown": shown,
        "law": service_law(),
        "trail": trail(row, ("Pay", "")),
    }
    return render(request, "web/agreement_pay.html", context)


@page("GET", "POST", needs=Capability.APPROVE_PAY)
def agreement_pay_approve(request: Request, pk: int) -> HttpResponse:
    """Approve the salary of the next contract."""
    row = _row(request, pk)
    held = row.appointment
    require(actor(request), Capability.APPROVE_PAY, held, on=request.standing.on)
    shown = read.page(request.standing, row)
    signed = shown.signed
    initial = {"starts_on": shown.starts_on, "salary": signed.salary if signed is not None else shown.before}
    limit = shown.range.limit
    form = PayForm(
        sent(request),
        grounds=grounds_of(service_law()),
        limit_known=limit is None or limit.known is not None,
        initial=initial,
    )

    def act() -> tuple[str, str]:
        done = approve_pay.perform(
            actor(request), at=clock.now(), why="Salary of the next contract.", appointment=held, **form.taken()
        )
        return (
            f"Approved from {day_in_words(done.starts_on)}. The letter to the executive is ready.",
            reverse("web:agreement_pay", args=[pk]),
        )

    rated = "The appraisal of the year is final" if shown.appraisal else "The appraisal of the year is not final yet"
    overall = f", {shown.overall} of 4 overall" if shown.overall else ""
    budget = f" {shown.budget.says}" if shown.budget is not None else ""
    return act_page(
        request,
        form,
        act,
        heading="Approve the next salary",
        lead=f"{held.executive.full_name}, position {held.seat.position.number}",
        intro=f"{rated}{overall}. {shown.range.says}{budget}",
        caution=_signed(signed) if signed is not None else "",
        button="Approve the salary",
        back=reverse("web:agreement_pay", args=[pk]),
        trail=trail(row, ("Pay", reverse("web:agreement_pay", args=[pk])), ("Approve the next salary", "")),
        verdicts=shown.law[:1],
    )


def _signed(row: ContractRecord) -> str:
    """What a signed contract leaves to approve."""
    return (
        f"The contract from {day_in_words(row.starts_on)} is signed with {a_month(row.salary)}: it is approved as it "
        "was signed, and at no other amount."
    )


@page("GET", "POST", needs=Capability.APPROVE_PAY)
def pay_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a decision on pay."""
    row = read.decision(request.standing, pk)
    require(actor(request), Capability.APPROVE_PAY, row, on=request.standing.on)
    form = ReasonForm(sent(request))
    back = reverse("web:agreement_pay", args=[row.contract_id]) if row.contract_id else reverse("web:home")

    def act() -> tuple[str, str]:
        withdraw_pay.perform(
            actor(request),
            at=clock.now(),
            why="Withdrawn by the director.",
            decision=row,
            reason=form.cleaned_data["reason"],
        )
        return "Withdrawn. The decision stays on record.", back

    return act_page(
        request,
        form,
        act,
        heading="Withdraw the decision on pay",
        lead=f"{row.appointment.executive.full_name}, from {day_in_words(row.starts_on)}",
        button="Withdraw the decision",
        back=back,
        trail=trail(row.contract, *([("Pay", back)] if row.contract_id else []), ("Withdraw the decision on pay", "")),
    )


@page("GET", one_of=READS)
def pay_letter(request: Request, pk: int) -> HttpResponse:
    """The letter on a salary as PDF."""
    row = read.decision(request.standing, pk)
    if row.document is None:
        raise read.NoSuchPayError("This decision has no letter.")
    return download(row.document)


@page("GET", needs=Capability.READ_PAY)
def pay_what_if(request: Request) -> HttpResponse:
    """Several salaries of a department side by side: changing one moves what remains of the budget."""
    standing = request.standing
    found = read.departments(standing)
    wanted = number(request.GET.get("department"))
    department = (found.filter(pk=wanted).first() if wanted else None) or found.first()
    starts_on = next_year_starting(service_law(), standing.on)
    typed = {
        int(name[2:]): str(request.GET[name])[:40]
        for name in request.GET
        if name.startswith("s_") and name[2:].isascii() and name[2:].isdigit() and len(name) < 14
    }
    shown = None
    if department is not None and starts_on is not None:
        shown = read.what_if(standing, department, starts_on, typed)
    context = {
        "departments": found,
        "department": department,
        "shown": shown,
        "may_budget": department is not None and standing.may(Capability.RECORD_BUDGET, department),
        "trail": [("Pay", "")],
    }
    return render(request, "web/pay_what_if.html", context)


@page("GET", "POST", needs=Capability.RECORD_BUDGET)
def pay_budget(request: Request) -> HttpResponse:
    """Record what a department may spend on salaries in a term."""
    standing = request.standing
    found = read.departments(standing, Capability.RECORD_BUDGET)
    department = found.filter(pk=number(request.GET.get("department")) or 0).first() or found.first()
    form = BudgetForm(sent(request), departments=found, initial={"department": department})

    def act() -> tuple[str, str]:
        done = record_salary_budget.perform(actor(request), at=clock.now(), **form.taken())
        return (
            f"The budget from {day_in_words(done.starts_on)} is on record.",
            f"{reverse('web:pay_what_if')}?department={done.department_id}",
        )

    return act_page(
        request,
        form,
        act,
        template="web/pay_budget.html",
        password=False,
        heading="Salary budget",
        lead="What a department may spend on salaries of the service in a term.",
        button="Record the budget",
        back=reverse("web:pay_what_if"),
        budgets=read.budgets(department) if department is not None else (),
        trail=[("Pay", reverse("web:pay_what_if")), ("Salary budget", "")],
    )
