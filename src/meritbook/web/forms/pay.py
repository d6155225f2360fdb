"""Forms on pay, and on how a notice was served."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from meritbook.records.models import Department, ServedBy
from meritbook.web.forms.executives import DAY, NoticeForm
from meritbook.web.forms.people import WHY_HELP, WhyForm

SCANS = ".pdf,.png,.jpg,.jpeg,.tif,.tiff"


def _lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _Form(forms.Form):
    use_required_attribute = False


class PayForm(_Form):
    """The salary of the next contract, with a field for the words of each ground of the law."""

    starts_on = forms.DateField(label="First day of the next contract", help_text=DAY)
    salary = forms.DecimalField(
        label="Salary for a month, in dollars", help_text="With at most two decimals, such as 9000.50."
    )

    def __init__(self, *args: Any, grounds: Mapping[str, str], limit_known: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.grounds = grounds
        for key, says in grounds.items():
            self.fields[f"ground_{key}"] = forms.CharField(
                label=f"Ground: {says}",
                required=False,
                max_length=20_000,
                help_text="Words where the salary rests on it; else empty.",
                widget=_lines(2),
            )
        self.fields["cautioned_because"] = forms.CharField(
            label="While the appraisal is not final: why it is approved before it",
            required=False,
            max_length=20_000,
            widget=_lines(),
        )
        self.fields["over_budget_because"] = forms.CharField(
            label="If it goes over the department's budget: why it is approved all the same",
            required=False,
            max_length=20_000,
            widget=_lines(),
        )

        self.fields["limit_because"] = forms.CharField(
            label="While no salary limit of the day is on record: why the salary is approved before there is one",
            required=False,
            max_length=20_000,
            widget=_lines(),
        )
        if limit_known:
            del self.fields["limit_because"]

    def taken(self) -> dict[str, Any]:
        """What the act takes of it."""
        values = self.cleaned_data
        names = ("starts_on", "salary", "cautioned_because", "over_budget_because", "limit_because")
        grounds = [
            {"ground": key, "says": values[f"ground_{key}"]} for key in self.grounds if values[f"ground_{key}"].strip()
        ]
        return {**{name: values[name] for name in names if name in values}, "grounds": grounds}


class _TermForm(WhyForm):
    """A figure with its first and last day."""

    starts_on = forms.DateField(label="First day", help_text=DAY)
    last_day = forms.DateField(label="Last day", help_text=DAY)

    def clean_last_day(self) -> date:
        """A day that another day follows."""
        last: date = self.cleaned_data["last_day"]
        if last == date.max:
            raise forms.ValidationError("Choose an earlier day.", code="last")
        return last

    def taken(self) -> dict[str, Any]:
        """What the act takes of it."""
        values = dict(self.cleaned_data)
        ends_before = values.pop("last_day") + timedelta(days=1)
        return {**values, "ends_before": ends_before}


class LimitForm(_TermForm):
    """The published salary limit of a term."""

    amount = forms.DecimalField(
        label="Highest salary for a month, in dollars", help_text="With at most two decimals, such as 10763.00."
    )
    source = forms.CharField(
        label="Where it was published", min_length=3, max_length=300, help_text="Such as the letter and its day."
    )
    field_order = ("amount", "starts_on", "last_day", "source", "why")


class BudgetForm(_TermForm):
    """What a department may spend on salaries in a term."""

    department: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        queryset=Department.objects.none(), label="Department", empty_label=None
    )
    amount = forms.DecimalField(label="For the whole term, in dollars", help_text="With at most two decimals.")
    source = forms.CharField(label="Where it stands", max_length=2_000, help_text="Such as the act and its line.")
    field_order = ("department", "amount", "starts_on", "last_day", "source", "why")

    def __init__(self, *args: Any, departments: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]


def _paper(label: str, says: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        max_length=255,
        allow_empty_file=True,
        help_text=says,
        widget=forms.FileInput(attrs={"accept": SCANS}),
    )


class ServeForm(NoticeForm):
    """A notice that is served today, or was served before on a paper that is attached."""

    paper = _paper(
        "The paper that was served, if it was served before today",
        "A scan as PDF, PNG, JPEG or TIFF. It is kept as the notice, and a record of its service is written.",
    )


class DraftForm(_Form):
    """A notice that is only looked at."""

    reason = forms.CharField(
        label="On which failure to perform it rests",
        max_length=20_000,
        help_text="It stands in the letter.",
        widget=_lines(4),
    )
    served_how = forms.ChoiceField(
        label="Served", choices=ServedBy.choices, widget=forms.RadioSelect, initial=ServedBy.HAND
    )


class ProofForm(WhyForm):
    """How a notice was served."""

    served_how = forms.ChoiceField(label="Served", choices=ServedBy.choices, widget=forms.RadioSelect)
    served_at = forms.DateTimeField(
        label="When", help_text="YYYY-MM-DD HH:MM, such as 2005-04-29 15:30. The day is that of the notice."
    )
    served_by_name = forms.CharField(label="By whom", max_length=200)
    place = forms.CharField(label="Where", max_length=300, required=False)
    witness = forms.CharField(label="Witness", max_length=200, required=False)
    arrived_on = forms.DateField(
        label="The executive had it on",
        required=False,
        help_text=f"{DAY} Of a letter in the mail empty while nobody knows. The days to appeal run from it.",
    )
    says = forms.CharField(label="Remarks", required=False, max_length=20_000, widget=_lines())
    paper = _paper("Receipt, mailing slip or signed copy", "A scan as PDF, PNG, JPEG or TIFF.")
    field_order = (
        "served_how",
        "served_at",
        "served_by_name",
        "place",
        "witness",
        "arrived_on",
        "says",
        "paper",
        "why",
    )


class AgreedDayForm(_Form):
    """The right day of agreement."""

    agreed_on = forms.DateField(label="Agreed, all had signed", help_text=DAY)
    reason = forms.CharField(label="Reason", max_length=20_000, help_text=WHY_HELP, widget=_lines())
