"""Forms of the acts on executives: appoint, release, acknowledge, record a contract, serve notice, review, end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from meritbook.actions.end_appointment import CAUSES
from meritbook.core.service.appointing import METHODS
from meritbook.desk import lookups
from meritbook.records.models import AppointmentMethod, ContractRecord, ServedBy
from meritbook.web.forms.people import WHY_HELP, WhyForm
from meritbook.web.forms.person import PersonField
from meritbook.web.forms.rows import RowForm

DAY = "YYYY-MM-DD."


def _lines(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _Form(forms.Form):
    """What these forms share: no attribute by which a browser stops before the answer is read."""

    use_required_attribute = False


class AppointForm(_Form):
    """A person for a seat."""

    executive = PersonField(
        label="Person",
        help_text="Of somebody who holds neither a role nor a position here, the username.",
        among=lookups.IN_SERVICE,
    )
    method = forms.ChoiceField(label="Method", widget=forms.RadioSelect)
    merit_says = forms.CharField(
        label="Merit and fitness",
        max_length=20_000,
        help_text="On what the appointment rests, in words. It stays on record.",
        widget=_lines(),
    )
    salary = forms.DecimalField(
        label="Salary for a month, in dollars", help_text="With at most two decimals, such as 9000.50."
    )
    starts_on = forms.DateField(label="First day", help_text=DAY)
    previous_class = forms.CharField(
        label="Class in which the person was certified before",
        required=False,
        max_length=200,
        help_text="What reinstatement goes back to. Needed for a reinstatement.",
    )
    recorded_as_promotion = forms.BooleanField(label="Recorded as a promotion", required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["method"].choices = [  # type: ignore[attr-defined]
            (key, f"{AppointmentMethod(key).label}: {method.says}") for key, method in METHODS.items()
        ]


class ReasonForm(_Form):
    """An act that only gives its reason."""

    reason = forms.CharField(label="Reason", max_length=20_000, help_text=WHY_HELP, widget=_lines())


class RightsForm(_Form):
    """The rights, read as they were shown."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    read = forms.BooleanField(label="I have read what I gain and what I give up.")


class MakeForm(_Form):
    """The reason for an appointment whose qualification check is open."""

    qualification_because = forms.CharField(
        label="On what the appointment rests, where the qualification is not known yet",
        required=False,
        max_length=20_000,
        help_text="Required while it is not known. It stays on record.",
        widget=_lines(),
    )


class ContractDaysForm(WhyForm):
    """The days of a contract that the law asks for; what is empty has not happened."""

    agreed_on = forms.DateField(
        label="Agreed, all had signed", required=False, help_text=f"{DAY} Empty while it is not agreed."
    )
    states_criteria = forms.BooleanField(label="It states by what the executive is evaluated", required=False)
    on_standard_form = forms.BooleanField(label="It is on the standard form", required=False)
    at_department_hr_on = forms.DateField(
        label="Copy with the department's human resources", required=False, help_text=DAY
    )
    at_central_hr_on = forms.DateField(label="Copy with central human resources", required=False, help_text=DAY)
    filed_on = forms.DateField(label="Put into the personnel file", required=False, help_text=DAY)
    taken_from_file_on = forms.DateField(label="Taken out of the personnel file", required=False, help_text=DAY)

    def days(self) -> dict[str, Any]:
        """What the acts on a contract take of it."""
        return {name: self.cleaned_data[name] for name in ContractDaysForm.base_fields if name != "why"}

    @staticmethod
    def of(row: ContractRecord) -> dict[str, Any]:
        """What is on record, for the form to begin with."""
        return {name: getattr(row, name) for name in ContractDaysForm.base_fields if name != "why"}


class TermForm(_Form):
    """The term of a contract by its first and its last day; whoever has it adds the salary."""

    starts_on = forms.DateField(label="First day", help_text=DAY)
    last_day = forms.DateField(label="Last day", help_text=f"{DAY} Within the same fiscal year.")

    def clean_last_day(self) -> date:
        """A day that another day follows."""
        last: date = self.cleaned_data["last_day"]
        if last == date.max:
            raise forms.ValidationError("Choose an earlier day.", code="last")
        return last

    def terms(self) -> dict[str, Any]:
        """Term and salary, as the acts take them."""
        values = self.cleaned_data
        return {
            "starts_on": values["starts_on"],
            "ends_before": values["last_day"] + timedelta(days=1),
            "salary": values["salary"],
        }


