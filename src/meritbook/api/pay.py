"""Pay, the proof of service of a notice, and the day of an agreement."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from meritbook.actions import (
    approve_pay,
    correct_agreed_day,
    record_salary_budget,
    record_service,
    undo_agreement,
    withdraw_pay,
    withdraw_service_proof,
)
from meritbook.actions.permissions import Capability, require
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.executive_shapes import ContractAnswer, Maybe, Money, Reason, Text
from meritbook.api.executives import contract_answer
from meritbook.api.replies import ERRORS, file_answer, with_errors
from meritbook.api.shapes import Because, Id
from meritbook.core.contracts.pay import Budget
from meritbook.desk import contracts, executives, notices, seats
from meritbook.desk import pay as read
from meritbook.records import clock
from meritbook.records.models import PayDecision, ProofOfService

router = Router(tags=["pay"])
Line = Annotated[str, Field(min_length=1, max_length=200)]


class GroundGiven(Schema):
    """A ground of the law's list with the director's words."""

    ground: Annotated[str, Field(min_length=1, max_length=80)]
    says: Text


class Approve(Because):
    """A salary of the next contract to approve."""

    starts_on: date
    salary: Money
    grounds: Annotated[list[GroundGiven], Field(min_length=1, max_length=20)]
    cautioned_because: Maybe = ""
    over_budget_because: Maybe = ""
    limit_because: Maybe = ""
    """Why it is approved while no salary limit of the first day is on record."""


class RecordBudget(Because):
    """What a department may spend in a term."""

    amount: Annotated[Decimal, Field(ge=0, lt=1_000_000_000_000)]
    starts_on: date
    ends_before: date
    source: Text


class Prove(Because):
    """How a notice was served; the paper is attached on the site."""

    served_how: Literal["hand", "mail", "e-mail", "fax"]
    served_at: AwareDatetime
    served_by_name: Line
    place: Annotated[str, Field(max_length=300)] = ""
    witness: Annotated[str, Field(max_length=200)] = ""
    arrived_on: date | None = None
    says: Maybe = ""


class AgreedDay(Because):
    """The right day of agreement."""

    agreed_on: date
    reason: Text


class BudgetAnswer(Schema):
    """The budget of a department for a term; what remains is null where no budget is on record."""

    department: str
    starts_on: date
    ends_before: date
    amount: str | None
    committed: str
    remaining: str | None
    open: int
    """Salaries that are not settled, and not counted."""
    verdict: str
    says: str


class PayDecisionAnswer(Schema):
    """A decision on the salary of the next contract."""

    id: int
    appointment: int
    starts_on: date
    before: str
    salary: str
    change: str
    percent: str
    """Of `before`."""
    grounds: list[dict[str, str]]
    cautioned_because: str
    limit_because: str
    """Why it was approved while no salary limit of its first day was on record; empty where one was."""
    reduction: str
    approved_by: str
    approved_at: datetime
    withdrawn_at: datetime | None
    verdicts: list[dict[str, Any]]


class PeerAnswer(Schema):
    """Another executive of the department; the list stands by position and ranks nobody."""

    position: str
    executive: str
    salary: str | None
    rating: int | None


class PayAnswer(Schema):
    """Pay as the person may read it; budget and peers only for an office."""

    contract: int
    starts_on: date
    before: str | None
    signed: str | None
    """The salary of the contract from `starts_on`, where all have signed it already: the one that is paid."""
    overall: int | None
    decisions: list[PayDecisionAnswer]
    range: str
    budget: BudgetAnswer | None
    peers: list[PeerAnswer]
    verdicts: list[dict[str, Any]]


class ProofAnswer(Schema):
    """How a notice was served, and the last day to appeal that follows."""

    id: int
    notice: int
    served_how: str
    served_at: datetime
    served_by_name: str
    place: str
    witness: str
    arrived_on: date | None
    appeal_until: date | None
    says: str
    withdrawn_at: datetime | None


def _budget(one: Budget) -> dict[str, Any]:
    return {
        "department": one.department,
        "starts_on": one.starts_on,
        "ends_before": one.ends_before,
        "amount": None if one.amount is None else f"{one.amount:.2f}",
        "committed": f"{one.committed:.2f}",
        "remaining": None if one.remaining is None else f"{one.remaining:.2f}",
        "open": len(one.open),
        "verdict": str(one.verdict),
        "says": one.says,
    }


def _decision(row: PayDecision) -> dict[str, Any]:
    shown = read.decided(row)
    return {
        "id": row.pk,
        "appointment": row.appointment_id,
        "starts_on": row.starts_on,
        "before": f"{row.before:.2f}",
        "salary": f"{row.salary:.2f}",
        "change": f"{shown.change.amount:.2f}",
        "percent": f"{shown.change.percent:.2f}",
        "grounds": [{"ground": title, "says": says} for title, says in shown.grounds],
        "cautioned_because": row.cautioned_because,
        "limit_because": row.limit_because,
        "reduction": shown.reduction,
        "approved_by": row.approved_by.full_name,
        "approved_at": row.approved_at,
        "withdrawn_at": row.withdrawn_at,
        "verdicts": [one.plain() for one in shown.verdicts],
    }


def _proof(row: ProofOfService) -> dict[str, Any]:
    names = ProofAnswer.model_fields.keys() - {"id", "notice"}
    return {"id": row.pk, "notice": row.notice_id, **{name: getattr(row, name) for name in names}}


@router.get("/performance/{contract_id}/pay", response=with_errors(PayAnswer))
def get_pay(request: HttpRequest, contract_id: Id) -> Any:
    """The pay of the executive in a contract: decisions, and for an office what the next salary would mean."""
    who = standing(request)
    row = contracts.contract(who, contract_id)
    if not read.own(who, row.appointment):
        require(actor(request), Capability.READ_PAY, row, on=who.on)
    shown = read.page(who, row)
    return {
        "contract": row.pk,
        "starts_on": shown.starts_on,
        "before": None if shown.before is None else f"{shown.before:.2f}",
        "overall": shown.overall,
        "decisions": [_decision(one.row) for one in shown.decided],
        "range": shown.range.says,
        "signed": f"{shown.signed.salary:.2f}" if shown.signed is not None else None,
        "budget": _budget(shown.budget) if shown.budget is not None else None,
        "peers": [
            {
                "position": one.position,
                "executive": one.executive,
                "salary": None if one.salary is None else f"{one.salary:.2f}",
                "rating": one.rating,
            }
            for one in shown.peers
        ],
        "verdicts": [one.plain() for one in shown.law],
    }


@router.post("/performance/{contract_id}/pay", response=with_errors(PayDecisionAnswer, 201))
def approve(request: HttpRequest, contract_id: Id, body: Approve) -> Any:
    """Approve the salary of the next contract, as the department's director; a salary over the limit is refused.

    While no limit of the first day is on record, one over the last known limit is refused too, and any other needs
    `limit_because`.
    """
    row = contracts.contract(standing(request), contract_id)
    require(actor(request), Capability.APPROVE_PAY, row, on=clock.today())
    confirm_password(request)
    taken = body.model_dump(exclude={"why"})
    done = approve_pay.perform(actor(request), at=clock.now(), why=body.why, appointment=row.appointment, **taken)
    return Status(201, _decision(done))


@router.post("/pay-decisions/{decision_id}/withdraw", response=with_errors(PayDecisionAnswer))
def withdraw(request: HttpRequest, decision_id: Id, body: Reason) -> Any:
    """Withdraw a decision on pay before the next contract rests on it."""
    row = read.decision(standing(request), decision_id)
    require(actor(request), Capability.APPROVE_PAY, row, on=clock.today())
    confirm_password(request)
    done = withdraw_pay.perform(actor(request), at=clock.now(), why=body.why, decision=row, reason=body.reason)
    return _decision(done)


@router.get(
    "/pay-decisions/{decision_id}/letter.pdf",
    response=ERRORS,
    openapi_extra={
        "responses": {
            200: {
                "description": "The letter to the executive",
                "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def letter(request: HttpRequest, decision_id: Id) -> HttpResponse:
    """The letter on a salary, byte for byte as it was kept."""
    row = read.decision(standing(request), decision_id)
    if row.document is None:
        raise read.NoSuchPayError("This decision has no letter.", where=str(decision_id))
    return file_answer(row.document, f"salary-{row.pk}.pdf")


@router.post("/service/departments/{code}/budgets", response=with_errors(BudgetAnswer, 201))
def record_budget(request: HttpRequest, code: str, body: RecordBudget) -> Any:
    """Record what a department may spend on salaries in a term; recorded again for the term, corrected."""
    who, row = actor(request), seats.department(code)
    require(who, Capability.RECORD_BUDGET, row, on=clock.today())
    done = record_salary_budget.perform(who, at=clock.now(), department=row, **body.model_dump())
    found = read.budget(row, done.starts_on)
    return Status(201, _budget(found))


@router.post("/notices/{notice_id}/proofs", response=with_errors(ProofAnswer, 201))
def prove(request: HttpRequest, notice_id: Id, body: Prove) -> Any:
    """Record how a notice of dismissal was served; the last day to appeal follows from the day it was had."""
    row = executives.notice(standing(request), notice_id)
    require(actor(request), Capability.PROVE_SERVICE, row, on=clock.today())
    return Status(201, _proof(record_service.perform(actor(request), at=clock.now(), notice=row, **body.model_dump())))


@router.post("/proofs-of-service/{proof_id}/withdraw", response=with_errors(ProofAnswer))
def withdraw_proof(request: HttpRequest, proof_id: Id, body: Reason) -> Any:
    """Withdraw a proof of service, to record it again."""
    row = notices.proof(standing(request), proof_id)
    require(actor(request), Capability.PROVE_SERVICE, row, on=clock.today())
    confirm_password(request)
    return _proof(
        withdraw_service_proof.perform(actor(request), at=clock.now(), why=body.why, proof=row, reason=body.reason)
    )


@router.post("/contracts/{contract_id}/agreed-day", response=with_errors(ContractAnswer))
def move_agreed_day(request: HttpRequest, contract_id: Id, body: AgreedDay) -> Any:
    """Correct the day on which a contract on record was agreed; nothing else of it changes."""
    row = executives.contract(standing(request), contract_id)
    require(actor(request), Capability.RECORD_CONTRACT, row, on=clock.today())
    return contract_answer(
        correct_agreed_day.perform(actor(request), at=clock.now(), contract=row, **body.model_dump())
    )


@router.post("/contracts/{contract_id}/undo-agreement", response=with_errors(ContractAnswer))
def take_back_agreement(request: HttpRequest, contract_id: Id, body: Reason) -> Any:
    """Undo that a contract on record was agreed, before anything rests on it."""
    row = executives.contract(standing(request), contract_id)
    require(actor(request), Capability.UNDO_STEP, row, on=clock.today())
    confirm_password(request)
    return contract_answer(
        undo_agreement.perform(actor(request), at=clock.now(), why=body.why, contract=row, reason=body.reason)
    )
