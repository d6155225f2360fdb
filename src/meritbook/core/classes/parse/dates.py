"""Dates that a document gives about itself. What is no date stays text, with a remark; nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from meritbook.core.classes.model import DateNote
from meritbook.core.classes.parse.lexicon import DATE_LINE
from meritbook.core.documents.model import Passage

Kind = Literal["reference", "revised", "effective", "board_change", "other"]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = r"(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r")\.?"
_FORMS = (
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b"),
    re.compile(r"\b(?P<m>\d{1,2})(?P<sep>[/.-])(?P<d>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})\b"),
    re.compile(rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<d>\d{{1,2}})\s+{_MONTH},?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH},?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<m>\d{1,2})/(?P<y>\d{4}|\d{2})\b"),
)
_SENTENCE = re.compile(
    rf"(?:last\s+)?(?P<kind>revised|effective|adopted|issued|approved|established)\s*(?:on|in|:)?\s+"
    rf"(?:{_MONTH}\b|\d{{1,2}}/)",
    re.IGNORECASE,
)


def looks_dated(text: str, start: int, end: int) -> Kind | None:
    """Which kind of date line the stretch is, when it is one: a label such as `REV:` and a figure after it."""
    found = DATE_LINE.match(text, start, end)
    if not found:
        return None
    rest = text[found.end() : end]
    if not re.search(r"\d|^\s*--", rest) or len(rest.split()) > 12:
        return None
    kinds: tuple[Kind, ...] = ("reference", "effective", "revised")
    return next((kind for kind in kinds if found.group(kind)), "other")


def dated_sentence(sentence: str) -> Kind | None:
    """Which kind of date a sentence of running text gives about the document (`Revised May 2004.`)."""
    found = _SENTENCE.match(sentence)
    if not found or len(sentence.split()) > 8:
        return None
    kinds: dict[str, Kind] = {"revised": "revised", "effective": "effective"}
    return kinds.get(found.group("kind").casefold(), "other")


def read_day(text: str, read_on: date) -> tuple[date | None, str, str]:
    """The day, else the month `YYYY-MM`, that a text gives; and a remark when it looks like a date but is none.

    American order: month, day, year. A year of two figures is the latest one that does not lie more than a year after
    `read_on`. A form without a day gives a month and no day.
    """
    for form in _FORMS:
        found = form.search(text)
        if not found:
            continue
        parts = found.groupdict()
        if parts.get("month"):
            month = next(at for at, name in enumerate(_MONTHS, 1) if parts["month"].casefold()[:3] == name[:3])
        else:
            month = int(parts["m"])
        year = _year(parts["y"], read_on)
        remark = f"“{found.group()}” is not a date of the calendar."
        if parts.get("d") is None:
            return (None, f"{year:04d}-{month:02d}", "") if 1 <= month <= 12 and year else (None, "", remark)
        try:
            return date(year, month, int(parts["d"])), "", ""
        except ValueError:
            return None, "", remark
    return None, "", "The text gives no date that can be read." if re.search(r"\d", text) else ""


def date_note(kind: Kind, passage: Passage, read_on: date) -> DateNote:
    """The note for a passage that dates the document."""
    on, month, remark = read_day(passage.text, read_on)
    return DateNote(kind=kind, text=passage, on=on, month=month, remark=remark)


def _year(figures: str, read_on: date) -> int:
    year = int(figures)
    if len(figures) == 4:
        return year
    year += read_on.year // 100 * 100
    return year if year <= read_on.year + 1 else year - 100
