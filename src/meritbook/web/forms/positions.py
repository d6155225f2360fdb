"""The position description as a form: all fields of `PositionDescription`, three answers where silence is possible."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from pydantic import ValidationError

from meritbook.core.faults import placed_faults
from meritbook.core.positions.layout import (
    BUDGET_IN_WORDS,
    DIRECTION_IN_WORDS,
    KIND_IN_WORDS,
    POLICY_IN_WORDS,
    REACH_IN_WORDS,
    plain_number,
)
from meritbook.core.positions.model import Duty, PositionDescription, Program, Subordinate, Supervisor
from meritbook.web.forms.rows import RowForm, Rows

NOT_STATED = "Not stated"
LONG = 40_000
"""Characters that a long answer may hold."""


def _choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [("", NOT_STATED), *((str(key), text[:1].upper() + text[1:]) for key, text in words.items())]


class AmountField(forms.CharField):
    """A decimal that people may write with a dollar sign, a percent sign and thousands separators."""

    def __init__(self, *, most: Decimal | None = None, **options: Any) -> None:
        self.most = most
        super().__init__(max_length=40, **options)

    def to_python(self, value: Any) -> Any:
        """The decimal, or `None` when nothing was typed."""
        text = str(value or "").strip().removeprefix("$").removesuffix("%").strip().replace(",", "")
        if not text:
            return None
        try:
            amount = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError("Write a number, such as 35 or 12.5.", code="number") from None
        if not amount.is_finite() or amount < 0:
            raise forms.ValidationError("Write a number that is not below zero.", code="number")
        if self.most is not None and amount > self.most:
            raise forms.ValidationError(f"Write a number not above {self.most}.", code="number")
        return amount

    def validate(self, value: Any) -> None:
        """The checks were made while reading."""
        if value is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Length does not apply to a number."""


class CountField(AmountField):
    """A whole number."""

    def to_python(self, value: Any) -> Any:
        """The number, or `None` when nothing was typed."""
        amount = super().to_python(value)
        if amount is None:
            return None
        if amount != amount.to_integral_value():
            raise forms.ValidationError("Write a whole number.", code="number")
        return int(amount)


def _text(
    label: str, help_text: str = "", *, rows: int = 0, most: int = 300, required: bool = False
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONG if rows else most,
        widget=widget,
        strip=True,
    )


class DutyRow(RowForm):
    """A duty and its share of working time."""

    text = _text("Duty", rows=3)
    percent = AmountField(label="Percent", required=False, most=Decimal(100))

    def clean(self) -> dict[str, Any]:
        """A share of time belongs to a duty."""
        cleaned = super().clean() or {}
        if cleaned.get("percent") is not None and not cleaned.get("text"):
            self.add_error("text", "Say what is done in this share of time, or clear the percent.")
        return cleaned


class SubordinateRow(RowForm):
    """Who is supervised."""

    title = _text("Title of those supervised")
    count = CountField(label="How many", required=False, most=Decimal(100000))
    kind = forms.ChoiceField(label="Kind of staff", required=False, choices=_choices(KIND_IN_WORDS))
    pay_level = _text("Pay level", most=40)

    def clean(self) -> dict[str, Any]:
        """A line about staff names them."""
        cleaned = super().clean() or {}
        if not cleaned.get("title"):
            self.add_error("title", "Write the title of those supervised.")
        return cleaned


class ProgramRow(RowForm):
    """A program and its reach."""

    name = _text("Program")
    reach = forms.ChoiceField(label="Reach", required=False, choices=_choices(REACH_IN_WORDS))
    sub_programs = CountField(label="Sub-programs", required=False, most=Decimal(1000))
    description = _text("What it does", most=4000)

    def clean(self) -> dict[str, Any]:
        """A line about a program names it."""
        cleaned = super().clean() or {}
        if not cleaned.get("name"):
            self.add_error("name", "Write the name of the program.")
        return cleaned


