"""Forms of custody: let somebody stand in, hand work over, end and withdraw."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from meritbook.actions.delegating import GROUPS
from meritbook.actions.handing_over import positions_of
from meritbook.desk import lookups
from meritbook.records.models import DelegatedRole, Department, Position
from meritbook.web.forms.person import PersonField

DAY = "YYYY-MM-DD."
ONE_DAY = timedelta(days=1)


def _before(last_day: date | None) -> date | None:
    """The day before which a term with this last day ends."""
    try:
        return None if last_day is None else last_day + ONE_DAY
    except OverflowError as problem:
        raise forms.ValidationError("This day cannot be had.", code="invalid") from problem


class _Form(forms.Form):
    """What these forms share: part and department, and the reason."""

    use_required_attribute = False

    role = forms.ChoiceField(label="Part", choices=DelegatedRole.choices, widget=forms.RadioSelect)
    department = forms.ModelChoiceField(label="Department", queryset=Department.objects.none())
    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        help_text="It stays on record, and those concerned read it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, departments: Iterable[int], **more: Any) -> None:
        super().__init__(*args, **more)
        rows = Department.objects.filter(pk__in=list(departments)).order_by("name")
        self.fields["department"].queryset = rows  # type: ignore[attr-defined]
        if len(rows) == 1:
            self.fields["department"].initial = rows[0].pk


class DelegateForm(_Form):
    """Somebody stands in for a term."""

    giver = PersonField(label="For whom", among=lookups.SUCCESSORS)
    holder = PersonField(label="Who stands in", among=lookups.SUCCESSORS)
    covers_contracts = forms.BooleanField(label=GROUPS["contracts"], required=False)
    covers_reviews = forms.BooleanField(label=GROUPS["reviews"], required=False)
    covers_ratings = forms.BooleanField(label=GROUPS["ratings"], required=False)
    covers_pay = forms.BooleanField(label=f"{GROUPS['pay']} (of the director alone)", required=False)
    covers_notices = forms.BooleanField(label=f"{GROUPS['notices']} (of the director alone)", required=False)
    starts_on = forms.DateField(label="First day", help_text=DAY)
    last_day = forms.DateField(label="Last day", help_text=f"{DAY} At most a year after the first.")
    field_order = (
        "giver",
        "role",
        "department",
        "holder",
        *(f"covers_{one}" for one in GROUPS),
        "starts_on",
        "last_day",
        "reason",
    )

    def clean(self) -> dict[str, Any]:
        """The days as a term, and the groups that were ticked."""
        cleaned = super().clean() or {}
        ends_before = _before(cleaned.get("last_day"))
        covers = [one for one in GROUPS if cleaned.pop(f"covers_{one}", False)]
        if not covers:
            self.add_error("covers_contracts", "Tick at least one group of acts.")
        self.taken = {**cleaned, "ends_before": ends_before, "covers": covers}
        self.taken.pop("last_day", None)
        return cleaned


class HandOverForm(_Form):
    """Work goes over to a successor."""

    giver = PersonField(
        label="Who hands over", help_text="Somebody who is gone already can be named.", among=lookups.GONE_TOO
    )
    successor = PersonField(
        label="Who takes over",
        help_text="Holds the role from that day on; the system administrator grants it.",
        among=lookups.SUCCESSORS,
    )
    starts_on = forms.DateField(label="From", help_text=DAY)
    overlap_last_day = forms.DateField(
        label="Last day of the overlap",
        required=False,
        help_text=f"{DAY} Until then whoever hands over may still act. Empty: no overlap.",
    )
    numbers = forms.CharField(
        label="Positions",
        required=False,
        max_length=2000,
        help_text="Numbers, with commas between. Empty: all of theirs. Of a director, all contracts follow the role.",
    )
    field_order = ("giver", "role", "department", "successor", "starts_on", "overlap_last_day", "numbers", "reason")

    def clean(self) -> dict[str, Any]:
        """The overlap as a term, and the positions by their numbers."""
        cleaned = super().clean() or {}
        self.taken = dict(cleaned)
        self.taken["overlap_ends_before"] = _before(self.taken.pop("overlap_last_day", None))
        numbers = [one.strip() for one in self.taken.pop("numbers", "").split(",") if one.strip()]
        giver, department = cleaned.get("giver"), cleaned.get("department")
        positions: list[Position] | None = None
        if numbers and giver and department and cleaned.get("role") == DelegatedRole.APPOINTING_AUTHORITY:
            rows = {one.number: one for one in positions_of(giver, department).filter(number__in=numbers)}
            unknown = [one for one in numbers if one not in rows]
            if unknown:
                self.add_error("numbers", f"{giver.full_name} is not the appointing authority of {', '.join(unknown)}.")
            positions = list(rows.values())
        self.taken["positions"] = positions
        return cleaned
