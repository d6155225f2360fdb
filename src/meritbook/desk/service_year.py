"""The year of the service for one person: its days by month, which of them are theirs, and a picture of the months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meritbook.actions.permissions import Standing
from meritbook.core.dates import MONTHS
from meritbook.core.service.asking import Asking
from meritbook.core.service.calendar import CalendarEntry, EntryOnRecord, StayOnRecord, calendar
from meritbook.core.service.due import next_year_starting, year_starting
from meritbook.core.service.record import SeatOnRecord
from meritbook.desk.paging import Page, paged
from meritbook.desk.service_reach import ACTING, Offices, law, records_in
from meritbook.records.models import (
    CalendarFeed,
    ConsequenceStatus,
    DigestSubscription,
    LawDay,
    NominationStatus,
    Role,
    User,
)

AHEAD = timedelta(days=400)
"""How far ahead a feed goes: over the next fiscal year's first days."""
BEHIND = timedelta(days=31)
PICTURE_WIDTH, COLUMN, BAR_FOOT, TALLEST = 720, 60, 128, 96


@dataclass(frozen=True)
class Line:
    """An entry as the page shows it."""

    entry: CalendarEntry
    mine: bool
    who: str
    view: str
    """Where it is acted on; empty where this release has no page for it that is open to the person."""
    id: int | None


@dataclass(frozen=True)
class Month:
    """One month of the year: how much of it is open, done, and only encouraged."""

    first: date
    name: str
    short: str
    open: int
    settled: int
    encouraged: int
    current: bool
    holds_today: bool
    x: int
    bars: tuple[tuple[str, int, int], ...]
    """Tone, y and height of each piece of the bar."""

    @property
    def key(self) -> str:
        """How an address names it: `2005-04`."""
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True)
class Year:
    """What the page of the year shows."""

    first: date
    last: date
    month: Month
    months: tuple[Month, ...]
    page: Page[Line]
    who: str
    cautions: tuple[str, ...]

    @property
    def title(self) -> str:
        """`2004-05`, or the one calendar year."""
        if self.first.year == self.last.year:
            return str(self.first.year)
        return f"{self.first.year}-{self.last.year % 100:02d}"

    @property
    def before(self) -> int:
        """The year before, by the calendar year in which it starts."""
        return self.first.year - 1

    @property
    def after(self) -> int:
        """The year after."""
        return self.first.year + 1

    @property
    def says(self) -> str:
        """The picture in words."""
        return " ".join(
            f"{one.name}: {one.open} open, {one.settled} done, {one.encouraged} encouraged." for one in self.months
        )


def year_of(on: date) -> tuple[date, date]:
    """First and last day of the fiscal year of a day; of the calendar year where the law does not say."""
    pack = law()
    first = year_starting(pack, on)
    if first is None:
        # Before the first day of a year that the law knows, its years are reckoned by the next one.
        following = next_year_starting(pack, pack.pack.known.starts_on)
        if following is None:
            return date(on.year, 1, 1), date(on.year, 12, 31)
        this = following.replace(year=on.year)
        first = this if this <= on else this.replace(year=on.year - 1)
    return first, first.replace(year=first.year + 1) - timedelta(days=1)


def entries(
    standing: Standing,
    *,
    first: date,
    last: date,
    on: date,
    asking: Asking | None = None,
    records: Sequence[SeatOnRecord] | None = None,
) -> tuple[CalendarEntry, ...]:
    """The entries of a span that the person may see, as of a day."""
    held = records_in(standing, first=first, last=last, on=on) if records is None else records
    stays = standing.consequences().filter(status=ConsequenceStatus.STAYED, stayed_until__range=(first, last))
    entering = standing.nominations().filter(
        status__in=(NominationStatus.APPROVED, NominationStatus.ENTERED), starts_on__range=(first, last)
    )
    return calendar(
        asking or Asking(law()),
        held,
        first=first,
        last=last,
        on=on,
        stays=[
            StayOnRecord(consequence=one.pk, seat=one.seat_id, rule=one.rule, until=one.stayed_until)
            for one in stays
            if one.stayed_until is not None
        ],
        entering=[
            EntryOnRecord(
                nomination=one.pk,
                position=one.position.number,
                title=one.position.title,
                department=one.department.code,
                department_name=one.department.name,
                on=one.starts_on,
            )
            for one in entering.select_related("position", "department")
            if one.starts_on is not None
        ],
        worked=LawDay.objects.order_by("-on").values_list("on", flat=True).first(),
    )


