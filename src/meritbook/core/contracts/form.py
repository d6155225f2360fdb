"""Where the words of a contract begin: blank words from the form that the law's tables describe, or last year's.

The areas are the parts of the form in which objectives stand; an objective's key begins with the key of its area.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from meritbook.core.contracts.named_days import outside_days
from meritbook.core.contracts.text import Area, ContractText, Measure, Objective, Parties, Terms
from meritbook.core.dates import day_in_words
from meritbook.core.law.model import Table
from meritbook.core.law.pack import Law
from meritbook.core.terms import Term
from meritbook.core.values import Value

PARTS, OBJECTIVES = "form.parts", "form.objectives"
NOTE_RULES = ("pay.cap", "pay.frozen", "pay.at_contract", "contract.alter", "removal.no_contract")
"""The rules whose sentences stand as notes in a contract, in this order, where the pack has them."""
LAYOUT = (
    "special-projects",
    "rating-levels",
    "evaluation-chart",
    "signature-employee",
    "signature-appointing-authority",
    "signature-director",
    "date",
)
"""Parts of the form that our layout always has, whatever the words say."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Following(Value):
    """Words that began as those of the year before, and what somebody must look at in them."""

    text: ContractText
    says: tuple[str, ...]
    """What was moved or cleared, and what still speaks of the old year; each with its place."""


def area_of(objective: str) -> str:
    """The key of the area in which an objective of the form stands."""
    return objective.partition("-")[0]


def blank_areas(tables: Mapping[str, Table]) -> tuple[Area, ...]:
    """The areas with the objectives of the form, in the order of the tables; none where the pack has no form."""
    if OBJECTIVES not in tables:
        return ()
    rows = [row for row in tables[OBJECTIVES].rows if row.holds]
    found: dict[str, list[Objective]] = {}
    for row in rows:
        found.setdefault(area_of(row.key), []).append(Objective(key=row.key, says=row.says, on_form=True))
    return tuple(
        Area(key=key, title=key.replace("-", " ").capitalize(), objectives=tuple(some)) for key, some in found.items()
    )


def notes_of(law: Law) -> tuple[str, ...]:
    """What the law says of such contracts, for the notes."""
    says = []
    for name in NOTE_RULES:
        rule = law.rules.get(name)
        if rule is None:
            continue
        # A sentence that names a value of one case has none to name here.
        follows = name in ("pay.at_contract", "removal.no_contract") and "{" not in rule.effect.says
        says.append(f"{rule.says} {rule.effect.says}" if follows else rule.says)
    return tuple(says)


def blank(law: Law, *, parties: Parties, terms: Terms) -> ContractText:
    """Words in which nothing is agreed yet: the form with its objectives."""
    return ContractText(parties=parties, terms=terms, notes=notes_of(law), areas=blank_areas(law.tables))


def parts_present(text: ContractText) -> tuple[str, ...]:
    """The parts of the form that the words and their layout have, by the keys of the law's table."""
    parties = text.parties
    named = parties.employee and parties.title and parties.department and parties.appointing_authority
    parts = [
        *(["parties"] if named else []),
        "salary",
        "term",
        *(["notes"] if text.notes else []),
        *(area.key for area in text.areas if area.objectives),
        *LAYOUT,
    ]
    return tuple(parts)


def objectives_missing(text: ContractText, form: Iterable[str]) -> tuple[str, ...]:
    """Objectives of the form that the words lack, or have without a word."""
    there = {one.key for one in text.objectives() if one.says}
    return tuple(key for key in form if key not in there)


def following(
    text: ContractText,
    starts_on: date,
    ends_before: date,
    salary: Decimal,
    parties: Parties,
    *,
    cap: Decimal | None = None,
    notes: tuple[str, ...] | None = None,
    areas: tuple[Area, ...] = (),
) -> Following:
    """Last year's words as a start for a term that begins on the day.

    Days by which something was due move by as many years as the term does; one that would then lie outside the new
    term is cleared. Both are said, and so is a text that names a calendar year; what such a text names outside the new
    term is left to `check.problems`, which tells it where it stands. Notes become those given, and what
    last year's words lack of the form, given as `areas`, is put in and said.
    """
    years = starts_on.year - text.terms.starts_on.year
    says: list[str] = []

    def moved(measure: Measure, place: str) -> Measure:
        if measure.due_on is None:
            return measure
        day = _in_years(measure.due_on, years)
        if day is not None and starts_on <= day < ends_before:
            says.append(f"{place}: due on {day_in_words(measure.due_on)}, now on {day_in_words(day)}.")
            return measure.model_copy(update={"due_on": day})
        says.append(f"{place}: due on {day_in_words(measure.due_on)}; taken out, it lies outside the new term.")
        return measure.model_copy(update={"due_on": None})

    term = Term(starts_on=starts_on, ends_before=ends_before)

    def look(words: str, place: str) -> None:
        # A day outside the new term is told where it stands, by the check of the draft, as long as it stands there.
        if _YEAR.search(words) and not outside_days(words, term):
            says.append(f"{place}: the words name a year; see whether they still hold.")

    found = []
    for area in _with_form(text.areas, areas, says):
        objectives = []
        for one in area.objectives:
            look(f"{one.says} {one.clarification}", f"{area.title}, {_short(one.says)}")
            measures = tuple(moved(each, f"{area.title}, {_short(each.says)}") for each in one.measures)
            objectives.append(one.model_copy(update={"measures": measures}))
        found.append(area.model_copy(update={"objectives": tuple(objectives)}))
    projects = []
    for project in text.projects:
        look(f"{project.says} {project.results_expected}", f"Project, {_short(project.says)}")
        measures = tuple(moved(each, f"Project, {_short(each.says)}") for each in project.measures)
        projects.append(project.model_copy(update={"measures": measures}))
    made = ContractText(
        parties=parties,
        terms=Terms(starts_on=starts_on, ends_before=ends_before, salary=salary, cap=cap),
        notes=text.notes if notes is None else notes,
        areas=tuple(found),
        projects=tuple(projects),
    )
    return Following(text=made, says=tuple(says))


def _with_form(own: tuple[Area, ...], blank_: tuple[Area, ...], says: list[str]) -> tuple[Area, ...]:
    """The areas with the objectives of the form that they lack, at the end of each; new areas come last."""
    there = {one.key for area in own for one in area.objectives}
    lacking = {
        area.key: area.model_copy(update={"objectives": tuple(one for one in area.objectives if one.key not in there)})
        for area in blank_
    }
    for area in lacking.values():
        says += [f"{area.title}, {_short(one.says)}: on the form now, and put in." for one in area.objectives]
    kept = tuple(
        area.model_copy(update={"objectives": (*area.objectives, *lacking[area.key].objectives)})
        if area.key in lacking
        else area
        for area in own
    )
    known = {area.key for area in own}
    return (*kept, *(area for key, area in lacking.items() if key not in known and area.objectives))


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57].rstrip()}…"


def _in_years(day: date, years: int) -> date | None:
    """The same day so many years on; 29 February becomes the 28th. None beyond what a calendar has."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28) if 1 <= day.year + years <= 9999 else None
