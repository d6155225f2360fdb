"""Work the law through on one day: draft what follows, and settle drafts whose ground is gone."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import handing_over, incumbents, law_days, ledger
from meritbook.actions import law_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.service_law import service_law
from meritbook.core.dates import day_in_words
from meritbook.core.service.consequences import DayOfLaw, Draft, work
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import (
    Consequence,
    ConsequenceStatus,
    LawDay,
    Position,
)
from meritbook.records.models.common import Vouched
from meritbook.records.states import CONSEQUENCE_MOVES, next_state

OPEN = (ConsequenceStatus.DRAFTED, ConsequenceStatus.STAYED)
DRAFT = "work_through_day"
GONE = "work_through_day (it no longer holds)"
AGAIN = "work_through_day (it holds again)"
STAY_OVER = "work_through_day (the stay is over)"


def perform(actor: Actor, *, at: datetime, why: str, on: date, outlook: law_days.Outlook | None = None) -> LawDay:
    """The day, worked through, with how many acts it drafted and how many drafts it found overtaken.

    `outlook` is carried from day to day by whoever works through many. Raises `ForbiddenError`; `DayWorkedError`;
    `DayLeftOutError`; `DayToComeError`; `TextError`.
    """
    law = service_law()
    role = require(actor, Capability.WORK_THROUGH_DAYS, on=clock.day_of(at))
    outlook = outlook or law_days.Outlook()
    with transaction.atomic():
        if not outlook.quiet(on, last_seq=ledger.anchor().count):
            _lock(on)
        # Runs at once queue here; the second finds the day worked.
        entry = ledger.next_entry()
        newest = possible.newest_day()
        possible.check_day(on, newest=newest, today=clock.day_of(at))
        row = LawDay(on=on, drafted=0, overtaken=0, worked_at=at)
        changed: list[Consequence] = []
        moved: list[Position] = []
        followed: list[Vouched] = []
        if not outlook.quiet(on, last_seq=entry.seq - 1):
            since = law_days.asked_from(law, possible.first_day() or on)
            records = law_days.records_on(on)
            stayed = _staying(on)
            day = work(law, records, on=on, since=since, stayed=stayed)
            row.save()
            changed = _settle(row, day)
            followed = handing_over.settle(list(handing_over.due(on)), at)
            moved = incumbents.settle_incumbents(on)
            row.drafted = sum(
                one.status == ConsequenceStatus.DRAFTED and one.drafted_on_id == row.pk for one in changed
            )
            row.overtaken = sum(one.status == ConsequenceStatus.OVERTAKEN for one in changed)
            outlook.quiet_before = law_days.look_ahead(law, records, on=on, since=since)
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="work_through_day",
            subject=f"lawday:{row.pk}",
            facts={
                "on": on.isoformat(),
                "pack": law.key,
                "drafted": row.drafted,
                "overtaken": row.overtaken,
                "incumbents": [[one.number, one.incumbent.username if one.incumbent else None] for one in moved],
                "handed_over": handing_over.moved(followed),
                "consequences": [[one.pk, one.rule, one.draft, one.status] for one in changed],
            },
            # A position whose appointing authority and incumbent both changed is vouched for as it was saved last.
            records=[row, *changed, *_last_saved(followed, moved)],
        )
    outlook.seq = entry.seq
    return row


def _lock(on: date) -> None:
    """Lock what the day may change before the end of the ledger is taken, as every action does it.

    Else whoever stays a draft, or ends an appointment, at the same moment and this would wait for one another.
    """
    handing_over.lock_due(on)
    incumbents.lock_positions(on)
    rows = Consequence.objects.select_for_update(of=("self",)).filter(status__in=OPEN)
    list(rows.order_by("pk").values_list("pk", flat=True))


def _last_saved(followed: list[Vouched], moved: list[Position]) -> list[Vouched]:
    later = {one.pk for one in moved}
    return [*(one for one in followed if not isinstance(one, Position) or one.pk not in later), *moved]


def _staying(on: date) -> set[tuple[str, int, str]]:
    """What a person set aside and is not back by the day."""
    rows = Consequence.objects.filter(status=ConsequenceStatus.STAYED).exclude(stayed_until__lt=on)
    return set(rows.values_list("rule", "seat_id", "about"))


def _settle(row: LawDay, day: DayOfLaw) -> list[Consequence]:
    """Bring what was drafted to what the law says now; the consequences that changed, as saved."""
    wanted = {one.key: one for one in day.drafts}
    changed: dict[int, Consequence] = {}
    seats = {one.seat for one in day.drafts}
    rows = (Consequence.objects.filter(status__in=OPEN) | Consequence.objects.filter(seat__in=seats)).select_related(
        "seat", "appointment"
    )
    for one in rows.order_by("pk"):
        draft = wanted.pop((one.rule, one.seat_id, one.about), None)
        if _brought_up(one, draft, day, row):
            one.save()
            changed[one.pk] = one
    for draft in wanted.values():
        made = _made(draft, row, day)
        made.save()
        changed[made.pk] = made
    return [*changed.values()]


def _made(draft: Draft, row: LawDay, day: DayOfLaw) -> Consequence:
    assert day.judge is not None  # noqa: S101 - it drafted something
    return Consequence(
        pack=day.judge.law.key,
        rule=draft.rule,
        draft=draft.draft,
        seat_id=draft.seat,
        appointment_id=draft.appointment,
        contract_id=draft.contract,
        due_on=draft.due_on,
        about=draft.about,
        says=draft.says,
        verdict_json=canonical_json(draft.verdict),
        drafted_on=row,
        status=next_state(CONSEQUENCE_MOVES, DRAFT, "", of="The consequence"),
    )


def _brought_up(one: Consequence, draft: Draft | None, day: DayOfLaw, row: LawDay) -> bool:
    """Bring one consequence to the day; whether it changed."""
    before = (one.status, one.says)
    if one.status == ConsequenceStatus.STAYED and one.stayed_until is not None and one.stayed_until < day.on:
        one.status = next_state(CONSEQUENCE_MOVES, STAY_OVER, one.status, of=str(one))
        one.drafted_on = row
    if one.status == ConsequenceStatus.OVERTAKEN and draft is not None:
        one.status = next_state(CONSEQUENCE_MOVES, AGAIN, one.status, of=str(one))
        one.overtaken_on, one.overtaken_because, one.drafted_on = None, "", row
    if one.status != ConsequenceStatus.DRAFTED:
        return before != (one.status, one.says)
    if draft is None:
        one.status = next_state(CONSEQUENCE_MOVES, GONE, one.status, of=str(one))
        one.overtaken_on = day.on
        one.overtaken_because = day.why_not((one.rule, one.seat_id, one.about)) or _gone(one)
    elif draft.says != one.says:
        # What hangs on a reading on one day may be beyond doubt on the next.
        one.says, one.due_on, one.verdict_json = draft.says, draft.due_on, canonical_json(draft.verdict)
        one.contract_id = draft.contract
    return before != (one.status, one.says)


def _gone(one: Consequence) -> str:
    """Why what the act is about is there no longer."""
    if one.seat.ends_before is not None:
        return f"The position left the service: its last day ended before {day_in_words(one.seat.ends_before)}."
    appointment = one.appointment
    if appointment is not None and appointment.ends_before is not None:
        return f"The appointment ended before {day_in_words(appointment.ends_before)}."
    return "What it rested on is no longer on record."
