"""Forms on the bench of talent: what is shared for a class, and why somebody looks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from meritbook.actions.agree_talent import LONGEST
from meritbook.desk.ladder import Choice
from meritbook.desk.talent import report_named
from meritbook.records.models import GrowthPlan, MultiraterAssessment, TalentConsent
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.people import WhyForm
from meritbook.web.forms.register import Plain, words


class _Reports(forms.ModelChoiceField):  # type: ignore[type-arg]  # at run time it takes no type
    def label_from_instance(self, obj: Any) -> str:
        """Which report it is."""
        return report_named(obj)


class TalentForm(Plain):
    """What somebody agrees to for a class."""

    aims = forms.ChoiceField(label="Class for which you would be named")
    qualifications = forms.BooleanField(
        label="Show whether my own applications meet its minimum qualifications", required=False
    )
    assessment = _Reports(
        queryset=MultiraterAssessment.objects.none(),
        label="Show the competencies of a report",
        required=False,
        empty_label="Show none",
        help_text="As others saw them together: no own view, no supervisor's answers, no comments.",
    )
    growth_plan: forms.ModelChoiceField[GrowthPlan] = forms.ModelChoiceField(
        queryset=GrowthPlan.objects.none(),
        label="Show the goals of a development plan",
        required=False,
        empty_label="Show none",
        help_text="Its goals stand on the bench. Actions, notes and files are not shown.",
    )
    ready_from = forms.DateField(label="I would take it up from", required=False, help_text=f"{DAY} You need not say.")
    says = words("In my own words", "You need not say anything.", required=False, most=LONGEST)

    def __init__(
        self,
        *args: Any,
        choices: Iterable[Choice],
        reports: QuerySet[MultiraterAssessment],
        plans: QuerySet[GrowthPlan],
        may_share_reports: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        # Nothing is chosen at first, so that nobody shares anything for a class that they did not name.
        self.fields["aims"].choices = [("", "Choose a class"), *grouped(choices)]  # type: ignore[attr-defined]
        self.fields["assessment"].queryset = reports  # type: ignore[attr-defined]
        self.fields["growth_plan"].queryset = plans  # type: ignore[attr-defined]
        if not may_share_reports:
            del self.fields["assessment"]

    def taken(self) -> dict[str, Any]:
        """What the act takes."""
        held = dict(self.cleaned_data)
        plan, _, ref = held.pop("aims").partition(":")
        return {"aims_plan": plan, "aims_class": ref, **held}


def standing_as(row: TalentConsent) -> dict[str, Any]:
    """What is shared for a class now, as the form shows it, so that a change of one thing leaves the others."""
    return {
        "qualifications": row.qualifications,
        "assessment": row.assessment_id,
        "growth_plan": row.growth_plan_id,
        "ready_from": row.ready_from,
        "says": row.says,
    }


def grouped(choices: Iterable[Choice]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Classes under the names of their plans, for a list to choose from."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in choices:
        found.setdefault(one.plan_name, []).append((one.key, one.title))
    return list(found.items())


class LookForm(WhyForm):
    """Why somebody looks at the bench of a class."""


class NoForm(Plain):
    """Nothing but a confirmation."""
