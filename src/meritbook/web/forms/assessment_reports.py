"""Forms on reports of competency assessments: whom they are shown, and which are set as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from meritbook.core.competencies.report import ProfileLine
from meritbook.records.models import Department
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.person import PersonField
from meritbook.web.forms.register import Plain

YOURS = {
    "supervisor": "Whom I report to",
    "coach": "The coach of my development plan",
    "personnel": "Human resources",
    "colleague": "Somebody else",
}
"""The readers that a policy may allow, as the person who chooses says them."""


class ShareForm(Plain):
    """Who is shown what, and until when."""

    reader = PersonField(label="Who may read it")
    relation = forms.ChoiceField(label="Who that is to you", widget=forms.RadioSelect)
    competencies = forms.MultipleChoiceField(label="Competencies", widget=forms.CheckboxSelectMultiple)
    comments = forms.BooleanField(
        label="Show the comments on them, too, and those that were written under a name", required=False
    )
    last_day = forms.DateField(
        label="Last day", required=False, help_text=f"{DAY} Empty: until you take it back, which you always can."
    )

    def __init__(self, *args: Any, readers: Sequence[str], lines: Sequence[ProfileLine], **more: Any) -> None:
        super().__init__(*args, **more)
        relations: Any = self.fields["relation"]
        relations.choices = [(one, YOURS[one]) for one in readers]
        competencies: Any = self.fields["competencies"]
        competencies.choices = [(one.key, one.name) for one in lines]


class SetReportsForm(Plain):
    """Which reports are set."""

    department: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        queryset=Department.objects.none(), label="Department", required=False
    )
    why = forms.CharField(label="Why", max_length=1000, help_text="It stands in the ledger.")

    def __init__(self, *args: Any, departments: Any, everywhere: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["department"]
        field.queryset = departments
        field.required = not everywhere
        field.empty_label = "All departments" if everywhere else "Choose one"
