"""Make an appointment: it is in force, when all that the law and the method ask for is there."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from meritbook.actions import appointing, incumbents, ledger, policies
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import Appointment, EndCause
from meritbook.records.models.common import Vouched
from meritbook.records.states import APPOINTMENT_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, appointment: Appointment, qualification_because: str = ""
) -> Appointment:
    """The appointment in force, with what the law said of it; a transfer ends the former one on the first day.

    The position's incumbent follows on the first day: at once, when that has come. Where the qualification check is
    undetermined, `qualification_because` says on what the appointment rests all the same. Raises `ForbiddenError`;
    `OwnCaseError`; `StateError`; `SeatTermError`; `SeatHeldError`; `HoldsAnotherSeatError`; `MethodError`;
    `NotQualifiedError`; `QualificationOpenError`; `LawRefusesError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(qualification_because, field="qualification_because", required=False)
    with transaction.atomic():
        row = appointing.locked(appointment)
        role = require(actor, Capability.APPOINT_EXECUTIVE, row, on=on)
        row.status = next_state(APPOINTMENT_MOVES, "make_appointment", row.status, of="The appointment")
        possible.check_seat_covers(row.seat, row.starts_on)
        possible.check_seat_free(row.seat, row.starts_on, beside=row.pk)
        transfer = row.method == "transfer"
        former = appointing.seat_held_by(row.executive, row.starts_on, beside=row.seat_id)
        possible.check_one_seat(row.executive, row.starts_on, former, transfer=transfer)
        row.application = appointing.candidacy(row.executive, row.seat.position)
        verdict, row.qualification_says = appointing.qualification_of(row.application)
        row.qualification = str(verdict)
        value = appointing.value_of(row, on=on, completing=True)
        possible.check_fits(value)
        possible.check_qualified(verdict, reason)
        row.qualification_because = reason if verdict is Verdict.UNDETERMINED else ""
        verdicts = appointing.verdicts_on(value, starts_on=row.starts_on, on=on)
        possible.check_law(verdicts)
        row.verdicts_json = appointing.kept(verdicts)
        row.concluded_by, row.concluded_at = actor.user, at
        saved: list[Vouched] = [row]
        if former is not None:
            former.ends_before = row.starts_on
            former.ended_cause = EndCause.TRANSFER
            former.ended_because = f"Transfer to position {row.seat.position.number}."
            possible.check_ends_after_start(former)
            former.save()
            saved.append(former)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as problem:
            raise possible.HoldsAnotherSeatError(
                "The seat was filled, or the person appointed elsewhere, at the same moment."
            ) from problem
        saved.extend(incumbents.settle_incumbents(on, appointment=row))
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="make_appointment",
            subject=f"appointment:{row.pk}",
            facts={
                "seat": row.seat_id,
                "position": row.seat.position.number,
                "executive": row.executive.username,
                "starts_on": row.starts_on.isoformat(),
                "qualification": row.qualification,
                "qualification_because": row.qualification_because,
                "verdicts": appointing.answers(verdicts),
                "former": former.seat.position.number if former else None,
            },
            records=saved,
        )
    return row
