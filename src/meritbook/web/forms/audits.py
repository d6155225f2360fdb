"""Forms on audits of measures: charter, sample, recalculation, grade, finding with its answers, and rating."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from meritbook.core.results.audit_policy import AuditPolicy
from meritbook.desk import lookups
from meritbook.records.models import Measure
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.person import PersonField
from meritbook.web.forms.register import Plain, words

LONGEST = 4_000


class CharterForm(Plain):
    """An audit to begin."""

    title = forms.CharField(label="Title", max_length=200)
    measures = forms.CharField(
        label="Measures: keys",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="As the list of measures shows them, one on each line.",
    )
    auditor = PersonField(
        label="Who leads it",
        help_text="Somebody who audits measures and has no part in any of these.",
        among=lookups.WHO_SIGNS_IN,
    )
    starts_on = forms.DateField(label="Periods from", help_text=DAY)
    last_day = forms.DateField(label="Periods until", help_text=f"{DAY} The last day of the span.")
    because = words("Why it is audited", "What the values are used for, and what gives reason to look.")

    def clean_measures(self) -> list[Measure]:
        """The measures, in the order in which they are named."""
        keys = self.cleaned_data["measures"].replace(",", " ").split()
        found = {one.key.casefold(): one for one in Measure.objects.filter(key__in=[key.lower() for key in keys[:200]])}
        unknown = [key for key in keys if key.casefold() not in found]
        if unknown:
            raise forms.ValidationError(
                f"The register has no measure {', '.join(one[:80] for one in unknown[:5])}.", code="unknown"
            )
        return [found[key.casefold()] for key in keys]

    def taken(self) -> dict[str, Any]:
        """What the act takes of it."""
        values = dict(self.cleaned_data)
        last: date = values.pop("last_day")
        return {**values, "ends_before": last + timedelta(days=1) if last < date.max else last}


class SampleForm(Plain):
    """A sample to draw."""

    confidence = forms.DecimalField(label="Confidence, percent", help_text="From 50 to 99.9.")
    tolerable = forms.DecimalField(
        label="Tolerable share of wrong periods, percent",
        help_text="So many may be wrong, and the values still be relied on. Above 0, at most 50.",
    )
    expected = forms.DecimalField(
        label="Expected share of wrong periods, percent",
        help_text="Below the tolerable share. With none expected, the sample is the smallest.",
    )
    seed = forms.IntegerField(
        label="Seed",
        required=False,
        help_text="A whole number. Empty: it follows from the audit and its periods. It is kept either way.",
    )


class RecalculateForm(Plain):
    """A file of recalculated figures."""

    file = forms.FileField(
        label="File",
        max_length=255,
        help_text="XLSX or CSV with the columns period and value: a line for each sampled period, worked out without a "
        "look at the recorded value. Write “not found” where the source could not be had.",
    )
    how = words("From which records, and how it was worked out")
    sample = forms.IntegerField(widget=forms.HiddenInput, required=False)


class GradeForm(Plain):
    """A grade on a criterion."""

    grade = forms.ChoiceField(label="Grade", widget=forms.RadioSelect)
    says = words("What was seen", "Which procedures were done, on what, and what they showed.", rows=5)

    def __init__(self, *args: Any, grades: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["grade"].choices = list(grades)  # type: ignore[attr-defined]


class FindingForm(Plain):
    """A finding to raise."""

    criterion = forms.ChoiceField(label="Criterion")
    severity = forms.ChoiceField(label="Severity", widget=forms.RadioSelect)
    condition = words("Condition", "What is, with the evidence for it.")
    cause = words("Cause", "Why it is so.")
    effect = words("Effect", "What follows for whoever decides by the values.")
    recommendation = words("Recommendation", "What should be done.")

    def __init__(self, *args: Any, policy: AuditPolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["criterion"].choices = [  # type: ignore[attr-defined]
            (one.key, one.title) for one in policy.criteria
        ]
        self.fields["severity"].choices = [  # type: ignore[attr-defined]
            (one.key, f"{one.title}: {one.says} To be answered within {one.answer_days} days.")
            for one in policy.severities
        ]


class AnswerForm(Plain):
    """An answer to a finding."""

    agrees = forms.ChoiceField(
        label="Do you agree", widget=forms.RadioSelect, choices=[("yes", "Yes"), ("no", "No, as said below")]
    )
    says = words("What will be done, or why not", rows=5)
    due_on = forms.DateField(label="Until", help_text=f"{DAY} The day by which it is done.")


class DoneForm(Plain):
    """That it is done."""

    says = words("What was done, and where its traces are", rows=5)


class VerifyForm(Plain):
    """What was seen of what was done."""

    close = forms.ChoiceField(
        label="Decision",
        widget=forms.RadioSelect,
        choices=[("yes", "It is settled: close the finding"), ("no", "It is not: send it back")],
    )
    says = words("What was seen", rows=5)
    due_on = forms.DateField(label="If it is sent back: until", required=False, help_text=DAY)

    def clean(self) -> dict[str, Any]:
        """What is sent back has a day."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("close") == "no" and not values.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Say by when it is to be done.")
        return values


class RateForm(Plain):
    """A rating of trust."""

    level = forms.ChoiceField(label="Rating", widget=forms.RadioSelect)
    because = words("Reason", "It is shown wherever the measure is.", rows=5)

    def __init__(self, *args: Any, levels: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["level"].choices = list(levels)  # type: ignore[attr-defined]
