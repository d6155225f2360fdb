"""Days that free words name, and which of them lie outside the term of a contract, with the same day years later.

Found are days (`31 May 2005`, `May 31st, 2005`, `2005-05-31`, `5/31/2005`, `31.5.2005`), months (`May 2005`), fiscal
years (`2004-05`, `2004–2005`, `FY 2005`, `FY 04-05`) and years after a word of time (`by 2005`). What has no year is
not found, and words are never changed here: a proposal is the same writing with another year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from meritbook.core.dates import MONTHS
from meritbook.core.terms import Term
from meritbook.core.values import Value

CENTURY, MOST_YEARS = 100, 30
"""Two digits of a year are of this century; a proposal goes at most so many years on."""

_MONTH = (
    "(?P<month>"
    + "|".join(rf"{one[:3]}(?:{one[3:]})?" for one in MONTHS if one != "September")
    + (r"|Sept?(?:ember)?)\b\.?")
)
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_BEFORE = r"(?<![\w/.-])"
_AFTER = r"(?![\w/]|[-.]\d)"
_TIME = (
    "in|of|by|for|during|since|until|till|before|after|through|throughout|within|from|to|and|year|spring|summer|autumn|"
    "fall|winter|mid|early|late|quarter|Q[1-4]"
)


class NamedDay(Value):
    """A day, month or year that words name, and where they do."""

    start: int
    end: int
    """The place in the words, in characters; `end` is the first one after it."""
    text: str
    """As it is written."""
    first: date
    ends_before: date
    """The days that it means."""


class OutsideDay(NamedDay):
    """One that lies outside the term of the contract altogether."""

    lies_before: bool
    """Before the first day of the contract; else after its last."""
    proposal: str = ""
    """The same so many years later that it touches the term, in the same writing; empty where there is none."""
    years: int = 0
    """How many years later that is."""

    @property
    def says(self) -> str:
        """What is to be said of it."""
        where = "before this contract begins" if self.lies_before else "after this contract ends"
        return f"This names {self.text}, which lies {where}."

    def taken(self, words: str) -> str:
        """The words with the proposal in its place."""
        return words[: self.start] + self.proposal + words[self.end :] if self.proposal else words


Read = Callable[[re.Match[str], tuple[int, int]], tuple[date, date] | None]
"""The first day that a match means and the first one after; `(month, day)` begins a fiscal year. None where it is no
day of the calendar."""


def _year(written: str) -> int:
    return int(written) if len(written) > len("05") else 20 * CENTURY + int(written)


def _one_day(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        found = date(year, month, day)
        return found, found + timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _month_of(match: re.Match[str]) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name[:3].lower() == match["month"][:3].lower())


def _spelled(match: re.Match[str], _: tuple[int, int]) -> tuple[date, date] | None:
    return _one_day(int(match["y"]), _month_of(match), int(match["d"]))


def _figures(match: re.Match[str], _: tuple[int, int]) -> tuple[date, date] | None:
    return _one_day(int(match["y"]), int(match["mm"]), int(match["d"]))


def _slashed(match: re.Match[str], _: tuple[int, int]) -> tuple[date, date] | None:
    """Month first, as in the United States; the other way where the first is no month."""
    year, month, day = _year(match["y"]), int(match["mm"]), int(match["d"])
    return _one_day(year, month, day) or _one_day(year, day, month)


def _whole_month(match: re.Match[str], _: tuple[int, int]) -> tuple[date, date] | None:
    year, month = int(match["y"]), _month_of(match)
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def _two_years(match: re.Match[str], begins: tuple[int, int]) -> tuple[date, date] | None:
    first, second = _year(match["y"]), match["y2"]
    if (first + 1) % 10 ** len(second) != int(second):
        return None
    return date(first, *begins), date(first + 1, *begins)


def _fiscal(match: re.Match[str], begins: tuple[int, int]) -> tuple[date, date] | None:
    """The fiscal year is named after the year in which it ends."""
    year = _year(match["y"]) - (begins != (1, 1))
    return date(year, *begins), date(year + 1, *begins)


def _calendar(match: re.Match[str], _: tuple[int, int]) -> tuple[date, date] | None:
    return date(int(match["y"]), 1, 1), date(int(match["y"]) + 1, 1, 1)


_WAYS: tuple[tuple[re.Pattern[str], Read], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"{_BEFORE}{_YEAR}-(?P<mm>\d\d)-(?P<d>\d\d)(?![\w-])", _figures),
        (rf"{_BEFORE}{_DAY}(?:\s+day)?\s+(?:of\s+)?{_MONTH},?\s+(?:of\s+)?{_YEAR}{_AFTER}", _spelled),
        (rf"{_BEFORE}{_MONTH}\s+(?:the\s+)?{_DAY},?\s+(?:of\s+)?{_YEAR}{_AFTER}", _spelled),
        (rf"{_BEFORE}(?P<mm>\d{{1,2}})/(?P<d>\d{{1,2}})/(?P<y>(?:(?:19|20)\d\d|\d\d)){_AFTER}", _slashed),
        (rf"{_BEFORE}(?P<d>\d{{1,2}})\.\s?(?P<mm>\d{{1,2}})\.\s?{_YEAR}{_AFTER}", _figures),
        (rf"{_BEFORE}{_YEAR}\s?[-–—/]\s?(?P<y2>(?:(?:19|20)\d\d|\d\d))(?![\w/]|[-–—.]\d)", _two_years),
        (rf"{_BEFORE}F\.?Y\.?\s?['’]?(?P<y>\d\d)\s?[-–—/]\s?(?P<y2>\d\d){_AFTER}", _two_years),
        (rf"{_BEFORE}(?:F\.?Y\.?|fiscal(?:\s+year)?)\s?['’]?(?P<y>(?:(?:19|20)\d\d|\d\d)){_AFTER}", _fiscal),
        (rf"{_BEFORE}{_MONTH},?\s+(?:of\s+)?{_YEAR}{_AFTER}", _whole_month),
        (
            rf"(?<!\w)(?:(?:{_TIME})[\s-]+)(?P<only>{_YEAR}){_AFTER}(?!\s+(?:hours|days|cases|dollars|people))",
            _calendar,
        ),
    )
)


def named_days(words: str, *, begins: tuple[int, int] = (7, 1)) -> tuple[NamedDay, ...]:
    """What the words name, in their order. `begins` is the month and day on which a fiscal year begins."""
    return tuple(named for _, named in sorted(_found(words, begins), key=lambda one: one[1].start))


def outside_days(words: str, term: Term, *, begins: tuple[int, int] | None = None) -> tuple[OutsideDay, ...]:
    """What the words name that has no day in the term, in their order, each with its proposal.

    The proposal is the fewest years later that bring it into the term. `begins` is the month and day on which a fiscal
    year begins; without it, that of the first day of the term.
    """
    start = begins or (term.starts_on.month, min(term.starts_on.day, 28))
    found = []
    for match, named in sorted(_found(words, start), key=lambda one: one[1].start):
        early = named.ends_before <= term.starts_on
        if not early and not (term.ends_before is not None and named.first >= term.ends_before):
            continue
        years, proposal = _proposed(match, named, term) if early else (0, "")
        found.append(OutsideDay(**named.plain(), lies_before=early, proposal=proposal, years=years))
    return tuple(found)


def _found(words: str, begins: tuple[int, int]) -> Iterator[tuple[re.Match[str], NamedDay]]:
    taken: list[tuple[int, int]] = []
    for pattern, read in _WAYS:
        for match in pattern.finditer(words):
            start, end = match.span("only" if "only" in pattern.groupindex else 0)
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            days = read(match, begins)
            if days is None:
                continue
            taken.append((start, end))
            text = words[start:end]
            yield match, NamedDay(start=start, end=end, text=text, first=days[0], ends_before=days[1])


def _proposed(match: re.Match[str], named: NamedDay, term: Term) -> tuple[int, str]:
    for years in range(1, MOST_YEARS + 1):
        first, ends = _later(named.first, years), _later(named.ends_before, years)
        if ends > term.starts_on and (term.ends_before is None or first < term.ends_before):
            return years, _written(match, named, years)
    return 0, ""


def _later(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _written(match: re.Match[str], named: NamedDay, years: int) -> str:
    """The same writing with the later year, and with 28 for a 29 February that the later year lacks."""
    changes = {}
    for name in ("y", "y2"):
        if name in match.re.groupindex:
            digits = len(match[name])
            changes[match.span(name)] = f"{(int(match[name]) + years) % 10**digits:0{digits}d}"
    if (named.first.month, named.first.day) == (2, 29) and _later(named.first, years).day != named.first.day:
        group = "d" if int(match["d"]) == named.first.day else "mm"
        changes[match.span(group)] = "28"
    written = match.string[named.start : named.end]
    for (start, end), text in sorted(changes.items(), reverse=True):
        written = written[: start - named.start] + text + written[end - named.start :]
    return written
