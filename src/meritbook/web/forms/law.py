"""The facts of one case as a form: a field for each fact that a rule reads, the day, and how texts are read.

What is left empty is unknown. Values are judged by the core as those of a file are; what it refuses stands beside its
field, and nothing that was typed is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.forms import BoundField

from meritbook.core.errors import MeritbookError
from meritbook.core.law.case import Case, read_case
from meritbook.core.law.days import EARLIEST, LATEST
from meritbook.core.law.model import Fact
from meritbook.core.law.pack import Law, fact_range
from meritbook.core.law.show import unit_text
from meritbook.desk.answers import person

LONGEST = 600
"""Characters of a fact as it is typed: enough for the longest list."""
UNKNOWN, NOT_YET, UNDATED, DATED = "", "not-yet", "undated", "dated"
EVENTS = (
    (UNKNOWN, "Unknown"),
    (NOT_YET, "It has not happened"),
    (DATED, "It happened on the day below"),
    (UNDATED, "It happened, the day is not known"),
)
YES_NO = ((UNKNOWN, "Unknown"), ("yes", "Yes"), ("no", "No"))
NONE_OF_THEM = "-"
"""Stands for a list of choices of which none is chosen, which is not the same as an unknown one."""
DAY = "YYYY-MM-DD"
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class FactField:
    """A fact with its field, and for an event the field of its day."""

    fact: Fact
    field: BoundField
    day: BoundField | None
    several: bool
    """Whether several boxes may be ticked."""


class CaseForm(forms.Form):
    """The facts that one rule reads, the day of the check, and the readings on which the rule rests."""

    use_required_attribute = False

    on = forms.CharField(label="Day of the check", max_length=10, help_text=DAY)

    def __init__(self, data: Mapping[str, Any] | None = None, *, law: Law, rule: str, **more: Any) -> None:
        super().__init__(data, **more)
        self.law, self.rule = law, rule
        self.case: Case | None = None
        self.day: date | None = None
        for name in law.facts_of(rule):
            self._add(law.facts[name])
        for reading in law.readings_of(rule):
            self.fields[f"reading-{reading.id}"] = forms.ChoiceField(
                label=reading.says,
                required=False,
                choices=(("", f"As the pack takes it: {reading.taken}"), ("alternative", reading.alternative)),
            )

    # --- fields -----------------------------------------------------------------------------------------------

    def _add(self, fact: Fact) -> None:
        self.fields[fact.name] = _field(self.law, fact)
        if fact.kind == "event":
            self.fields[f"{fact.name}-day"] = forms.CharField(
                label=f"Day: {fact.says.rstrip('.')}", required=False, max_length=LONGEST, help_text=DAY
            )

    def facts(self) -> tuple[FactField, ...]:
        """The facts with their fields, in the order in which the rule speaks of them."""
        found = []
        for name in self.law.facts_of(self.rule):
            fact = self.law.facts[name]
            day = self[f"{name}-day"] if fact.kind == "event" else None
            found.append(FactField(fact, self[name], day, fact.kind == "choices"))
        return tuple(found)

    def readings(self) -> tuple[BoundField, ...]:
        """The fields of the readings."""
        return tuple(self[f"reading-{one.id}"] for one in self.law.readings_of(self.rule))

    def unread(self) -> tuple[str, ...]:
        """Names in the address that belong to no field: a misspelt fact must not pass unseen."""
        return tuple(name[:80] for name in self.data if name not in self.fields)[:20]

    def alternatives(self) -> frozenset[str]:
        """The readings that are taken the other way."""
        chosen = [one.id for one in self.law.readings_of(self.rule) if self.cleaned_data.get(f"reading-{one.id}")]
        return self.law.alternatives(f"{one}=alternative" for one in chosen)

    # --- what was typed ---------------------------------------------------------------------------------------

    def clean_on(self) -> str:
        """A day for which the law can be asked."""
        text = str(self.cleaned_data["on"]).strip()
        self.day = _day(text)
        if self.day is None:
            raise forms.ValidationError(f"Write a day from {EARLIEST.year} to {LATEST.year}, such as 2005-06-30.")
        return text

    def clean(self) -> dict[str, Any]:
        """The case, as the core reads it; what it refuses is said beside its field."""
        cleaned = super().clean() or {}
        plain: dict[str, Any] = {}
        on = self.day or EARLIEST
        for name in self.law.facts_of(self.rule):
            if name in self.errors:
                continue
            try:
                value = self._value(self.law.facts[name], cleaned)
                read_case(self.law, {name: value}, on=on)
            except MeritbookError as problem:
                self.add_error(self._beside(name), problem.message)
            except forms.ValidationError as problem:
                self.add_error(self._beside(name), problem)
            else:
                plain[name] = value
        if not self.errors:
            self.case = read_case(self.law, plain, on=on)
        return cleaned

    def _beside(self, name: str) -> str:
        """The field that a mistake is about: of an event it is the day."""
        return f"{name}-day" if self.law.facts[name].kind == "event" else name

    def _value(self, fact: Fact, cleaned: Mapping[str, Any]) -> Any:
        given = cleaned.get(fact.name)
        if fact.kind == "event":
            return self._event(str(given or ""), str(cleaned.get(f"{fact.name}-day") or ""))
        if fact.kind == "choices":
            return _chosen(list(given or ()))
        text = str(given or "")
        if not text:
            return None
        if fact.kind == "yes_no":
            return text == "yes"
        if fact.kind == "number":
            return _number(text, fact)
        if fact.kind == "numbers":
            parts = [part.strip() for part in text.replace(";", " ").replace(",", " ").split()]
            return [None if part == "?" else _number(part, fact) for part in parts]
        return text

    @staticmethod
    def _event(state: str, day: str) -> Any:
        if day and state in (NOT_YET, UNDATED):
            raise forms.ValidationError("A day is given, and above it is said that there is none. Change one of them.")
        if state == DATED and not day:
            raise forms.ValidationError("Give the day, or choose that it is not known.")
        return {NOT_YET: False, UNDATED: True}.get(state, day or None)


def _field(law: Law, fact: Fact) -> forms.Field:
    asks = f"Ask the {person(fact.ask)}"
    label = fact.says
    if fact.kind == "yes_no":
        return forms.ChoiceField(label=label, required=False, choices=YES_NO, help_text=f"{asks}.")
    if fact.kind == "event":
        return forms.ChoiceField(label=label, required=False, choices=EVENTS, help_text=f"{asks}.")
    if fact.kind in ("choice", "choices"):
        rows = [(row.key, row.says.rstrip(".")) for row in law.tables[fact.table or ""].rows]
        if fact.kind == "choice":
            return forms.ChoiceField(
                label=label, required=False, choices=[(UNKNOWN, "Unknown"), *rows], help_text=f"{asks}."
            )
        return forms.MultipleChoiceField(
            label=label,
            required=False,
            choices=[*rows, (NONE_OF_THEM, "None of these")],
            widget=forms.CheckboxSelectMultiple,
            help_text=f"{asks}. Nothing ticked means that it is not known.",
        )
    return forms.CharField(label=label, required=False, max_length=LONGEST, help_text=f"{asks}. {_hint(fact)}")


def _hint(fact: Fact) -> str:
    if fact.kind == "date":
        return DAY
    least, most = fact_range(fact)
    stated = f", from {least:,} to {most:,}" if fact.most is not None else ""
    places = f", up to {fact.places} decimal place{'s' * (fact.places > 1)}" if fact.places else ", whole"
    says = f"In {unit_text(fact.unit)}{stated}{places}."
    return f"{says} Several with spaces between; ? for one that is not known." if fact.kind == "numbers" else says


def _day(text: str) -> date | None:
    if not ISO.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _number(text: str, fact: Fact) -> Decimal:
    """A number as people write it, its thousands parted or not."""
    folded = text.replace(",", "").replace(" ", "").replace("\u00a0", "")
    try:
        return Decimal(folded)
    except InvalidOperation:
        raise forms.ValidationError(f"“{text[:40]}” is not a number in {unit_text(fact.unit)}.") from None


def _chosen(given: list[str]) -> list[str] | None:
    if NONE_OF_THEM not in given:
        return given or None
    if len(given) > 1:
        raise forms.ValidationError("None of these is ticked beside some of them. Take one back.")
    return []
