"""A field that names several people: one on each line, by a name, a part of it that fits one alone, or a username."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django import forms

from meritbook.core.folding import folded
from meritbook.desk import lookups
from meritbook.desk.lookups import Among
from meritbook.records import clock
from meritbook.records.models import User
from meritbook.web.forms.person import MOST, count, nobody

MOST_LINES = 50
"""People whom one field takes; each line is a look-up."""
LISTED = 5
"""Of those who fit a line that fits several."""
HINT = "One person on each line: a name, or three letters of it or more; or the username."


class PeopleField(forms.CharField):
    """People on record, each named once or more, in the order of the lines."""

    widget = forms.Textarea

    def __init__(
        self, *, label: str, help_text: str = "", required: bool = True, among: Among = lookups.IN_OFFICE,
        commas: bool = False,
    ) -> None:  # fmt: skip
        """`among` is as in a `PersonField`; with `commas` these part people as lines do."""
        hint = f"{HINT} {help_text}".strip()
        widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"})
        super().__init__(label=label, help_text=hint, required=required, widget=widget, max_length=MOST_LINES * MOST)
        self.among = among
        self.parts = re.compile(r"[\r\n,]+" if commas else r"[\r\n]+")
        self.spend: Callable[[], None] | None = None
        """Counts a look-up of who asks; raises where there were too many."""
        self.stand: list[User] = []
        """Who stood in the form at first: a line that still tells one of them means them."""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """The field in a form, which says who stood in it at first."""
        stand = form.get_initial_for_field(self, field_name)
        self.stand = [one for one in stand if isinstance(one, User)] if isinstance(stand, (list, tuple)) else []
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: Any) -> Any:
        """The lines."""
        if not isinstance(value, (list, tuple)):
            return value
        return "\n".join(one.full_name if isinstance(one, User) else str(one) for one in value)

    def clean(self, value: Any) -> Any:
        """The people. Raises `ValidationError` that names each line which fits nobody, or several."""
        text = super().clean(value)
        lines = [line for part in self.parts.split(text) if (line := " ".join(part.split()))]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"Name {MOST_LINES} people at most.", code="max_length")
        stand, found, wrong = list(self.stand), [], []
        for line in lines:
            one = next((one for one in stand if " ".join(one.full_name.split()) == line), None)
            if one is not None:
                # Two of them may bear one name: the second line of it means the second.
                stand.remove(one)
                found.append(one)
                continue
            try:
                found.append(self._named(line))
            except forms.ValidationError as problem:
                wrong.append(problem)
                if problem.code == "people.lookups":
                    break
        if wrong:
            raise forms.ValidationError(wrong)
        return found

    def _named(self, line: str) -> User:
        count(self.spend)
        on, names = clock.today(), self.among.names
        named: User | None = self.among.usernames(on).filter(username__iexact=line[:MOST]).first()
        if named is not None:
            return named
        same = lookups.called(line, on, names)
        if len(same) == 1:
            return same[0]
        fits = lookups.fitting(line, on, names)
        total = fits.count()
        if total == 1:
            return fits.get()
        if not total:
            raise forms.ValidationError(nobody(line, self.among), code="unknown")
        told = lookups.told(list(fits[:LISTED]), on)
        who = "; ".join(f"{one.full_name}, {one.department}" if one.department else one.full_name for one in told)
        more = f"; and {total - LISTED:,} more" if total > LISTED else ""
        alike = len({folded(one.full_name) for one in told}) < len(told)
        which = "Write the username where two have one name, else the full name." if alike else "Write the full name."
        said = f"“{line[:60]}” fits {total:,} people: {who}{more}. {which}"
        raise forms.ValidationError(said, code="ambiguous")
