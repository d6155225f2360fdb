"""Forms on quarterly reviews: call, decide, give a follow-up, report and settle it, close."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from meritbook.core.results.review import ReviewPack
from meritbook.desk import lookups
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.person import PersonField
from meritbook.web.forms.register import DepartmentForm, Plain, words


class CallForm(DepartmentForm):
    """A review to call."""

    quarter = forms.DateField(label="A day of the quarter", help_text=f"{DAY} The fiscal quarter that it lies in.")
    held_on = forms.DateField(label="Day of the meeting", help_text=DAY)


class OpenForm(Plain):
    """Opens the meeting on the pack that is shown."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class _AboutForm(Plain):
    about = forms.ChoiceField(label="Item of the pack", required=False)

    def __init__(self, *args: Any, pack: ReviewPack | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["about"].choices = [("", "None of them"), *_items(pack)]  # type: ignore[attr-defined]


def _items(pack: ReviewPack | None) -> Iterable[tuple[str, str]]:
    seen: set[str] = set()
    for section in pack.sections if pack is not None else ():
        for one in section.items:
            if one.about not in seen:
                seen.add(one.about)
                yield one.about, one.title


class DecisionForm(_AboutForm):
    """What the meeting decided."""

    says = words("Decision")
    because = words("Reason")


class FollowUpForm(_AboutForm):
    """What somebody is to do."""

    what = forms.CharField(label="What is to be done", max_length=400)
    owner = PersonField(
        label="By whom", help_text="Somebody who can sign in and reads results.", among=lookups.WHO_SIGNS_IN
    )
    due_on = forms.DateField(label="By", help_text=DAY)


class CloseForm(Plain):
    """What the minutes say beside the decisions and follow-ups."""

    present = words("Who was present")
    says = words("What was said", required=False, rows=6)


class ReportForm(Plain):
    """What was done."""

    says = words("What was done")


class SettleForm(Plain):
    """Accept, give back or drop."""

    how = forms.ChoiceField(label="Decision", widget=forms.RadioSelect)
    says = words("Reason")

    def __init__(self, *args: Any, reported: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        ways = [("accept", "It is done"), ("give back", "Give it back: it is not done")] if reported else []
        self.fields["how"].choices = [*ways, ("drop", "Drop it: it is not needed any more")]  # type: ignore[attr-defined]
