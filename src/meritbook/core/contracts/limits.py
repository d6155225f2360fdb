"""The highest salary for a month on a day: by the law pack, else by what the office put on record as published.

The pack knows the limit of the years for which it was written. For the years after, the office records what was
published; a day for which the pack has a figure of its own keeps that one. A recorded limit enters the law as the value
of the parameters from which the rule on the limit figures, so that every rule, choice and simulation counts with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from meritbook.core.dates import day_in_words
from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.core.law.model import Cited, DatedValue, Parameter, Source
from meritbook.core.law.pack import Law
from meritbook.core.law.parameter import decimals
from meritbook.core.values import Value

CAP, BASE, PERCENT = "pay.cap", "pay.range_maximum", "pay.cap_percent"
"""The rule on the limit, and the amount and the percent of it from which the rule figures."""
STEP = "cap"
CENT = Decimal("0.01")
MOST_PLACES = 6
"""With how many decimals a figure of the law is counted at most."""
WHO = "Central human resources can put the published limit on record."


def dollars(amount: Decimal | None) -> str:
    """An amount in dollars with its cents and a true minus; what is not known is said to be unknown."""
    if amount is None:
        return "unknown"
    return f"{'−' if amount < 0 else ''}${abs(amount):,.2f}"


def a_month(amount: Decimal | None) -> str:
    """A salary as it is written everywhere: `$9,100.00 a month`; what is not known is said to be unknown."""
    return "unknown" if amount is None else f"{dollars(amount)} a month"


class PublishedLimit(Value):
    """A limit that was published and that the office put on record, for the days `[starts_on, ends_before)`."""

    amount: Decimal
    """In dollars for a month."""
    starts_on: date
    ends_before: date
    source: str
    """Where it was published."""
    recorded_on: date


class KnownLimit(Value):
    """A limit with its days: by the pack, or as recorded."""

    amount: Decimal
    """In dollars for a month."""
    starts_on: date
    ends_before: date | None
    source: str

    @property
    def says(self) -> str:
        """`$10,763.00 a month, in force 1 July 2004 – 30 June 2005`."""
        last = f" – {day_in_words(self.ends_before - timedelta(days=1))}" if self.ends_before else " on"
        since = "in force" if self.ends_before else "in force from"
        return f"{a_month(self.amount)}, {since} {day_in_words(self.starts_on)}{last}"


class LimitOn(Value):
    """What is known of the limit on a day."""

    on: date
    known: KnownLimit | None
    """The limit of the day; none where no figure is known."""
    last: KnownLimit | None
    """The last limit before the day, where that of the day is not known."""

    @property
    def amount(self) -> Decimal | None:
        """The highest salary for a month; none where no figure is known."""
        return self.known.amount if self.known is not None else None

    @property
    def last_says(self) -> str:
        """The last known limit in a sentence; empty where there is none, or the limit of the day is known."""
        return f"Last known limit: {self.last.says}." if self.last is not None else ""

    @property
    def says(self) -> str:
        """What is known, what is missing, and who can put it on record."""
        if self.known is not None:
            return f"The salary limit is {self.known.says} ({self.known.source})."
        missing = f"No salary limit is on record for {day_in_words(self.on)}. {WHO}"
        return f"{missing} {self.last_says}".rstrip()

    def above_last(self, salary: Decimal) -> bool:
        """Whether the limit of the day is not known and the salary is more than the last one that is."""
        return self.known is None and self.last is not None and salary > self.last.amount


@lru_cache(maxsize=32)
def known_limits(law: Law) -> tuple[KnownLimit, ...]:
    """The limits of the law in the order of their days; empty where it limits no salary."""
    if CAP not in law.rules:
        return ()
    values = [one for name in law.parameters_of(CAP) for one in law.parameters[name].values]
    days = sorted({day for one in values for day in (one.starts_on, one.ends_before) if day is not None})
    found = []
    for place, day in enumerate(days):
        amount = cap_of(law, day)
        if amount is not None:
            dated = law.value_on(BASE, day) if BASE in law.parameters else None
            cited = dated.citation if dated is not None else law.rules[CAP].citation
            ends = days[place + 1] if place + 1 < len(days) else None
            found.append(
                KnownLimit(amount=amount, starts_on=day, ends_before=ends, source=law.source(cited.source).title)
            )
    return tuple(found)


def cap_of(law: Law, on: date) -> Decimal | None:
    """The highest salary for a month by the rule on a day; none where it has no figure or the law no such rule."""
    if CAP not in law.rules:
        return None
    amount = Judge(law, on).step(CAP, STEP, read_case(law, {}, on=on))
    return None if amount is None else whole_cents(amount)


def whole_cents(amount: Decimal) -> Decimal:
    """The amount with its cents; one with more decimals stays as it is."""
    return amount.quantize(CENT) if decimals(amount) <= 2 else amount


def limit_on(law: Law, on: date) -> LimitOn | None:
    """What is known of the limit on a day; none where the law limits no salary at all."""
    if CAP not in law.rules:
        return None
    every = known_limits(law)
    known = next(
        (one for one in every if one.starts_on <= on and (one.ends_before is None or on < one.ends_before)), None
    )
    before = [one for one in every if one.starts_on <= on]
    return LimitOn(on=on, known=known, last=before[-1] if known is None and before else None)


def takes_limits(law: Law) -> bool:
    """Whether the law limits salaries by a percent of an amount, so that a published limit can be put on record."""
    return CAP in law.rules and BASE in law.parameters and PERCENT in law.parameters


def base_of(law: Law, amount: Decimal, on: date) -> Decimal | None:
    """The amount of which the limit is the law's percent of the day; none where no such amount gives it exactly."""
    percent = law.value_on(PERCENT, on)
    if percent is None or not isinstance(percent.value, Decimal) or percent.value <= 0:
        return None
    base = (amount * 100 / percent.value).quantize(Decimal(1).scaleb(-MOST_PLACES))
    return base.normalize() if base * percent.value == amount * 100 else None