def year(standing: Standing, *, asked: int | None, month: str, who: str, number: int) -> Year:
    """The page of the year: the fiscal year that begins in the calendar year asked for, else that of today."""
    on = standing.on
    first, last = year_of(on)
    if asked is not None and 1901 <= asked <= 2198:
        first, last = year_of(first.replace(year=asked))
    offices = Offices(standing)
    held = records_in(standing, first=first, last=last, on=on, offices=offices)
    found = entries(standing, first=first, last=last, on=on, records=held)
    lines = [_line(one, offices) for one in found]
    if who == "mine":
        lines = [one for one in lines if one.mine]
    elif who in ACTING:
        lines = [one for one in lines if who in one.entry.who]
    else:
        who = ""
    months = _months(first, lines, month, on)
    current = next(one for one in months if one.current)
    shown = [
        one for one in lines if (one.entry.on.year, one.entry.on.month) == (current.first.year, current.first.month)
    ]
    cautions = dict.fromkeys(said for one in found for said in one.cautions)
    return Year(first, last, current, months, paged(shown, number), who, tuple(cautions))


def _months(first: date, lines: Iterable[Line], asked: str, on: date) -> tuple[Month, ...]:
    firsts = [
        date(first.year + (first.month + step - 1) // 12, (first.month + step - 1) % 12 + 1, 1) for step in range(12)
    ]
    counts: dict[tuple[int, int], list[int]] = {(one.year, one.month): [0, 0, 0] for one in firsts}
    for line in lines:
        place = 2 if line.entry.force == "advice" else 1 if line.entry.settled else 0
        counts[line.entry.on.year, line.entry.on.month][place] += 1
    named = next((one for one in firsts if f"{one:%Y-%m}" == asked), None)
    today = next((one for one in firsts if (one.year, one.month) == (on.year, on.month)), firsts[0])
    chosen = named or today
    most = max(1, *(sum(one) for one in counts.values()))
    return tuple(
        Month(
            first=one,
            name=f"{MONTHS[one.month - 1]} {one.year}",
            short=MONTHS[one.month - 1][:3],
            open=counts[one.year, one.month][0],
            settled=counts[one.year, one.month][1],
            encouraged=counts[one.year, one.month][2],
            current=one == chosen,
            holds_today=(one.year, one.month) == (on.year, on.month),
            x=place * COLUMN,
            bars=_bars(counts[one.year, one.month], most),
        )
        for place, one in enumerate(firsts)
    )


def _bars(counts: Sequence[int], most: int) -> tuple[tuple[str, int, int], ...]:
    found, foot = [], BAR_FOOT
    for tone, count in zip(("open", "good", "rest"), counts, strict=True):
        height = max(3, count * TALLEST // most) if count else 0
        foot -= height
        if height:
            found.append((tone, foot, height))
    return tuple(found)


def _line(entry: CalendarEntry, offices: Offices) -> Line:
    mine = offices.acts(entry.who, department=entry.department, executive=entry.executive_id)
    who = ", ".join(str(Role(ACTING[one]).label).lower() for one in entry.who)
    choosing = entry.kind in ("contract_year", "contract_entry", "notice") and entry.seat is not None
    view = "web:choices" if choosing and not entry.settled else ""
    return Line(entry, mine, who, view, entry.seat if view else None)


def feed_of(user: User | None) -> CalendarFeed | None:
    """The private address of a person's calendar that stands."""
    return CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).first() if user else None


def digest_of(user: User | None) -> DigestSubscription | None:
    """The digest that a person gets."""
    return DigestSubscription.objects.filter(user=user, ended_at__isnull=True).first() if user else None
