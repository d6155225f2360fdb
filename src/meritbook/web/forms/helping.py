"""Forms on help in the results initiatives: ask, answer, rate, hours, and who is assigned."""

from __future__ import annotations

from typing import Any

from django import forms

from meritbook.desk import lookups
from meritbook.records.models import HelpKind, HelpRequest, Initiative, ResultsClass, WorkKind
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.person import PersonField
from meritbook.web.forms.register import DepartmentForm, Plain, words


class AskForm(DepartmentForm):
    """A request for help."""

    initiative = forms.ChoiceField(label="Initiative", choices=Initiative.choices)
    kind = forms.ChoiceField(label="What is asked for", choices=HelpKind.choices, widget=forms.RadioSelect)
    subject = forms.CharField(label="In a line", max_length=200)
    needs = words("What you need, and for whom")
    wanted_by = forms.DateField(label="Wanted by", required=False, help_text=DAY)
    field_order = ("initiative", "kind", "subject", "needs", "wanted_by", "department")


class BecauseForm(Plain):
    """A reason."""

    because = words("Reason")


class DoneForm(Plain):
    """What was given."""

    says = words("What was given", "The person who asked reads it, and says how satisfied they are.")


class RateForm(Plain):
    """How satisfied the person is who asked."""

    satisfaction = forms.TypedChoiceField(
        label="How satisfied are you?",
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(5, "5, fully"), (4, "4"), (3, "3"), (2, "2"), (1, "1, not at all")],
        help_text="Whoever helped you reads your answer with your name. It is given once.",
    )
    says = words("What should be done otherwise", required=False)


class HoursForm(DepartmentForm):
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
    says = words("Note", required=False, most=1_000)
    field_order = ("worked_on", "initiative", "kind", "hours", "people", "department", "request", "says")

    def __init__(self, *args: Any, requests: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["request"].queryset = requests  # type: ignore[attr-defined]


class AssignForm(DepartmentForm):
    """Who works in which initiative."""

    person = PersonField(label="Person", among=lookups.WHO_SIGNS_IN)
    initiative = forms.ChoiceField(label="Initiative", choices=Initiative.choices)
    results_class = forms.ChoiceField(
        label="Class", choices=ResultsClass.choices, help_text="The person holds the role of the class already."
    )
    starts_on = forms.DateField(label="From", help_text=DAY)
    field_order = ("person", "initiative", "results_class", "department", "starts_on")


class EndForm(Plain):
    """The last day of an assignment."""

    last_day = forms.DateField(label="Last day", help_text=DAY)
