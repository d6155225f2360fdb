"""Nominate a position for the executive service: it keeps a seat reserved while the nomination is under way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, nominating, policies, seating
from meritbook.actions.actor import Actor
from meritbook.core.service.nominating import TO_SUBMIT
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import Nomination, Position
from meritbook.records.states import NOMINATION_MOVES, next_state


def check_complete(nomination: Nomination, at: datetime) -> None:
    """The nomination is complete by the law, and its description official; raises `IncompleteError`."""
    for one in nominating.verdicts_of(nomination, on=clock.day_of(at), rules=TO_SUBMIT):
        if one.verdict is not Verdict.MET:
            raise nominating.IncompleteError(
                f"{one.sentence} [{one.rule}]",
                where=nomination.position.number,
                remedy=one.cure,
                details={"verdict": one.plain()},
            )


def perform(actor: Actor, *, at: datetime, why: str, position: Position, rationale: str) -> Nomination:
    """The nomination, submitted with the description that is official now.

    Of two nominations for one last seat at the same moment one gets it. Raises `ForbiddenError` for
    anybody but a director of this department; `OwnCaseError` for the position that they hold themselves;
    `InServiceError`; `IncompleteError` without an official description or a rationale; `NoSeatError` and
    `SeatUndeterminedError` with the verdict; `DatedActError` where the department has ended; `TextError`.
    """
    on = clock.day_of(at)
    nominating.require_director(actor, position, on)
    rationale = policies.check_text(rationale, field="rationale", longest=20_000)
    with transaction.atomic():
        seating.lock(position.department, position)
        position = Position.objects.select_related("department").get(pk=position.pk)
        role = nominating.require_director(actor, position, on)  # as it stands now
        seating.check_department_on(position.department, on)
        seating.check_not_in_service(position, on=on)
        version = nominating.official_of(position)
        if version is None:
            raise nominating.IncompleteError(
                f"Position {position.number} has no official description.", where=position.number
            )
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        nomination = Nomination(
            position=position,
            department=position.department,
            description=version,
            rationale=rationale,
            status=next_state(NOMINATION_MOVES, "nominate_position", "", of="The nomination"),
            nominated_by=actor.user,
            nominated_at=at,
        )
        check_complete(nomination, at)
        verdicts = seating.seat_verdicts(position.department, on=on)
        seating.check_free(verdicts, where=position.number)
        nomination.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="nominate_position",
            subject=f"nomination:{nomination.pk}",
            facts={
                "nomination": nomination.pk,
                "position": position.number,
                "position_id": position.pk,
                "department": position.department.code,
                "department_id": position.department_id,
                "description": version.version,
                "rationale": rationale,
                "verdicts": {one.rule: one.verdict.value for one in verdicts},
            },
            records=[nomination],
        )
    return nomination
