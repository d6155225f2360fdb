"""The words of a contract as one form: whatever was typed comes back as it was typed, whether it can be kept or not."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from meritbook.core.contracts.check import Problem, read_text
from meritbook.core.contracts.named_days import OutsideDay, outside_days
from meritbook.core.contracts.text import ContractText
from meritbook.core.terms import Term
from meritbook.core.values import canonical_json

MOST_ROWS = 120
"""Objectives, projects and measures that one form takes."""
MEASURE = ("says", "unit", "direction", "target", "due_on", "source", "register_key")
WORDS = ("says", "clarification", "results_expected", "source")
"""The fields of free words in which days may be named."""
PARTIES = ("title", "division", "appointing_authority_title")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,78}")


@dataclass
class Row:
    """An objective, a project or a measure as typed."""

    key: str
    typed: dict[str, str]
    on_form: bool = False
    measures: list[Row] = field(default_factory=list)
    days: dict[str, tuple[OutsideDay, ...]] = field(default_factory=dict)
    """By field: what it names that lies outside the term."""

    @property
    def blank(self) -> bool:
        """Whether nothing was typed in it."""
        typed = {name: text for name, text in self.typed.items() if name != "direction"}
        return not any(text.strip() for text in typed.values()) and all(one.blank for one in self.measures)


@dataclass
class AreaRow:
    """An area as it stands, with its objectives as typed."""

    key: str
    title: str
    objectives: list[Row]


@dataclass
class TextForm:
    """The fields of the form."""

    base: ContractText
    parties: dict[str, str]
    salary: str
    areas: list[AreaRow]
    projects: list[Row]
    year: Term | None = None
    """The fiscal year in which the contract begins."""

    @property
    def base_sha256(self) -> str:
        """The seal of the words that the writer began with."""
        return self.base.seal()

    @property
    def base_json(self) -> str:
        """Those words, which the form carries so that a merge is possible."""
        return canonical_json(self.base)

    @classmethod
    def of(cls, text: ContractText, *, base: ContractText | None = None) -> TextForm:
        """The form filled with words; `base` where the writer began with others."""
        areas = [
            AreaRow(area.key, area.title, [_row(one, "clarification") for one in area.objectives])
            for area in text.areas
        ]
        return cls(
            base=base or text,
            parties={name: getattr(text.parties, name) for name in PARTIES},
            salary=str(text.terms.salary),
            areas=areas,
            projects=[_row(one, "results_expected") for one in text.projects],
        )

    @classmethod
    def sent(cls, data: QueryDict, current: ContractText) -> TextForm:
        """The form as it was sent. Where the words it began with cannot be read, the current ones stand for them."""
        base, _ = _text_of(data.get("base_text", ""))
        base = base or current
        known = {one.key for one in base.objectives() if one.on_form}
        titles = {area.key: area.title for area in (*current.areas, *base.areas)}
        areas = [
            AreaRow(
                key,
                title,
                [
                    _sent_row(data, f"o-{name}", name, ("says", "clarification", "weight"), name in known)
                    for name in _keys(data, f"objectives-{key}")
                ],
            )
            for key, title in titles.items()
        ]
        projects = [
            _sent_row(data, f"p-{name}", name, ("says", "results_expected", "weight"), on_form=False)
            for name in _keys(data, "projects")
        ]
        return cls(
            base=base,
            parties={name: data.get(name, "") for name in PARTIES},
            salary=data.get("salary", ""),
            areas=areas,
            projects=projects,
        )

    def rows(self) -> list[Row]:
        """All objectives and projects."""
        return [*(one for area in self.areas for one in area.objectives), *self.projects]

    def with_days(self, year: Term | None) -> TextForm:
        """The form with what its words name outside the term; `year` is the fiscal year in which that begins."""
        self.year = year
        for _, row in self._fields():
            row.days = {name: found for name in WORDS if (found := self._outside(row.typed.get(name, "")))}
        return self

    def _fields(self) -> list[tuple[str, Row]]:
        """Every row with the first letter of its fields: `o` of an objective, `p` of a project, `m` of a measure."""
        found = [("o", one) for area in self.areas for one in area.objectives]
        found += [("p", one) for one in self.projects]
        return [*found, *(("m", one) for row in self.rows() for one in row.measures)]

    def _outside(self, words: str) -> tuple[OutsideDay, ...]:
        terms, year = self.base.terms, self.year
        begins = (year.starts_on.month, year.starts_on.day) if year is not None else None
        return outside_days(words, Term(starts_on=terms.starts_on, ends_before=terms.ends_before), begins=begins)

    def _take_later(self, kind: str, key: str, name: str, number: str) -> str:
        """Put the proposal in the place of a day that the words name; gives the anchor of the field."""
        for letter, row in self._fields():
            if (letter, row.key) == (kind, key) and name in WORDS:
                found = self._outside(row.typed.get(name, ""))
                if number.isdigit() and int(number) < len(found):
                    row.typed[name] = found[int(number)].taken(row.typed[name])
                return f"{kind}-{key}-{name}"
        return ""

    def change(self, what: str) -> str:
        """Do what a button says, `add-measure:customers-wait`; gives the anchor to go to, empty where it is none."""
        act, _, key = what.partition(":")
        if act == "later":
            kind, name, number, key = [*key.split(":", 3), "", "", "", ""][:4]
            return self._take_later(kind, key, name, number)
        if act.startswith("remove-"):
            keeping: Callable[[Row], bool] = lambda row: row.key != key or row.on_form  # noqa: E731
            for area in self.areas:
                area.objectives = [one for one in area.objectives if keeping(one)]
            self.projects = [one for one in self.projects if keeping(one)]
            for row in self.rows():
                row.measures = [one for one in row.measures if one.key != key]
            return "words"
        count = len(self.rows()) + sum(len(row.measures) for row in self.rows())
        if count >= MOST_ROWS:
            return ""
        name = f"{key or 'project'}-{secrets.token_hex(3)}"[-60:].lstrip("-")
        if act == "add-objective":
            for area in self.areas:
                if area.key == key:
                    area.objectives.append(Row(name, dict.fromkeys(("says", "clarification", "weight"), "")))
                    return f"o-{name}-says"
        if act == "add-project":
            self.projects.append(Row(name, dict.fromkeys(("says", "results_expected", "weight"), "")))
            return f"p-{name}-says"
        if act == "add-measure":
            for row in self.rows():
                if row.key == key:
                    row.measures.append(Row(name, {**dict.fromkeys(MEASURE, ""), "direction": "at_least"}))
                    return f"m-{name}-says"
        return ""

    def text(self) -> tuple[ContractText | None, tuple[Problem, ...]]:
        """The words, or why they cannot be kept. Rows in which nothing was typed are left out."""
        plain = self.base.plain()
        plain["parties"] |= {name: text[:4000] for name, text in self.parties.items()}
        plain["terms"]["salary"] = self.salary.strip().replace(",", "").removeprefix("$")
        plain["areas"] = [
            {
                "key": area.key,
                "title": area.title,
                "objectives": [
                    {**_plain(one, "clarification"), "on_form": one.on_form}
                    for one in area.objectives
                    if one.on_form or not one.blank
                ],
            }
            for area in self.areas
        ]
        plain["projects"] = [_plain(one, "results_expected") for one in self.projects if not one.blank]
        text, problems = read_text(plain)
        return text, tuple(one.model_copy(update={"place": keyed(plain, one.place)}) for one in problems)


_KEYED = {"areas": "", "objectives": "objective", "projects": "project", "measures": "measure"}
"""The lists of the words, and how `anchor_of` names a member; an area is named by what is in it."""


def keyed(plain: Any, place: str) -> str:
    """A place that counts its way, `projects.0.measures.1.target`, with keys in place of numbers, for `anchor_of`."""
    found: list[str] = []
    held, listed = plain, ""
    for name in place.split("."):
        if isinstance(held, list) and name.isdigit() and int(name) < len(held):
            held = held[int(name)]
            found += [_KEYED[listed], str(held.get("key", ""))] if _KEYED.get(listed) else []
            continue
        held = held.get(name) if isinstance(held, dict) else None
        listed = name
        if name not in _KEYED:
            found.append(name)
    return ".".join(found)


def anchor_of(place: str) -> str:
    """Where in the form a place of the words is, `objective.customers-wait.says`; empty where the form has none."""
    parts = place.split(".")
    if place == "terms.salary":
        return "salary"
    if len(parts) > 1 and parts[0] in ("objective", "project"):
        letter, own = parts[0][0], parts[1:]
        if "measure" in own[1:]:
            letter, own = "m", own[2:]
        return "-".join((letter, *own))
    return ""


def _row(one: Any, more: str) -> Row:
    return Row(
        one.key,
        {"says": one.says, more: getattr(one, more), "weight": _shown(one.weight)},
        on_form=getattr(one, "on_form", False),
        measures=[Row(each.key, {name: _shown(getattr(each, name)) for name in MEASURE}) for each in one.measures],
    )


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _keys(data: QueryDict, name: str) -> list[str]:
    return [one for one in dict.fromkeys(data.getlist(name)) if _KEY.fullmatch(one)][:MOST_ROWS]


def _sent_row(data: QueryDict, prefix: str, key: str, names: tuple[str, ...], on_form: bool) -> Row:
    measures = [
        Row(one, {name: data.get(f"m-{one}-{name}", "") for name in MEASURE}) for one in _keys(data, f"measures-{key}")
    ]
    return Row(key, {name: data.get(f"{prefix}-{name}", "") for name in names}, on_form, measures)


def _plain(row: Row, more: str) -> dict[str, Any]:
    return {
        "key": row.key,
        "says": _lines(row.typed["says"]),
        more: _lines(row.typed[more]),
        "weight": row.typed["weight"].strip() or None,
        "measures": [
            {
                **{name: one.typed[name].strip() for name in ("unit", "source", "register_key")},
                "key": one.key,
                "says": _lines(one.typed["says"]),
                "direction": one.typed["direction"] if one.typed["direction"] == "at_most" else "at_least",
                "target": one.typed["target"].strip() or None,
                "due_on": one.typed["due_on"].strip() or None,
            }
            for one in row.measures
            if not one.blank
        ],
    }


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _text_of(written: str) -> tuple[ContractText | None, str]:
    try:
        return ContractText.model_validate_json(written), ""
    except ValueError as problem:
        return None, str(problem)
