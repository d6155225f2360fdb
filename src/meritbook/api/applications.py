"""One candidate by number: what was stated, what is computed, what people answer and determine. Never a name.

Who it is is told by one address alone, which gives its reason to the ledger.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import (
    amend_statement,
    determine_qualification,
    link_candidate,
    qualifying,
    reveal_candidate,
    settle_question,
    withdraw_settlement,
)
from meritbook.actions.permissions import Capability, require
from meritbook.api import qualifying_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.blind import candidate_without_names, in_words, judgement_without_names
from meritbook.api.determinations import determination_line
from meritbook.api.errors import InvalidRequestError, NoSuchAddressError
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Because, Id
from meritbook.api.texts import user_named
from meritbook.core.qualifications.blind import Blind
from meritbook.core.qualifications.candidate import Person
from meritbook.core.qualifications.precedent import Question
from meritbook.desk import applications as read
from meritbook.readers.candidates import application_in
from meritbook.records import clock
from meritbook.records.models import Application, DeterminationOutcome, Precedent, Settlement, Statement

router = Router(tags=["applications"])


@router.get("/applications/{application_id}", response=with_errors(shapes.ApplicationAnswer))
def get_application(request: HttpRequest, application_id: Id) -> Any:
    """A candidate with the judgement as it is now, what is open, and what people answered and determined."""
    return _answer(read.application(standing(request), application_id))


@router.post("/applications/{application_id}/statements", response=with_errors(shapes.ApplicationAnswer, 201))
def amend(request: HttpRequest, application_id: Id, body: shapes.Amend) -> Any:
    """Take what the candidate states now, such as the answer to a notice; the earlier statement stays on record."""
    who = actor(request)
    row = read.application(standing(request), application_id)
    require(who, Capability.RECEIVE_APPLICATION, row, on=clock.today())
    seen = _seen(row, body.seen)
    handed_in = application_in(body.candidate, "body.candidate")
    amend_statement.perform(
        who,
        at=clock.now(),
        why=body.why,
        application=row,
        candidate=handed_in.candidate,
        notes=handed_in.notes,
        person=handed_in.person if handed_in.person != Person() else None,
        seen=seen,
    )
    return Status(201, _answer(read.application(standing(request), application_id)))


@router.post("/applications/{application_id}/settlements", response=with_errors(shapes.SettlementLine, 201))
def settle(request: HttpRequest, application_id: Id, body: shapes.Settle) -> Any:
    """Answer a question about the candidate, with the reason; remembered for the same question of anybody else."""
    who = actor(request)
    row = read.application(standing(request), application_id)
    require(who, Capability.SETTLE_QUESTION, row, on=clock.today())
    instead_of = None
    if body.instead_of is not None:
        instead_of = next((one for one in row.settlements.all() if one.pk == body.instead_of), None)
        if instead_of is None:
            raise InvalidRequestError("There is no such answer on this candidate.", where="body.instead_of")
    overrules = None
    if body.overrules is not None:
        overrules = Precedent.objects.filter(pk=body.overrules).first()
        if overrules is None:
            raise InvalidRequestError("There is no such precedent.", where="body.overrules")
    made = settle_question.perform(
        who,
        at=clock.now(),
        why=body.why,
        application=row,
        key=body.key,
        verdict=body.verdict,
        months=body.months,
        remember=body.remember,
        instead_of=instead_of,
        overrules=overrules,
        seen=_seen(row, body.seen),
    )
    return Status(201, _settlement(made, read.blind_of(row)))


@router.post("/settlements/{settlement_id}/withdraw", response=with_errors(shapes.SettlementLine))
def withdraw(request: HttpRequest, settlement_id: Id, body: Because) -> Any:
    """Take an answer back, with the reason. It stays on record and does not count."""
    who = standing(request)
    row = (
        Settlement.objects.filter(pk=settlement_id, application__in=who.applications())
        .select_related("application__examination", "settled_by")
        .first()
    )
    if row is None:
        raise NoSuchAddressError("There is no such answer, or it is not open to you.", where=str(settlement_id))
    made = withdraw_settlement.perform(actor(request), at=clock.now(), why=body.why, settlement=row)
    return _settlement(made, read.blind_of(row.application))


@router.post("/applications/{application_id}/determinations", response=with_errors(shapes.DeterminationLine, 201))
def determine(request: HttpRequest, application_id: Id, body: shapes.Determine) -> Any:
    """Determine whether the candidate qualifies. The judgement is kept as it is, and the notice is written."""
    who = actor(request)
    row = read.application(standing(request), application_id)
    require(who, Capability.DETERMINE_QUALIFICATION, row, on=clock.today())
    confirm_password(request)
    instead_of = None
    if body.instead_of is not None:
        instead_of = next((one for one in row.determinations.all() if one.pk == body.instead_of), None)
        if instead_of is None:
            raise InvalidRequestError("There is no such determination on this candidate.", where="body.instead_of")
    made = determine_qualification.perform(
        who,
        at=clock.now(),
        why=body.why,
        application=row,
        outcome=DeterminationOutcome(body.outcome),
        reason=body.reason,
        answer_by=body.answer_by,
        instead_of=instead_of,
        seen=body.judgement_sha256,
    )
    return Status(201, determination_line(made))


@router.post("/applications/{application_id}/reveal", response=with_errors(shapes.PersonAnswer))
def reveal(request: HttpRequest, application_id: Id, body: Because) -> Any:
    """Who the candidate is. The ledger keeps who asked and why."""
    who = actor(request)
    row = read.application(standing(request), application_id)
    require(who, Capability.REVEAL_CANDIDATE, row, on=clock.today())
    return reveal_candidate.perform(who, at=clock.now(), why=body.why, application=row)


@router.post("/applications/{application_id}/account", response=with_errors(shapes.Account))
def link(request: HttpRequest, application_id: Id, body: shapes.LinkAccount) -> Any:
    """Say which account is the candidate's own, or that none is: its holder keeps out of the examination."""
    who = actor(request)
    row = read.application(standing(request), application_id)
    require(who, Capability.RECEIVE_APPLICATION, row, on=clock.today())
    user = user_named(body.username, "body.username") if body.username else None
    linked = link_candidate.perform(who, at=clock.now(), why=body.why, application=row, user=user)
    return {"linked": linked.user_id is not None}


