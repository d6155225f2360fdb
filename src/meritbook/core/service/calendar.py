"""The year on a page: the days that the law of the service sets for seats and executives in a span of days.

Each day is what a rule gives for the facts on record, judged on the day on which it bites. What is only encouraged is
marked so, and is never called a breach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.days import civil, day_of_number, from_civil, number_of
from meritbook.core.service.appeals import DEADLINE, DISMISSAL, had_on
from meritbook.core.service.asking import Asking, day_named
from meritbook.core.service.choice_case import DUE, NOTICE, REMOVAL, agreed_on, dismissed_before
from meritbook.core.service.due import Due, dues, last_day_after_entry, next_year_starting
from meritbook.core.service.facts import contract_facts, dismissal_facts, due_facts
from meritbook.core.service.record import ContractOnRecord, SeatOnRecord
from meritbook.core.values import Value

EntryKind = Literal[
    "contract_entry",
    "contract_year",
    "notice",
    "separation",
    "year",
    "meeting",
    "retention",
    "stay",
    "entry_day",
    "appeal",
]
KIND_SAYS: dict[EntryKind, str] = {
    "contract_entry": "Contract after entry is due",
    "contract_year": "Contract of the fiscal year is due",
    "notice": "Last safe day for notice of dismissal",
    "separation": "Separation after notice",
    "appeal": "Last day to appeal a notice of dismissal",
    "year": "The fiscal year starts",
    "meeting": "Meeting on progress is encouraged",
    "retention": "Contract may leave the personnel file",
    "stay": "A stay ends",
    "entry_day": "A position enters the service",
}
Actor = Literal["department_director", "agency_hr", "executive", "personnel_director", "personnel_staff", "analyst"]


class StayOnRecord(Value):
    """A consequence that is stayed until a day."""

    consequence: int
    seat: int
    rule: str
    until: date


class EntryOnRecord(Value):
    """A nomination that was approved, and the day on which its position enters."""

    nomination: int
    position: str
    title: str = ""
    department: str
    department_name: str = ""
    on: date


class CalendarEntry(Value):
    """One day of the service's year: what it is, who must do what, and what follows without it."""

    on: date
    kind: EntryKind
    rule: str
    """The rule that sets the day; empty for a day that a person set."""
    seat: int | None = None
    appointment: int | None = None
    nomination: int | None = None
    consequence: int | None = None
    position: str = ""
    title: str = ""
    department: str = ""
    department_name: str = ""
    executive: str = ""
    executive_id: int | None = None
    do: str
    who: tuple[Actor, ...] = ()
    without: str
    reading: str = ""
    """How a text that allows two readings was taken, and the other way."""
    force: Literal["binding", "advice"] = "binding"
    settled: bool = False
    """Whether it is done already, as of the day on which one asks."""
    cautions: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """What the day is, in words."""
        return KIND_SAYS[self.kind]

    @property
    def key(self) -> str:
        """What tells it from every other entry, and stays the same from day to day."""
        about = self.seat or self.nomination or 0
        return f"{self.kind}-{about}-{self.appointment or 0}-{self.on.isoformat()}-{self.consequence or 0}"


def calendar(
    asking: Asking,
    records: Iterable[SeatOnRecord],
    *,
    first: date,
    last: date,
    on: date,
    stays: Iterable[StayOnRecord] = (),
    entering: Iterable[EntryOnRecord] = (),
    worked: date | None = None,
) -> tuple[CalendarEntry, ...]:
    """The entries of `[first, last]`, by day, then what is binding before what is encouraged, then by position.

    `on` is the day as of which the record is read: what was done by then is settled. `worked` is the day up to which
    the law was worked through. Whether a meeting was held is not on record, so that none is ever called done.
    """
    held = {one.seat: one for one in records}
    found = [*_years(asking, first, last, worked)]
    for record in held.values():
        found.extend(_of_seat(asking, record, first, last, on))
    found.extend(_stay(held[one.seat], one, on) for one in stays if first <= one.until <= last and one.seat in held)
    found.extend(_entering(one, on) for one in entering if first <= one.on <= last)
    within = (one for one in found if first <= one.on <= last)
    return tuple(sorted(within, key=lambda one: (one.on, one.force != "binding", one.kind, one.position, one.key)))


def _years(asking: Asking, first: date, last: date, worked: date | None) -> Iterator[CalendarEntry]:
    begins = next_year_starting(asking.law, first - timedelta(days=1))
    while begins is not None and begins <= last:
        yield CalendarEntry(
            on=begins,
            kind="year",
            rule=REMOVAL if asking.has(REMOVAL) else "",
            do="Work through the days up to this one, and confirm or stay what the law drafts.",
            who=("personnel_staff", "personnel_director"),
            without="What the law brings by itself lies unseen until somebody works through the day.",
            settled=worked is not None and worked >= begins,
        )
        begins = next_year_starting(asking.law, begins)


