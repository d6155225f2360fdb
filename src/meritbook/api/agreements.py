"""The words of performance contracts: read, drawn up, written, proposed, commented on, agreed; and the annual open."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from meritbook.actions import (
    agree_contract,
    alter_contract,
    answer_contract,
    comment_contract,
    contracting,
    draw_contract,
    open_contract_year,
    propose_contract,
    reopen_contract,
    resume_job,
    save_contract,
    settle_comment,
    stop_job,
    withdraw_contract,
    year_opening,
)
from meritbook.actions.contracting_policies import DraftProblemsError
from meritbook.actions.permissions import Capability, require
from meritbook.api import agreement_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.errors import InvalidRequestError
from meritbook.api.replies import page_of, with_errors
from meritbook.api.shapes import Because, Id, Number, Paged, Words
from meritbook.core.contracts.check import read_text
from meritbook.core.contracts.text import ContractText
from meritbook.desk import agreements as words
from meritbook.desk import contracts as read
from meritbook.desk import executives as seats
from meritbook.desk import jobs as works
from meritbook.records import clock
from meritbook.records.models import ContractComment, ContractVersion, Department, PerformanceContract, StoredDocument

router = Router(tags=["contracts"])


@router.get("/agreements", response=with_errors(Paged[shapes.AgreementLine]))
def list_agreements(
    request: HttpRequest,
    q: Words = "",
    department: Words = "",
    year: Annotated[int, Field(ge=0, le=9998)] = 0,
    state: Words = "",
    mine: bool = False,
    page: Number = 1,
) -> Any:
    """The contracts that the person may read, the latest first. `year` is the one in which the fiscal year begins.

    `state` is one of draft, proposed, agreed, signed, altering, withdrawn.
    """
    who = standing(request)
    require(actor(request), Capability.READ_CONTRACT, on=who.on)
    if state and state not in words.STATES:
        raise InvalidRequestError(f"There is no such state. There are: {', '.join(words.STATES)}.", where="query.state")
    row = _department(department, "query.department")
    found = words.find(
        read.contracts(who),
        asked=q,
        department=row.pk if row else None,
        year=year or None,
        state=state,
        mine=who.user.pk if mine and who.user else None,
    )
    return page_of(words.listed(found, page, who))


@router.get("/agreements/{agreement_id}", response=with_errors(shapes.AgreementAnswer))
def get_agreement(request: HttpRequest, agreement_id: Id) -> Any:
    """One contract with its versions."""
    return _agreement(request, read.contract(standing(request), agreement_id))


@router.get("/agreements/{agreement_id}/versions/{number}", response=with_errors(shapes.ContractVersionAnswer))
def get_version(request: HttpRequest, agreement_id: Id, number: Number) -> Any:
    """One version with its words, seals and comments."""
    who = standing(request)
    return _version(words.version(who, read.contract(who, agreement_id), number))


@router.get("/agreements/{agreement_id}/compare/{number}/{other}", response=with_errors(list[dict[str, Any]]))
def compare(request: HttpRequest, agreement_id: Id, number: Number, other: Number) -> Any:
    """The sections and fields in which two versions differ, with the words that went and came."""
    who = standing(request)
    row = read.contract(who, agreement_id)
    old, new = words.version(who, row, number), words.version(who, row, other)
    return [one.plain() for one in words.compared(old.text, new.text)]


@router.post("/seats/{seat_id}/agreements", response=with_errors(shapes.ContractVersionAnswer, 201))
def draw(request: HttpRequest, seat_id: Id, body: shapes.Draw) -> Any:
    """Draw up a contract of the executive in a seat, from last year's words or the blank form."""
    who = standing(request)
    row = seats.seat(who, seat_id)
    held = words.drawable(who, row, who.on)
    if held is None:
        require(actor(request), Capability.DRAW_CONTRACT, row, on=who.on)
        raise InvalidRequestError("Nobody holds the seat.", where="path.seat_id")
    taken = body.model_dump(exclude={"why"})
    return Status(
        201, _version(draw_contract.perform(actor(request), at=clock.now(), why=body.why, appointment=held, **taken))
    )


@router.post("/agreements/{agreement_id}/save", response=with_errors(shapes.ContractVersionAnswer))
def save(request: HttpRequest, agreement_id: Id, body: shapes.Save) -> Any:
    """Save the words of the draft; what somebody else saved in between is merged, or refused with both."""
    row, version = _under_way(request, agreement_id)
    done = save_contract.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        version=version,
        text=_text(body.text),
        base_sha256=body.base_sha256,
        base=_text(body.base) if body.base is not None else None,
    )
    done.contract = row
    return _version(done)