class ContractForm(TermForm, ContractDaysForm):
    """A contract: its term, its salary and its days."""

    salary = forms.DecimalField(
        label="Salary for a month, in dollars", help_text="With at most two decimals, such as 9000.50."
    )
    field_order = ("starts_on", "last_day", "salary", *ContractDaysForm.base_fields)

    @staticmethod
    def of(row: ContractRecord) -> dict[str, Any]:
        """What is on record, for the form to begin with."""
        last = row.ends_before - timedelta(days=1)
        return {**ContractDaysForm.of(row), "starts_on": row.starts_on, "last_day": last, "salary": row.salary}


class NoticeForm(_Form):
    """A notice of dismissal and its service."""

    reason = forms.CharField(
        label="On which failure to perform it rests",
        max_length=20_000,
        help_text="It stands in the letter.",
        widget=_lines(),
    )
    served_on = forms.DateField(
        label="Served on", help_text=f"{DAY} Today; an earlier day only with the paper that was served."
    )
    served_how = forms.ChoiceField(label="How it is served", choices=ServedBy.choices, widget=forms.RadioSelect)
    in_writing = forms.BooleanField(label="In writing", required=False)
    insisted_because = forms.CharField(
        label="If the law says that it is late: why it is served all the same",
        required=False,
        max_length=20_000,
        help_text="Leave it empty, and a late notice is refused.",
        widget=_lines(3),
    )


class SupportForm(_Form):
    """The support of a position withdrawn."""

    says = forms.CharField(label="Why it is no longer supported", max_length=20_000, widget=_lines())
    starts_on = forms.DateField(label="From", required=False, help_text=f"{DAY} Empty: from today.")


class SupportAgainForm(WhyForm):
    """The support of a position restored."""

    starts_on = forms.DateField(label="From", required=False, help_text=f"{DAY} Empty: from today.")


class ReviewForm(_Form):
    """A review of the criteria."""

    still_met = forms.ChoiceField(
        label="The criteria",
        choices=[("yes", "The position still meets them"), ("no", "The position no longer meets them")],
        widget=forms.RadioSelect,
    )
    says = forms.CharField(label="Why", max_length=20_000, help_text="By which evidence.", widget=_lines())
    starts_on = forms.DateField(label="From", required=False, help_text=f"{DAY} Empty: from today.")


class EndForm(_Form):
    """The end of an appointment."""

    cause = forms.ChoiceField(
        label="Why the executive leaves", choices=[(str(one), one.label) for one in CAUSES], widget=forms.RadioSelect
    )
    last_day = forms.DateField(label="Last day in the seat", help_text=DAY)
    reason = forms.CharField(label="Reason", max_length=20_000, help_text=WHY_HELP, widget=_lines())
    paper_on_file = forms.ChoiceField(
        label="Of a disciplinary action, taken as for other employees: is its paper on file?",
        choices=[("", "It is none"), ("yes", "The paper is on file"), ("no", "The paper is not on file yet")],
        required=False,
    )

    def clean_paper_on_file(self) -> bool | None:
        """Whether it is; none where nobody says."""
        return {"yes": True, "no": False}.get(self.cleaned_data["paper_on_file"])


def form_problems(forms_: Iterable[forms.Form]) -> list[dict[str, str]]:
    """What is wrong in forms, each with the place to mend it."""
    return [
        {"says": f"{_place(form, name)}{form[name].label}: {text}", "anchor": form[name].id_for_label}
        for form in forms_
        for name, texts in form.errors.items()
        if name in form.fields
        for text in texts
    ]


def _place(form: forms.Form, name: str) -> str:
    """Which of several like fields it is: the row, or what the form itself says of its parts (`places`)."""
    if isinstance(form, RowForm) and form.called:
        return f"{form.called} {form.number}, "
    place = getattr(form, "places", {}).get(name)
    return f"{place}, " if place else ""
