"""Durations as people write them in a map: `90 s`, `12 min`, `1.5 h`, and `3 d` of so many minutes each."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from meritbook.core.errors import MeritbookError

_SAID = re.compile(r"(?P<figure>\d{1,9}(?:[.]\d{1,6})?)\s*(?P<unit>[a-z]+)\.?", re.IGNORECASE)
_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), Decimal(1) / 60),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), Decimal(1)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), Decimal(60)),
}
_DAYS = ("d", "day", "days")


class DurationError(MeritbookError):
    """Words that are no duration, or one in days of unknown length."""

    code = "results.duration"
    remedy = "Write a figure with its unit: 90 s, 12 min, 1.5 h, or 3 d where the time of a working day is given."
    http_status = 422


def minutes_of(text: str, *, day: Decimal | None) -> Decimal | None:
    """The minutes; none of an empty text. `day` is how many minutes a working day has. Raises `DurationError`."""
    said = text.strip()
    if not said:
        return None
    found = _SAID.fullmatch(said)
    if found is None:
        raise DurationError(f"“{said[:40]}” is no duration with a unit.", where=said[:40])
    try:
        figure = Decimal(found["figure"])
    except InvalidOperation as error:  # pragma: no cover - the pattern leaves nothing else
        raise DurationError(f"“{said[:40]}” is no figure.", where=said[:40]) from error
    unit = found["unit"].casefold()
    if unit in _DAYS:
        if day is None:
            raise DurationError(
                f"“{said[:40]}” is in days, and the time of a working day is not given.", where=said[:40]
            )
        return _kept(figure * day)
    if unit not in _UNITS:
        raise DurationError(f"“{unit[:20]}” is no unit of time that is known here.", where=said[:40])
    return _kept(figure * _UNITS[unit])


def spelled(minutes: Decimal | None) -> str:
    """Minutes as the form and the file have them, such as `12.5 min`; empty of none."""
    return "" if minutes is None else f"{minutes.normalize():f} min"


def _kept(minutes: Decimal) -> Decimal:
    return Decimal(f"{minutes.quantize(Decimal('0.000001')).normalize():f}")
