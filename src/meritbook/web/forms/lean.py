"""Forms on Lean work: charters, measures, values, notes, actions, maps, waste, savings, and design projects."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from meritbook.core.results.durations import DurationError, minutes_of, spelled
from meritbook.core.results.lean_policy import LeanPolicy
from meritbook.core.results.value_stream import ValueStream
from meritbook.desk import lookups
from meritbook.records.models import EventActionState, Measure
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.people_lines import PeopleField
from meritbook.web.forms.person import PersonField
from meritbook.web.forms.register import DepartmentForm, Plain, words
from meritbook.web.forms.rows import RowForm, Rows

TIME = "With its unit: 90 s, 12 min, 1.5 h or 3 d."
YEARS = 5
"""Fiscal years that the form of a saving offers."""


class CharterForm(Plain):
    """The charter of an event, without its key and department."""

    title = forms.CharField(label="Title", max_length=200)
    problem = words("Problem", "What goes wrong, how often, for whom.")
    scope_in = words("In scope", "From which step to which.", rows=2)
    scope_out = words("Out of scope", required=False, rows=2)
    goal = words("Goal", "A figure and a day.", rows=2)
    sponsor = PersonField(
        label="Sponsor", help_text="Approves the charter, and so does not write it.", among=lookups.IN_OFFICE_OR_NAMED
    )
    lead = PersonField(label="Team lead", among=lookups.IN_OFFICE_OR_NAMED)
    team = PeopleField(
        label="Team",
        help_text="Nobody of the team verifies what it saved.",
        required=False,
        among=lookups.IN_OFFICE_OR_NAMED,
    )
    others = words("Who takes part besides", "Such as customers, in words.", required=False, rows=2)
    starts_on = forms.DateField(label="First day", help_text=DAY)
    last_day = forms.DateField(label="Last day", help_text=f"{DAY} The days of measuring again are counted from it.")


class _Placed(DepartmentForm):
    """With a key and a department."""

    key = forms.CharField(
        label="Key",
        max_length=79,
        help_text="Small letters, digits and hyphens, such as refund-forms. It never changes.",
    )


class NewEventForm(_Placed, CharterForm):
    """A new event."""

    field_order = ("key", "title", "department")


class DecideForm(Plain):
    """The sponsor's decision on the charter that was read."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    approve = forms.ChoiceField(
        label="Decision", widget=forms.RadioSelect, choices=[("yes", "Approve it"), ("no", "Send it back")]
    )
    says = words("What you say to it", "Needed where it goes back.", required=False)


class MeasureForm(Plain):
    """A measure of an event: one of the register by its key, or one of its own."""

    measure = forms.CharField(
        label="Measure of the register: key", max_length=79, required=False, help_text="Its values come from there."
    )
    title = forms.CharField(label="Or a measure of its own: name", max_length=200, required=False)
    unit = forms.CharField(label="Unit of the measure of its own", max_length=40, required=False)
    better = forms.ChoiceField(
        label="What is better",
        widget=forms.RadioSelect,
        choices=[("lower", "Lower values"), ("higher", "Higher values")],
    )

    def clean_measure(self) -> Measure | None:
        """The measure of the register."""
        said = self.cleaned_data["measure"].replace("\0", "").strip()
        found: Measure | None = Measure.objects.filter(key__iexact=said).first() if said else None
        if said and found is None:
            raise forms.ValidationError("No measure carries this key.", code="unknown")
        return found

    def clean(self) -> dict[str, Any]:
        """One of both."""
        cleaned = super().clean() or {}
        if "measure" in self.errors:
            return cleaned
        own = bool(cleaned.get("title") or cleaned.get("unit"))
        if cleaned.get("measure") and own:
            self.add_error("title", "Give a key of the register or a name and unit, not both.")
        elif not cleaned.get("measure"):
            for name in ("title", "unit"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "A measure of the event's own needs this.")
        return cleaned


