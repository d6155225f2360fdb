"""How far the law was worked through, and catching up with today: every day in order, each a transaction of its own.

Most days bring nothing. `Outlook` keeps the next day on which the law may say more of the record as it stands; as long
as nobody else writes to the ledger, the days before it are entered without looking at the record again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Min, Model

from meritbook.actions import law_policies as possible
from meritbook.actions.actor import SYSTEM, Actor
from meritbook.actions.policies import check_day_in_range
from meritbook.actions.service_law import service_law
from meritbook.actions.service_record import past_seats, records_of, seats_on
from meritbook.core.law.pack import Law
from meritbook.core.service.consequences import next_day, work
from meritbook.core.service.due import year_starting
from meritbook.core.service.record import SeatOnRecord
from meritbook.records import clock
from meritbook.records.models import (
    Appointment,
    Consequence,
    ConsequenceStatus,
    ContractRecord,
    CriteriaReview,
    DismissalNotice,
    HandOver,
    LawDay,
    Seat,
    SupportWithdrawal,
)

ONE_DAY = timedelta(days=1)

_DAYS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Seat, ("starts_on", "ends_before")),
    (Appointment, ("starts_on", "ends_before")),
    (
        ContractRecord,
        (
            "starts_on",
            "ends_before",
            "agreed_on",
            "at_department_hr_on",
            "at_central_hr_on",
            "filed_on",
            "taken_from_file_on",
        ),
    ),
    (DismissalNotice, ("served_on",)),
    (CriteriaReview, ("on",)),
    (SupportWithdrawal, ("on", "restored_on")),
    (HandOver, ("starts_on",)),
)
"""The days on record from which something else holds."""


@dataclass
class Outlook:
    """Until when nothing can happen, as long as the ledger ends where it ended when this was found."""

    seq: int = 0
    """The number of the last entry of the ledger; 0 before anything was found."""
    quiet_before: date | None = None
    """The first day on which something may happen; `None` when no such day is known."""

    def quiet(self, on: date, *, last_seq: int) -> bool:
        """Whether nothing can happen on the day."""
        return self.seq == last_seq > 0 and (self.quiet_before is None or on < self.quiet_before)


@dataclass
class CaughtUp:
    """What catching up brought."""

    newest: date | None
    """The newest day that the law was worked through by now."""
    days: int = 0
    drafted: int = 0
    overtaken: int = 0
    stopped: bool = False
    """Whether it was told to stop before the last day."""
    rows: list[LawDay] = field(default_factory=list)
    """The days on which something happened."""


def records_on(on: date) -> list[SeatOnRecord]:
    """What the law looks at on a day: the seats of the day, then what is left to do of those that are over."""
    return [*records_of(seats_on(on), on=on), *past_seats(on)]


def asked_from(law: Law, first: date) -> date:
    """From when contracts are asked for: the fiscal year in which the law was first worked through."""
    return year_starting(law, first) or first


def check_ground(consequence: Consequence) -> None:
    """What was drafted still follows from the record as it stands now; raises `GroundGoneError`.

    Asked of the newest day that was worked, for what people recorded since then.
    """
    law, newest, first = service_law(), possible.newest_day(), possible.first_day()
    assert newest is not None and first is not None  # noqa: S101, PT018 - it was drafted on one
    seat = Seat.objects.filter(pk=consequence.seat_id)
    records = records_of(seat, on=newest)
    records += [one for one in past_seats(newest) if one.seat == consequence.seat_id]
    key = (consequence.rule, consequence.seat_id, consequence.about)
    day = work(law, records, on=newest, since=asked_from(law, first))
    if key not in {one.key for one in day.drafts} and key not in day.within:
        raise possible.GroundGoneError(
            day.why_not(key) or "What it rested on is no longer on record.", where=str(consequence)
        )


def look_ahead(law: Law, records: Sequence[SeatOnRecord], *, on: date, since: date) -> date | None:
    """The first day after `on` on which the law may say something else, as far as the record tells."""
    days = [next_day(law, records, on=on, since=since)]
    for model, fields in _DAYS:
        for name in fields:
            rows: Any = model._default_manager.filter(**{f"{name}__gt": on})
            days.append(rows.aggregate(day=Min(name))["day"])
    stayed = Consequence.objects.filter(status=ConsequenceStatus.STAYED, stayed_until__isnull=False)
    until = stayed.aggregate(day=Min("stayed_until"))["day"]
    # What is stayed until a day comes back on the next one, and at once when that has passed.
    days.append(None if until is None else max(until, on) + ONE_DAY)
    return min((day for day in days if day is not None), default=None)


def beginning(law: Law) -> date | None:
    """The first day of the very first run: when the first seat was put on record, and no earlier than the law is known.

    What an office owed before it kept this record is not asked of it.
    """
    first: datetime | None = Seat.objects.aggregate(moment=Min("entered_at"))["moment"]
    return None if first is None else max(clock.day_of(first), law.pack.known.starts_on)


def next_to_work(law: Law, *, on: date, since: date | None) -> date:
    """The first day that is still to be worked; raises `DayOfBeginningError`.

    Without any day so far that is `since`, else the day of `beginning`, and `on` where these lie after it.
    """
    newest = possible.newest_day()
    if newest is not None:
        if since is not None and since != possible.first_day():
            raise possible.DayOfBeginningError(
                f"The law is worked through since {possible.first_day()}; another first day cannot be had.",
                where="since",
            )
        return newest + ONE_DAY
    if since is not None:
        check_day_in_range(since, where="since")
        return since
    first = beginning(law)
    if first is None:
        raise possible.DayOfBeginningError("No seat of the service is on record, so there is no day to begin with.")
    return min(first, on)


def catch_up(
    actor: Actor,
    *,
    on: date,
    why: str,
    since: date | None = None,
    progress: Callable[[int, int], object] = lambda *_: None,
    stopping: Callable[[], bool] = lambda: False,
    at: Callable[[], datetime] = clock.now,
) -> CaughtUp:
    """Work through every day since the newest one up to `on`, in order; what was worked already is left alone.

    Each day is a transaction of its own: killed at any moment nothing is lost or done twice, and the next run goes on.
    Two runs at once share the days between them. Raises `ForbiddenError`; `DayToComeError`; `DayOfBeginningError`.
    """
    from meritbook.actions import work_through_day

    law = service_law()
    possible.check_has_come(on, today=clock.day_of(at()))
    day = next_to_work(law, on=on, since=since)
    total = max((on - day).days + 1, 0)
    found, outlook = CaughtUp(possible.newest_day()), Outlook()
    while day <= on:
        if stopping():
            found.stopped = True
            break
        try:
            row = work_through_day.perform(actor, at=at(), why=why, on=day, outlook=outlook)
        except possible.DayWorkedError:
            # Another run was quicker: go on after what it did.
            newest = possible.newest_day()
            assert newest is not None  # noqa: S101 - the day is worked
            found.newest, day = newest, max(newest, day) + ONE_DAY
            continue
        found.days += 1
        found.newest = day
        found.drafted += row.drafted
        found.overtaken += row.overtaken
        if row.drafted or row.overtaken:
            found.rows.append(row)
        progress(total - (on - day).days, total)
        day += ONE_DAY
    return found


def keep_up(*, on: date, why: str, stopping: Callable[[], bool] = lambda: False) -> CaughtUp | None:
    """Catch up as the program itself, where the law is worked at all: while no seat is on record, hand-overs alone."""
    from meritbook.actions import settle_hand_overs

    if possible.newest_day() is None and beginning(service_law()) is None:
        settle_hand_overs.perform(SYSTEM, at=clock.now(), why=why, on=on)
        return None
    return catch_up(SYSTEM, on=on, why=why, stopping=stopping)
