"""Dates as people type them on the command line."""

from __future__ import annotations

from datetime import date

from meritbook.core.errors import MeritbookError


class DateError(MeritbookError):
    """A date that is none."""

    code = "cli.date"
    remedy = "Write year, month and day, such as 2026-07-01."


def day(text: str, *, where: str) -> date:
    """The day; raises `DateError`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as problem:
        raise DateError(f"“{text}” is not a date.", where=where) from problem