class OtherRow(RowForm):
    """A heading that the form does not know, with its text."""

    heading = _text("Heading")
    text = _text("Text", rows=3)

    def clean(self) -> dict[str, Any]:
        """A text stands under a heading."""
        cleaned = super().clean() or {}
        if not cleaned.get("heading"):
            self.add_error("heading", "Write a heading for this text.")
        return cleaned


SUPERVISES = [("", NOT_STATED), ("yes", "Yes, those listed below"), ("no", "No, the position supervises nobody")]
NEEDED = [("", NOT_STATED), ("yes", "Yes, as described below"), ("no", "No, none is needed")]


class PositionForm(forms.Form):
    """Everything about a position but its rows."""

    number = _text(
        "Position number", "As it stands in your position control, for example 0417-22.", most=60, required=True
    )
    working_title = _text("Working title", "Shown to people; never counted as evidence for an allocation.")
    current_class = _text("Current class", "Shown to people; never counted as evidence for an allocation.")
    jurisdiction = _text("Jurisdiction")
    division = _text("Division")
    unit = _text("Unit")
    location = _text("Location")
    reports_to_title = _text("Reports to: title")
    reports_to_number = _text("Reports to: position number", most=60)
    direction_received = forms.ChoiceField(
        label="Direction received", required=False, choices=_choices(DIRECTION_IN_WORDS)
    )
    purpose = _text("Purpose of the position", "Why the position exists, in two or three sentences.", rows=4)
    supervises = forms.ChoiceField(label="Does the position supervise anybody?", required=False, choices=SUPERVISES)
    supervision = _text("About supervision", "Hiring, assigning, rating, discipline: who decides?", rows=3)
    budget = AmountField(label="Budget in dollars a year", required=False)
    budget_role = forms.ChoiceField(label="Part in the budget", required=False, choices=_choices(BUDGET_IN_WORDS))
    budget_text = _text("About money and resources", "Which amounts may be committed without approval?", rows=3)
    fte = AmountField(label="Full-time equivalents directed", required=False, help_text="This position not counted.")
    policy_role = forms.ChoiceField(label="Part in policy", required=False, choices=_choices(POLICY_IN_WORDS))
    policy_text = _text("About policy", "Which policies, and who approves them?", rows=3)
    decisions = _text("Decisions", "What is decided alone, and what goes up?", rows=3)
    contacts = _text(
        "Contacts", "With whom, and for what: legislature, contractors, other agencies, the public.", rows=3
    )
    specialised_required = forms.ChoiceField(
        label="Is a specialised subject qualification necessary?", required=False, choices=NEEDED
    )
    specialised_qualification = _text("Which one", "A license, a degree in a field, a technical speciality.", rows=2)
    qualifications = _text("Qualifications asked of candidates", rows=3)

    def clean_number(self) -> str:
        """A number without white space at its ends or line breaks inside."""
        return " ".join(str(self.cleaned_data["number"]).split())


