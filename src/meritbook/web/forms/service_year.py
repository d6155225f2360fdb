"""Forms of the service's year: what to try for an executive, and the digest by e-mail."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from meritbook.actions.subscribe_digest import WEEKDAYS
from meritbook.core.service.choice_model import FIRST_DAY, LAST_DAY, Served, Trial

WAYS = (("hand", "By hand"), ("mail", "By mail"), ("e-mail", "By e-mail"), ("fax", "By fax"))
DAYS = (MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY))
MOST_SALARY = Decimal("9999999.99")


class TrialForm(forms.Form):
    """What somebody wants to try; it is sent with the address, so that the answer can be shared."""

    use_required_attribute = False

    on = forms.DateField(
        label="As of the day",
        required=False,
        help_text="Empty: today.",
        validators=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    salary = forms.DecimalField(
        label="Salary of the next contract, dollars a month",
        required=False,
        min_value=Decimal(0),
        max_value=MOST_SALARY,
        max_digits=9,
        decimal_places=2,
        help_text="Such as 9250.50. Empty: as it is.",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    notice_on = forms.DateField(
        label="Notice served on",
        required=False,
        help_text="Empty: that day.",
        validators=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    served = forms.ChoiceField(label="How it is served", required=False, choices=WAYS)
    arrived_on = forms.DateField(
        label="It reaches the executive on",
        required=False,
        help_text="For what is sent, where that day is known.",
        validators=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def trial(self) -> Trial:
        """What is tried; only of a valid form."""
        said: dict[str, Any] = self.cleaned_data
        return Trial(
            salary=said["salary"],
            notice_on=said["notice_on"],
            served=cast(Served, said["served"] or "hand"),
            arrived_on=said["arrived_on"],
        )


class DigestForm(forms.Form):
    """Where the digest goes, and on which day of the week."""

    use_required_attribute = False

    address = forms.EmailField(
        label="E-mail address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    weekday = forms.TypedChoiceField(label="Sent on", coerce=int, choices=list(enumerate(WEEKDAYS)), initial=0)
