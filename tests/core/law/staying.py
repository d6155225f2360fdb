"""The made-up law with one rule more, about a stay: with steps, a reading of its own and a condition."""

from __future__ import annotations

from pathlib import Path

from core.law.making import PACK, READINGS, write
from meritbook.core.law.pack import Law
from meritbook.law import read_law

DAYS = """\
id = "stay.days"
says = "How long a boat may stay."
unit = "day"

[[values]]
value = 10
starts_on = 2020-01-01
ends_before = 2020-07-01
citation = { source = "book", place = "page 3", quote = "ten days" }

[[values]]
value = 20
starts_on = 2020-07-01
citation = { source = "letter", place = "page 1", quote = "twenty days" }
"""
YEARS = DAYS.split("[[values]]")[0].replace("stay.days", "stay.years").replace('"day"', '"year"') + (
    '[[values]]\nvalue = 1\nstarts_on = 2020-01-01\ncitation = { source = "book", place = "page 3" }\n'
)
LETTER = """
[[sources]]
key = "letter"
title = "The letter"
rank = "guideline"
published = 2020-06-20
checked = 2026-01-01
read = "part"
"""
CLOCK = """\

[[readings]]
id = "from-the-first-day"
says = "Whether the day of building counts is not said."
taken = "It does not."
alternative = "It does."
citation = { source = "letter", place = "page 2", quote = "from the first day" }
"""
STAY = """\
id = "boat.stay"
says = "A boat is inspected before its stay is over."
kind = "deadline"
citation = { source = "book", place = "page 3" }
also = [{ source = "letter", place = "page 4" }]
applies = "boat.sails"
check = "by(boat.inspected, last_day) and last_day <= full_year"
cure = "Inspect it by {last_day}."
cure_until = "last_day"

[[steps]]
name = "last_day"
says = "The last day of the stay."
expression = "add_days(boat.built_on, stay.days)"

[[steps]]
name = "full_year"
says = "The day on which the boat is a year old."
expression = "add_years(boat.built_on, stay.years)"

[[steps]]
name = "half"
says = "Half of the stay."
expression = "stay.days * 5"

[[alternatives]]
reading = "from-the-first-day"
steps = { last_day = "subtract_days(add_days(boat.built_on, stay.days), day.one)" }

[sentences]
met = "It was inspected by {last_day}."
not_met = "It was not inspected by {last_day}; today is {today}."
undetermined = "It is not known whether it was inspected by {last_day}."

[effect]
draft = "caution"
says = "It leaves on {last_day}, {boat.inspected}."
appeal = "none"
from_step = "last_day"
"""
ONE = DAYS.split("[[values]]")[0].replace("stay.days", "day.one") + (
    '[[values]]\nvalue = 1\nstarts_on = 2020-01-01\ncitation = { source = "book", place = "page 3" }\n'
)
FILES = {
    "pack.toml": PACK + LETTER,
    "readings.toml": READINGS + CLOCK,
    "parameters/stay.days.toml": DAYS,
    "parameters/stay.years.toml": YEARS,
    "parameters/day.one.toml": ONE,
    "rules/boat.stay.toml": STAY,
}
STAY_FILE = "rules/boat.stay.toml"
PLACE = f"{STAY_FILE}: boat.stay"
WITH_READING = """\
[[alternatives]]
reading = "from-the-first-day"
steps = { last_day = "subtract_days(add_days(boat.built_on, stay.days), day.one)" }
"""


def law(folder: Path, *changes: tuple[str, str, str]) -> Law:
    """The made-up law with a rule about a stay, and some passages of its files replaced."""
    home = write(folder)
    for name, text in FILES.items():
        (home / name).write_text(text, encoding="utf-8")
    for file, old, new in changes:
        text = (home / file).read_text(encoding="utf-8")
        assert old in text, old
        (home / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return read_law(home)
