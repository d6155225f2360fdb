"""Fields and rows of the form in which a candidate's statement is written down: dates as precise as they are known,
lines, changes of hours; a job, a degree, a licence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from pydantic import ValidationError

from meritbook.core.qualifications.candidate import HoursChange, PartialDate
from meritbook.web.forms.positions import AmountField
from meritbook.web.forms.rows import RowForm

LEVELS = (
    ("", "Not stated"),
    ("eighth_grade", "Eighth grade"),
    ("tenth_grade", "Tenth grade"),
    ("high_school", "High school or equivalent"),
    ("vocational", "Vocational"),
    ("college", "College, no degree"),
    ("associate", "Associate"),
    ("bachelor", "Bachelor"),
    ("graduate", "Graduate study, no degree"),
    ("master", "Master"),
    ("doctorate", "Doctorate"),
    ("professional", "Professional degree (law, medicine, …)"),
)
SAID = (("", "Not stated"), ("yes", "Yes"), ("no", "No"))
MOST_HOURS = Decimal(1000)
"""More is a slip of the pen; what merely does not fit in a week is kept, and pointed out."""
DATE_HELP = "2016-03-01, 2016-03 or 2016"


class PartialDateField(forms.CharField):
    """A day, a month or a year, as precise as it was written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, required=False, help_text=options.pop("help_text", DATE_HELP), **options)

    def to_python(self, value: Any) -> Any:
        """The date, or `None` when nothing was typed."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return PartialDate.read(text)
        except ValidationError:
            raise forms.ValidationError("There is no such day between 1900 and 2199.", code="date") from None
        except ValueError:
            raise forms.ValidationError("Write 2016-03-01, 2016-03 or 2016.", code="date") from None

    def run_validators(self, value: Any) -> None:
        """Length does not apply to a date."""


class LinesField(forms.CharField):
    """One entry a line."""

    def __init__(self, label: str, help_text: str, rows: int) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            max_length=40_000,
            widget=forms.Textarea(attrs={"rows": rows}),
        )

    def to_python(self, value: Any) -> Any:
        """The lines that hold something, without white space at their ends."""
        return tuple(line.strip() for line in str(value or "").splitlines() if line.strip())

    def run_validators(self, value: Any) -> None:
        """The whole is bounded, not its lines."""
        super().run_validators("\n".join(value))


class ChangesField(LinesField):
    """Later changes of the hours: a day and the hours from then on, a line each."""

    def to_python(self, value: Any) -> Any:
        """The changes in the order of their days."""
        found = []
        for line in super().to_python(value):
            match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})[\s:;,]+(\d{1,4}(?:\.\d{1,2})?)", line)
            try:
                found.append(
                    HoursChange(since=date.fromisoformat(match[1]), hours=Decimal(match[2])) if match else None
                )
            except ValueError:
                found.append(None)
            if found[-1] is None:
                raise forms.ValidationError(f"“{line}”: write a day and hours, as in 2020-09-01 20.", code="change")
        days = [one.since for one in found if one is not None]
        if len(days) != len(set(days)):
            raise forms.ValidationError("Two changes stand on one day.", code="change")
        return tuple(sorted((one for one in found if one is not None), key=lambda one: one.since))

    def run_validators(self, value: Any) -> None:
        """What was read is no text any more."""


def text_field(label: str, help_text: str = "", *, most: int = 300) -> forms.CharField:
    """A line of text that may be left empty, of at most so many characters."""
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=most)


def choice_field(label: str, choices: Sequence[tuple[str, str]] = SAID, help_text: str = "") -> forms.ChoiceField:
    """A choice that may be left unsaid."""
    return forms.ChoiceField(label=label, required=False, choices=choices, help_text=help_text)


class EntryRow(RowForm):
    """A row that may stand for an entry stated before: `id` then names it."""

    id = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput())
    drop = forms.BooleanField(label="Leave this entry out", required=False)

    def filled(self) -> bool:
        """Whether anything was typed, and the entry is not to be left out."""
        typed = any(
            str(self.data.get(self.add_prefix(name), "")).strip() for name in self.fields if name not in ("id", "drop")
        )
        return typed and not self.data.get(self.add_prefix("drop"))

    @property
    def is_known(self) -> bool:
        """Whether it stands for an entry stated before."""
        return bool(self["id"].value())

    @property
    def visible(self) -> list[Any]:
        """The fields to show, `drop` only where there is an entry to leave out."""
        return [one for one in self if not one.is_hidden and (one.name != "drop" or self.is_known)]


class JobRow(EntryRow):
    """A job."""

    title = text_field("Title of the job")
    class_title = text_field("Civil service class", "Where it was one.")
    employer = text_field("Employer", "Hidden from those who judge.")
    starts = PartialDateField(label="First day")
    ends = PartialDateField(label="Last day worked")
    current = forms.BooleanField(label="Goes on", required=False)
    hours = AmountField(label="Hours a week", required=False, most=MOST_HOURS)
    full_time = choice_field("Full time?", help_text="What is said where no hours are given.")
    paid = choice_field("Paid?")
    changes = ChangesField("Changes of the hours", "A line each: 2020-09-01 20", rows=2)
    duties = LinesField("Duties", "In the candidate's words, a line each.", rows=4)


class DegreeRow(EntryRow):
    """A degree, or study without one."""

    level = choice_field("Level", LEVELS)
    title = text_field("Degree as stated", "For example B.S.")
    field = text_field("Field of study")
    institution = text_field("School", "Hidden from those who judge.")
    conferred = PartialDateField(label="Conferred on")
    expected = PartialDateField(label="Expected on", help_text="Where it is in progress.")
    semester_hours = AmountField(label="Semester hours", required=False, most=Decimal(2000))
    quarter_hours = AmountField(label="Quarter hours", required=False, most=Decimal(2000))
    accredited = choice_field("Accredited school?")


class LicenceRow(EntryRow):
    """A licence or certificate."""

    name = text_field("Licence or certificate")
    class_ = text_field("Class", most=40)
    issuer = text_field("Issued by", "Hidden from those who judge.")
    valid_from = PartialDateField(label="Valid from")
    valid_through = PartialDateField(label="Last day of validity")
    never_lapses = forms.BooleanField(label="Never lapses", required=False)

    def clean(self) -> dict[str, Any]:
        """A licence is named."""
        cleaned = super().clean() or {}
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", "Write what it is for.")
        return cleaned