@router.post("/agreements/{agreement_id}/propose", response=with_errors(shapes.ContractVersionAnswer))
def propose(request: HttpRequest, agreement_id: Id, body: shapes.ProposeWords) -> Any:
    """Propose the draft to the other side."""
    _, version = _under_way(request, agreement_id)
    return _version(propose_contract.perform(actor(request), at=clock.now(), version=version, **body.model_dump()))


@router.post("/agreements/{agreement_id}/agree", response=with_errors(shapes.ContractVersionAnswer))
def agree(request: HttpRequest, agreement_id: Id, body: shapes.Shown) -> Any:
    """Agree to what the other side proposed."""
    _, version = _under_way(request, agreement_id)
    confirm_password(request)
    return _version(
        agree_contract.perform(actor(request), at=clock.now(), why=body.why, version=version, sha256=body.sha256)
    )


@router.post("/agreements/{agreement_id}/answer", response=with_errors(shapes.ContractVersionAnswer, 201))
def answer(request: HttpRequest, agreement_id: Id, body: shapes.Answer) -> Any:
    """Answer a proposal with other words, as the next draft."""
    _, version = _under_way(request, agreement_id)
    text = _text(body.text) if body.text is not None else None
    done = answer_contract.perform(actor(request), at=clock.now(), why=body.why, version=version, text=text)
    return Status(201, _version(done))


@router.post("/agreements/{agreement_id}/comments", response=with_errors(shapes.CommentAnswer, 201))
def comment(request: HttpRequest, agreement_id: Id, body: shapes.Comment) -> Any:
    """Comment on a section of the version under way."""
    _, version = _under_way(request, agreement_id)
    taken = body.model_dump(exclude={"why"})
    done = comment_contract.perform(actor(request), at=clock.now(), why=body.why, version=version, **taken)
    return Status(201, _comment(done))


@router.post("/agreements/{agreement_id}/comments/{comment_id}/settle", response=with_errors(shapes.CommentAnswer))
def settle(request: HttpRequest, agreement_id: Id, comment_id: Id, body: shapes.SettleComment) -> Any:
    """Say what became of a comment."""
    who = standing(request)
    row = read.contract(who, agreement_id)
    contracting.require_side(actor(request), row, row.appointment, on=who.on)
    found = words.comment(who, row, comment_id)
    return _comment(settle_comment.perform(actor(request), at=clock.now(), why=body.why, comment=found, says=body.says))


@router.post("/agreements/{agreement_id}/reopen", response=with_errors(shapes.ContractVersionAnswer, 201))
def reopen(request: HttpRequest, agreement_id: Id, body: shapes.Closing) -> Any:
    """Take a proposal back, or open agreed words again, as the next draft."""
    _, version = _under_way(request, agreement_id)
    confirm_password(request)
    done = reopen_contract.perform(actor(request), at=clock.now(), why=body.why, version=version, reason=body.reason)
    return Status(201, _version(done))


@router.post("/agreements/{agreement_id}/withdraw", response=with_errors(shapes.AgreementAnswer))
def withdraw(request: HttpRequest, agreement_id: Id, body: shapes.Closing) -> Any:
    """Withdraw a contract that was never signed, or an alteration."""
    row = _mine(request, agreement_id)
    confirm_password(request)
    withdraw_contract.perform(actor(request), at=clock.now(), why=body.why, contract=row, reason=body.reason)
    return _agreement(request, read.contract(standing(request), agreement_id))


@router.post("/agreements/{agreement_id}/alter", response=with_errors(shapes.ContractVersionAnswer, 201))
def alter(request: HttpRequest, agreement_id: Id, body: shapes.Alter) -> Any:
    """Begin an alteration of a signed contract."""
    row = _mine(request, agreement_id)
    evidence = StoredDocument.objects.filter(sha256=body.evidence).first() if body.evidence else None
    if body.evidence and evidence is None:
        raise InvalidRequestError("No document on record has this seal.", where="body.evidence")
    done = alter_contract.perform(
        actor(request), at=clock.now(), why=body.why, contract=row, reason=body.reason, evidence=evidence
    )
    return Status(201, _version(done))


