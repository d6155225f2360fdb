"""What a candidate states, as a form: jobs, study, licences, and apart from them who it is.

A list is answered in one of three ways: with entries, with "none", or not at all; nothing is taken for granted. What
contradicts itself is not refused, since a candidate may have stated it so: it is pointed out beside its field with what
is done about it, and kept as written when the form is sent again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from pydantic import ValidationError

from meritbook.core.faults import placed_faults
from meritbook.core.qualifications.candidate import Candidate, Degree, HeldLicence, Job, PartialDate, Person
from meritbook.core.qualifications.check import CandidateProblem, problems
from meritbook.core.values import digest
from meritbook.desk.judgements import number
from meritbook.records.models import User
from meritbook.web.forms.applications import account_named
from meritbook.web.forms.candidate_rows import DegreeRow, EntryRow, JobRow, LicenceRow, text_field
from meritbook.web.forms.rows import Rows

ANSWERS = (
    ("listed", "Stated, and listed here"),
    ("none", "The candidate states that there is none"),
    ("unanswered", "Not answered"),
)
DRAWN_TO = {
    "job.no_start": "starts",
    "job.no_end": "ends",
    "job.ends_before_starts": "ends",
    "job.ends_and_goes_on": "current",
    "job.starts_in_future": "starts",
    "job.ends_in_future": "ends",
    "job.many_hours": "hours",
    "job.impossible_hours": "hours",
    "job.no_hours": "hours",
    "job.hours_contradict": "full_time",
    "job.change_outside": "changes",
    "job.listed_twice": "title",
    "job.two_at_once": "starts",
    "degree.no_level": "level",
    "degree.no_date": "conferred",
    "degree.both_dates": "expected",
    "licence.no_validity": "valid_through",
    "licence.ends_before_starts": "valid_through",
    "licence.begins_later": "valid_from",
    "licence.lapses_on_day": "valid_through",
    "licence.lapsed": "valid_through",
}
"""The field beside which each kind of problem stands. Others stand on the candidate's page only."""


