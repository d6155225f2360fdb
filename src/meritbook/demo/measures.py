"""The measures of the story as plain values: entries of the dictionary and their figures, from `data/measures.toml`.

Nothing is random: the figure of a period follows from the names of measure and period.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from meritbook.core.results.periods import Frequency, Period, period_on

BEGAN = date(2003, 7, 1)
"""From when on the measures owe values: the first day of the fiscal year before the story."""
TARGETS = (date(2003, 7, 1), date(2005, 7, 1))
FILES = {
    date(2004, 7, 1): ("Actuals of fiscal year 2004.csv", date(2003, 7, 1), date(2004, 7, 1)),
    date(2004, 10, 11): ("Actuals, first quarter of 2005.csv", date(2004, 7, 1), date(2004, 10, 1)),
    date(2005, 1, 14): ("Actuals, second quarter of 2005.csv", date(2004, 10, 1), date(2005, 1, 1)),
    date(2005, 4, 8): ("Actuals, third quarter of 2005.csv", date(2005, 1, 1), date(2005, 4, 1)),
}
"""By the day on which it is handed in: the file, and from when to before when its periods begin and end."""


@dataclass(frozen=True)
class Told:
    """A measure of the story."""

    key: str
    enterprise: bool
    owner: str
    """Username; empty where nobody answers for it."""
    starts_on: date
    unloaded: bool
    """Whether its values are left to the reader to load."""
    level: Decimal
    spread: Decimal
    special: Mapping[str, Any]
    definition: dict[str, Any]

    @property
    def last_day(self) -> date:
        """The last day up to which its values came."""
        last: date = self.special.get("last_day", date.max)
        return last


@cache
def data() -> dict[str, Any]:
    """The file."""
    return tomllib.loads(files("meritbook.demo").joinpath("data", "measures.toml").read_text(encoding="utf-8"))


@cache
def told() -> tuple[Told, ...]:
    """Every measure, those that others are worked out of first."""
    found = [_told(group, row) for group in data()["group"] for row in group["rows"]]
    return tuple(sorted(found, key=lambda one: bool(one.definition["formula"])))


def _told(group: Mapping[str, Any], row: list[Any]) -> Told:
    key, title, says, kind, unit, places, frequency, direction, target, level, spread = row
    special = data()["special"].get(key, {})
    definition: dict[str, Any] = {
        "title": title,
        "kind": kind,
        "says": says,
        "unit": unit,
        "places": places,
        "frequency": frequency,
        "direction": direction,
        "formula": special.get("formula", ""),
        "source": group["source"],
        "method": group["method"],
        "least": Decimal(0),
        "most": Decimal(100) if unit == "%" else None,
        "budget_unit": "" if group.get("enterprise") else "Revenue, operating",
    }
    if not special.get("no_target"):
        starts_on, ends_before = TARGETS
        definition["targets"] = [{"starts_on": starts_on, "ends_before": ends_before, "value": Decimal(str(target))}]
    if key in data()["benchmarks"]:
        who, value, as_of, source = data()["benchmarks"][key]
        definition["benchmarks"] = [{"who": who, "value": Decimal(value), "as_of": as_of, "source": source}]
    return Told(
        key=key,
        enterprise=bool(group.get("enterprise")),
        owner="" if special.get("unowned") else group["owner"],
        starts_on=group.get("starts_on", BEGAN),
        unloaded=bool(group.get("unloaded")),
        level=Decimal(str(level)),
        spread=Decimal(str(spread)),
        special=special,
        definition=definition,
    )


def figure(one: Told, period: Period) -> Decimal:
    """The value of a period: a level, a step in the work where there was one, and what varies."""
    fixed = one.special.get("fixed", {}).get(period.label)
    if fixed is not None:
        return Decimal(fixed)
    level, spread, places = one.level, one.spread, one.definition["places"]
    changed = data()["unit_changed"]
    if one.key == changed["key"] and period.starts_on >= changed["starts_on"]:
        level, spread, places = Decimal(changed["level"]), Decimal(changed["spread"]), changed["places"]
    step = one.special.get("step")
    if step is not None and period.starts_on >= date.fromisoformat(step[0]):
        level += Decimal(step[1])
    seed = hashlib.sha256(f"{one.key} {period.label}".encode()).digest()
    # The mean of four evenly spread numbers between -1 and 1, which lies near zero most of the time.
    varies = sum((Decimal(seed[n]) / Decimal("127.5") - 1 for n in range(4)), Decimal(0)) / 4
    found = (level + 2 * spread * varies).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    most = one.definition["most"]
    return max(Decimal(0), found) if most is None else min(max(Decimal(0), found), most)


def actuals(first: date, ends_before: date, *, enterprise: bool) -> bytes:
    """The file of the values of the periods that begin and end between two days, in the long layout."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("measure", "period", "value"))
    for one in told():
        if one.enterprise == enterprise and not one.unloaded and not one.definition["formula"]:
            writer.writerows((one.key, each.label, figure(one, each)) for each in periods(one, first, ends_before))
    return out.getvalue().encode("utf-8")


def periods(one: Told, first: date, ends_before: date) -> Iterator[Period]:
    """The periods of a measure that end between the days, as far as its values came."""
    period = period_on(one.starts_on, Frequency(one.definition["frequency"]), 7)
    while period.ends_before <= ends_before:
        if period.ends_before > first and period.last_day <= one.last_day:
            yield period
        period = period.next()