def _of_seat(asking: Asking, record: SeatOnRecord, first: date, last: date, on: date) -> Iterator[CalendarEntry]:
    if record.appointment is None:
        return
    for due in dues(asking.law, record, first=first, last=last + timedelta(days=1)):
        entry = _due(asking, record, due, on)
        if entry is not None and not _gone(record, entry.on):
            yield entry
    for contract in record.contracts:
        if contract.starts_on <= last and contract.ends_before > first and not _gone(record, contract.starts_on):
            yield from _notice(asking, record, contract, on)
            yield from _meetings(asking, record, contract, on)
        kept = _kept(asking, record, contract, on)
        if kept is not None:
            yield kept


def _gone(record: SeatOnRecord, day: date) -> bool:
    """Whether the executive has left the seat by the day, or the position the service."""
    ends = [one for one in (record.leaves_before, record.ends_before) if one is not None]
    return bool(ends) and min(ends) <= day


def _about(record: SeatOnRecord) -> dict[str, object]:
    return {
        "seat": record.seat,
        "appointment": record.appointment,
        "position": record.position,
        "title": record.title,
        "department": record.department,
        "department_name": record.department_name,
        "executive": record.executive,
        "executive_id": record.executive_id,
    }


def _entry(record: SeatOnRecord, **more: object) -> CalendarEntry:
    return CalendarEntry.model_validate({**_about(record), **more})


def _reading(*verdicts: LawVerdict | None) -> str:
    """The readings on which the day rests, with the other way."""
    found = dict.fromkeys(
        f"{one.taken} The other reading: {one.alternative}"
        for verdict in verdicts
        if verdict is not None
        for one in verdict.readings
    )
    return " ".join(found)


def _cautions(*verdicts: LawVerdict | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for verdict in verdicts if verdict is not None for one in verdict.cautions))


def _due(asking: Asking, record: SeatOnRecord, due: Due, on: date) -> CalendarEntry | None:
    last = last_day_after_entry(asking.law, due.starts_on)
    bites = due.starts_on if due.kind == "year" else last + timedelta(days=1) if last is not None else None
    if bites is None or dismissed_before(asking, record, due.starts_on, on=on):
        return None
    open_facts = {**due_facts(record, due, on=on), "contract.agreed": False}
    verdict = asking.ask(DUE, open_facts, on=bites)
    removal = asking.ask(REMOVAL, open_facts, on=bites)
    day = day_named(verdict, "last_day")
    if verdict is None or day is None:
        return None
    bearing = removal if removal is not None and removal.breach else verdict
    return _entry(
        record,
        on=day,
        kind="contract_year" if due.kind == "year" else "contract_entry",
        rule=DUE,
        do="Agree the contract, have it signed by all, and record it.",
        who=("department_director", "executive", "agency_hr"),
        without=bearing.effect.says if bearing.effect is not None else "",
        reading=_reading(verdict, removal if bearing is removal else None),
        force=verdict.force,
        settled=agreed_on(record, due, on=on) is not None,
        cautions=_cautions(verdict),
    )


def _notice(asking: Asking, record: SeatOnRecord, contract: ContractOnRecord, on: date) -> Iterator[CalendarEntry]:
    day = contract.ends_before - timedelta(days=1)
    facts = {**dismissal_facts(record, contract, on=on), "executive.separated": False}
    # A notice ends the year in which it is served: of an earlier or a later contract it says nothing.
    served = bool(facts["dismissal.for_performance"]) and contract.term().covers(facts["dismissal.notice"])
    open_facts = {**facts, "dismissal.for_performance": True, "dismissal.notice": False}
    verdict = asking.ask(NOTICE, open_facts, on=day)
    last = day_named(verdict, "last_notice")
    if verdict is not None and last is not None and not _gone(record, last):
        yield _entry(
            record,
            on=last,
            kind="notice",
            rule=NOTICE,
            do="Decide: whoever is to be dismissed for failure to perform is served by this day.",
            who=("department_director",),
            without="No notice of dismissal for failure to perform is safe any more in this contract year.",
            reading=_reading(verdict),
            settled=served or _follows(record, contract, on),
            cautions=_cautions(verdict),
        )
    if served:
        yield from _appeal(asking, record, on)
        given = asking.ask(NOTICE, facts, on=max(on, facts["dismissal.notice"]))
        leaves = day_named(given, "separation")
        if given is not None and leaves is not None and not _gone(record, leaves):
            yield _entry(
                record,
                on=leaves,
                kind="separation",
                rule=NOTICE,
                do="Separate the executive on this day, and record it.",
                who=("agency_hr", "department_director"),
                without=verdict.effect.says if verdict is not None and verdict.effect is not None else "",
                settled=record.leaves_before is not None and record.leaves_before <= on,
                cautions=_cautions(given),
            )


