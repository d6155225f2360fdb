"""A made-up law, small enough to be changed in one place by each test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.core.law.pack import Law
from meritbook.law import read_law

PACK = """\
key = "made-up"
name = "A made-up law"
jurisdiction = "Nowhere"
known = { starts_on = 2020-01-01, ends_before = 2021-01-01 }
checked = 2026-01-01
note = "All of it is made up."

[[sources]]
key = "book"
title = "The book"
rank = "statute"
checked = 2026-01-01
read = "whole"
file = "book.txt"
"""
FACTS = """\
[[facts]]
name = "boat.length"
kind = "number"
unit = "m"
places = 1
ask = "agency_hr"
says = "The length of the boat."

[[facts]]
name = "boat.built_on"
kind = "date"
ask = "agency_hr"
says = "The day on which the boat was built."

[[facts]]
name = "boat.inspected"
kind = "event"
ask = "rater"
says = "The boat was inspected."

[[facts]]
name = "boat.sails"
kind = "yes_no"
ask = "executive"
says = "The boat has sails."

[[facts]]
name = "boat.marks"
kind = "numbers"
unit = "mark"
ask = "rater"
says = "The marks of its inspections, the latest first."

[[facts]]
name = "boat.harbor"
kind = "choice"
table = "harbors"
ask = "agency_hr"
says = "The harbor of the boat."
""".replace('table = "harbors"', 'table = "coast.harbors"')
HARBORS = """\
id = "coast.harbors"
says = "The harbors."
holds_says = "Boats may lie there."
citation = { source = "book", place = "page 3" }

[[rows]]
key = "north"
says = "The northern harbor."

[[rows]]
key = "south"
says = "The southern harbor."
holds = false
"""
LONGEST = """\
id = "boat.longest"
says = "The longest boat."
unit = "m"
reading = "with-bowsprit"

[[values]]
value = 10
alternative = 12.5
starts_on = 2020-01-01
citation = { source = "book", place = "page 1", quote = "no longer than ten" }
"""
MARK = """\
id = "mark.least"
says = "The lowest good mark."
unit = "mark"

[[values]]
value = 1
starts_on = 2020-01-01
citation = { source = "book", place = "page 2" }
"""
READINGS = """\
[[readings]]
id = "with-bowsprit"
says = "Whether the bowsprit counts is not said."
taken = "It counts."
alternative = "It does not count."
citation = { source = "book", place = "page 1" }
"""
CHECK = (
    'boat.length <= boat.longest and holds(boat.harbor, "coast.harbors") and boat.sails'
    " and all_between(boat.marks, mark.least, mark.least) and by(boat.inspected, boat.built_on)"
)
RULE = f"""\
id = "boat.rule"
says = "A boat is short and lies where it may."
kind = "limit"
citation = {{ source = "book", place = "page 1" }}
check = '{CHECK}'
cure = "Saw off {{boat.length}}."

[sentences]
met = "It is short."
not_met = "It is longer than {{boat.longest}}."
undetermined = "Its length is {{boat.length}}."

[effect]
draft = "caution"
says = "It stays ashore."
"""
FILES = {
    "pack.toml": PACK,
    "facts.toml": FACTS,
    "readings.toml": READINGS,
    "tables/coast.harbors.toml": HARBORS,
    "parameters/boat.longest.toml": LONGEST,
    "parameters/mark.least.toml": MARK,
    "rules/boat.rule.toml": RULE,
}
ON = date(2020, 6, 1)


def write(folder: Path, **changed: str) -> Path:
    """The made-up pack as files; `changed` replaces some of them by name (with `__` for the slash, no ending)."""
    home = folder / "made-up"
    files = dict(FILES)
    for name, text in changed.items():
        files[f"{name.replace('__', '/').replace('-', '.')}.toml"] = text
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return home


def law_with(folder: Path, file: str, old: str, new: str) -> Law:
    """The made-up law with one passage of one file replaced."""
    assert old in FILES[file], old
    home = write(folder)
    (home / file).write_text(FILES[file].replace(old, new), encoding="utf-8")
    return read_law(home)


def checked(folder: Path, check: str, facts: Mapping[str, Any], *, on: date = ON, **judging: Any) -> LawVerdict:
    """What a check says, beside the rule of the made-up law."""
    home = write(folder)
    second = RULE.replace("boat.rule", "boat.second").replace(CHECK, check.replace("'", '"'))
    (home / "rules" / "boat.second.toml").write_text(second, encoding="utf-8")
    law = read_law(home)
    return Judge(law, on, **judging).check(read_case(law, facts, on=on), ["boat.second"])[0]


def decimal(text: str) -> Decimal:
    """A number as it is read from a file."""
    return Decimal(text)
