"""Days in words, the same on every machine whatever its language."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_in_words(day: date) -> str:
    """`14 June 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
