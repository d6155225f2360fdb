"""Forms of the results register: an entry of the dictionary, its owner, values of several periods, a correction."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from meritbook.core.dates import MONTHS
from meritbook.core.results.measure import MeasureDefinition, MeasureKind
from meritbook.core.results.periods import Frequency, Period
from meritbook.desk import lookups
from meritbook.records.models import Department
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.person import PersonField

TARGETS, BENCHMARKS = 3, 2
"""Empty rows for further targets and benchmarks; an entry with more takes them in a second change."""


class _Form(forms.Form):
    use_required_attribute = False


def _words(label: str, *, required: bool = True, help_text: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


class DefinitionForm(_Form):
    """An entry of the measure dictionary."""

    title = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=[(one.value, one.value.capitalize()) for one in MeasureKind])
    says = _words("What is counted, in plain words", required=False)
    unit = forms.CharField(
        label="Unit", max_length=40, help_text="Such as days, dollars or %. A percentage is written as 90, not as 0.9."
    )
    places = forms.IntegerField(label="Decimal places", min_value=0, max_value=6, initial=2)
    frequency = forms.ChoiceField(label="A value comes by the", choices=[(one.value, one.noun) for one in Frequency])
    year_starts_in = forms.TypedChoiceField(
        label="Its year begins in", choices=list(enumerate(MONTHS, 1)), coerce=int, initial=7
    )
    due_days = forms.IntegerField(
        label="Days after a period until its value is due", min_value=0, max_value=366, initial=30
    )
    direction = forms.ChoiceField(
        label="A target is",
        choices=[("at_least", "at least: higher is better"), ("at_most", "at most: lower is better")],
    )
    source = _words("Source", required=False, help_text="Where values are read: a system with its report.", rows=2)
    method = _words("Method", required=False, help_text="How they are collected and counted.", rows=2)
    formula = forms.CharField(
        label="Formula",
        required=False,
        max_length=400,
        help_text="Empty where values are entered. Otherwise from keys of measures, such as [late] / [opened] * 100.",
    )
    least = forms.DecimalField(label="Lowest possible value", required=False, max_digits=24)
    most = forms.DecimalField(label="Highest possible value", required=False, max_digits=24)
    budget_unit = forms.CharField(label="Unit of the budget", required=False, max_length=200)

    def __init__(self, *args: Any, targets: int = 0, benchmarks: int = 0, **more: Any) -> None:
        super().__init__(*args, **more)
        self.targets, self.benchmarks = min(targets + TARGETS, 30), min(benchmarks + BENCHMARKS, 20)
        for n in range(1, self.targets + 1):
            self.fields[f"target_{n}"] = forms.DecimalField(label=f"Target {n}", required=False, max_digits=24)
            self.fields[f"from_{n}"] = forms.DateField(label=f"Target {n}: from", required=False, help_text=DAY)
            self.fields[f"until_{n}"] = forms.DateField(
                label=f"Target {n}: to before", required=False, help_text=f"{DAY} The first day on which it is over."
            )
        for n in range(1, self.benchmarks + 1):
            self.fields[f"who_{n}"] = forms.CharField(label=f"Others {n}: who", required=False, max_length=200)
            self.fields[f"reach_{n}"] = forms.DecimalField(label=f"Others {n}: reach", required=False, max_digits=24)
            self.fields[f"as_of_{n}"] = forms.DateField(label=f"Others {n}: as of", required=False, help_text=DAY)
            self.fields[f"cited_{n}"] = forms.CharField(
                label=f"Others {n}: published in", required=False, max_length=1000
            )

    def clean(self) -> dict[str, Any]:
        """A target has all three parts, and so has what others reach its four."""
        values: dict[str, Any] = super().clean() or {}
        for names, count in ((("target", "from", "until"), self.targets),
                             (("who", "reach", "as_of", "cited"), self.benchmarks)):  # fmt: skip
            for n in range(1, count + 1):
                parts = {f"{name}_{n}": values.get(f"{name}_{n}") for name in names}
                if any(one not in (None, "") for one in parts.values()):
                    for name, one in parts.items():
                        if one in (None, "") and name not in self.errors:
                            self.add_error(name, "Fill this in too, or empty the others.")
        self._targets(values)
        least, most = values.get("least"), values.get("most")
        if least is not None and most is not None and most < least:
            self.add_error("most", "The highest possible value lies below the lowest.")
        return values

    def _targets(self, values: dict[str, Any]) -> None:
        """Each target ends after its first day, and no two hold on one day."""
        held: list[tuple[Any, Any, int]] = []
        for n in range(1, self.targets + 1):
            first, end = values.get(f"from_{n}"), values.get(f"until_{n}")
            if not first or not end:
                continue
            if end <= first:
                self.add_error(f"until_{n}", "A target ends after its first day.")
                continue
            other = next((one for start, over, one in held if first < over and start < end), None)
            if other is not None:
                self.add_error(f"from_{n}", f"Target {other} holds in these days already.")
            held.append((first, end, n))

    def definition(self) -> dict[str, Any]:
        """The entry as plain data."""
        values = self.cleaned_data
        names = (
            "title", "kind", "says", "unit", "places", "frequency", "year_starts_in", "due_days", "direction", "source",
            "method", "formula", "least", "most", "budget_unit",
        )  # fmt: skip
        return {
            **{name: values[name] for name in names},
            "targets": [
                {"value": values[f"target_{n}"], "starts_on": values[f"from_{n}"], "ends_before": values[f"until_{n}"]}
                for n in range(1, self.targets + 1)
                if values.get(f"target_{n}") is not None
            ],
            "benchmarks": [
                {
                    "who": values[f"who_{n}"],
                    "value": values[f"reach_{n}"],
                    "as_of": values[f"as_of_{n}"],
                    "source": values[f"cited_{n}"],
                }
                for n in range(1, self.benchmarks + 1)
                if values.get(f"who_{n}")
            ],
        }

    @staticmethod
    def of(definition: MeasureDefinition) -> dict[str, Any]:
        """What the form begins with."""
        names = (
            "title", "says", "unit", "places", "year_starts_in", "due_days", "direction", "source", "method", "formula",
            "budget_unit",
        )  # fmt: skip
        found: dict[str, Any] = {name: getattr(definition, name) for name in names}
        found |= {"kind": definition.kind.value, "frequency": definition.frequency.value}
        found |= {"least": _plain(definition.least), "most": _plain(definition.most)}
        for n, one in enumerate(definition.targets, 1):
            found |= {f"target_{n}": _plain(one.value), f"from_{n}": one.starts_on, f"until_{n}": one.ends_before}
        for n, other in enumerate(definition.benchmarks, 1):
            found |= {f"who_{n}": other.who, f"reach_{n}": _plain(other.value), f"as_of_{n}": other.as_of}
            found[f"cited_{n}"] = other.source
        return found


class OwnerForm(_Form):
    """Who answers for a measure from a day on."""

    owner = PersonField(label="Who answers for it", among=lookups.IN_OFFICE)
    starts_on = forms.DateField(label="From", help_text=DAY)


class NewMeasureForm(DefinitionForm):
    """A new measure: its key, whose it is, and its entry."""

    key = forms.CharField(
        label="Key",
        max_length=79,
        help_text="Small letters, digits and hyphens. It never changes: contracts, plans and files name it.",
    )
    department = forms.ModelChoiceField(label="Department", queryset=Department.objects.none(), required=False)
    starts_on = forms.DateField(label="Values are owed from", help_text=f"{DAY} The first day of a period.")
    owner = PersonField(
        label="Who answers for it",
        required=False,
        help_text="Without an owner it is kept, and is no published fact.",
        among=lookups.IN_OFFICE,
    )
    field_order = ("key", "title", "department", "starts_on", "owner")

    def __init__(self, *args: Any, departments: Any, everywhere: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["department"]
        field.queryset = departments
        field.required = not everywhere
        field.empty_label = "The enterprise as a whole" if everywhere else "Choose one"


class ChangeMeasureForm(DefinitionForm):
    """A new version of an entry."""

    starts_on = forms.DateField(label="It counts from", help_text=f"{DAY} The first day of a period.")
    because = _words("Why it is changed", help_text="Another unit, frequency or year begins a new series.")
    field_order = ("starts_on", "because")


class RetireForm(_Form):
    """The end of a measure."""

    ends_before = forms.DateField(label="No value is owed from", help_text=DAY)
    because = _words("Why it is retired", help_text="What is on record stays, with this reason.")


class ValuesForm(_Form):
    """Values of several periods at once, what is due first."""

    source = _words("Where they were read", help_text="Such as a report with its day.", rows=2)

    def __init__(self, *args: Any, periods: Sequence[Period], unit: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.periods = {f"{one.starts_on:%Y%m}": one for one in periods}
        for name, one in self.periods.items():
            self.fields[f"value_{name}"] = forms.DecimalField(
                label=f"{one.words}: value, in {unit}", required=False, max_digits=24
            )
            self.fields[f"says_{name}"] = forms.CharField(
                label=f"{one.words}: what is to be said of it", required=False, max_length=4000
            )

    def clean(self) -> dict[str, Any]:
        """One value at least."""
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and all(values.get(f"value_{name}") is None for name in self.periods):
            raise forms.ValidationError("Give the value of one period at least.", code="required")
        for name in self.periods:
            if values.get(f"says_{name}") and values.get(f"value_{name}") is None:
                self.add_error(f"value_{name}", "Give the value, or empty what is said of it.")
        return values

    def values(self) -> list[tuple[Period, Decimal, str]]:
        """The values that were typed."""
        return [
            (one, self.cleaned_data[f"value_{name}"], self.cleaned_data.get(f"says_{name}", ""))
            for name, one in self.periods.items()
            if self.cleaned_data.get(f"value_{name}") is not None
        ]


class CorrectValueForm(_Form):
    """A value corrected."""

    figure = forms.DecimalField(label="Corrected value", max_digits=24)
    says = forms.CharField(
        label="What is to be said of it", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    source = _words("Where it was read", rows=2)
    because = _words("Why it is corrected", help_text="The value that stood stays on record beside it.")


class QueryForm(_Form):
    """The query by which a measure asks another system for its values."""

    connection = forms.ChoiceField(label="Connection", help_text="The system administrator sets connections up.")
    statement = forms.CharField(
        label="Statement",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text="One SELECT with the columns period and value, and perhaps says. :since stands for the first day of "
        "the oldest period without a value, :until for the day after the newest that has ended.",
    )

    def __init__(self, *args: Any, connections: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["connection"]
        field.choices = [(one, one) for one in connections]


class BaselineForm(_Form):
    """From which period on the limits of the chart are reckoned anew, or which are kept."""

    starts_on = forms.DateField(label="Limits from the period that begins on", help_text=DAY)
    ends_before = forms.DateField(
        label="Keep them from the period that begins on",
        required=False,
        help_text=f"{DAY} Empty: every later value enters the limits as well.",
    )
    because = _words("Why", help_text="What changed in the work on that day, such as a new procedure.")


class ValueFileForm(_Form):
    """A file of values."""

    file = forms.FileField(
        label="File",
        max_length=255,
        help_text="XLSX or CSV. A line for each value (measure, period, value, and perhaps says and unit), or a line "
        "for each measure and a column for each period.",
    )
    in_parts = forms.BooleanField(
        label="It is a large CSV file with a line for each value: record it in parts, without a preview",
        required=False,
    )
    source = forms.CharField(label="For a large file: where the values were read", required=False, max_length=4000)

    def clean(self) -> dict[str, Any]:
        """What is recorded without a preview says its source here."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("in_parts") and not values.get("source", "").strip():
            self.add_error("source", "Say where the values were read.")
        return values
