"""A field that names somebody: by username, by full name, or by a choice among the people whom the words fit.

It works without scripts: words that fit several come back with these as a choice. With scripts the choice is there
while one types, from the address of the form itself (`views/person_search.py`):
nobody looks people up who may not open it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django import forms

from meritbook.core.errors import MeritbookError
from meritbook.desk import lookups
from meritbook.desk.lookups import Among, FoundPerson, Matches
from meritbook.records import clock
from meritbook.records.models import User

MOST = 150
HINT = "A name, or three letters of it or more; or the username."
WRITE = "Write three letters of the name or more, as it is on record, or the username."


class Typed(NamedTuple):
    """What a browser sends of the field: the words, who was chosen, and the words for which the choice was shown."""

    words: str
    chosen: str
    shown_for: str

    @property
    def pk(self) -> int | None:
        """Who was chosen, as long as the words are still those for which the choice was shown."""
        said = self.chosen.strip()
        fits = self.words == self.shown_for and said.isascii() and said.isdigit() and len(said) < 10
        return int(said) if fits else None


class PersonInput(forms.TextInput):
    """The words, and below them the people whom they fit."""

    template_name = "widgets/person.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false", "maxlength": str(MOST), **(attrs or {})})
        self.found: Matches | None = None
        self.settled: int | None = None
        """Whom the words alone named: shown as chosen where the form comes back for something else."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 - Django's signature
        """What was sent; nothing where the field was not in it."""
        if data.get(name) is None:
            return None
        words, chosen, of = (
            str(data.get(f"{name}{part}") or "").replace("\0", "").strip() for part in ("", "-chosen", "-for")
        )
        return Typed(words[:MOST], chosen, of[:MOST])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The field with the people who are shown below it."""
        found, chosen = self.found, value.pk if isinstance(value, Typed) else None
        if isinstance(value, User):
            # Two people may bear the name that stands in the form at first.
            found, chosen = Matches(value.full_name, lookups.told([value], clock.today()), 1), value.pk
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"found": found, "chosen": self.settled if chosen is None else chosen}
        return context

    def format_value(self, value: Any) -> str | None:
        """The words."""
        if isinstance(value, Typed):
            return value.words
        return value.full_name if isinstance(value, User) else value


class PersonField(forms.CharField):
    """Somebody on record."""

    widget = PersonInput

    def __init__(
        self, *, label: str, help_text: str = "", required: bool = True, among: Among = lookups.IN_OFFICE
    ) -> None:
        """`among` says who is found by name, and whose username counts: people in office unless the act needs more."""
        hint = f"{HINT} {help_text}".strip()
        super().__init__(label=label, help_text=hint, required=required)
        self.among = among
        self.spend: Callable[[], None] | None = None
        """Counts a look-up of who asks; raises where there were too many."""
        self.stands: User | None = None
        """Who stood in the form at first: the form comes back with them named, whether or not others find them."""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """The field in a form, which says who stood in it at first."""
        stands = form.get_initial_for_field(self, field_name)
        self.stands = stands if isinstance(stands, User) else None
        return super().get_bound_field(form, field_name)

    def to_python(self, value: Any) -> Any:
        """What was sent, as it is."""
        return value if isinstance(value, Typed) else Typed(str(value or "").strip(), "", "")

    def clean(self, value: Any) -> Any:
        """The person; none where the field may be empty and is. Raises `ValidationError`, with a choice to show."""
        typed = self.to_python(value)
        if not typed.words:
            if self.required:
                raise forms.ValidationError("Name somebody.", code="required")
            return None
        # Before anything is asked of the record: a username that is tried is a look-up as a name is.
        count(self.spend)
        on = clock.today()
        # Whoever may not be named reads as nobody does; of people in office alone no answer tells who is on record.
        named: User | None = self.among.usernames(on).filter(username__iexact=typed.words).first()
        if named is None or typed.pk not in (None, named.pk):
            return self._chosen(typed, on)
        found = means_others(typed.words, named, self.among, on)
        if found is None:
            return named
        if isinstance(self.widget, PersonInput):
            # By its username alone: whose account it is, is told to nobody who looks people up.
            account = FoundPerson(named.pk, f"The account “{named.username}”", "", "")
            rows = (account,) if typed.pk == named.pk else (*found.rows, account)
            self.widget.found = Matches(typed.words, rows, found.total)
        if typed.pk == named.pk:
            return named
        fits = "one person" if found.total == 1 else f"{found.total:,} people"
        says = f"“{typed.words[:60]}” fits {fits} by name, and is the username of somebody else."
        raise forms.ValidationError(f"{says} Choose who is meant, or write more of the name.", code="ambiguous")

    def _chosen(self, typed: Typed, on: date) -> User:
        shown, names = self.widget, self.among.names
        pk, one = typed.pk, None
        if pk is not None:
            one = self._of_choice(typed.words, pk, on)
        elif len(same := lookups.called(typed.words, on, names)) == 1:
            one = same[0]
        if one is not None:
            if isinstance(shown, PersonInput):
                shown.found, shown.settled = Matches(typed.words, lookups.told([one], on), 1), one.pk
            return one
        found = lookups.look_up(typed.words, on, among=names)
        if isinstance(shown, PersonInput):
            shown.found = found
        if not found.total:
            raise forms.ValidationError(nobody(typed.words, self.among), code="unknown")
        says = "One person fits" if found.total == 1 else f"{found.total:,} people fit"
        which = "Choose who is meant, or write more of the name."
        raise forms.ValidationError(f"{says} “{typed.words[:60]}”. {which}", code="ambiguous")

    def _of_choice(self, words: str, pk: int, on: date) -> User | None:
        stands = self.stands
        if stands is not None and (stands.pk, stands.full_name) == (pk, words):
            return (self.among.stay or self.among.usernames)(on).filter(pk=pk).first()
        return lookups.fitting(words, on, self.among.names).filter(pk=pk).first()


def means_others(words: str, named: User, among: Among, on: date) -> Matches | None:
    """Whom the words fit by name, where they are the username of somebody who is not found by name."""
    if among.usernames is among.names or among.names(on).filter(pk=named.pk).exists():
        return None
    found = lookups.look_up(words, on, among=among.names)
    return found if found.total else None


def count(spend: Callable[[], None] | None) -> None:
    """Count a look-up where one is counted; raises `ValidationError` where there were too many."""
    try:
        if spend is not None:
            spend()
    except MeritbookError as problem:
        raise forms.ValidationError(f"{problem.message} {problem.to_do}", code=problem.code) from problem


def nobody(words: str, among: Among, to_do: str = WRITE) -> str:
    """What is said of words that fit nobody who can be named."""
    whom = "Nobody in office fits" if among.usernames is lookups.in_office else "Nobody fits"
    return f"{whom} “{words[:60]}”. {to_do}"