@router.post("/contract-years", response=with_errors(shapes.WorkAnswer, 201))
def open_year(request: HttpRequest, body: shapes.OpenYear) -> Any:
    """Let the contracts of a fiscal year be drawn up, of a department or of all; a worker does it."""
    row = _department(body.department, "body.department")
    year_opening.require_reach(actor(request), row, on=clock.today())
    confirm_password(request)
    made = open_contract_year.perform(
        actor(request), at=clock.now(), why=body.why, starts_on=body.starts_on, department=row
    )
    return Status(201, _work(works.opening(standing(request), made.pk)))


@router.get("/contract-years/{work_id}", response=with_errors(shapes.WorkAnswer))
def get_work(request: HttpRequest, work_id: Id) -> Any:
    """How far the work is."""
    require(actor(request), Capability.OPEN_YEAR, on=clock.today())
    return _work(works.opening(standing(request), work_id))


@router.post("/contract-years/{work_id}/stop", response=with_errors(shapes.WorkAnswer))
def stop(request: HttpRequest, work_id: Id, body: Because) -> Any:
    """Stop the work after the part at hand."""
    require(actor(request), Capability.OPEN_YEAR, on=clock.today())
    one = works.opening(standing(request), work_id)
    stop_job.perform(actor(request), at=clock.now(), why=body.why, job=one.row)
    return _work(works.opening(standing(request), work_id))


@router.post("/contract-years/{work_id}/resume", response=with_errors(shapes.WorkAnswer))
def resume(request: HttpRequest, work_id: Id, body: Because) -> Any:
    """Let the work go on."""
    require(actor(request), Capability.OPEN_YEAR, on=clock.today())
    one = works.opening(standing(request), work_id)
    resume_job.perform(actor(request), at=clock.now(), why=body.why, job=one.row)
    return _work(works.opening(standing(request), work_id))


def _mine(request: HttpRequest, pk: int) -> PerformanceContract:
    """A contract on whose words the person may act, on their side."""
    who = standing(request)
    row = read.contract(who, pk)
    contracting.require_side(actor(request), row, row.appointment, on=who.on)
    return row


def _under_way(request: HttpRequest, pk: int) -> tuple[PerformanceContract, ContractVersion]:
    """Such a contract, and the version that is under way; the newest where none is, so that the act says why not."""
    row = _mine(request, pk)
    lines = words.versions_of(standing(request), row)
    pending = next((one.row for one in lines if one.row.status in ("draft", "proposed", "agreed")), None)
    return row, pending or lines[0].row


def _text(plain: dict[str, Any]) -> ContractText:
    text, problems = read_text(plain)
    if text is None:
        raise DraftProblemsError(
            "The words cannot be read.", where="body.text", details={"problems": [one.plain() for one in problems]}
        )
    return text


def _department(code: str, where: str) -> Department | None:
    row = Department.objects.filter(code__iexact=code.replace("\0", "")).first() if code else None
    if code and row is None:
        raise InvalidRequestError(f"There is no department “{code}”.", where=where)
    return row


def _agreement(request: HttpRequest, row: PerformanceContract) -> dict[str, Any]:
    who = standing(request)
    lines = words.versions_of(who, row)
    return {
        **asdict(words.line_of(row, who)),
        "appointment": row.appointment_id,
        "withdrawn": row.withdrawn_at is not None,
        "versions": [
            {
                "number": one.row.number,
                "status": one.row.status,
                "says": one.says,
                "readable": one.readable,
                "sha256": one.row.sha256 if one.readable else "",
            }
            for one in lines
        ],
    }


def _version(one: ContractVersion) -> dict[str, Any]:
    text = one.text
    return {
        "contract": one.contract_id,
        "number": one.number,
        "status": one.status,
        "alters": one.alters.number if one.alters else None,
        "reason": one.reason,
        "sha256": one.sha256,
        "sections": text.hashes(),
        "text": text.plain(),
        "proposed_side": one.proposed_side,
        "problems": [each.plain() for each in contracting.problems_of(one.contract.appointment, text, one)],
        "comments": [_comment(each) for each in one.comments.select_related("written_by")],
        "verdicts": [each.plain() for each in contracting.verdicts_of(one)],
    }


def _comment(one: ContractComment) -> dict[str, Any]:
    return {
        "id": one.pk,
        "section": one.section,
        "says": one.says,
        "written_by": one.written_by.username,
        "written_at": one.written_at,
        "settled": one.settled_at is not None,
        "settled_says": one.settled_says,
    }


def _work(one: works.JobLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "says": one.says,
        "status": one.status,
        "done": one.done,
        "total": one.total,
        "left_out": one.row.left_out,
    }
