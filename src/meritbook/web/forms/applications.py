"""Forms of the acts on one application: answer a question, determine, reveal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django import forms

from meritbook.core.verdict import Verdict
from meritbook.records.models import DeterminationOutcome, User
from meritbook.web.forms.people import WhyForm
from meritbook.web.forms.positions import AmountField

MOST_MONTHS = Decimal(1200)
LONGEST = 20_000
"""Characters of a reason, as for a decision on an allocation."""


class SettleForm(forms.Form):
    """The answer to one open question, with its reason."""

    use_required_attribute = False

    verdict = forms.ChoiceField(label="Your answer", widget=forms.RadioSelect)
    months = AmountField(
        label="Months that it stands in for",
        required=False,
        most=MOST_MONTHS,
        help_text="How much it counts for, from 0 to 1,200.",
    )
    why = forms.CharField(
        label="Reason",
        max_length=LONGEST,
        help_text="It stands in the notice and in the ledger. Name nobody in it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    remember = forms.BooleanField(label="Remember as a precedent for the same question", required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        about_job: bool = False,
        asks_months: bool = False,
        remembers: Literal["", "as precedent", "in its place"] = "as precedent",
        **more: Any,
    ) -> None:
        more.setdefault("initial", {"remember": remembers == "as precedent"})
        super().__init__(data, **more)
        yes, no = ("It is the experience asked for", "It is not") if about_job else ("Met", "Not met")
        if asks_months:
            yes, no = "It stands in", "It does not"
        self.fields["verdict"].choices = [  # type: ignore[attr-defined]
            (Verdict.MET.value, yes),
            (Verdict.NOT_MET.value, no),
        ]
        if not asks_months:
            del self.fields["months"]
        if not remembers:
            del self.fields["remember"]
        elif remembers == "in its place":
            self.fields["remember"].label = "Overrule the precedent for everybody: remember this answer in its place"

    def clean(self) -> dict[str, Any]:
        """Months belong to what stands in."""
        cleaned = super().clean() or {}
        stands_in = "months" in self.fields and cleaned.get("verdict") == Verdict.MET
        if stands_in and cleaned.get("months") is None and "months" not in self.errors:
            self.add_error("months", "Say for how many months it stands in.")
        if cleaned.get("months") is not None and cleaned.get("verdict") == Verdict.NOT_MET:
            self.add_error("months", "You answered that it does not stand in. Clear the months, or change the answer.")
        return cleaned


class DetermineForm(forms.Form):
    """What is determined about a candidate."""

    use_required_attribute = False

    outcome = forms.ChoiceField(label="Determination", widget=forms.RadioSelect, choices=DeterminationOutcome.choices)
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=LONGEST,
        help_text="Required where you determine otherwise than was computed, and where an earlier determination is "
        "replaced. It stands in the notice.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    answer_by = forms.DateField(
        label="Last day to answer",
        required=False,
        help_text="YYYY-MM-DD. Until this day the candidate may answer. Not needed where the candidate qualifies.",
    )

    def __init__(self, data: Any = None, *, computed: str, needs_reason: bool, today: date, **more: Any) -> None:
        super().__init__(data, **more)
        self.computed, self.needs_reason, self.today = computed, needs_reason, today

    def clean(self) -> dict[str, Any]:
        """A reason where it differs, and a last day where there is something to answer."""
        cleaned = super().clean() or {}
        outcome = cleaned.get("outcome")
        if outcome and not cleaned.get("reason") and "reason" not in self.errors:
            if outcome != self.computed:
                self.add_error("reason", "This is not what was computed. Say why.")
            elif self.needs_reason:
                self.add_error("reason", "An earlier determination stands. Say why it is replaced.")
        last = cleaned.get("answer_by")
        if outcome and outcome != DeterminationOutcome.QUALIFIED and "answer_by" not in self.errors:
            if last is None:
                self.add_error("answer_by", "Say until when the candidate may answer.")
            elif last < self.today:
                self.add_error("answer_by", "This day is past.")
        return cleaned


def account_named(name: str) -> User | None:
    """The account in use with this username, or none where the name is empty; raises `ValidationError`."""
    if not (name := name.strip()):
        return None
    found: User | None = User.objects.filter(username__iexact=name, is_active=True).first()
    if found is None:
        raise forms.ValidationError("Nobody with this username is on record.", code="unknown")
    return found


class AccountForm(WhyForm):
    """Which account is the candidate's own."""

    whose = forms.ChoiceField(label="The candidate's own account", widget=forms.RadioSelect)
    username = forms.CharField(label="Username", required=False, max_length=150)
    why = forms.CharField(
        label="How you know",
        max_length=1000,
        help_text="It is written to the ledger with your name. Name nobody in it.",
    )
    field_order = ("whose", "username", "why")

    def __init__(self, data: Any = None, *, alike: Sequence[User], **more: Any) -> None:
        super().__init__(data, **more)
        self.only = alike[0] if len(alike) == 1 else None
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            *([("alike", "The one that has the same name or e-mail")] if self.only else []),
            ("named", "The one with the username below"),
            ("none", "None: they have no account, or those that are alike are somebody else's"),
        ]

    def clean_username(self) -> User | None:
        """The account of that name, or none."""
        return account_named(self.cleaned_data["username"])

    def clean(self) -> dict[str, Any]:
        """A username where one is asked for, and only there; `user` is what was chosen."""
        cleaned = super().clean() or {}
        named = cleaned.get("username")
        if cleaned.get("whose") == "named" and named is None and "username" not in self.errors:
            self.add_error("username", "Write the username of the candidate's own account.")
        if cleaned.get("whose") in ("alike", "none") and named is not None:
            self.add_error("username", "You chose another answer. Clear the username, or choose it.")
        cleaned["user"] = {"alike": self.only, "named": named}.get(cleaned.get("whose", ""))
        return cleaned


class RevealForm(WhyForm):
    """Why somebody needs to know who a candidate is."""

    why = forms.CharField(
        label="Why you need to know who it is",
        max_length=1000,
        help_text="One sentence. It is written to the ledger with your name. The candidate's name is not.",
    )
