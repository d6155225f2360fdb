"""Forms of the contract year: evidence, reviews, improvement plans, measured results. Each says who can see it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from meritbook.actions import contract_year_policies as possible
from meritbook.core.contracts.text import ContractText
from meritbook.readers.attachments import MOST_BYTES
from meritbook.records.models import ReviewKind, Sharing
from meritbook.web.forms.executives import DAY

STEPS = 4
"""Rows for steps on the form; a plan with more takes further steps in a second one."""
FILE_HELP = (
    f"PDF, picture, DOCX, XLSX, CSV or text, at most {MOST_BYTES // (1024 * 1024)} MB. It shares who can see the note."
)


def _lines(rows: int = 5) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _words(label: str, *, required: bool = True, help_text: str = "", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=possible.MOST_WORDS, help_text=help_text, widget=_lines(rows)
    )


def about_choices(text: ContractText) -> list[tuple[str, str]]:
    """Objectives and projects, and first the contract as a whole."""
    keys = possible.keys_of(text)
    return [("", "The contract as a whole"), *((key, says[:120]) for key, says in keys.items())]


class _Form(forms.Form):
    """What these forms share: no attribute by which a browser stops before the answer is read."""

    use_required_attribute = False


class DraftForm(_Form):
    """The words of a note."""

    about = forms.ChoiceField(label="On which objective or project", required=False)
    happened_on = forms.DateField(label="The day on which it happened", help_text=f"{DAY} Within the contract.")
    says = _words("What happened", help_text="Facts that somebody else can check a year later.", rows=7)

    def __init__(self, *args: Any, text: ContractText, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["about"].choices = about_choices(text)  # type: ignore[attr-defined]


class NoteForm(DraftForm):
    """A new note: with its words who can see it, and perhaps a file."""

    sharing = forms.ChoiceField(
        label="Who can see it",
        widget=forms.RadioSelect,
        initial=Sharing.PRIVATE,
        choices=[
            (Sharing.PRIVATE, "Only you. You can change it, and share it later."),
            (Sharing.SHARED, f"{Sharing.SHARED.label}. From now on its words stand still."),
        ],
    )
    file = forms.FileField(label="A file beside it", required=False, help_text=FILE_HELP, max_length=255)


class FileForm(_Form):
    """A further file."""

    file = forms.FileField(label="File", help_text=FILE_HELP, max_length=255)


class ShareForm(_Form):
    """The consent to share."""

    sure = forms.BooleanField(label="I share it. Its words stand still from now on.")


class WithdrawForm(_Form):
    """A note or a review withdrawn."""

    reason = _words("Why it is withdrawn", help_text="It stays on file with this reason.", rows=3)


class DropForm(_Form):
    """A private draft given up."""

    sure = forms.BooleanField(label="I give this draft up. Its words are gone for good.")


class ReviewForm(_Form):
    """A review that was held."""

    kind = forms.ChoiceField(label="What it was for", choices=ReviewKind.choices, widget=forms.RadioSelect)
    held_on = forms.DateField(label="Held on", help_text=f"{DAY} Within the contract, today at the latest.")
    rater_says = _words("What the rater says", help_text="What goes well, what does not, what comes next.", rows=7)
    next_on = forms.DateField(label="Next meeting", required=False, help_text=DAY)
    problem = _words("Of an improvement plan: what does not go well", required=False, rows=3)

    def __init__(self, *args: Any, text: ContractText, **more: Any) -> None:
        super().__init__(*args, **more)
        for place in range(1, STEPS + 1):
            self.fields[f"what_{place}"] = _words(f"Step {place}: what is to be done", required=False, rows=2)
            self.fields[f"due_{place}"] = forms.DateField(label=f"Step {place}: by when", required=False, help_text=DAY)
            self.fields[f"help_{place}"] = forms.CharField(
                label=f"Step {place}: with which help", required=False, max_length=2000
            )
            self.fields[f"about_{place}"] = forms.ChoiceField(
                label=f"Step {place}: on which objective", required=False, choices=about_choices(text)
            )

    def clean(self) -> dict[str, Any]:
        """A step has both what and when."""
        values: dict[str, Any] = super().clean() or {}
        for place in range(1, STEPS + 1):
            what, due = values.get(f"what_{place}"), values.get(f"due_{place}")
            if what and due is None and f"due_{place}" not in self.errors:
                self.add_error(f"due_{place}", "Say by which day.")
            if due is not None and not what and f"what_{place}" not in self.errors:
                self.add_error(f"what_{place}", "Say what is to be done.")
        return values

    def steps(self) -> tuple[possible.Step, ...]:
        """The steps that were filled in."""
        values = self.cleaned_data
        return tuple(
            possible.Step(
                values[f"what_{place}"],
                values[f"due_{place}"],
                values.get(f"help_{place}", ""),
                values.get(f"about_{place}", ""),
            )
            for place in range(1, STEPS + 1)
            if values.get(f"what_{place}")
        )


class AnswerForm(_Form):
    """The executive's answer."""

    says = _words("Your answer", help_text="It stands beside the words of the rater, and is given once.")


class StepForm(_Form):
    """What came of a step."""

    reached = forms.ChoiceField(
        label="Was it reached", choices=[("yes", "Reached"), ("no", "Not reached")], widget=forms.RadioSelect
    )
    outcome = _words("What came of it", help_text="By which evidence.", rows=3)


class ResultForm(_Form):
    """A value of a measure."""

    period_ends_on = forms.DateField(label="Last day of the period", help_text=f"{DAY} Today at the latest.")
    value = forms.DecimalField(label="Value", max_digits=17, help_text="In the unit of the measure, such as 21.5.")
    source = _words("Where it was read", help_text="Such as a report with its day.", rows=2)
    says = _words("Remark", required=False, rows=2)


class CorrectForm(ResultForm):
    """A value corrected."""

    says = _words("Why it is corrected", rows=2)

    @staticmethod
    def of(period_ends_on: date, value: object, source: str) -> dict[str, Any]:
        """What is on record, for the form to begin with."""
        return {"period_ends_on": period_ends_on, "value": value, "source": source}
