"""Forms of annual reports: begin, write, include by name, publish, revise, withdraw, and resources moved."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from meritbook.core.results.plans import Goal
from meritbook.core.results.report import BEYOND, LONGEST, ReportWords
from meritbook.records.models import StrategicPlan
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.people import WHY_HELP
from meritbook.web.forms.register import DepartmentForm, Plain

CITE = "Write [[key]] where the value of a measure is to stand: what is published holds the figure on record."


def _words(label: str, *, required: bool = True, help_text: str = "", rows: int = 4, most: int = 4_000) -> Any:
    return forms.CharField(
        label=label, required=required, max_length=most, help_text=help_text, widget=forms.Textarea({"rows": rows})
    )


class BeginReportForm(Plain):
    """A new report: the plan says whose it is."""

    plan = forms.ChoiceField(label="Plan whose goals it reports on")
    year = forms.IntegerField(
        label="Fiscal year",
        min_value=1900,
        max_value=2199,
        help_text="The calendar year in which it ends: 2005 for the year that ends in 2005.",
    )

    def __init__(self, *args: Any, plans: Iterable[StrategicPlan], **more: Any) -> None:
        super().__init__(*args, **more)
        self.plans = {one.key: one for one in plans}
        self.fields["plan"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a plan"),
            *((one.key, f"{one.title}, {one.of}") for one in self.plans.values()),
        ]

    def taken(self) -> dict[str, Any]:
        """What the act takes."""
        plan = self.plans[self.cleaned_data["plan"]]
        return {"plan": plan, "department": plan.department, "year": self.cleaned_data["year"]}


class ReportWordsForm(Plain):
    """The words of a report: introduction, key results, and something on each goal."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    introduction = _words("Introduction", required=False, help_text=CITE, rows=8, most=LONGEST)
    results = _words("Key results", required=False, help_text=CITE, rows=8, most=LONGEST)

    def __init__(self, *args: Any, goals: Iterable[Goal], **more: Any) -> None:
        super().__init__(*args, **more)
        self.goals = [*((one.key, one.called) for one in goals), (BEYOND, "measures that no goal names")]
        for key, called in self.goals:
            self.fields[f"goal.{key}"] = _words(f"On {called}", required=False, rows=3, most=LONGEST)

    @staticmethod
    def held(words: ReportWords, number: int) -> dict[str, Any]:
        """What the form begins with."""
        goals = {f"goal.{one.goal}": one.says for one in words.goals}
        return {"base": number, "introduction": words.introduction, "results": words.results, **goals}

    def words(self) -> dict[str, Any]:
        """The words as plain data."""
        held = self.cleaned_data
        goals = [{"goal": key, "says": held[f"goal.{key}"]} for key, _ in self.goals if held[f"goal.{key}"]]
        return {"introduction": held["introduction"], "results": held["results"], "goals": goals}


class BecauseForm(Plain):
    """An act with its reason."""

    because = _words("Reason", help_text=WHY_HELP)


class PublishReportForm(BecauseForm):
    """Publishing what was shown."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    because = _words("Why it is published as it is", help_text=WHY_HELP)


class MoveForm(DepartmentForm):
    """Resources moved."""

    moved_on = forms.DateField(label="Moved on", help_text=DAY)
    people = forms.DecimalField(
        label="People, in full-time equivalents", required=False, max_digits=9, decimal_places=2,
        min_value=Decimal("0.01"),
    )  # fmt: skip
    money = forms.DecimalField(
        label="Money, in dollars", required=False, max_digits=17, decimal_places=2, min_value=Decimal("0.01")
    )
    moved_from = forms.CharField(label="From", max_length=300)
    moved_to = forms.CharField(label="To", max_length=300)
    because = _words("Why", rows=3)
    result = _words("What came of it", rows=3)
    source = forms.CharField(
        label="Where it is written", max_length=1000, help_text="Such as a budget memo with its date."
    )
