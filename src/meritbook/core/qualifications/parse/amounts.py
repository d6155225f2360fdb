"""Amounts in words and figures: `two years`, `six (6) months`, `one and one-half years`, `2,000 hours`, `24
semester units`.

An amount that contradicts itself keeps no value: `one (1) year (2 years)` is said to be a problem, and neither is
chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from meritbook.core.qualifications.model import Amount, Credits, CreditUnit, Unit
from meritbook.core.qualifications.parse.tokens import Token

_ONES = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("year", "years", "year's", "years'", "yrs", "yr"), "year"),
    **dict.fromkeys(("month", "months", "month's", "months'"), "month"),
    **dict.fromkeys(("week", "weeks", "week's", "weeks'"), "week"),
    **dict.fromkeys(("day", "days", "day's", "days'"), "day"),
    **dict.fromkeys(("hour", "hours", "hour's", "hours'"), "hour"),
}
_BEFORE_UNIT = {
    "full",
    "additional",
    "academic",
    "calendar",
    "consecutive",
    "continuous",
    "school",
    "working",
    "or",
    "more",
}
_STUDY = {"semester", "quarter", "units", "unit", "credits", "credit", "courses", "course", "clock", "points"}
_BEFORE_STUDY = {"college", "university", "additional", "full", "upper", "division", "graduate", "undergraduate",
                 "approved", "credit", "academic", "accredited", "college-level", "upper-division",
                 "completed", "basic"}  # fmt: skip


class Measure:
    """One amount or count of credits, and the tokens that it covers."""

    def __init__(self, value: Amount | Credits, start: int, end: int) -> None:
        self.value = value
        self.start = start
        self.end = end


@lru_cache(maxsize=4096)
def small_number(low: str) -> Decimal | None:
    """The number that one word or figure names (`six`, `forty-five`, `one-half`, `1,200`); none where it names none."""
    if low in _ONES:
        return Decimal(_ONES[low])
    if low in _TENS:
        return Decimal(_TENS[low])
    if low in ("one-half", "half"):
        return Decimal("0.5")
    first, _, second = low.partition("-")
    if first in _TENS and second in _ONES:
        return Decimal(_TENS[first] + _ONES[second])
    if low.isascii() and low.replace(",", "").replace(".", "", 1).isdigit():
        return Decimal(low.replace(",", ""))
    return None


def number(run: Sequence[Token], at: int) -> tuple[Decimal | None, int, str]:
    """The number that begins at a token: its value (none when it contradicts itself), the token after it, the problem.

    The token after it is `at` itself when no number begins there.
    """
    value = small_number(run[at].low) if at < len(run) else None
    if value is None:
        return None, at, ""
    low = [token.low for token in run[at : at + 9]]
    used = 1
    while len(low) > used + 0 and low[used : used + 1] in (["hundred"], ["thousand"]):
        value *= 100 if low[used] == "hundred" else 1000
        used += 1
        if low[used : used + 1] == ["and"] and len(low) > used + 1 and small_number(low[used + 1]) is not None:
            used += 1
        if len(low) > used and (more := small_number(low[used])) is not None and low[used] != "half":
            value += more
            used += 1
    if value >= 20 and value % 10 == 0 and len(low) > used and low[used] in _ONES and low[0] in _TENS:
        value += _ONES[low[used]]
        used += 1
    if low[used : used + 2] in (["and", "one-half"], ["and", "half"]):
        value += Decimal("0.5")
        used += 2
    elif low[used : used + 3] in (["and", "a", "half"], ["and", "one", "half"]) or low[used : used + 3] == [
        "1",
        "/",
        "2",
    ]:
        value += Decimal("0.5")
        used += 3
    problem = ""
    if low[used : used + 1] == ["("] and low[used + 2 : used + 3] == [")"] and len(low) > used + 1:
        again = small_number(low[used + 1])
        if again is not None:
            if again != value:
                problem = f"{low[0]} ({low[used + 1]}): words and figures differ"
            used += 3
    return (None if problem else value), at + used, problem


def _unit(run: Sequence[Token], at: int) -> tuple[Unit | None, int]:
    while at < len(run) and run[at].low in _BEFORE_UNIT:
        at += 1
    if at < len(run) and run[at].low == "-":
        at += 1
    if at < len(run) and run[at].low in _UNITS:
        return _UNITS[run[at].low], at + 1
    return None, at


def _amount(run: Sequence[Token], at: int) -> Measure | None:
    value, after, problem = number(run, at)
    if after == at:
        return None
    most: Decimal | None = None
    if after < len(run) and run[after].low in ("to", "-", "or"):
        upper, beyond, worse = number(run, after + 1)
        unit, end = _unit(run, beyond) if beyond > after + 1 else (None, beyond)
        if unit is not None and run[after].low != "or":
            most, after, problem = upper, beyond, problem or worse
    unit, end = _unit(run, after)
    if unit is None:
        return None
    if run[end : end + 1] and run[end].low == "(":
        again, beyond, _ = number(run, end + 1)
        second, close = _unit(run, beyond)
        if beyond > end + 1 and second is not None and close < len(run) and run[close].low == ")":
            if _differ(value, unit, again, second):
                problem = problem or f"{value} {unit} and {again} {second}: the text gives two amounts"
            end = close + 1
    if unit == "year" and value is not None and run[end : end + 1] and run[end].low == "and":
        more, beyond, _ = number(run, end + 1)
        second, close = _unit(run, beyond)
        if more is not None and second == "month":
            value, unit, end = value * 12 + more, "month", close
    return Measure(Amount(value=None if problem else value, unit=unit, most=most, problem=problem), at, end)


def _differ(value: Decimal | None, unit: Unit, again: Decimal | None, second: Unit) -> bool:
    """Whether an amount in brackets contradicts the one before it; hours for months only restate it, by some policy."""
    months = {"year": 12, "month": 1}
    if value is None or again is None:
        return False
    if unit in months and second in months:
        return value * months[unit] != again * months[second]
    return unit == second and value != again


def _study_unit(run: Sequence[Token], at: int) -> tuple[CreditUnit | None, int]:
    seen: set[str] = set()
    begin = at
    while at < len(run) and (
        run[at].low in _STUDY or run[at].low in _BEFORE_STUDY or run[at].low in ("hours", "hour", "-")
    ):
        seen.add(run[at].low)
        at += 1
        if at - begin > 4:
            break
    if "semester" in seen or "semester-hours" in seen:
        return "semester_hour", at
    if "quarter" in seen:
        return "quarter_hour", at
    if seen & {"course", "courses"}:
        return "course", at
    if "clock" in seen:
        return "clock_hour", at
    if seen & {"units", "unit", "credits", "credit"}:
        return "credit", at
    if "points" in seen:
        return "point", at
    return None, begin


def _credits(run: Sequence[Token], at: int) -> Measure | None:
    value, after, problem = number(run, at)
    if after == at:
        return None
    unit, end = _study_unit(run, after)
    if unit is None:
        return None
    if end < len(run) and run[end].low in ("or", "/", "("):
        _, beyond, _ = number(run, end + 1)
        other, close = _study_unit(run, beyond)
        if beyond > end + 1 and {other, unit} == {"quarter_hour", "semester_hour"}:
            end = close + (1 if close < len(run) and run[end].low == "(" and run[close].low == ")" else 0)
    return Measure(Credits(value=value, unit=unit, problem=problem), at, end)


def fold(run: Sequence[Token]) -> tuple[list[Token], list[Amount], list[Credits]]:
    """The tokens with amounts folded to `<n>` and credits to `{n}`, and what they stand for."""
    folded: list[Token] = []
    amounts: list[Amount] = []
    studied: list[Credits] = []
    at = 0
    while at < len(run):
        measure = _credits(run, at) or _amount(run, at)
        if measure is None:
            folded.append(run[at])
            at += 1
            continue
        if isinstance(measure.value, Amount):
            low = f"<{len(amounts)}>"
            amounts.append(measure.value)
        else:
            low = f"{{{len(studied)}}}"
            studied.append(measure.value)
        folded.append(Token(low, run[measure.start].start, run[measure.end - 1].end))
        at = measure.end
    return folded, amounts, studied
