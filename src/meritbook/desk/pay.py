"""Pay: what is decided and what a salary would mean, for one executive and for a department with several at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from meritbook.actions import contracting, paying
from meritbook.actions.pay_limits import paid_law
from meritbook.actions.permissions import MATRIX, Capability, Scope, Standing
from meritbook.actions.service_law import service_law
from meritbook.core.contracts import pay
from meritbook.core.contracts.pay import Budget, Peer
from meritbook.core.errors import MeritbookError
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.pack import Law
from meritbook.desk import executive_law
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    Appraisal,
    AppraisalKind,
    ContractRecord,
    Department,
    PayDecision,
    PerformanceContract,
    SalaryBudget,
)


class NoSuchPayError(MeritbookError):
    """No decision on pay of that number is on record, or none that this person may read."""

    code = "pay.unknown"
    remedy = "Open the contract of the executive; its page of pay shows what you may read."
    http_status = 404


@dataclass(frozen=True)
class Decided:
    """A decision on a salary, as a page shows it."""

    row: PayDecision
    change: pay.Change
    grounds: tuple[tuple[str, str], ...]
    verdicts: tuple[LawVerdict, ...]
    budget: Budget | None
    reduction: str

    @property
    def stands(self) -> bool:
        """Whether it was not withdrawn."""
        return self.row.withdrawn_at is None


@dataclass(frozen=True)
class PayPage:
    """What a page of an executive's pay shows; for the executive, their own decisions alone."""

    appointment: Appointment
    starts_on: date
    """The first day of the salary that the page is about."""
    before: Decimal | None
    appraisal: Appraisal | None
    overall: int | None
    decided: tuple[Decided, ...]
    standing: Decided | None
    """The decision that stands for `starts_on`."""
    offices: bool
    """Whether the person reads it for an office: then budget and peers are shown."""
    may_approve: bool
    range: pay.Range
    signed: ContractRecord | None
    """The contract from `starts_on` that all have signed already; none while the day is free."""
    frozen_by: str
    """The rule by which pay stays within the year, in words; empty where the law has none."""
    may_limit: bool
    """Whether the person may put a published salary limit on record."""
    budget: Budget | None
    peers: tuple[Peer, ...]
    law: tuple[LawVerdict, ...]
    """What the cap says of the salary as it is, were it the next one."""


def decision(standing: Standing, pk: int) -> PayDecision:
    """A decision that the person may read: for an office, or as the executive whom it is about; `NoSuchPayError`."""
    row: PayDecision | None = (
        PayDecision.objects.select_related(
            "appointment__seat__position__department", "appointment__executive", "approved_by", "document", "contract"
        )
        .filter(pk=pk)
        .first()
    )
    if row is None or not (own(standing, row.appointment) or standing.may(Capability.READ_PAY, row)):
        raise NoSuchPayError(f"There is no decision on pay {pk} that you may read.", where=str(pk))
    return row


def own(standing: Standing, appointment: Appointment) -> bool:
    """Whether the appointment is the person's own."""
    return standing.user is not None and appointment.executive_id == standing.user.pk


def overall_of(appraisal: Appraisal | None) -> int | None:
    """The overall rating; none where nobody gave one."""
    marks = json.loads(appraisal.marks_json) if appraisal is not None else {}
    mark = (marks.get("overall") or {}).get("mark")
    return mark if isinstance(mark, int) else None


