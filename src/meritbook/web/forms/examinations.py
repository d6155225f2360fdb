"""Forms of an examination: open, read a file in, judge, determine a group, answer a question for all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from meritbook.core.verdict import Verdict
from meritbook.readers.limits import MEBIBYTE
from meritbook.records.models import Department, RequirementVersion
from meritbook.web.forms.applications import LONGEST
from meritbook.web.forms.people import WhyForm

STATEWIDE = "statewide"


class ExaminationForm(WhyForm):
    """A new examination."""

    number = forms.CharField(label="Number", max_length=64)
    title = forms.CharField(label="Title", max_length=300, help_text="What it is for, as people call it.")
    department = forms.ChoiceField(label="Whose examination it is")
    requirement = forms.ChoiceField(
        label="Minimum qualification", help_text="The version that is chosen stays the one that is judged by."
    )
    for_class = forms.CharField(
        label="Class",
        required=False,
        max_length=300,
        help_text="Only where the text keeps several classes apart: the title of this one.",
    )
    binding = forms.CharField(
        label="Special requirements that bind the position",
        required=False,
        max_length=500,
        help_text="Their ids in the requirement's tree, such as 3 or 3.1, with spaces between. Mostly empty.",
    )
    policy = forms.ChoiceField(
        label="How time is counted", required=False, help_text="The policy is kept as it is on this day."
    )
    on = forms.DateField(label="Day on which a candidate must qualify", help_text="YYYY-MM-DD.")
    field_order = ("number", "title", "department", "requirement", "for_class", "binding", "policy", "on", "why")

    def __init__(
        self,
        *args: Any,
        departments: Iterable[Department],
        statewide: bool,
        requirements: Iterable[RequirementVersion],
        policies: Iterable[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.departments = {str(one.pk): one for one in departments}
        self.requirements = {str(one.pk): one for one in requirements}
        listed = [(key, one.name) for key, one in self.departments.items()]
        self.fields["department"].choices = (  # type: ignore[attr-defined]
            [(STATEWIDE, "Statewide: central HR's"), *listed] if statewide else listed
        )
        self.fields["requirement"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a requirement"),
            *((key, f"{one.title} ({one}, {one.policy})") for key, one in self.requirements.items()),
        ]
        self.fields["policy"].choices = [("", "As the requirement says"), *policies]  # type: ignore[attr-defined]

    def clean_department(self) -> Department | None:
        """The department; nothing for a statewide examination."""
        return self.departments.get(self.cleaned_data["department"])

    def clean_requirement(self) -> RequirementVersion:
        """The version on record."""
        return self.requirements[self.cleaned_data["requirement"]]

    def clean_binding(self) -> tuple[str, ...]:
        """The ids."""
        return tuple(one for one in re.split(r"[\s,;]+", self.cleaned_data["binding"]) if one)


class CandidatesFileForm(WhyForm):
    """A file of candidates."""

    def __init__(self, *args: Any, most: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields[
            "file"
        ].help_text = (
            f"CSV with a line for each job, degree and licence, or JSON of one or many; at most {most // MEBIBYTE} MiB."
        )

    file = forms.FileField(
        label="File",
        max_length=255,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json,.txt"}),
    )
    field_order = ("file", "why")


class GroupForm(forms.Form):
    """Which group is determined, until when they may answer, and what is said to all of them."""

    use_required_attribute = False

    verdict = forms.ChoiceField(label="Group", widget=forms.RadioSelect)
    answer_by = forms.DateField(
        label="Last day to answer",
        required=False,
        help_text="YYYY-MM-DD. Needed for those who do not meet the qualifications; it stands in each notice.",
    )
    reason = forms.CharField(
        label="Reason (optional)",
        required=False,
        max_length=LONGEST,
        help_text="It stands in each notice, beside what was counted, and in the ledger. Name nobody in it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, counts: dict[str, int], today: date, **more: Any) -> None:
        super().__init__(data, **more)
        self.counts, self.today = counts, today
        words = {Verdict.MET: "Computed as met: determine that they qualify"}
        words[Verdict.NOT_MET] = "Computed as not met: determine that they do not qualify"
        self.fields["verdict"].choices = [  # type: ignore[attr-defined]
            (str(verdict), f"{says} ({counts.get(verdict, 0):,})")
            for verdict, says in words.items()
            if counts.get(verdict)
        ]

    def clean(self) -> dict[str, Any]:
        """Those who do not qualify have a last day to answer."""
        cleaned = super().clean() or {}
        last = cleaned.get("answer_by")
        if cleaned.get("verdict") == Verdict.NOT_MET and "answer_by" not in self.errors:
            if last is None:
                self.add_error("answer_by", "Say until when they may answer.")
            elif last < self.today:
                self.add_error("answer_by", "This day is past.")
        return cleaned
