"""Settle an open question about a candidate, with the reason; the same question is answered alike from then on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from meritbook.actions import ledger, policies, qualifying
from meritbook.actions import qualifying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.qualifications.blind import Blind
from meritbook.core.qualifications.precedent import Question
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import Application, Examination, Precedent, PrecedentStatus, Settlement, Statement
from meritbook.records.models.common import Vouched
from meritbook.records.states import PRECEDENT_MOVES, next_state


@dataclass(frozen=True)
class _Answer:
    """What was answered, by whom and when."""

    actor: Actor
    at: datetime
    why: str
    verdict: Verdict
    months: Decimal | None
    policy: str
    blind: Blind
    """What takes the candidate's names out of words that are kept for others."""


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    application: Application,
    key: str,
    verdict: Verdict,
    months: Decimal | None = None,
    remember: bool = True,
    instead_of: Settlement | None = None,
    overrules: Precedent | None = None,
    seen: Statement | None = None,
) -> Settlement:
    """The answer to the question at `key` (a node, or a node and a job), for this candidate; `why` is the reason.

    With `remember` it becomes the precedent for the same question of anybody else. Where one stands that says the
    same, that one is named. Where one says otherwise, `overrules` names it as overruled, which needs the right to; or
    `remember` is false, and the answer departs from it for this candidate alone. A question that only this
    candidate can have, and an answer that leaves it open, set no precedent. `instead_of` is the standing answer
    that this one replaces; without it, of two people who answer at once one is told. `seen` is the statement that
    was read.

    The precedent and the ledger keep the question, its evidence and the reason without the candidate's names, save
    where the answer rests on one. Raises `ForbiddenError`; `OwnCaseError`, also where the overruled one decides on the
    actor; `TextError`; `ExaminationClosedError`; `StatedAnewError`;
    `AlreadySettledError`; `SettlementWithdrawnError`; `QuestionNotOpenError`; `MonthsError`; `PrecedentStandsError`.
    """
    why = policies.check_text(why, field="why")
    key = policies.check_text(key, field="key", longest=200)
    with transaction.atomic():
        examination = Examination.objects.select_for_update().get(pk=application.examination_id)
        application = Application.objects.select_for_update().get(pk=application.pk)
        application.examination = examination
        role = require(actor, Capability.SETTLE_QUESTION, application, on=clock.day_of(at))
        possible.check_open(examination)
        statement = qualifying.newest_statement(application)
        possible.check_read(statement, seen)
        standing = application.settlements.filter(key=key, withdrawn_at__isnull=True).first()
        possible.check_not_settled(standing, instead_of)
        question = possible.check_answerable(key, qualifying.question_at(application, key))
        months = possible.check_months(question, verdict, months)
        blind = Blind(application.person, statement.candidate)
        answer = _Answer(actor, at, why, verdict, months, examination.policy, blind)
        saved: list[Vouched] = []
        if standing is not None:
            standing.withdrawn_by, standing.withdrawn_at = actor.user, at
            standing.save()
            saved.append(standing)
        keep = remember and verdict is not Verdict.UNDETERMINED
        precedent, changed = _precedent(answer, question, remember=keep, overrules=overrules)
        saved.extend(changed)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        settlement = Settlement.objects.create(
            application=application,
            statement=statement,
            key=key,
            verdict=verdict,
            months=months,
            why=why,
            precedent=precedent,
            settled_by=actor.user,
            settled_at=at,
        )
        saved.append(settlement)
        qualifying.find([application], at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=blind.words(why),
            action="settle_question",
            subject=f"application:{application.pk}",
            facts={
                "examination": examination.number,
                "application": application.number,
                "statement": statement.digest,
                "key": key,
                "question": blind.words(question.says),
                "identity": question.identity,
                "verdict": str(verdict),
                "months": None if months is None else f"{months:f}",
                "replaces": standing.pk if standing else None,
                "precedent": precedent.pk if precedent else None,
                "sets_precedent": precedent is not None and precedent in changed,
                "departs": precedent is not None and not _agrees(precedent, answer),
                "overrules": [row.pk for row in changed if row != precedent],
            },
            records=saved,
        )
    if changed:
        qualifying.find_touched(question.identity, at=at)
    return settlement


def _agrees(precedent: Precedent, answer: _Answer) -> bool:
    return (precedent.verdict, precedent.months) == (answer.verdict, answer.months)


def _standing(identity: str) -> Precedent | None:
    found = Precedent.objects.select_for_update(of=("self",)).select_related("set_by")
    return found.filter(identity=identity, status=PrecedentStatus.STANDING).first()


def _precedent(
    answer: _Answer, question: Question, *, remember: bool, overrules: Precedent | None
) -> tuple[Precedent | None, list[Precedent]]:
    """The precedent that the answer sets, agrees with or departs from, and the precedents saved on the way."""
    if not question.identity:
        return None, []
    standing = _standing(question.identity)
    if not remember or (standing is not None and _agrees(standing, answer)):
        return standing, []
    changed: list[Precedent] = []
    if standing is not None:
        possible.check_overruled(standing, overrules)
        require(answer.actor, Capability.OVERRULE_PRECEDENT, standing, on=clock.day_of(answer.at))
        standing.status = next_state(PRECEDENT_MOVES, "settle_question otherwise", standing.status, of=str(standing))
        standing.overruled_by, standing.overruled_at = answer.actor.user, answer.at
        standing.overruled_why = answer.blind.words(answer.why)
        standing.save()
        changed.append(standing)
    assert answer.actor.user is not None  # noqa: S101  # the program itself holds no such capability
    made = Precedent(
        identity=question.identity,
        question=answer.blind.words(question.says),
        required_words=question.required_words,
        evidence_json=canonical_json([answer.blind.evidence(one) for one in question.evidence]),
        policy=answer.policy,
        verdict=answer.verdict,
        months=answer.months,
        why=answer.blind.words(answer.why),
        set_by=answer.actor.user,
        set_at=answer.at,
        status=next_state(PRECEDENT_MOVES, "settle_question", "", of="The precedent"),
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        # Somebody answered the same question about another candidate at this very moment.
        first = _standing(question.identity)
        if first is None:
            raise
        if not _agrees(first, answer):
            possible.check_overruled(first, None)
        return first, changed
    qualifying.keep_asked([(question, answer.policy)])
    return made, [*changed, made]