def page(standing: Standing, contract: PerformanceContract) -> PayPage:
    """The page of pay of a contract that the person may read."""
    held, on = contract.appointment, standing.on
    mine = own(standing, held)
    offices = not mine and standing.may(Capability.READ_PAY, held)
    starts_on = paying.pay_day(contract)
    rows = held.pay_decisions.select_related("approved_by", "document").order_by("-starts_on", "-pk")
    every = tuple(decided(one) for one in rows)
    law = paid_law()
    before = paying.salary_before(held, starts_on)
    signed = paying.signed_for(held, starts_on)
    asked = signed.salary if signed is not None else before
    appraisal = paying.final_appraisal(paying.year_ending(held, starts_on))
    department = held.seat.position.department
    return PayPage(
        appointment=held,
        starts_on=starts_on,
        before=before,
        appraisal=appraisal,
        overall=overall_of(appraisal),
        decided=every,
        standing=next((one for one in every if one.stands and one.row.starts_on == starts_on), None),
        offices=offices,
        may_approve=standing.may(Capability.APPROVE_PAY, held),
        range=pay.range_on(law, starts_on),
        signed=signed,
        frozen_by=contracting.frozen_by(law),
        may_limit=standing.may(Capability.RECORD_PAY_LIMIT),
        budget=paying.budget_of(department, starts_on) if offices else None,
        peers=peers_of(department, on, beside=held.pk) if offices else (),
        law=_cap_now(law, asked, starts_on, on) if asked and offices else (),
    )


def decided(row: PayDecision) -> Decided:
    """A decision, as a page shows it."""
    law = service_law()
    titles = pay.grounds_of(law)
    change = pay.Change(before=row.before, after=row.salary)
    kept = json.loads(row.budget_json or "{}")
    return Decided(
        row=row,
        change=change,
        grounds=tuple((titles.get(one["ground"], one["ground"]), one["says"]) for one in json.loads(row.grounds_json)),
        verdicts=executive_law.read(row.verdicts_json),
        budget=Budget.model_validate(kept) if kept else None,
        reduction=pay.reduction_says(law) if change.direction == "down" else "",
    )


def _cap_now(law: Law, salary: Decimal, starts_on: date, on: date) -> tuple[LawVerdict, ...]:
    """What the limit of the next contract's first day says of a salary: the signed one, else as it is."""
    said = pay.judged(law, salary=salary, before=salary, starts_on=starts_on, on=on)
    return (said.cap,) if said.cap is not None else ()


def _held(department: Department, on: date) -> list[Appointment]:
    rows = Appointment.objects.on(on).filter(status=AppointmentStatus.IN_FORCE, seat__position__department=department)
    return list(rows.select_related("seat__position__department", "executive").order_by("seat__position__number", "pk"))


def peers_of(department: Department, on: date, *, beside: int | None = None) -> tuple[Peer, ...]:
    """The other executives of the department on the day, by position: salary, and the rating where it is final."""
    held = [one for one in _held(department, on) if one.pk != beside]
    keys = [one.pk for one in held]
    salaries = dict(
        ContractRecord.objects.on(on)
        .filter(appointment__in=keys, agreed_on__isnull=False)
        .values_list("appointment_id", "salary")
    )
    ratings = {
        one.contract.appointment_id: overall_of(one)
        for one in Appraisal.objects.filter(
            contract__appointment__in=keys, kind=AppraisalKind.RATER, status__in=paying.FINAL
        )
        .select_related("contract")
        .order_by("contract__starts_on", "pk")
    }
    return pay.by_position(
        Peer(
            position=one.seat.position.number,
            class_title=one.seat.position.title,
            executive=one.executive.full_name,
            salary=salaries.get(one.pk),
            rating=ratings.get(one.pk),
        )
        for one in held
    )


@dataclass(frozen=True)
class Tried:
    """One executive of a department, with a salary that is tried."""

    appointment: Appointment
    starts_on: date
    before: Decimal | None
    decided: Decimal | None
    """What the director approved already."""
    typed: str
    """What was typed; empty where nothing was."""
    fault: str
    """Why that is no salary."""
    change: pay.Change | None
    over_cap: Decimal | None
    over_last: Decimal | None
    """By how much it lies over the last known limit, where that of the day is not known."""
    cap_known: bool
    reduction: str
    cost: Decimal | None
    """What it costs in the term of the budget; none while it is not settled."""


@dataclass(frozen=True)
class WhatIf:
    """Several salaries side by side, and what remains of the budget with all of them."""

    department: Department
    starts_on: date
    budget: Budget | None
    """As it stands, with what was decided."""
    tried: Budget | None
    """With what is tried in its place."""
    rows: tuple[Tried, ...]
    range: pay.Range