def _appeal(asking: Asking, record: SeatOnRecord, on: date) -> Iterator[CalendarEntry]:
    """The last day to appeal a notice that stands; none while nobody knows when a letter arrived."""
    notice = record.notice
    had = notice.arrived_on or had_on(notice.served_how, notice.served_on) if notice is not None else None
    if had is None:
        return
    facts = {"appeal.considered": True, "appeal.filed": False, "appeal.known_on": had}
    verdict = asking.ask(DEADLINE, facts, on=had)
    dismissal = {**facts, "dismissal.for_performance": True, "dismissal.notice": had}
    read = asking.ask(DISMISSAL, dismissal, on=had) if asking.has(DISMISSAL) else None
    last = day_named(verdict, "last_day")
    if verdict is None or last is None:
        return
    yield _entry(
        record,
        on=last,
        kind="appeal",
        rule=DEADLINE,
        do="Appeal the dismissal to the State Personnel Board by this day, or leave it.",
        who=("executive",),
        without="The dismissal can no longer be appealed in time.",
        reading=_reading(verdict, read),
        settled=last < on,
        cautions=_cautions(verdict),
    )


def _follows(record: SeatOnRecord, contract: ContractOnRecord, on: date) -> bool:
    """Whether the contract that follows this one is agreed already: then there is nothing to decide."""
    later = record.contract_on(contract.ends_before)
    return later is not None and later.agreed_on is not None and later.agreed_on <= on


def _meetings(asking: Asking, record: SeatOnRecord, contract: ContractOnRecord, on: date) -> Iterator[CalendarEntry]:
    """The days on which one more meeting on progress is encouraged: those on which the rule begins to count it."""
    rule = "review.quarterly"
    if not asking.has(rule):
        return
    held = 0
    for months in range(1, 13):
        day = _months_later(contract.starts_on, months)
        if day >= contract.ends_before:
            break
        verdict = asking.ask(rule, {"contract.starts_on": contract.starts_on, "review.meetings": held}, on=day)
        if verdict is None or verdict.verdict != "not_met":
            continue
        held += 1
        if not _gone(record, day):
            yield _entry(
                record,
                on=day,
                kind="meeting",
                rule=rule,
                do=f"Meet on progress: by this day {held} {'meeting is' if held == 1 else 'meetings are'} encouraged.",
                who=("department_director", "executive"),
                without=verdict.effect.says if verdict.effect is not None else "",
                force=verdict.force,
                settled=(contract.meetings_by(on) or 0) >= held,
                cautions=_cautions(verdict),
            )


def _months_later(day: date, months: int) -> date:
    year, month, of_month = civil(number_of(day))
    month += months
    return day_of_number(from_civil(year + (month - 1) // 12, (month - 1) % 12 + 1, of_month))


def _kept(asking: Asking, record: SeatOnRecord, contract: ContractOnRecord, on: date) -> CalendarEntry | None:
    rule = "contract.copies"
    if contract.filed_on is None or not asking.has(rule):
        return None
    verdict = asking.ask(rule, contract_facts(contract, on=on), on=max(on, contract.filed_on))
    until = day_named(verdict, "kept_until")
    if verdict is None or until is None:
        return None
    return _entry(
        record,
        on=until,
        kind="retention",
        rule=rule,
        do="From this day the contract may be taken out of the personnel file.",
        who=("agency_hr",),
        without="Nothing follows: it may stay there.",
        reading=_reading(verdict),
        settled=contract.taken_from_file_on is not None and contract.taken_from_file_on <= on,
        cautions=_cautions(verdict),
    )


def _stay(record: SeatOnRecord, stay: StayOnRecord, on: date) -> CalendarEntry:
    return _entry(
        record,
        on=stay.until,
        kind="stay",
        rule=stay.rule,
        consequence=stay.consequence,
        do="Confirm what was stayed, or stay it again with a reason.",
        who=("personnel_director",),
        without="What the law brings stands again from the next day, and waits to be confirmed.",
        settled=stay.until < on,
    )


def _entering(one: EntryOnRecord, on: date) -> CalendarEntry:
    return CalendarEntry(
        on=one.on,
        kind="entry_day",
        rule="nomination.review",
        nomination=one.nomination,
        position=one.position,
        title=one.title,
        department=one.department,
        department_name=one.department_name,
        do="The position enters the service: appoint the executive, and agree the contract in time.",
        who=("department_director", "agency_hr"),
        without="From this day the days for the contract after entry run.",
        settled=one.on < on,
    )


__all__ = [
    "KIND_SAYS",
    "CalendarEntry",
    "EntryOnRecord",
    "StayOnRecord",
    "calendar",
]
