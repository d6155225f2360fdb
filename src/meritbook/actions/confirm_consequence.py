"""Confirm what the law drafted: the act is done, and told in a letter."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from meritbook.actions import act_letters, dismissing, incumbents, law_days, ledger, policies
from meritbook.actions import law_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.core.service.acts import ACTS, ActOfLaw
from meritbook.core.service.consequences import falls_with
from meritbook.records import clock
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    Consequence,
    ConsequenceStatus,
    ContractRecord,
    EndCause,
    Position,
    Seat,
)
from meritbook.records.models.common import Vouched
from meritbook.records.states import CONSEQUENCE_MOVES, next_state

OF_ANOTHER = "confirm_consequence of another"


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    consequence: Consequence,
    says: str = "",
    served_on: date | None = None,
) -> Consequence:
    """The consequence, confirmed: what it drafted is done from its due day on, and its letter is kept.

    `says` are remarks for the letter. `served_on` is the day on which the letter reaches the executive, from which an
    appeal is counted; today when none is given. Raises `ForbiddenError`; `OwnCaseError`; `StateError`;
    `GroundGoneError`; `LaterAppointmentError`; `ServiceDayError`; `DayRangeError`; `TextError`;
    `LetterError`.
    """
    says = policies.check_text(says, field="says", required=False)
    today = clock.day_of(at)
    served = served_on or today
    with transaction.atomic():
        entry = _lock(consequence)
        rows = Consequence.objects.select_for_update(of=("self",))
        one = rows.select_related("seat__position__department", "appointment__executive").get(pk=consequence.pk)
        role = require(actor, Capability.SETTLE_CONSEQUENCE, one, on=today)
        one.status = next_state(CONSEQUENCE_MOVES, "confirm_consequence", one.status, of=str(one))
        possible.check_service(served, today=today)
        law_days.check_ground(one)
        one.settled_by, one.settled_at, one.settled_says = actor.user, at, says
        verdict = LawVerdict.model_validate_json(one.verdict_json)
        assert verdict.effect is not None  # noqa: S101 - it was drafted because the rule is not met
        rights = dismissing.rights_against(one, verdict.effect.appeal, served_on=served)
        letter = act_letters.letter_of(one, verdict, rights, entry, served_on=served)
        one.document = act_letters.write(actor, at=at, consequence=one, letter=letter)
        done = [*_do(ACTS[one.draft], one, today=today), *_overtake(ACTS[one.draft], one, today=today)]
        one.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="confirm_consequence",
            subject=f"consequence:{one.pk}",
            facts={
                "rule": one.rule,
                "draft": one.draft,
                "position": one.seat.position.number,
                "seat": one.seat_id,
                "seat_ends_before": one.seat.ends_before.isoformat() if one.seat.ends_before else None,
                "due_on": one.due_on.isoformat(),
                "served_on": served.isoformat(),
                "appeal_until": rights.last_day.isoformat() if rights.last_day else None,
                "letter": one.document.sha256,
                "overtaken": [row.pk for row in done if isinstance(row, Consequence)],
            },
            records=[one, one.document, *done],
        )
    return one


def _lock(consequence: Consequence) -> ledger.NextEntry:
    """Lock the position and what is drafted of its seat, and then the end of the ledger, as every action does it.

    Whoever takes the end of the ledger first and waits for a row then would wait for ever for an action that holds the
    row and waits for the ledger, such as the end of the appointment.
    """
    Position.objects.select_for_update().get(pk=consequence.seat.position_id)
    rows = Consequence.objects.select_for_update(of=("self",)).filter(seat=consequence.seat_id)
    list(rows.order_by("pk").values_list("pk", flat=True))
    return ledger.next_entry()


def _do(act: ActOfLaw, one: Consequence, *, today: date) -> list[Vouched]:
    """Do the act; the rows that it changed, as saved."""
    changed: list[Vouched] = []
    over = act.ends_before(one.due_on)
    if act.leaves:
        seat = Seat.objects.select_for_update().get(pk=one.seat_id)
        # A position that entered on the very day was in for that day.
        over = max(over, seat.starts_on + timedelta(days=1))
        if seat.ends_before is None or seat.ends_before > over:
            seat.ends_before, seat.left_rule, seat.left_because = over, one.rule, one.says
            seat.save()
            changed.append(seat)
        one.seat.ends_before = seat.ends_before
    if act.parts:
        changed += _end_appointments(act, one, over, today=today)
    if act.releases and one.contract_id is not None:
        contract = ContractRecord.objects.select_for_update().get(pk=one.contract_id)
        contract.taken_from_file_on = today
        contract.save()
        changed.append(contract)
    return changed


def _end_appointments(act: ActOfLaw, one: Consequence, over: date, *, today: date) -> list[Vouched]:
    """End the appointment; where the position leaves, every one in it."""
    changed: list[Vouched] = []
    rows = Appointment.objects.filter(seat=one.seat_id, status=AppointmentStatus.IN_FORCE)
    if not act.leaves:
        rows = rows.filter(pk=one.appointment_id)
    for row in rows.exclude(ends_before__lte=over).select_for_update(of=("self",)).select_related("executive"):
        possible.check_appointment(row.starts_on, ends_before=over, of=row.executive.full_name)
        before = _ended_before(row)
        if act.leaves and row.ended_cause:
            # Whoever's position converts goes on in it, outside the service, until the day on which they leave it.
            row.leaves_position_before = row.ends_before
        elif not act.leaves:
            row.ended_cause = EndCause.DISMISSAL
        row.ends_before, row.ended_rule, row.ended_because = over, one.rule, f"{one.says}{before}"
        row.save()
        changed += [row, *incumbents.settle_incumbents(today, appointment=row)]
    return changed


def _ended_before(row: Appointment) -> str:
    """What was on record of the end before the law ended it; empty where nothing was."""
    if row.ends_before is None:
        return ""
    last = day_in_words(row.ends_before - timedelta(days=1))
    cause = f"{row.get_ended_cause_display()}, " if row.ended_cause else ""
    return f" On record before: {cause}last day {last}. {row.ended_because}".rstrip()


def _overtake(act: ActOfLaw, one: Consequence, *, today: date) -> list[Consequence]:
    """Drafts that fall with what was confirmed."""
    rows = Consequence.objects.filter(seat=one.seat_id, status=ConsequenceStatus.DRAFTED).exclude(pk=one.pk)
    if not act.leaves:
        rows = rows.filter(appointment=one.appointment_id)
    found = []
    for other in rows.select_for_update(of=("self",)).select_related("seat__position"):
        if falls_with(act, ACTS[other.draft], other.about):
            other.status = next_state(CONSEQUENCE_MOVES, OF_ANOTHER, other.status, of=str(other))
            other.overtaken_on = today
            other.overtaken_because = f"{act.title} was confirmed by {one.rule}; this falls away with it."
            other.save()
            found.append(other)
    return found