def _said(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def _unsaid(value: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[value]


class PersonPart(forms.Form):
    """Who the candidate is: kept apart, never judged."""

    use_required_attribute = False

    name = text_field("Name")
    email = text_field("E-mail")
    phone = text_field("Telephone", most=60)
    address = forms.CharField(
        label="Address", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    birth_date = forms.DateField(
        label="Date of birth", required=False, help_text="YYYY-MM-DD. Judged only where the class asks for an age."
    )
    account = text_field(
        "Username, if they are a user of Meritbook",
        "Whoever is a candidate keeps out of the examination. Shown to nobody.",
        most=150,
    )

    def clean_account(self) -> User | None:
        """The candidate's own account, or none."""
        return account_named(self.cleaned_data["account"])

    def person(self, base: Person | None = None) -> Person:
        """The person; what the form does not ask stays as it was."""
        stated = {name: value for name, value in self.cleaned_data.items() if name != "account"}
        return (base or Person()).model_copy(update=stated)


class AnswersPart(forms.Form):
    """The candidate's number, and how each list was answered."""

    use_required_attribute = False

    number = text_field("Candidate number", "In this examination. Empty: the next free number is given.", most=64)
    jobs = forms.ChoiceField(label="What was answered about work", choices=ANSWERS, widget=forms.RadioSelect)
    degrees = forms.ChoiceField(label="What was answered about study", choices=ANSWERS, widget=forms.RadioSelect)
    licences = forms.ChoiceField(
        label="What was answered about licences and certificates", choices=ANSWERS, widget=forms.RadioSelect
    )


Entry = Job | Degree | HeldLicence
KEPT = {"jobs": "employer", "degrees": "institution", "licences": "issuer"}
"""Fields that an amended statement keeps as stated before, unseen, unless something is typed."""


class CandidateForm:
    """The whole form: who it is, how each list was answered, and three groups of rows.

    `base` is the statement that an amended one begins from. Its employers, schools and issuers are not shown: they are
    kept unless something is typed in their place. `taken` are ids of all entries stated before; none is given twice.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        base: Candidate | None = None,
        taken: frozenset[str] = frozenset(),
    ) -> None:
        initial = initial_of(base) if base else {}
        self.base, self.taken = base, taken
        answers = initial.get("answers", dict.fromkeys(KEPT, "listed"))
        self.person = PersonPart(data, prefix="person") if base is None else None
        self.answers = AnswersPart(data, initial=answers)
        if base is not None:
            del self.answers.fields["number"]
        self.jobs = Rows(JobRow, "jobs", data=data, initial=initial.get("jobs", ()), least=2, step=2)
        self.degrees = Rows(DegreeRow, "degrees", data=data, initial=initial.get("degrees", ()), step=2)
        self.licences = Rows(LicenceRow, "licences", data=data, initial=initial.get("licences", ()), step=2)
        self.asks_for_rows = data is not None and any(f"{rows.prefix}-more" in data for rows in self.groups)
        self.general: list[str] = []
        self.found: list[CandidateProblem] = []
        self.notes: dict[str, list[str]] = {}
        self._say_what_is_kept()

    @property
    def groups(self) -> tuple[Rows, ...]:
        """The groups of rows."""
        return (self.jobs, self.degrees, self.licences)

    def _say_what_is_kept(self) -> None:
        known = _entries(self.base)
        for rows in self.groups:
            name = KEPT[rows.prefix]
            for row in rows:
                entry = known.get(str(row["id"].value() or ""))
                if entry is not None and getattr(entry, name):
                    row.fields[name].help_text = "Kept as stated before, unseen. Write here only to change it."

    def is_valid(self) -> bool:
        """Whether every field is right by itself, and each list is answered in one way."""
        parts = [self.answers.is_valid(), *(rows.is_valid() for rows in self.groups)]
        if self.person is not None:
            parts.append(self.person.is_valid())
        for rows, what in ((self.jobs, "a job"), (self.degrees, "a course of study"), (self.licences, "a licence")):
            answer = self.answers.cleaned_data.get(rows.prefix)
            if answer == "listed" and not rows.filled_forms():
                self.answers.add_error(
                    rows.prefix, f"List {what}, or say that there is none, or that this was not answered."
                )
            elif answer in ("none", "unanswered") and rows.filled_forms():
                said = "there is none" if answer == "none" else "this was not answered"
                self.answers.add_error(rows.prefix, f"You say that {said}, and an entry stands below.")
        return all(parts) and not self.answers.errors

    def errors(self) -> list[dict[str, str]]:
        """Every mistake in the order of the form: `says`, and `anchor` of the field."""
        found = [{"says": text, "anchor": ""} for text in self.general]
        parts: list[Any] = [*([self.person] if self.person else []), self.answers]
        parts += [row for rows in self.groups for row in rows.filled_forms()]
        for form in parts:
            for name, texts in form.errors.items():
                bound = form[name]
                anchor = f"answer-{name}" if form is self.answers and name in KEPT else bound.id_for_label
                found += [{"says": f"{bound.label}: {text}", "anchor": anchor} for text in texts]
        return found

    def candidate(self, *, on: date) -> Candidate | None:
        """What is stated, or `None` with the mistake added to the form; what is unclear on the day is noted."""
        known = _entries(self.base)
        ids = _Ids(known, self.taken)
        lists: dict[str, Any] = {}
        rows_of: dict[str, EntryRow] = {}
        for rows, make in ((self.jobs, _job), (self.degrees, _degree), (self.licences, _licence)):
            entries = []
            for row in rows.filled_forms():
                values = dict(row.cleaned_data)
                entry_id = ids.give(str(values.pop("id")), rows.prefix)
                values.pop("drop")
                before = known.get(entry_id)
                name = KEPT[rows.prefix]
                if before is not None and not values[name]:
                    values[name] = getattr(before, name)
                rows_of[entry_id] = cast(EntryRow, row)
                entries.append(make(entry_id, values))
            answer = self.answers.cleaned_data[rows.prefix]
            lists[rows.prefix] = None if answer == "unanswered" else tuple(entries)
        number_ = self.base.number if self.base else self.answers.cleaned_data["number"]
        try:
            stated = Candidate(number=number_, **lists)
        except ValidationError as refused:
            self.general += placed_faults(refused)
            return None
        self._note(stated, rows_of, on)
        return stated

    def _note(self, stated: Candidate, rows_of: Mapping[str, EntryRow], on: date) -> None:
        for one in problems(stated, on=on):
            if one.code not in DRAWN_TO:
                continue
            self.found.append(one)
            for entry in one.about:
                bound = rows_of[entry][DRAWN_TO[one.code]]
                self.notes.setdefault(bound.auto_id, []).append(f"{one.says} {one.answer}")

    @property
    def seen(self) -> str:
        """A mark of what was pointed out: a form that brings it back was read, and is kept as written."""
        return digest([one.plain() for one in self.found])[:16] if self.found else ""

    def noted(self) -> list[dict[str, str]]:
        """What was pointed out, each with the field to go to."""
        anchors: dict[str, str] = {}
        for rows in self.groups:
            for row in rows:
                for bound in row:
                    for text in self.notes.get(bound.auto_id, ()):
                        anchors.setdefault(text, bound.id_for_label)
        return [
            {"says": f"{one.says} {one.answer}", "anchor": anchors.get(f"{one.says} {one.answer}", "")}
            for one in self.found
        ]


class _Ids:
    """Names of entries: those stated before keep theirs, and a new one never takes the name of another."""

    def __init__(self, known: Mapping[str, Any], taken: frozenset[str]) -> None:
        self.known, self.taken = known, set(taken) | set(known)
        self.given: set[str] = set()

    def give(self, asked: str, prefix: str) -> str:
        """The name asked for where it is known and free, else the next one of its kind."""
        if asked in self.known and asked not in self.given:
            self.given.add(asked)
            return asked
        stem = prefix.removesuffix("s")
        n = 1
        while f"{stem}{n}" in self.taken:
            n += 1
        self.taken.add(f"{stem}{n}")
        return f"{stem}{n}"


def _entries(candidate: Candidate | None) -> dict[str, Entry]:
    if candidate is None:
        return {}
    entries: tuple[Entry, ...] = (*(candidate.jobs or ()), *(candidate.degrees or ()), *(candidate.licences or ()))
    return {one.id: one for one in entries}


def _job(entry_id: str, values: dict[str, Any]) -> Job:
    return Job(id=entry_id, **{**values, "full_time": _said(values["full_time"]), "paid": _said(values["paid"])})


def _degree(entry_id: str, values: dict[str, Any]) -> Degree:
    return Degree(id=entry_id, **{**values, "accredited": _said(values["accredited"])})


def _licence(entry_id: str, values: dict[str, Any]) -> HeldLicence:
    return HeldLicence(id=entry_id, **values)


def _plain(entry: Any, leave_out: str) -> dict[str, Any]:
    """The values of an entry as the form writes them; what a reader must not see is left empty."""
    shown: dict[str, Any] = {}
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if name == leave_out:
            shown[name] = ""
        elif name in ("full_time", "paid", "accredited"):
            shown[name] = _unsaid(value)
        elif isinstance(value, Decimal):
            shown[name] = number(value)
        elif isinstance(value, PartialDate):
            shown[name] = str(value)
        elif name == "changes":
            shown[name] = "\n".join(f"{one.since.isoformat()} {number(one.hours)}" for one in value)
        elif name == "duties":
            shown[name] = "\n".join(value)
        else:
            shown[name] = "" if value is None else value
    return shown


def initial_of(candidate: Candidate) -> dict[str, Any]:
    """What the form shows of a statement that it begins from."""
    lists = {"jobs": candidate.jobs, "degrees": candidate.degrees, "licences": candidate.licences}
    return {
        "answers": {
            name: "unanswered" if entries is None else "listed" if entries else "none"
            for name, entries in lists.items()
        },
        **{name: [_plain(one, KEPT[name]) for one in entries or ()] for name, entries in lists.items()},
    }
