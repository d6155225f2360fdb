"""Forms of appraisals: a mark, words and a reason for each row, and the acts on the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from meritbook.core.contracts.rating import LEVELS, MOST_WORDS, Mark
from meritbook.desk.appraisals import Rated

NOT_RATED = ("", "Not rated")
CHOICES = [*((str(level), f"{level}: {says}") for level, says in sorted(LEVELS.items(), reverse=True)), NOT_RATED]
HINT = "Needed before it is final, if you give a 4 though the results say otherwise."
LACKS = "The 4 that is saved needs it: without a reason here, or another mark, the appraisal cannot become final."


def _lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RatingForm(forms.Form):
    """The marks of a whole contract. Nothing is required: what is left out is not rated."""

    use_required_attribute = False

    def __init__(self, data: Any, rated: Sequence[Rated], *, rater: bool, initial: dict[str, Mark], says: str) -> None:
        self.rated = tuple(rated)
        kept: dict[str, Any] = {"says": says}
        for one in self.rated:
            mark = initial.get(one.row.key, Mark())
            kept[f"mark-{one.row.key}"] = "" if mark.mark is None else str(mark.mark)
            kept[f"says-{one.row.key}"], kept[f"reason-{one.row.key}"] = mark.says, mark.reason
        super().__init__(data, initial=kept)
        for one in self.rated:
            title = one.row.title
            self.fields[f"mark-{one.row.key}"] = forms.ChoiceField(
                label=f"Rating: {title}", choices=CHOICES, required=False, widget=forms.RadioSelect,
                error_messages={"invalid_choice": f"Choose 1, 2, 3 or 4, or not rated: {title}"},
            )  # fmt: skip
            self.fields[f"says-{one.row.key}"] = forms.CharField(
                label="In words", required=False, max_length=MOST_WORDS, widget=_lines()
            )
            if rater and one.row.measures:
                self.fields[f"reason-{one.row.key}"] = forms.CharField(
                    label="Reason for a 4 beside a target that was missed", required=False, max_length=MOST_WORDS,
                    help_text=LACKS if one.lacks_reason else HINT, widget=_lines(2),
                )  # fmt: skip
        self.fields["says"] = forms.CharField(
            label="The year as a whole", required=False, max_length=MOST_WORDS, widget=_lines(6)
        )

    def parts(self) -> list[tuple[Rated, BoundField, BoundField, BoundField | None]]:
        """Each row with its fields."""
        return [
            (
                one,
                self[f"mark-{one.row.key}"],
                self[f"says-{one.row.key}"],
                self[f"reason-{one.row.key}"] if f"reason-{one.row.key}" in self.fields else None,
            )
            for one in self.rated
        ]

    def marks(self) -> dict[str, dict[str, str]]:
        """What the act takes."""
        values = self.cleaned_data
        return {
            one.row.key: {name: values.get(f"{name}-{one.row.key}", "") for name in ("mark", "says", "reason")}
            for one in self.rated
        }


class NothingForm(forms.Form):
    """An act that asks for nothing but to be confirmed."""


class SaysForm(forms.Form):
    """An act that takes words."""

    use_required_attribute = False
    says = forms.CharField(label="What you say", max_length=MOST_WORDS, widget=_lines(6))

    def __init__(self, *args: Any, label: str, required: bool = True, hint: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["says"]
        field.label, field.required, field.help_text = label, required, hint


class FinishForm(forms.Form):
    """The day of the meeting."""

    use_required_attribute = False
    meeting_on = forms.DateField(
        label="Day of the meeting with the executive",
        required=False,
        help_text="YYYY-MM-DD. About a week before is advised. Empty where no meeting was held; that is kept with it.",
    )


class UndoForm(forms.Form):
    """Why it is taken back."""

    use_required_attribute = False
    reason = forms.CharField(label="Reason", max_length=MOST_WORDS, widget=_lines())
