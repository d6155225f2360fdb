"""Forms of the acts on a personnel file."""

from __future__ import annotations

from django import forms

from meritbook.web.forms.people import WhyForm


class HoldForm(forms.Form):
    """A legal hold."""

    use_required_attribute = False

    matter = forms.CharField(
        label="Matter", max_length=200, help_text="By which people refer to it, such as the number of a case."
    )
    reason = forms.CharField(
        label="Reason",
        max_length=20_000,
        help_text="Why nothing may leave the file. It stays on record.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PacketForm(forms.Form):
    """What an appeal packet is for."""

    use_required_attribute = False

    purpose = forms.CharField(
        label="Purpose",
        max_length=2000,
        help_text="For whom and for which matter. It stands in the packet and stays on record.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FullCopyForm(forms.Form):
    """The executive's own copy asks for nothing."""

    use_required_attribute = False


class KeepForm(WhyForm):
    """An act of keeping that only gives its reason."""
