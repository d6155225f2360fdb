"""Forms of the acts on the words of a contract: draw up, propose, comment, answer, agree, reopen, withdraw, alter."""

from __future__ import annotations

from typing import Any

from django import forms

from meritbook.core.contracts.text import ContractText
from meritbook.records.models import Department, StoredDocument
from meritbook.web.forms.executives import DAY, TermForm
from meritbook.web.forms.people import WHY_HELP


class _Form(forms.Form):
    use_required_attribute = False


class DrawForm(TermForm):
    """A term, and the salary where it is not the one on record."""

    salary = forms.DecimalField(
        label="Salary for a month, in dollars",
        required=False,
        help_text="Empty: as approved for the first day, or as last year. With at most two decimals.",
    )


class ShownForm(_Form):
    """An act on words as they were shown."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    why = forms.CharField(label="Why", max_length=1000, help_text=WHY_HELP)


class OnlyWhyForm(_Form):
    """An act that only says why."""

    why = forms.CharField(label="Why", max_length=1000, help_text=WHY_HELP)


class ProposeForm(ShownForm):
    """The words that are proposed, and, while no salary limit of their first day is on record, why they do not wait."""

    limit_because = forms.CharField(
        label="Why the salary is proposed before the limit of the year is on record",
        required=False,
        max_length=20_000,
        help_text="It is kept with the contract and printed in it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, limit_known: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if limit_known:
            del self.fields["limit_because"]


class CommentForm(_Form):
    """A comment on a section."""

    section = forms.ChoiceField(label="On which part")
    says = forms.CharField(label="Comment", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, text: ContractText, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["section"].choices = [  # type: ignore[attr-defined]
            (one.key, one.title[:90] or one.key) for one in text.sections()
        ]


class SettleForm(_Form):
    """What became of a comment."""

    says = forms.CharField(
        label="What became of it", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class BecauseForm(_Form):
    """An act that needs its reason on record."""

    reason = forms.CharField(label="Reason", max_length=4000, help_text=WHY_HELP, widget=forms.Textarea({"rows": 4}))


class AlterForm(BecauseForm):
    """The beginning of an alteration."""

    evidence = forms.CharField(
        label="For a change of pay: the document that shows what changed in position or duties",
        required=False,
        max_length=64,
        help_text="The beginning of the SHA-256 of a document on record, at least 12 characters. Leave it empty "
        "where expectations alone are altered.",
    )

    def clean_evidence(self) -> StoredDocument | None:
        """The document on record."""
        said = self.cleaned_data["evidence"].strip().lower()
        if not said:
            return None
        found = list(StoredDocument.objects.filter(sha256__startswith=said)[:2]) if len(said) >= 12 else []
        if len(found) != 1:
            raise forms.ValidationError("No one document on record has this seal.", code="unknown")
        return found[0]


class OpenYearForm(_Form):
    """The contracts of a year, to be drawn up as long work."""

    starts_on = forms.DateField(label="First day of the year", help_text=DAY)
    department = forms.ModelChoiceField(label="Department", queryset=Department.objects.none(), required=False)
    why = forms.CharField(label="Why", max_length=1000, help_text=WHY_HELP)

    def __init__(self, *args: Any, departments: Any, everywhere: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["department"]
        field.queryset = departments
        field.required = not everywhere
        field.empty_label = "All departments" if everywhere else "Choose one"
