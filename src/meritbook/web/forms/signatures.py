"""Forms of the acts on signatures: sign, refuse, file a paper, take back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from meritbook.desk import lookups
from meritbook.records.models import SignerRole
from meritbook.web.forms.executives import DAY, ReasonForm
from meritbook.web.forms.person import PersonField


class _Seen(forms.Form):
    """What was shown goes with the form: its version, and the hash of its words."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    seen_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, roles: Iterable[SignerRole] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(str(role), role.label) for role in roles]
        self.fields["roles"] = forms.MultipleChoiceField(
            label="In which part",
            choices=choices,
            initial=[key for key, _ in choices],
            widget=forms.CheckboxSelectMultiple if len(choices) > 1 else forms.MultipleHiddenInput,
            error_messages={"required": "Choose the part in which you do it."},
        )


class SignForm(_Seen):
    """A signature, in one part or in two."""

    says = forms.CharField(
        label="A remark beside the signature",
        required=False,
        max_length=4000,
        help_text="Optional. It stands with your signature and is no part of the agreed words.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RefuseForm(_Seen):
    """A refusal with its reason."""

    reason = forms.CharField(
        label="Why you do not sign",
        max_length=4000,
        help_text="Everybody who reads the contract reads it. You may still sign later.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PaperForm(forms.Form):
    """The scan of a signature on paper."""

    use_required_attribute = False
    role = forms.ChoiceField(label="Signed as", widget=forms.RadioSelect)
    signed_by = PersonField(label="Whose hand it is", among=lookups.SIGNERS)
    on_paper_on = forms.DateField(label="Day that stands beside the signature", help_text=DAY)
    scan = forms.FileField(label="The scan", help_text="PDF, PNG or JPEG, at most 10 MB.")
    says = forms.CharField(label="Remark", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, roles: Iterable[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = [(one, SignerRole(one).label) for one in roles]  # type: ignore[attr-defined]


__all__ = ["PaperForm", "ReasonForm", "RefuseForm", "SignForm"]
