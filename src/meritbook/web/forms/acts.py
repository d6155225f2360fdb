"""Forms of single acts: read a document in, decide, undo."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from meritbook.web.forms.people import WHY_HELP, WhyForm

FORMATS = ".txt,.md,.html,.htm,.docx,.pdf"


class ImportForm(WhyForm):
    """A document to read in."""

    file = forms.FileField(
        label="Document",
        max_length=255,
        allow_empty_file=True,
        help_text="Text, HTML, DOCX or PDF with text. The original is kept, byte for byte.",
        widget=forms.ClearableFileInput(attrs={"accept": FORMATS}),
    )
    starts_on = forms.DateField(
        label="In effect from",
        required=False,
        help_text="YYYY-MM-DD. Empty: from today. The revision before ends on that day.",
    )
    field_order = ("file", "starts_on", "why")


class PositionFileForm(forms.Form):
    """A file that holds a position description."""

    use_required_attribute = False

    file = forms.FileField(
        label="Position description",
        max_length=255,
        allow_empty_file=True,
        help_text="Meritbook's JSON, or DOCX, PDF, HTML or text with headings.",
        widget=forms.ClearableFileInput(attrs={"accept": ".json," + FORMATS}),
    )


NONE = "none"


class DecideForm(forms.Form):
    """The decision on a run."""

    use_required_attribute = False

    choice = forms.ChoiceField(label="Decision", widget=forms.RadioSelect)
    other = forms.ChoiceField(label="The class", required=False)
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=20_000,
        help_text="Required when you decide otherwise than the answer. It stands in the letter.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    starts_on = forms.DateField(label="In effect from", required=False, help_text="YYYY-MM-DD. Empty: from today.")

    def __init__(
        self, *args: Any, answer: str, classes: Iterable[tuple[str, str]], open_answer: bool = False, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        choices = [("accept", answer)] if answer else []
        choices += (
            [("class", "A class"), (NONE, "None of the classes")]
            if open_answer
            else [("class", "Decide otherwise: another class"), (NONE, "Decide otherwise: none of the classes")]
        )
        if answer == "Accept: none of the classes":
            choices = choices[:-1]
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]
        self.fields["other"].choices = [("", "Choose a class"), *classes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Another class is named."""
        cleaned = super().clean() or {}
        if cleaned.get("choice") == "class" and not cleaned.get("other"):
            self.add_error("other", "Choose the class.")
        return cleaned


class UndoForm(forms.Form):
    """The reason for undoing a decision."""

    use_required_attribute = False

    reason = forms.CharField(
        label="Reason for undoing the decision",
        max_length=20_000,
        required=False,
        help_text=WHY_HELP,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
