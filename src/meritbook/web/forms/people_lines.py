"""A field that names several people: one on each line, by the full name or a username.

Two of one name who stand in the form are told apart by their usernames: *Ann Lee (alee2)*, which is read back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models.functions import Lower

from meritbook.core.folding import folded
from meritbook.desk import lookups
from meritbook.desk.lookups import Among, Matches
from meritbook.records import clock
from meritbook.records.models import User
from meritbook.web.forms.person import MOST, count, means_others, nobody

MOST_LINES = 50
"""People whom one field takes."""
LISTED = 5
"""Of those whom a line may mean."""
HINT = "One person on each line: the full name, or the username."
_WITH_USERNAME = re.compile(r"(?P<name>.+) \((?P<username>[^()]+)\)")


class PeopleField(forms.CharField):
    """People on record, each named once or more, in the order of the lines."""

    widget = forms.Textarea

    def __init__(
        self, *, label: str, help_text: str = "", required: bool = True, among: Among = lookups.IN_OFFICE,
        commas: bool = False,
    ) -> None:  # fmt: skip
        """`among` is as in a `PersonField`; with `commas` usernames may stand on one line with commas between.

        Other commas part nobody: *Leeds, Robert* is one name.
        """
        hint = f"{HINT} {help_text}".strip()
        widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"})
        super().__init__(label=label, help_text=hint, required=required, widget=widget, max_length=MOST_LINES * MOST)
        self.among = among
        self.commas = commas
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
        as_told = dict(_lines_of(one for one in value if isinstance(one, User)))
        return "\n".join(as_told[one] if isinstance(one, User) else str(one) for one in value)

    def clean(self, value: Any) -> Any:
        """The people. Raises `ValidationError` that names each line which fits nobody, or may mean several.

        One look-up is counted for what is sent, and one for each line that is no full name and no username of
        somebody: whoever mends a line of many and sends them again is not taken for somebody who tries names.
        """
        lines = [" ".join(line.split()) for line in re.split(r"[\r\n]+", super().clean(value))]
        stand = {told: one for one, told in _lines_of(self.stand)}
        asked = [line for line in lines if line.strip(" ,") and line not in stand]
        if asked:
            count(self.spend)
        parts = self._parts(asked)
        lines = [one for line in lines if line.strip(" ,") for one in parts.get(line, [line])]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"Name {MOST_LINES} people at most.", code="max_length")
        found, wrong = [], []
        for line in lines:
            try:
                found.append(stand[line] if line in stand else self._named(line))
            except forms.ValidationError as problem:
                wrong.append(problem)
                if problem.code == "people.lookups":
                    break
        if wrong:
            raise forms.ValidationError(wrong)
        return found

    def _parts(self, lines: list[str]) -> dict[str, list[str]]:
        """The usernames of each line that is nothing but usernames with commas between."""
        if not self.commas:
            return {}
        parts = {line: [part for each in line.split(",") if (part := each.strip())] for line in lines if "," in line}
        tried = {part.lower() for some in parts.values() for part in some}
        if not tried:
            return {}
        accounts = self.among.usernames(clock.today()).alias(low=Lower("username")).filter(low__in=tried)
        names = {one.lower() for one in accounts.values_list("username", flat=True)}
        return {line: some for line, some in parts.items() if all(part.lower() in names for part in some)}

    def _named(self, line: str) -> User:
        on, accounts = clock.today(), self.among.usernames(clock.today())
        named: User | None = accounts.filter(username__iexact=line[:MOST]).first()
        if named is not None:
            others = means_others(line, named, self.among, on)
            if others is None:
                return named
            more = (
                f"It is also the username of somebody else; to mean them, write “({named.username})” after their name."
            )
            raise self._refused(line, others, more)
        with_username = _WITH_USERNAME.fullmatch(line)
        if with_username is not None:
            one = accounts.filter(username__iexact=with_username["username"].strip()[:MOST]).first()
            if one is not None and folded(one.full_name) == folded(with_username["name"]):
                return one
        same = lookups.called(line, on, self.among.names)
        if len(same) == 1:
            return same[0]
        found = lookups.look_up(line, on, among=self.among.names)
        if not found.total:
            count(self.spend)
            apart = " Each person stands on a line." if "," in line else ""
            said = nobody(line, self.among, "Write the full name, as it is on record, or the username.")
            raise forms.ValidationError(said + apart, code="unknown")
        raise self._refused(line, found)

    def _refused(self, line: str, found: Matches, more: str = "") -> forms.ValidationError:
        """What is said of a line that may mean these; raises `ValidationError` where too many were looked up."""
        count(self.spend)
        rows = found.rows[:LISTED]
        who = "; ".join(f"{one.full_name}, {one.department}" if one.department else one.full_name for one in rows)
        left = f"; and {found.total - len(rows):,} more" if found.total > len(rows) else ""
        alike = len({folded(one.full_name) for one in rows}) < len(rows)
        which = "Write the username where two have one name, else the full name." if alike else "Write the full name."
        fits = "one person" if found.total == 1 else f"{found.total:,} people"
        said = f"“{line[:60]}” fits {fits}: {who}{left}. {which}"
        return forms.ValidationError(f"{said} {more}".strip(), code="ambiguous")


def _lines_of(people: Iterable[User]) -> list[tuple[User, str]]:
    """How each of the people stands on a line: by name, and where two of them have one name by username besides."""
    some = list(dict.fromkeys(people))
    names = {one: " ".join(one.full_name.split()) for one in some}
    of_name = Counter(folded(name) for name in names.values())
    return [(one, f"{name} ({one.username})" if of_name[folded(name)] > 1 else name) for one, name in names.items()]