def differing(law: Law, published: PublishedLimit) -> KnownLimit | None:
    """The limit of the pack that says otherwise for a day of the published one; none where they agree or share none."""
    for one in known_limits(law):
        shares = one.starts_on < published.ends_before and (
            one.ends_before is None or published.starts_on < one.ends_before
        )
        if shares and one.amount != published.amount:
            return one
    return None


@lru_cache(maxsize=32)
def with_published(law: Law, published: tuple[PublishedLimit, ...]) -> Law:
    """The law with the limits that the office put on record, on the days for which it has no figure itself."""
    if not published or not takes_limits(law):
        return law
    values: list[DatedValue] = []
    sources: list[Source] = []
    for place, one in enumerate(published):
        key = f"published-limit-{place + 1}"
        added = list(_values(law, one, key))
        if added:
            values += added
            sources.append(
                Source(
                    key=key,
                    title=one.source,
                    rank="technical_assistance",
                    checked=one.recorded_on,
                    read="whole",
                    says=RECORDED,
                )
            )
    if not values:
        return law
    parameters = [(file, _longer(one, values) if one.id == BASE else one) for file, one in law.parts.parameters]
    pack = law.parts.pack.model_copy(update={"sources": (*law.parts.pack.sources, *sources)})
    return Law(replace(law.parts, pack=pack, parameters=parameters))


RECORDED = "Put on record by the office as published."


def _longer(parameter: Parameter, values: Iterable[DatedValue]) -> Parameter:
    every = sorted((*parameter.values, *values), key=lambda one: one.starts_on)
    return parameter.model_copy(update={"values": tuple(every)})


def _values(law: Law, one: PublishedLimit, key: str) -> Iterable[DatedValue]:
    """The stretches of the published limit on which the pack has no figure, each with the amount that gives it."""
    every: Sequence[DatedValue] = (*law.parameters[BASE].values, *law.parameters[PERCENT].values)
    marks = {day for value in every for day in (value.starts_on, value.ends_before) if day is not None}
    days = sorted({one.starts_on, one.ends_before, *(day for day in marks if one.starts_on < day < one.ends_before)})
    for first, end in pairwise(days):
        base = base_of(law, one.amount, first)
        if law.value_on(BASE, first) is None and base is not None:
            cited = Cited(source=key, place=f"Limit of {a_month(one.amount)}, as recorded by the office")
            yield DatedValue(value=base, starts_on=first, ends_before=end, citation=cited, note=RECORDED)
