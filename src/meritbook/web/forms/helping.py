"""Forms on help in the results initiatives: ask, answer, rate, hours, and who is assigned."""

from __future__ import annotations

from typing import Any

from django import forms

from meritbook.records.models import Department, HelpKind, HelpRequest, Initiative, ResultsClass, User, WorkKind
from meritbook.web.forms.applications import account_named
from meritbook.web.forms.executives import DAY


class _Form(forms.Form):
    use_required_attribute = False


def _words(label: str, help_text: str = "", *, required: bool = True, longest: int = 4_000) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class _DepartmentForm(_Form):
    """Names a department that is open to the person."""

    department: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        queryset=Department.objects.none(), label="Department", required=False, empty_label="The enterprise as a whole"
    )

    def __init__(self, *args: Any, departments: Any, everywhere: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["department"]
        field.queryset = departments  # type: ignore[attr-defined]
        if not everywhere:
            field.required, field.empty_label = True, None  # type: ignore[attr-defined]


class AskForm(_DepartmentForm):
    """A request for help."""

    initiative = forms.ChoiceField(label="Initiative", choices=Initiative.choices)
    kind = forms.ChoiceField(label="What is asked for", choices=HelpKind.choices, widget=forms.RadioSelect)
    subject = forms.CharField(label="In a line", max_length=200)
    needs = _words("What you need, and for whom")
    wanted_by = forms.DateField(label="Wanted by", required=False, help_text=DAY)
    field_order = ("initiative", "kind", "subject", "needs", "wanted_by", "department")


class BecauseForm(_Form):
    """A reason."""

    because = _words("Reason")


class DoneForm(_Form):
    """What was given."""

    says = _words("What was given", "The person who asked reads it, and says how satisfied they are.")


class RateForm(_Form):
    """How satisfied the person is who asked."""

    satisfaction = forms.TypedChoiceField(
        label="How satisfied are you?",
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(5, "5, fully"), (4, "4"), (3, "3"), (2, "2"), (1, "1, not at all")],
        help_text="Whoever helped you reads your answer with your name. It is given once.",
    )
    says = _words("What should be done otherwise", required=False)


class HoursForm(_DepartmentForm):
    """One's own hours on a day."""

    worked_on = forms.DateField(label="Day", help_text=DAY)
    initiative = forms.ChoiceField(label="Initiative", choices=Initiative.choices)
    kind = forms.ChoiceField(label="Spent on", choices=WorkKind.choices)
    hours = forms.DecimalField(
        label="Hours", max_digits=4, decimal_places=2, help_text="In quarters, such as 1.25; at most 24 in a day."
    )
    people = forms.IntegerField(
        label="People trained", required=False, min_value=1, max_value=10_000, help_text="Only of training."
    )
    request: forms.ModelChoiceField[HelpRequest] = forms.ModelChoiceField(
        queryset=HelpRequest.objects.none(), label="Request", required=False, empty_label="Of no request"
    )
    says = _words("Note", required=False, longest=1_000)
    field_order = ("worked_on", "initiative", "kind", "hours", "people", "department", "request", "says")

    def __init__(self, *args: Any, requests: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["request"].queryset = requests  # type: ignore[attr-defined]


class AssignForm(_DepartmentForm):
    """Who works in which initiative."""

    person = forms.CharField(label="Person: username", max_length=150)
    initiative = forms.ChoiceField(label="Initiative", choices=Initiative.choices)
    results_class = forms.ChoiceField(
        label="Class", choices=ResultsClass.choices, help_text="The person holds the role of the class already."
    )
    starts_on = forms.DateField(label="From", help_text=DAY)
    field_order = ("person", "initiative", "results_class", "department", "starts_on")

    def clean_person(self) -> User:
        """The person."""
        found = account_named(self.cleaned_data["person"])
        if found is None:
            raise forms.ValidationError("Give a username.", code="required")
        return found


class EndForm(_Form):
    """The last day of an assignment."""

    last_day = forms.DateField(label="Last day", help_text=DAY)