def _answer(row: Application) -> dict[str, Any]:
    statement, blind, judged = read.newest(row), read.blind_of(row), qualifying.judged(row)
    return {
        "id": row.pk,
        "number": row.number,
        "examination": row.examination_id,
        "statement": statement.version,
        "statement_digest": statement.digest,
        "candidate": candidate_without_names(statement.candidate, blind),
        "notes": in_words(list(statement.notes), blind),
        "judgement": judgement_without_names(judged.judgement, blind),
        "judgement_sha256": judged.sha256,
        "questions": [_question(one, blind) for one in judged.questions],
        "by_precedent": [
            {
                "key": key,
                "precedent": one.pk,
                "verdict": one.verdict,
                "why": blind.words(one.why),
                "set_by": one.set_by.full_name,
            }
            for key, one in sorted(judged.by_precedent.items())
        ],
        "settlements": [_settlement(one, blind) for one in row.settlements.all()],
        "determinations": [
            {**determination_line(one), "reason": blind.words(one.reason)} for one in row.determinations.all()
        ],
    }


def _seen(row: Application, version: int) -> Statement:
    found = next((one for one in row.statements.all() if one.version == version), None)
    if found is None:
        raise InvalidRequestError("There is no such version of the statement.", where="body.seen")
    return found


def _question(one: Question, blind: Blind) -> dict[str, Any]:
    shown = read.asked(one, {}, blind)
    return {
        "key": one.key,
        "says": shown.says,
        "ask": one.ask,
        "asks_months": one.asks_months,
        "required_words": one.required_words,
        "evidence": [": ".join(part for part in pair if part) for pair in shown.evidence],
        "identity": one.identity,
    }


def _settlement(one: Settlement, blind: Blind) -> dict[str, Any]:
    return {
        "id": one.pk,
        "key": one.key,
        "verdict": one.verdict,
        "months": one.months,
        "why": blind.words(one.why),
        "precedent": one.precedent_id,
        "settled_by": one.settled_by.full_name,
        "settled_at": one.settled_at,
        "withdrawn_at": one.withdrawn_at,
    }
