"""To which day a demonstration moves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from meritbook.web.forms.people import WhyForm


class DayForm(WhyForm):
    """A day that is typed, or one of the buttons, which come as `to`."""

    on = forms.DateField(label="The day", required=False, help_text="YYYY-MM-DD, later than the day that it is now.")
    to = forms.DateField(required=False, widget=forms.HiddenInput())
    field_order = ("on", "why")

    def clean(self) -> dict[str, Any]:
        """One day: that of the button where one was pressed."""
        cleaned = super().clean() or {}
        chosen: date | None = cleaned.pop("to", None) or cleaned.get("on")
        if chosen is None and "on" not in self.errors:
            self.add_error("on", "Type a day, or choose one below.")
        return {**cleaned, "on": chosen}