class DescriptionForm:
    """The whole form: `PositionForm` and its four groups of rows.

    `description(department)` gives the value after `is_valid()`; what was typed stays in the form whatever happens.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        position: PositionDescription | None = None,
        fixed_number: str = "",
    ) -> None:
        initial = initial_of(position) if position else {}
        self.main = PositionForm(data, initial=initial.get("main", {}), use_required_attribute=False)
        self.fixed_number = fixed_number
        if fixed_number:
            del self.main.fields["number"]
        self.duties = Rows(DutyRow, "duties", data=data, initial=initial.get("duties", ()), spare=2, least=5)
        self.staff = Rows(SubordinateRow, "staff", data=data, initial=initial.get("staff", ()), least=2)
        self.programs = Rows(ProgramRow, "programs", data=data, initial=initial.get("programs", ()), least=2)
        self.others = Rows(OtherRow, "others", data=data, initial=initial.get("others", ()))
        self.asks_for_rows = data is not None and any(f"{rows.prefix}-more" in data for rows in self.groups)
        self.general: list[str] = []

    @property
    def groups(self) -> tuple[Rows, ...]:
        """The groups of rows."""
        return (self.duties, self.staff, self.programs, self.others)

    def is_valid(self) -> bool:
        """Whether every field is right by itself; what only the whole can show is checked by the core."""
        fine = all([self.main.is_valid(), *(rows.is_valid() for rows in self.groups)])
        if fine and self.main.cleaned_data["supervises"] == "no" and self.staff.values():
            self.main.add_error("supervises", "You answered that nobody is supervised, and listed staff below.")
            return False
        if (
            fine
            and self.main.cleaned_data["specialised_required"] == "no"
            and self.main.cleaned_data["specialised_qualification"]
        ):
            self.main.add_error("specialised_required", "You answered that none is needed, and named one below.")
            return False
        return fine

    def errors(self) -> list[dict[str, str]]:
        """Every mistake in the order of the form: `says`, and `anchor` of the field."""
        found = [{"says": text, "anchor": ""} for text in self.general]
        for form in (self.main, *(row for rows in self.groups for row in rows.filled_forms())):
            for name, texts in form.errors.items():
                bound = form[name] if name in form.fields else None
                found += [
                    {
                        "says": f"{bound.label}: {text}" if bound else str(text),
                        "anchor": bound.id_for_label if bound else "",
                    }
                    for text in texts
                ]
        return found

    def description(self, department: str) -> PositionDescription | None:
        """The value, or `None` with the mistake added to the form when the core refuses it."""
        one = self.main.cleaned_data
        staff = tuple(Subordinate(**{**line, "kind": line["kind"] or None}) for line in self.staff.values())
        supervisor = Supervisor(title=one["reports_to_title"], position_number=one["reports_to_number"])
        try:
            return PositionDescription(
                number=self.fixed_number or one["number"],
                department=department,
                reports_to=supervisor if supervisor != Supervisor() else None,
                duties=tuple(
                    Duty(number=n, text=line["text"], percent=line["percent"])
                    for n, line in enumerate(self.duties.values(), start=1)
                ),
                subordinates=() if one["supervises"] == "no" else (staff or None),
                programs=tuple(Program(**{**line, "reach": line["reach"] or None}) for line in self.programs.values()),
                other=tuple((line["heading"], line["text"]) for line in self.others.values()),
                specialised_qualification_required={"yes": True, "no": False}.get(one["specialised_required"]),
                **{name: one[name] or None for name in CHOSEN},
                **{name: one[name] for name in (*AMOUNTS, *TEXTS)},
            )
        except ValidationError as refused:
            self.general += placed_faults(refused)
            return None


CHOSEN = ("direction_received", "budget_role", "policy_role")
AMOUNTS = ("budget", "fte")
TEXTS = (
    "working_title",
    "current_class",
    "jurisdiction",
    "division",
    "unit",
    "location",
    "purpose",
    "supervision",
    "budget_text",
    "policy_text",
    "decisions",
    "contacts",
    "specialised_qualification",
    "qualifications",
)


def _shown(amount: Decimal | None) -> str:
    return "" if amount is None else plain_number(amount)


def initial_of(position: PositionDescription) -> dict[str, Any]:
    """What the form shows for a description that exists or was read from a file."""
    supervisor = position.reports_to or Supervisor()
    supervises = "" if position.subordinates is None else "yes" if position.subordinates else "no"
    needed = {True: "yes", False: "no", None: ""}[position.specialised_qualification_required]
    return {
        "main": {
            "number": position.number,
            "reports_to_title": supervisor.title,
            "reports_to_number": supervisor.position_number,
            "supervises": supervises,
            "specialised_required": needed,
            **{name: getattr(position, name) or "" for name in (*CHOSEN, *TEXTS)},
            **{name: _shown(getattr(position, name)) for name in AMOUNTS},
        },
        "duties": [{"text": duty.text, "percent": _shown(duty.percent)} for duty in position.duties],
        "staff": [
            {"title": one.title, "count": one.count, "kind": one.kind or "", "pay_level": one.pay_level}
            for one in position.subordinates or ()
        ],
        "programs": [
            {
                "name": one.name,
                "reach": one.reach or "",
                "sub_programs": one.sub_programs,
                "description": one.description,
            }
            for one in position.programs
        ],
        "others": [{"heading": heading, "text": text} for heading, text in position.other],
    }
