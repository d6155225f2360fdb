"""Two entries of the measure dictionary side by side: the fields that differ, word by word."""

from __future__ import annotations

from typing import Any

from meritbook.core.contracts.measures import amount
from meritbook.core.contracts.redline import FieldChange, State, words_compared
from meritbook.core.dates import MONTHS, day_in_words
from meritbook.core.results.measure import MeasureDefinition

LABELS = {
    "title": "Title",
    "kind": "Kind",
    "says": "What is counted",
    "unit": "Unit",
    "places": "Decimal places",
    "formula": "Formula",
    "source": "Source",
    "method": "Method",
    "frequency": "How often",
    "year_starts_in": "Year begins in",
    "due_days": "Days until a value is due",
    "direction": "Better is",
    "targets": "Targets",
    "benchmarks": "What others reach",
    "least": "Lowest possible",
    "most": "Highest possible",
    "budget_unit": "Unit of the budget",
}
"""Fields of an entry as people call them, in the order in which they are shown."""


def shown(definition: MeasureDefinition) -> dict[str, str]:
    """`{field: words}` of an entry; empty where nothing is set."""
    unit = definition.unit
    return {
        **{name: getattr(definition, name) for name in ("title", "says", "unit", "formula", "source", "method")},
        "kind": definition.kind.value,
        "places": str(definition.places),
        "frequency": definition.frequency.value.replace("_", " "),
        "year_starts_in": MONTHS[definition.year_starts_in - 1],
        "due_days": str(definition.due_days),
        "direction": "higher" if definition.direction == "at_least" else "lower",
        "targets": "; ".join(
            f"{amount(one.value)} {unit} from {day_in_words(one.starts_on)} to before {day_in_words(one.ends_before)}"
            for one in definition.targets
        ),
        "benchmarks": "; ".join(
            f"{one.who}: {amount(one.value)} {unit} on {day_in_words(one.as_of)}, {one.source}"
            for one in definition.benchmarks
        ),
        "least": _amount(definition.least),
        "most": _amount(definition.most),
        "budget_unit": definition.budget_unit,
    }


def changes(old: MeasureDefinition, new: MeasureDefinition) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of the entry."""
    before, after = shown(old), shown(new)
    found = []
    for name, label in LABELS.items():
        if before[name] == after[name]:
            continue
        state: State = "changed" if before[name] and after[name] else ("added" if after[name] else "removed")
        went, came = words_compared(before[name], after[name])
        found.append(FieldChange(place=name, label=label, state=state, before=went, after=came))
    return tuple(found)


def _amount(value: Any) -> str:
    return "" if value is None else amount(value)
