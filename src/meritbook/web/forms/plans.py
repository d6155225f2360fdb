"""Forms of the acts on strategic plans: draw up, adopt, withdraw, take in a document, report, look again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms

from meritbook.actions.planning_policies import check_key
from meritbook.core.errors import MeritbookError
from meritbook.core.results.plans import PlanKind, Progress
from meritbook.records.models import Department, StrategicPlan
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.people import WHY_HELP


class _Form(forms.Form):
    """What these forms share: no attribute by which a browser stops before the answer is read."""

    use_required_attribute = False


def _words(label: str, *, required: bool = True, help_text: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=4000, help_text=help_text, widget=forms.Textarea({"rows": rows})
    )


class DrawPlanForm(_Form):
    """A new plan."""

    title = forms.CharField(label="Name of the plan", max_length=400)
    key = forms.CharField(
        label="Key",
        max_length=79,
        help_text="Its name in addresses, such as revenue-2026: small letters, digits and hyphens. It never changes.",
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=[(one.value, one.noun.capitalize()) for one in PlanKind],
        widget=forms.RadioSelect,
        initial=PlanKind.STRATEGIC.value,
    )
    department = forms.ChoiceField(label="Whose plan", required=False)
    unit = forms.CharField(
        label="Local entity",
        required=False,
        max_length=200,
        help_text="Such as a local board, whose plan the department keeps for it. Empty for the department's own.",
    )
    deploys = forms.ChoiceField(
        label="The plan above",
        required=False,
        help_text="Its goals are those that this plan serves.",
    )
    starts_on = forms.DateField(label="First day", help_text=DAY)
    last_day = forms.DateField(label="Last day", help_text=DAY)
    why = forms.CharField(label="Why", max_length=1000, help_text=WHY_HELP)

    def __init__(
        self,
        *args: Any,
        departments: Iterable[Department],
        everywhere: bool,
        above: Iterable[StrategicPlan],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.by_code = {one.code: one for one in departments}
        self.above = {one.key: one for one in above}
        whole = [("", "The enterprise as a whole")] if everywhere else []
        self.fields["department"].choices = [  # type: ignore[attr-defined]
            *whole,
            *((one.code, one.name) for one in self.by_code.values()),
        ]
        self.fields["deploys"].choices = [  # type: ignore[attr-defined]
            ("", "None"),
            *((one.key, f"{one.title}, {one.of}") for one in self.above.values()),
        ]

    def clean_key(self) -> str:
        """The key, looked at together with the other fields."""
        try:
            return check_key(str(self.cleaned_data["key"]))
        except MeritbookError as refused:
            raise forms.ValidationError(refused.message) from refused

    def clean(self) -> dict[str, Any]:
        """A plan lasts at least a day."""
        held = super().clean() or self.cleaned_data
        first, last = held.get("starts_on"), held.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "A plan ends after its first day.")
        return held

    def taken(self) -> dict[str, Any]:
        """What the act takes."""
        found = dict(self.cleaned_data)
        found["ends_before"] = found.pop("last_day") + timedelta(days=1)
        found["department"] = self.by_code.get(found["department"])
        found["deploys"] = self.above.get(found["deploys"])
        return found


class PlanBecauseForm(_Form):
    """An act on the words as they were shown, with its reason."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    because = _words("Reason", help_text=WHY_HELP)


class ReportActionForm(_Form):
    """How an action goes."""

    progress = forms.ChoiceField(
        label="Where it stands",
        choices=[
            (Progress.UNDER_WAY.value, "Under way"),
            (Progress.DONE.value, "Done"),
            (Progress.DROPPED.value, "Dropped"),
        ],
        widget=forms.RadioSelect,
    )
    says = _words("What was done", help_text="In words that somebody else can check. Earlier reports stay.")


class LookAgainForm(_Form):
    """A tie to the plan above that still holds."""

    says = _words("Remark", required=False, help_text="Such as why it serves the goal still.")


class TakeInForm(_Form):
    """A document in StratML."""

    file = forms.FileField(
        label="Document in StratML",
        max_length=255,
        allow_empty_file=True,
        help_text="StratML Part 1 (ISO 17469-1), at most 1 MB. You see what it changes before anything is kept.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,application/xml,text/xml"}),
    )
