"""Is it possible now? What the acts on Lean work ask of the record, and the refusals that they give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from meritbook.actions import leaning
from meritbook.actions.actor import Actor
from meritbook.actions.measuring_policies import MOST_WHOLE
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.policies import PolicyError, TakenError, check_day_in_range, check_text
from meritbook.core.dates import day_in_words
from meritbook.core.faults import first_words, sentence
from meritbook.core.results.lean_policy import LeanPolicy, SavingKind, known
from meritbook.core.results.value_stream import ValueStream
from meritbook.core.values import digest
from meritbook.records.models import (
    DesignGate,
    DesignProject,
    EventActionState,
    EventStatus,
    GateOutcome,
    KaizenEvent,
    KaizenMeasure,
    MapKind,
    ProjectStatus,
    Saving,
    SavingStatus,
    StreamMap,
    User,
)

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,78}")
MOST_TEAM = 40
MOST_MEASURES = 20
LONGEST_EVENT = 60
"""Days from the first to the last day of an event: more is a project, or a slip."""
MOST_AMOUNT = Decimal("999999999999.99")
MOST_YEARS = 10


class LeanError(PolicyError):
    """A charter, an action, a note or a project that cannot be kept as it is."""

    code = "results.lean"
    remedy = "Mend what is named, and send it again."
    http_status = 422


class SponsorError(ForbiddenError):
    """Somebody else is the sponsor, or the sponsor would approve what they wrote themselves."""

    code = "results.lean_sponsor"
    remedy = "The sponsor whom the charter names decides; somebody else writes it."


class CharterError(PolicyError):
    """The charter cannot be approved or changed as things stand."""

    code = "results.charter"
    remedy = "Open the event again to see how its charter stands."


class ReadingError(PolicyError):
    """A value of an event that cannot be recorded so, or not yet."""

    code = "results.lean_value"
    remedy = "See for which days values are owed, and where the value of a measure of the register comes from."
    http_status = 422


class StreamMapError(PolicyError):
    """A map that cannot be kept: a figure that is impossible, a step without a name, no change at all."""

    code = "results.stream_map"
    remedy = "Mend the figure that is named; leave empty what is not known."
    http_status = 422


class SavingError(PolicyError):
    """A saving that cannot be claimed, verified or withdrawn so."""

    code = "results.saving"
    remedy = "Give an amount above zero for each fiscal year, in whole cents, and no more than was claimed."
    http_status = 422


class NotFinishedError(PolicyError):
    """The event cannot be closed: a value, an action or a saving is open."""

    code = "results.lean_not_finished"
    remedy = "Do what is listed first. A value that cannot be had is recorded as such, with the reason."


class GateError(PolicyError):
    """A gate that cannot be asked for or decided as things stand."""

    code = "results.gate"
    remedy = "Open the project again to see its phase, and whether a gate waits."


def check_key(key: str, model: type[KaizenEvent] | type[DesignProject]) -> str:
    """The key as it is kept; raises `LeanError` and `TakenError`."""
    said = key.strip()
    if not _KEY.fullmatch(said):
        raise LeanError("The key is made of small letters, digits and hyphens, at most 79 of them.", where="key")
    if model.objects.filter(key__iexact=said).exists():
        raise TakenError(f"The key {said} is taken already.", where="key")
    return said


def check_words(**fields: str) -> dict[str, str]:
    """Words as they are kept; raises `TextError`."""
    free = ("scope_out", "others")
    return {
        name: check_text(said, field=name, longest=200 if name == "title" else 4_000, required=name not in free)
        for name, said in fields.items()
    }


def check_person(person: User, *, where: str) -> None:
    """Somebody who can sign in."""
    if not person.is_active:
        raise LeanError(f"{person.full_name} is shut out and cannot take part.", where=where)


def check_charter(actor: Actor, *, sponsor: User, lead: User, team: Sequence[User]) -> None:
    """The people of a charter: the sponsor neither writes it nor leads the event."""
    for where, one in (("sponsor", sponsor), ("lead", lead), *(("team", one) for one in team)):
        check_person(one, where=where)
    if actor.user is not None and sponsor.pk == actor.user.pk:
        raise LeanError("The sponsor approves the charter, so somebody else writes it.", where="sponsor")
    if sponsor.pk == lead.pk:
        raise LeanError("The sponsor does not lead the event; name two people.", where="lead")
    if len({one.pk for one in team}) < len(team):
        raise LeanError("Somebody stands in the team twice.", where="team")
    if len(team) > MOST_TEAM:
        raise LeanError(f"A team has {MOST_TEAM} people at most.", where="team")


def check_days(starts_on: date, last_day: date) -> None:
    """The days of the event."""
    for where, day in (("starts_on", starts_on), ("last_day", last_day)):
        check_day_in_range(day, where=where)
    if last_day < starts_on:
        raise LeanError("The last day lies before the first.", where="last_day")
    if (last_day - starts_on).days > LONGEST_EVENT:
        raise LeanError(f"An event lasts {LONGEST_EVENT} days at most.", where="last_day")


def check_written(event: KaizenEvent) -> None:
    """The charter may still be written: it is neither approved nor over."""
    if event.status not in (EventStatus.CHARTERED, EventStatus.RETURNED):
        raise CharterError(
            f"The charter stands as it was approved: {event.get_status_display().lower()}.", where=event.key
        )


def check_sponsor(actor: Actor, event: KaizenEvent) -> None:
    """The sponsor decides, of a charter that somebody else wrote."""
    if actor.user is None or actor.user.pk != event.sponsor_id:
        raise SponsorError(f"{event.sponsor.full_name} is the sponsor of this event.", where=event.key)
    if actor.user.pk == event.written_by_id:
        raise SponsorError("You wrote this charter yourself.", where=event.key)


def check_charter_read(event: KaizenEvent, sha256: str, *, approve: bool) -> None:
    """It is as it was read; and to approve it, there is something to measure."""
    if sha256 and sha256 != event.sha256:
        raise CharterError("The charter was changed since you opened it.", where="sha256")
    if approve and not event.measures.filter(current=True).exists():
        raise CharterError(
            "The charter names no measure: nobody could tell whether the event helped.",
            where="measures",
            remedy="Send it back, or have a measure added first.",
        )


def check_working(event: KaizenEvent) -> None:
    """The event is approved and not over."""
    if event.status not in (EventStatus.APPROVED, EventStatus.HELD):
        raise CharterError(
            f"This needs an approved event that is not over; it is {event.get_status_display().lower()}.",
            where=event.key,
        )


def check_not_over(event: KaizenEvent) -> None:
    """The event is neither closed nor dropped."""
    if event.status not in leaning.OPEN:
        raise CharterError(f"The event is over: {event.get_status_display().lower()}.", where=event.key)


def check_has_come(day: date, *, on: date, where: str) -> None:
    """A day on which something was done, not one to come."""
    check_day_in_range(day, where=where)
    if day > on:
        raise LeanError(f"{day_in_words(day)} has not come yet.", where=where)


def check_note_day(event: KaizenEvent, day: date, *, on: date) -> None:
    """A note is of a day of the event or after it."""
    check_has_come(day, on=on, where="noted_on")
    if day < event.starts_on:
        raise LeanError(f"The event begins on {day_in_words(event.starts_on)}.", where="noted_on")


def check_action_day(event: KaizenEvent, due_on: date, policy: LeanPolicy) -> None:
    """An action is due within the days of the policy after the event."""
    check_day_in_range(due_on, where="due_on")
    last = event.last_day + timedelta(days=policy.action_days)
    if not event.starts_on <= due_on <= last:
        raise LeanError(
            f"Actions of the event are due from {day_in_words(event.starts_on)} to {day_in_words(last)}, "
            f"{policy.action_days} days after its last day.",
            where="due_on",
        )


def check_action_state(state: str) -> EventActionState:
    """A state of an action."""
    try:
        return EventActionState(state)
    except ValueError as error:
        raise LeanError(f"“{state}” is no state of an action.", where="state") from error


def check_measure_free(event: KaizenEvent, measure: int | None) -> None:
    """The measure is not in the charter yet, and it has room."""
    held = event.measures.filter(current=True)
    if measure is not None and held.filter(measure=measure).exists():
        raise LeanError("The charter names this measure already.", where="measure")
    if held.count() >= MOST_MEASURES:
        raise LeanError(f"A charter names {MOST_MEASURES} measures at most.", where="measure")


def check_better(better: str) -> str:
    """Which values are better."""
    if better not in ("lower", "higher"):
        raise LeanError("Say whether lower or higher values are better.", where="better")
    return better


def check_reading(
    event: KaizenEvent, row: KaizenMeasure, days: int, read_on: date | None, policy: LeanPolicy, *, on: date
) -> None:
    """The value is one that is owed, and its day has come; which period of the register it is of is asked later."""
    if not row.current:
        raise ReadingError("This measure was taken out of the charter.", where="measure")
    if days not in (0, *policy.measured_after_days):
        owed = ", ".join(str(one) for one in policy.measured_after_days)
        raise ReadingError(f"Values are measured before the event (0) and after {owed} days.", where="days")
    opens = event.last_day + timedelta(days=days - policy.early_days)
    if days and on < opens:
        raise ReadingError(f"The value after {days} days can be measured from {day_in_words(opens)} on.", where="days")
    if read_on is None:
        return
    check_day_in_range(read_on, where="read_on")
    if read_on > on:
        raise ReadingError(f"{day_in_words(read_on)} has not come yet.", where="read_on")
    if days == 0 and read_on > event.starts_on:
        raise ReadingError(
            f"The value before is measured by {day_in_words(event.starts_on)}, the first day of the event.",
            where="read_on",
        )
    if days and read_on < opens:
        raise ReadingError(
            f"The value after {days} days is not measured before {day_in_words(opens)}.", where="read_on"
        )


def check_figure(value: Decimal) -> Decimal:
    """A value that the column keeps as it is."""
    if not value.is_finite() or abs(value) >= MOST_WHOLE or value != round(value, 6):
        raise ReadingError("Give a figure with at most six decimal places.", where="value")
    return value


def check_stream(stream: ValueStream | dict[str, Any]) -> ValueStream:
    """The map as a value; raises `StreamMapError` that names the field."""
    try:
        return ValueStream.model_validate(stream)
    except ValidationError as error:
        said, steps = first_words(error)
        place = [str(one + 1) if isinstance(one, int) else one for one in steps]
        where = ".".join(place) or "steps"
        told = f"Step {place[1]}, {place[2].replace('_', ' ')}: {said}" if len(place) > 2 else said
        raise StreamMapError(sentence(told), where=where) from error


def check_kind(kind: str) -> MapKind:
    """Which state of the work a map shows."""
    try:
        return MapKind(kind)
    except ValueError as error:
        raise StreamMapError(
            "A map shows the work as it is (current) or as it shall be (future).", where="kind"
        ) from error


def check_other_map(before: StreamMap | None, stream: ValueStream) -> None:
    """The map differs from the version that stands."""
    if before is not None and before.sha256 == digest(stream):
        raise StreamMapError("This is the map that stands.", where="steps")


def check_waste(kind: str, step: str, row: StreamMap | None, policy: LeanPolicy) -> None:
    """A kind of the policy, and a step of the current map."""
    if kind not in {one.key for one in policy.wastes}:
        raise LeanError(f"The policy knows no waste “{kind}”; it knows {known(policy.wastes)}.", where="kind")
    if step and (row is None or step not in {one.name for one in leaning.stream_of(row).steps}):
        raise LeanError(f"The current map has no step “{step[:120]}”.", where="step")


def check_saving_kind(kind: str, policy: LeanPolicy) -> SavingKind:
    """A kind of saving of the policy."""
    found = policy.saving(kind)
    if found is None:
        raise SavingError(f"The policy knows no saving “{kind}”; it knows {known(policy.savings)}.", where="kind")
    return found


def check_amounts(amounts: Sequence[tuple[int, Decimal]], event: KaizenEvent) -> Decimal:
    """The sum of the amounts of fiscal years; raises `SavingError`."""
    if not 1 <= len(amounts) <= MOST_YEARS:
        raise SavingError(f"Give the amounts of 1 to {MOST_YEARS} fiscal years.", where="amounts")
    years = [year for year, _ in amounts]
    if len(set(years)) < len(years):
        raise SavingError("A fiscal year stands twice.", where="amounts")
    first = event.starts_on.year
    for year, amount in amounts:
        if not first <= year <= first + 20:
            raise SavingError(f"{year} is no fiscal year from {first} to {first + 20}.", where="amounts")
        if not amount.is_finite() or amount < 0 or amount != round(amount, 2):
            raise SavingError(f"The amount of {year} is not a figure from 0 in whole cents.", where="amounts")
    total = sum((amount for _, amount in amounts), Decimal(0))
    if not 0 < total <= MOST_AMOUNT:
        raise SavingError("The amounts come to nothing, or to more than can be kept.", where="amounts")
    return total


def check_verified(saving: Saving, amounts: Sequence[tuple[int, Decimal]]) -> Decimal:
    """What is verified: of the years that were claimed, no more than was claimed of each."""
    claimed = dict(leaning.amounts_of(saving.amounts_json))
    total = check_amounts(amounts, saving.event)
    for year, amount in amounts:
        if year not in claimed:
            raise SavingError(f"Nothing was claimed of {year}.", where="amounts")
        if amount > claimed[year]:
            raise SavingError(f"Of {year} no more than {claimed[year]:,.2f} was claimed.", where="amounts")
    return total


def check_claimed(saving: Saving) -> None:
    """The saving waits."""
    if saving.status != SavingStatus.CLAIMED:
        raise SavingError(f"This saving does not wait any more: {saving.get_status_display().lower()}.", where="saving")


def unfinished(event: KaizenEvent, policy: LeanPolicy) -> tuple[str, ...]:
    """What keeps the event from being closed, in words; three statements."""
    said = []
    rows = list(event.measures.filter(current=True).prefetch_related("readings"))
    for row in rows:
        had = {one.days for one in row.readings.all() if one.current}
        said += [
            f"{row.title}: the value {f'after {days} days' if days else 'before'} is missing."
            for days in (0, *policy.measured_after_days)
            if days not in had
        ]
    left = event.actions.filter(state__in=[EventActionState.PLANNED, EventActionState.UNDER_WAY])
    said += [f"Action not finished: {one.what}" for one in left]
    said += [f"A saving of {one.claimed:,.2f} {one.unit} waits for verification." for one in _waiting(event)]
    return tuple(said)


def _waiting(event: KaizenEvent) -> Sequence[Saving]:
    return list(event.savings.filter(status=SavingStatus.CLAIMED))


def check_finished(event: KaizenEvent, policy: LeanPolicy) -> None:
    """Nothing is open; raises `NotFinishedError` that lists what is."""
    if left := unfinished(event, policy):
        raise NotFinishedError(" ".join(left[:8]), where=event.key, details={"open": list(left)})


def check_project_people(sponsor: User, lead: User) -> None:
    """The people of a project."""
    check_person(sponsor, where="sponsor")
    check_person(lead, where="lead")
    if sponsor.pk == lead.pk:
        raise LeanError("The sponsor does not lead the project; name two people.", where="lead")


def check_open_project(project: DesignProject) -> None:
    """The project is under way."""
    if project.status != ProjectStatus.OPEN:
        raise GateError(f"The project is over: {project.get_status_display().lower()}.", where=project.key)


def check_no_gate_waits(project: DesignProject) -> None:
    """No gate waits for a decision."""
    if project.gates.filter(outcome=GateOutcome.ASKED).exists():
        raise GateError("A gate of this project waits for a decision already.", where=project.key)


def check_gate(actor: Actor, gate: DesignGate) -> None:
    """It waits, and somebody other than the lead and whoever asked for it decides."""
    if gate.outcome != GateOutcome.ASKED:
        raise GateError(f"This gate does not wait any more: {gate.get_outcome_display().lower()}.", where="gate")
    if actor.user is not None and actor.user.pk in (gate.lead_id, gate.asked_by_id):
        raise OwnCaseError("Nobody passes a gate of a project that they lead, or that they asked for.")
