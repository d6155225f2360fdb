"""Forms about people: who holds a position and who appoints, accounts, roles, departments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from meritbook.desk import lookups
from meritbook.records.models import Department, Position, Role, User
from meritbook.web.forms.person import PersonField

WHY_HELP = "One sentence. It is written to the ledger and stays there."


class WhyForm(forms.Form):
    """Why something is done."""

    use_required_attribute = False

    why = forms.CharField(label="Why", help_text=WHY_HELP, max_length=1000)


class LeavingForm(WhyForm):
    """Why somebody goes, and why work of theirs is left to nobody where it is."""

    left_because = forms.CharField(
        label="Why their work is left to nobody",
        required=False,
        max_length=1000,
        help_text="Only where they answer for contracts that were not handed over. Empty: it is refused then.",
    )


class StaffingForm(forms.Form):
    """Who holds the position, what it reports to, and who appoints."""

    use_required_attribute = False

    incumbent = PersonField(
        label="Incumbent",
        required=False,
        help_text="Leave empty when the position is vacant. Of somebody who holds neither a role nor a position on "
        "record, the username.",
        among=lookups.IN_SERVICE,
    )
    supervisor = forms.CharField(
        label="Reports to: position number on record",
        required=False,
        max_length=64,
        help_text="A position of the same department. Leave empty when it is not on record.",
    )
    appointing_authority = forms.ChoiceField(
        label="Appointing authority", required=False, help_text="Signs the description."
    )

    def __init__(self, *args: Any, department: Department, authorities: Iterable[User], **more: Any) -> None:
        super().__init__(*args, **more)
        self.department = department
        self.people = {one.username: one for one in authorities}
        self.fields["appointing_authority"].choices = [  # type: ignore[attr-defined]
            ("", "Nobody recorded"),
            *((name, f"{one.full_name} ({name})") for name, one in self.people.items()),
        ]

    def clean_supervisor(self) -> Position | None:
        """The position, or none."""
        number = self.cleaned_data["supervisor"].strip()
        if not number:
            return None
        found = Position.objects.filter(department=self.department, number=number).first()
        if found is None:
            raise forms.ValidationError("No position of this department has this number.", code="unknown")
        return found

    def clean_appointing_authority(self) -> User | None:
        """The person, or nobody."""
        return self.people.get(self.cleaned_data["appointing_authority"])


class PersonForm(WhyForm):
    """A new account."""

    username = forms.CharField(label="Username", max_length=150, help_text="Letters, digits and @ . + - _ only.")
    full_name = forms.CharField(label="Full name", max_length=200)
    password = forms.CharField(
        label="First password",
        max_length=200,
        help_text="At least 12 characters. Hand it over in person; the person can change it after signing in.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    field_order = ("username", "full_name", "password", "why")


class PasswordForm(WhyForm):
    """A new password for somebody who forgot theirs."""

    password = forms.CharField(
        label="New password",
        max_length=200,
        help_text="At least 12 characters. Hand it over in person; the person can change it after signing in.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    field_order = ("password", "why")


class DepartmentEndForm(WhyForm):
    """The last day of a department."""

    last_day = forms.DateField(
        label="Last day", help_text="YYYY-MM-DD. The last day on which the department stands, that day included."
    )
    field_order = ("last_day", "why")

    def clean_last_day(self) -> date:
        """A day that another day follows."""
        last: date = self.cleaned_data["last_day"]
        if last == date.max:
            raise forms.ValidationError("Choose an earlier day.", code="last")
        return last


class DepartmentForm(WhyForm):
    """A new department."""

    code = forms.CharField(label="Code", max_length=32)
    name = forms.CharField(label="Name", max_length=200)
    field_order = ("code", "name", "why")


class RoleForm(WhyForm):
    """A role for a person."""

    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *Role.choices])
    department = forms.ModelChoiceField(
        label="Department", queryset=Department.objects.none(), required=False, empty_label="All departments"
    )
    starts_on = forms.DateField(
        label="From", required=False, help_text="YYYY-MM-DD. Empty: from today.", widget=forms.DateInput()
    )
    ends_before = forms.DateField(
        label="Until, that day not included", required=False, help_text="YYYY-MM-DD. Empty: until it is ended."
    )
    field_order = ("role", "department", "starts_on", "ends_before", "why")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["department"].queryset = Department.objects.order_by("name")  # type: ignore[attr-defined]