def departments(standing: Standing, capability: Capability = Capability.READ_PAY) -> QuerySet[Department]:
    """The departments whose pay the person may read."""
    if standing.user is None:
        return Department.objects.none()
    reach: set[int] = set()
    for held in (*standing.held, *standing.stands_in):
        scope = MATRIX[held.role].get(capability)
        covers = getattr(held, "covers", None)
        if covers is not None and capability not in covers:
            continue
        if scope is Scope.EVERYWHERE or (scope is Scope.DEPARTMENT and held.department is None):
            return Department.objects.order_by("name")
        if scope is Scope.DEPARTMENT and held.department is not None:
            reach.add(held.department)
    return Department.objects.filter(pk__in=reach).order_by("name")


def what_if(standing: Standing, department: Department, starts_on: date, typed: Mapping[int, str]) -> WhatIf:
    """The department's executives with the salaries that are tried from a day on; `typed` by appointment.

    What is no salary is told and left out of the sum. The person's own salary is not among them.
    """
    law = paid_law()
    held = [one for one in _held(department, starts_on) if not own(standing, one)]
    held = [one for one in held if one.starts_on < starts_on]
    keys = [one.pk for one in held]
    # In the order of their first days: the last one before the day stays.
    befores: dict[int, Decimal] = dict(
        ContractRecord.objects.filter(appointment__in=keys, agreed_on__isnull=False, starts_on__lt=starts_on)
        .order_by("starts_on")
        .values_list("appointment_id", "salary")
    )
    approved = dict(
        PayDecision.objects.filter(appointment__in=keys, starts_on=starts_on, withdrawn_at__isnull=True).values_list(
            "appointment_id", "salary"
        )
    )
    budget = paying.budget_of(department, starts_on)
    found = pay.range_on(law, starts_on)
    rows, proposals = [], []
    for one in held:
        before = befores.get(one.pk, one.salary)
        text = typed.get(one.pk, "").strip()
        salary, fault = _amount(text)
        shown = salary if salary is not None else approved.get(one.pk)
        change = pay.Change(before=before, after=shown) if before and shown is not None else None
        cost = None
        if shown is not None and budget is not None:
            proposal = paying.proposal(one, shown, starts_on, budget)
            cost = proposal.cost
            if salary is not None:
                proposals.append(proposal)
        rows.append(
            Tried(
                appointment=one,
                starts_on=starts_on,
                before=before,
                decided=approved.get(one.pk),
                typed=text,
                fault=fault,
                change=change,
                over_cap=shown - found.cap if shown and found.cap is not None and shown > found.cap else None,
                over_last=_over_last(found, shown),
                cap_known=found.limit is None or found.cap is not None,
                reduction=pay.reduction_says(law) if change is not None and change.direction == "down" else "",
                cost=cost,
            )
        )
    return WhatIf(
        department=department,
        starts_on=starts_on,
        budget=budget,
        tried=budget.supposing(proposals) if budget is not None and proposals else None,
        rows=tuple(rows),
        range=found,
    )


def _over_last(found: pay.Range, salary: Decimal | None) -> Decimal | None:
    limit = found.limit
    if salary is None or limit is None or limit.last is None or not limit.above_last(salary):
        return None
    return salary - limit.last.amount


def _amount(text: str) -> tuple[Decimal | None, str]:
    """The amount that was typed, or why it is none."""
    if not text:
        return None, ""
    plain = text.replace(",", "").replace("$", "").strip()
    try:
        salary = Decimal(plain)
    except ArithmeticError:
        return None, f"“{text[:40]}” is not an amount of money for a month."
    fault = pay.amount_fault(salary)
    return (None, fault) if fault else (salary, "")


def budget(department: Department, on: date) -> Budget:
    """The department's budget for the term of a day for which one is on record; raises `NoSuchPayError`."""
    found = paying.budget_of(department, on)
    if found is None:
        raise NoSuchPayError("No budget and no fiscal year is known for the day.", where=on.isoformat())
    return found


def budgets(department: Department) -> tuple[SalaryBudget, ...]:
    """The budgets of a department, the newest first."""
    return tuple(department.salary_budgets.select_related("recorded_by").order_by("-starts_on")[:50])