class ReadingForm(Plain):
    """The value of an event's own measure; without one, why."""

    read_on = forms.DateField(label="Measured on", help_text=DAY)
    value = forms.DecimalField(label="Value", required=False, help_text="Leave it empty where it cannot be had.")
    says = words("How it was measured, or why it cannot be had")

    def __init__(self, *args: Any, unit: str = "", of_register: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if unit:
            self.fields["value"].label = f"Value, in {unit}"
        if of_register:
            del self.fields["value"], self.fields["read_on"]
            says = self.fields["says"]
            says.required = False
            says.label = "Only where the register will have none: why"
            says.help_text = "Left empty, the value is taken from the register."


class SaysForm(Plain):
    """A reason alone."""

    because = words("Reason")


class AnswerForm(Plain):
    """An answer on what fell back."""

    rests_on = forms.CharField(widget=forms.HiddenInput, max_length=64)
    says = words("What is done about it, or why it is borne")


class NoteForm(Plain):
    """A note of a day."""

    noted_on = forms.DateField(label="Day", help_text=DAY)
    says = words("Note", rows=5, most=10_000)


class ActionForm(Plain):
    """An action."""

    what = forms.CharField(label="What is done", max_length=400)
    owner = PersonField(label="By whom", among=lookups.IN_OFFICE)
    due_on = forms.DateField(label="Due on", help_text=DAY)


class ActionMoveForm(Plain):
    """How far an action is."""

    state = forms.ChoiceField(label="State", widget=forms.RadioSelect, choices=EventActionState.choices)
    says = words("What was done")


class CloseForm(Plain):
    """The results with which an event is closed."""

    results = words("Results", "What came of it, and who keeps it up.", rows=5, most=10_000)


class WasteForm(Plain):
    """Waste that was seen."""

    kind = forms.ChoiceField(label="Kind", widget=forms.RadioSelect)
    step = forms.ChoiceField(label="At which step of the current map", required=False)
    says = words("What was seen")

    def __init__(self, *args: Any, policy: LeanPolicy, steps: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (one.key, f"{one.title}: {one.says}") for one in policy.wastes
        ]
        self.fields["step"].choices = [  # type: ignore[attr-defined]
            ("", "The work as a whole"), *((one, one) for one in dict.fromkeys(steps))
        ]  # fmt: skip


class _Amounts(Plain):
    """An amount for each of several fiscal years in a row."""

    years: tuple[int, ...] = ()

    def _offer(self, years: Sequence[int], unit: str) -> None:
        self.years = tuple(years)
        for year in self.years:
            self.fields[f"amount_{year}"] = forms.DecimalField(
                label=f"Fiscal year {year}, in {unit}",
                required=False,
                max_digits=16,
                decimal_places=2,
                min_value=Decimal(0),
            )

    def amounts(self) -> list[tuple[int, Decimal]]:
        """The years that have an amount."""
        found = [(year, self.cleaned_data.get(f"amount_{year}")) for year in self.years]
        return [(year, amount) for year, amount in found if amount is not None]


class ClaimForm(_Amounts):
    """A saving to claim."""

    kind = forms.ChoiceField(label="Kind", widget=forms.RadioSelect)

    def __init__(self, *args: Any, policy: LeanPolicy, first: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (one.key, f"{one.title} ({one.unit}): {one.says}") for one in policy.savings
        ]
        self._offer(range(first, first + YEARS), "the unit of the kind")
        self.fields["basis"] = words(
            "How it is worked out",
            "Once verified, it stands in the public annual report of the year, with the title of the event.",
        )
        self.fields["evidence"] = words("Where it can be seen", "Papers, reports, accounts.")


class VerifyForm(_Amounts):
    """A saving to verify, year by year."""

    verdict = forms.ChoiceField(
        label="Finding",
        widget=forms.RadioSelect,
        choices=[("yes", "Verified, with the amounts below"), ("no", "Not verified")],
    )

    def __init__(self, *args: Any, years: Sequence[tuple[int, Decimal]], unit: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self._offer([year for year, _ in years], unit)
        for year, amount in years:
            self.fields[f"amount_{year}"].help_text = f"Claimed: {amount:,.2f}."
            self.initial.setdefault(f"amount_{year}", amount)
        self.fields["says"] = words("What was looked at, and what it shows")

    def clean(self) -> dict[str, Any]:
        """A verified saving has an amount."""
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == "yes" and not self.errors and not self.amounts():
            self.add_error("verdict", "Give the amount of one year at least, or say that it is not verified.")
        return cleaned


class NewProjectForm(_Placed):
    """A new design project."""

    title = forms.CharField(label="Title", max_length=200)
    purpose = words("What is designed, and for whom", "And why what there is cannot be mended.")
    sponsor = PersonField(label="Sponsor", help_text="Decides on its gates; does not lead it.", among=lookups.IN_OFFICE)
    lead = PersonField(label="Lead", among=lookups.IN_OFFICE)
    starts_on = forms.DateField(label="Begins on", help_text=DAY)
    field_order = ("key", "title", "department", "purpose")


class GateForm(Plain):
    """A gate to ask for."""

    rests_on = words("What was worked out, and where it can be seen", rows=6, most=10_000)


class GateDecideForm(Plain):
    """A decision on a gate."""

    passes = forms.ChoiceField(
        label="Decision", widget=forms.RadioSelect, choices=[("yes", "It is passed"), ("no", "It goes back")]
    )
    says = words("What the decision rests on, or what is still to be done")


class MapFileForm(Plain):
    """A map as a file."""

    file = forms.FileField(
        label="File", max_length=255, help_text="XLSX or CSV, laid out as the file that a map is saved as."
    )
    because = words("Why it is drawn anew", required=False, rows=2)


class _MinutesField(forms.CharField):
    """A duration as a person writes it; which length a day has is known only to the whole form."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label=label, max_length=40, required=False, **more)


class StepRow(RowForm):
    """A step of a map; what is not known stays empty."""

    called = "Step"
    name = forms.CharField(label="Step", max_length=120)
    process = _MinutesField("Work on one")
    waiting = _MinutesField("Waiting before it")
    people = forms.DecimalField(label="People", required=False, min_value=Decimal("0.01"), max_value=10_000)
    complete_accurate = forms.DecimalField(
        label="Percent right", required=False, max_value=100, min_value=Decimal("0.01"), max_digits=9, decimal_places=4
    )
    back_to = forms.IntegerField(label="Others go back to step", required=False, min_value=1, max_value=60)


class MapForm(Plain):
    """A map: the stream, and its steps as rows."""

    title = forms.CharField(label="What flows through it", max_length=200, help_text="Such as a licence for a dealer.")
    unit = forms.CharField(label="One of it is called", max_length=60, initial="unit")
    demand = forms.DecimalField(
        label="Asked for in a day", required=False, min_value=Decimal("0.0001"), max_value=10_000_000
    )
    available = _MinutesField(
        "Time of a working day", help_text="Breaks taken off; 1 d below is so long. For example 7.5 h."
    )
    because = words("Why it is drawn anew", required=False, rows=2)

    def __init__(self, *args: Any, held: ValueStream | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        if held is not None:
            self.initial = {
                "title": held.title, "unit": held.unit, "demand": held.demand, "available": spelled(held.available),
                **self.initial,
            }  # fmt: skip
        initial = [
            {**one.model_dump(), "process": spelled(one.process), "waiting": spelled(one.waiting)}
            for one in (held.steps if held else ())
        ]
        data = self.data if self.is_bound else None
        self.timed = False
        self.steps = Rows(StepRow, "steps", data=data, initial=initial, spare=2, least=6, step=6)

    def is_valid(self) -> bool:
        """Whether the stream and every step that was typed are right."""
        super().is_valid()
        self.steps.is_valid()
        if self.is_bound and not self.timed:
            self.timed = True
            self._times()
        return self.is_bound and not any(one.errors for one in self.all_forms)

    @property
    def all_forms(self) -> list[forms.Form]:
        """The form and its filled rows, whose mistakes are listed together."""
        return [self, *self.steps.filled_forms()]

    def _times(self) -> None:
        """Durations, in the same round as all else; a day has a length while its own is mistyped."""
        available = self._minutes(self, "available", None)
        if "available" in self.errors:
            available = Decimal(1)
        for row in self.steps.filled_forms():
            for name in ("process", "waiting"):
                row.cleaned_data[name] = self._minutes(row, name, available)
        self.cleaned_data["available"] = available
        if not self.steps.filled_forms():
            self.add_error(None, "A map has one step at least.")

    @staticmethod
    def _minutes(form: forms.Form, name: str, day: Decimal | None) -> Decimal | None:
        try:
            return minutes_of(form.cleaned_data.get(name) or "", day=day)
        except DurationError as error:
            form.add_error(name, f"{error.message} {error.to_do}")
            return None

    def stream(self) -> dict[str, Any]:
        """What the act takes."""
        taken = {name: self.cleaned_data[name] for name in ("title", "unit", "demand", "available")}
        return {**taken, "steps": self.steps.values()}
