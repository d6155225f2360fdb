"""What a person says when confirming or staying what the law drafted."""

from __future__ import annotations

from django import forms


class ConfirmForm(forms.Form):
    """Remarks for the letter, and when it reaches the executive."""

    use_required_attribute = False

    says = forms.CharField(
        label="Remarks for the letter",
        required=False,
        max_length=5_000,
        help_text="They stand in the letter. May be left empty.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    served_on = forms.DateField(
        label="The letter reaches the executive on",
        required=False,
        help_text="YYYY-MM-DD. Empty: today. The days to appeal are counted from it.",
    )


class StayForm(forms.Form):
    """Why it is stayed, and until when."""

    use_required_attribute = False

    reason = forms.CharField(
        label="Reason for the stay",
        max_length=5_000,
        help_text="It is kept with the draft and in the ledger.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = forms.DateField(
        label="Stay it until",
        required=False,
        help_text="YYYY-MM-DD. On the day after it comes back. Empty: for good.",
    )
