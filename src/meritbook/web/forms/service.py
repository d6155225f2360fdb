"""Forms of the executive service: sizes, authorisations, seats taken over, mergers, and the steps of a nomination."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from meritbook.core.service.criteria import Suggestion
from meritbook.core.verdict import Verdict
from meritbook.desk import lookups
from meritbook.records.models import Department, Position
from meritbook.web.forms.people import WhyForm
from meritbook.web.forms.person import PersonField

DAY_HELP = "YYYY-MM-DD."
VERDICTS = (
    (Verdict.MET.value, "Met"),
    (Verdict.NOT_MET.value, "Not met"),
    (Verdict.UNDETERMINED.value, "Cannot be said yet"),
)


class SizeForm(WhyForm):
    """FTE of a department from a day on."""

    permanent_fte = forms.DecimalField(
        label="FTE of permanent positions", max_digits=8, decimal_places=2, min_value=0, widget=forms.TextInput
    )
    starts_on = forms.DateField(label="From", required=False, help_text=f"{DAY_HELP} Empty: from today.")
    source = forms.CharField(label="Source", max_length=300, help_text="What the figure is from, with its day.")
    field_order = ("permanent_fte", "starts_on", "source", "why")


class AuthoriseForm(WhyForm):
    """Seats beyond the entitlement."""

    seats = forms.IntegerField(label="Further seats", min_value=1, max_value=999, widget=forms.TextInput)
    cause = forms.CharField(
        label="Good cause", max_length=20_000, help_text="It stands beside the seats.", widget=forms.Textarea
    )
    starts_on = forms.DateField(label="From", required=False, help_text=f"{DAY_HELP} Empty: from today.")
    ends_before = forms.DateField(
        label="Until, that day not included", required=False, help_text=f"{DAY_HELP} Empty: until it is ended."
    )
    field_order = ("seats", "cause", "starts_on", "ends_before", "why")


class EndForm(WhyForm):
    """The end of an authorisation."""

    ends_before = forms.DateField(label="Ends before", required=False, help_text=f"{DAY_HELP} Empty: it ends today.")
    field_order = ("ends_before", "why")


class TakeOverForm(WhyForm):
    """A seat that stood before the record began."""

    department = forms.ModelChoiceField(label="Department", queryset=Department.objects.none())
    number = forms.CharField(label="Position number", max_length=64)
    starts_on = forms.DateField(label="In the service since", help_text=DAY_HELP)
    executive = PersonField(
        label="Executive",
        required=False,
        help_text="Empty while nobody holds it. Of people who hold neither a role nor a position here, the username.",
        among=lookups.HOLDERS,
    )
    entered_on = forms.DateField(
        label="The executive holds it since", required=False, help_text=f"{DAY_HELP} Empty: as long as it is a seat."
    )
    salary = forms.DecimalField(
        label="Salary for a month",
        required=False,
        max_digits=9,
        decimal_places=2,
        min_value=0,
        help_text="Dollars and cents, on the first day of the executive. Empty while it is not known.",
        widget=forms.TextInput,
    )
    previous_class = forms.CharField(
        label="Class in which the executive was certified before", required=False, max_length=200
    )
    field_order = (
        "department",
        "number",
        "starts_on",
        "executive",
        "entered_on",
        "salary",
        "previous_class",
        "why",
    )

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["department"].queryset = Department.objects.on(on).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The position is one of the department."""
        cleaned = super().clean() or {}
        department, number = cleaned.get("department"), (cleaned.get("number") or "").strip()
        if department and number:
            found = Position.objects.filter(department=department, number=number).first()
            if found is None:
                self.add_error("number", "No position of this department has this number.")
            cleaned["position"] = found
        return cleaned


class MergeForm(WhyForm):
    """A department that goes over into another."""

    department = forms.ModelChoiceField(label="Department that ends", queryset=Department.objects.none())
    into = forms.ModelChoiceField(label="Goes over into", queryset=Department.objects.none())
    day = forms.DateField(label="On", required=False, help_text=f"{DAY_HELP} Empty: today. It may not lie ahead.")
    permanent_fte = forms.DecimalField(
        label="FTE of the successor from then on",
        required=False,
        max_digits=8,
        decimal_places=2,
        min_value=0,
        help_text="Empty while it is not known: its entitlement then is not known until somebody records it.",
        widget=forms.TextInput,
    )
    source = forms.CharField(label="Source of the figure", required=False, max_length=300)
    field_order = ("department", "into", "day", "permanent_fte", "source", "why")

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        every = Department.objects.filter(merger__isnull=True).order_by("name")
        self.fields["department"].queryset = every  # type: ignore[attr-defined]
        self.fields["into"].queryset = Department.objects.on(on).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A figure comes with its source."""
        cleaned = super().clean() or {}
        if cleaned.get("permanent_fte") is not None and not cleaned.get("source"):
            self.add_error("source", "Say what the figure is from.")
        return cleaned


RATIONALE_HELP = "Why the position belongs in the executive service."


class NominateForm(WhyForm):
    """A nomination."""

    position = forms.ModelChoiceField(label="Position", queryset=Position.objects.none(), empty_label="Choose one")
    rationale = forms.CharField(label="Rationale", max_length=20_000, help_text=RATIONALE_HELP, widget=forms.Textarea)
    field_order = ("position", "rationale", "why")

    def __init__(self, *args: Any, positions: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        chosen = self.fields["position"]
        chosen.queryset = positions  # type: ignore[attr-defined]
        chosen.label_from_instance = lambda one: f"{one.number}, {one.title} ({one.department.name})"  # type: ignore[attr-defined]


class ResubmitForm(WhyForm):
    """A nomination that comes again."""

    rationale = forms.CharField(
        label="Rationale", required=False, max_length=20_000, help_text=RATIONALE_HELP, widget=forms.Textarea
    )
    field_order = ("rationale", "why")


class JudgeForm(WhyForm):
    """The judgement of one criterion."""

    fact = forms.ChoiceField(label="Criterion")
    verdict = forms.ChoiceField(label="Judgement", choices=VERDICTS, widget=forms.RadioSelect)
    says = forms.CharField(
        label="Reason",
        required=False,
        max_length=20_000,
        help_text="Needed where you judge otherwise than what was read from the description.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("fact", "verdict", "says", "why")

    def __init__(self, *args: Any, criteria: Iterable[Suggestion], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["fact"].choices = [(one.criterion.fact, one.criterion.says) for one in criteria]  # type: ignore[attr-defined]


class ReviewForm(WhyForm):
    """The review for allocation."""

    in_management_class = forms.ChoiceField(
        label="The position is allocated to the Management class",
        choices=(("yes", "Yes"), ("no", "No")),
        widget=forms.RadioSelect,
    )
    says = forms.CharField(
        label="What the review says",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("in_management_class", "says", "why")


class DecideNominationForm(forms.Form):
    """The decision on a nomination."""

    use_required_attribute = False

    choice = forms.ChoiceField(
        label="Decision", choices=(("approve", "Approve"), ("refuse", "Refuse")), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=20_000,
        help_text="Required for a refusal. It stands in the notices.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """A refusal has its reason."""
        cleaned = super().clean() or {}
        if cleaned.get("choice") == "refuse" and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", "A refusal says why.")
        return cleaned


class EntryForm(WhyForm):
    """The day on which a position enters the service."""

    starts_on = forms.DateField(
        label="First day in the service", help_text=f"{DAY_HELP} The day of the decision at the earliest."
    )
    field_order = ("starts_on", "why")
