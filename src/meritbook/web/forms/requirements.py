"""The author's form: the words of a requirement, the policy, and examples of who meets it.

Every button sends the whole form, so that nothing typed is lost: "Read" shows what is read, "Keep" and "Add" make one
more example, "Save" makes a version. Rows are numbered anew when one comes or goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import slugify

from meritbook.actions.write_requirement import LONGEST
from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.candidate import Candidate, Degree, HeldLicence, Job, PartialDate
from meritbook.core.qualifications.examples import Example
from meritbook.core.verdict import Verdict
from meritbook.readers.candidates import read_application
from meritbook.web.forms.candidate_rows import (
    LEVELS,
    MOST_HOURS,
    LinesField,
    PartialDateField,
    choice_field,
    text_field,
)
from meritbook.web.forms.people import WHY_HELP
from meritbook.web.forms.positions import AmountField
from meritbook.web.forms.rows import RowForm, Rows

MOST_EXAMPLES = 60
EXPECTED = (
    ("", "Choose"),
    (Verdict.MET.value, "Met"),
    (Verdict.NOT_MET.value, "Not met"),
    (Verdict.UNDETERMINED.value, "Undetermined"),
)
FIELDS = ("name", "expected", "on", "for_class", "statement", "why")
NOT_A_KEY = frozenset(("new",))
"""Keys that would hide a page."""


class RequirementForm(forms.Form):
    """The requirement itself. What only saving needs is asked for by `for_saving`."""

    use_required_attribute = False

    title = text_field("Title", "What it is for: a class, a position, an examination.")
    key = text_field(
        "Short name for the address", "Small letters, figures and hyphens. Empty: made from the title.", most=80
    )
    policy = forms.ChoiceField(label="Counted by the policy")
    text = forms.CharField(
        label="The words",
        required=False,
        strip=False,
        max_length=LONGEST,
        help_text="As they are to be published. Leave lines and list marks as they stand.",
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"max_length": "The text has %(show_value)d characters; at most %(limit_value)d are read."},
    )
    on = forms.DateField(label="Day of the proposed examples", required=False, help_text="YYYY-MM-DD. Empty: today.")
    for_class = text_field("Class of the proposed examples")
    why = forms.CharField(label="Why this version", help_text=WHY_HELP, max_length=1000, required=False)

    def __init__(self, *args: Any, policies: Sequence[tuple[str, str]], fixed_key: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["policy"].choices = list(policies)  # type: ignore[attr-defined]
        self.fixed_key = fixed_key
        if fixed_key:
            del self.fields["key"]

    def clean_text(self) -> str:
        """The words with line ends as everywhere else."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n")

    def offer_classes(self, titles: Sequence[str]) -> None:
        """Let the author choose among the classes that the text keeps apart."""
        self.fields["for_class"].widget = forms.Select(choices=[(one, one) for one in titles])

    def for_saving(self) -> bool:
        """Whether everything is there that a version needs; what is missing is added to the errors."""
        if not self.is_valid():
            return False
        if not self.cleaned_data["title"]:
            self.add_error("title", "Write what the requirement is for.")
        if not self.cleaned_data["why"]:
            self.add_error("why", "Say in one sentence why there is this version.")
        if not self.fixed_key and self.named() in NOT_A_KEY:
            self.add_error("key", "This name leads to another page. Choose another one.")
        return not self.errors

    def named(self) -> str:
        """The key under which it is saved."""
        said = self.cleaned_data
        return self.fixed_key or said.get("key", "") or slugify(said.get("title", ""))[:80].strip("-")


class ExampleRow(RowForm):
    """One example that the author keeps."""

    name = text_field("Name of the example")
    expected = forms.ChoiceField(label="Expected answer", choices=EXPECTED, required=False)
    on = forms.DateField(label="On the day", required=False, help_text="YYYY-MM-DD")
    for_class = text_field("For the class")
    statement = forms.CharField(
        label="What the candidate states",
        required=False,
        max_length=200_000,
        strip=True,
        help_text="As in a candidate file, in JSON.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    why = text_field("What it is to show", most=2000)
    drop = forms.BooleanField(label="Leave this example out", required=False)

    def filled(self) -> bool:
        """Whether it is an example that stays."""
        typed = any(str(self.data.get(self.add_prefix(name), "")).strip() for name in ("name", "expected", "statement"))
        return typed and not self.data.get(self.add_prefix("drop"))

    def clean_statement(self) -> Candidate:
        """The candidate of the JSON; who it is plays no part and is not kept."""
        try:
            found = read_application(
                str(self.cleaned_data["statement"]).encode("utf-8", "surrogatepass"), name="statement"
            )
        except MeritbookError as refused:
            raise forms.ValidationError(f"{refused.message} {refused.to_do}", code=refused.code) from refused
        born = found.candidate.born_on or found.person.birth_date
        return found.candidate.model_copy(update={"born_on": born, "number": ""})

    def clean(self) -> dict[str, Any]:
        """An example has a name and an expected answer."""
        cleaned = super().clean() or {}
        for name, says in (("name", "Give the example a name."), ("expected", "Choose the answer that you expect.")):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, says)
        return cleaned

    def example(self, today: date) -> Example:
        """The example; a day that is not given is today."""
        said = self.cleaned_data
        return Example(
            name=said["name"],
            candidate=said["statement"],
            on=said["on"] or today,
            expected=Verdict(said["expected"]),
            for_class=said["for_class"],
            why=said["why"],
        )


class NewJobRow(RowForm):
    """A job of an example that is made with a few rows."""

    title = text_field("Title of the job")
    class_title = text_field("Civil service class")
    employer = text_field("Employer")
    starts = PartialDateField(label="First day")
    ends = PartialDateField(label="Last day", help_text="Empty: it goes on.")
    hours = AmountField(label="Hours a week", required=False, most=MOST_HOURS, help_text="Empty: full time.")
    duties = LinesField("Duties", "A line each.", rows=2)

    def job(self, number: int) -> Job:
        """The job, paid; full time where no hours are given."""
        said = self.cleaned_data
        return Job(
            id=f"j{number}",
            **said,
            current=said["ends"] is None,
            full_time=None if said["hours"] is not None else True,
            paid=True,
        )


class NewDegreeRow(RowForm):
    """Study of an example."""

    level = choice_field("Level", LEVELS)
    field = text_field("Field of study")
    conferred = PartialDateField(label="Conferred on")
    semester_hours = AmountField(label="Semester hours", required=False, most=Decimal(2000))

    def degree(self, number: int) -> Degree:
        """The degree, of an accredited school."""
        return Degree(id=f"d{number}", accredited=True, **self.cleaned_data)


class NewLicenceRow(RowForm):
    """A licence of an example."""

    name = text_field("Licence or certificate")
    class_ = text_field("Class", most=40)
    valid_through = PartialDateField(label="Last day of validity")

    def licence(self, number: int) -> HeldLicence:
        """The licence."""
        return HeldLicence(id=f"l{number}", **self.cleaned_data)


class NewExample(forms.Form):
    """The head of an example that is made with a few rows."""

    use_required_attribute = False

    name = text_field("Name of the example")
    expected = forms.ChoiceField(label="Expected answer", choices=EXPECTED, required=False)
    born_on = forms.DateField(label="Born on", required=False, help_text="YYYY-MM-DD. Only where an age is asked.")


class AuthorForm:
    """The whole form: the requirement, the examples that are kept, and a few rows for one more.

    `base` is the version that the author began with (0 for a new requirement).
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        policies: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
        examples: Iterable[Example] = (),
        fixed_key: str = "",
    ) -> None:
        self.policies, self.fixed_key = policies, fixed_key
        self.data = None if data is None else {key: str(data[key]) for key in data}
        self.initial = dict(initial or {})
        self.sent = data is not None
        self.stored = tuple(examples)
        """The examples that the form begins with."""
        self._bind([initial_of(one) for one in self.stored])

    def _bind(self, examples: Sequence[Mapping[str, Any]] = ()) -> None:
        self.main = RequirementForm(self.data, initial=self.initial, policies=self.policies, fixed_key=self.fixed_key)
        self.examples = Rows(ExampleRow, "examples", data=self.data, initial=examples, spare=0, least=0)
        self.new = NewExample(self.data, prefix="new")
        self.jobs = Rows(NewJobRow, "newjobs", data=self.data, least=2, step=2)
        self.degrees = Rows(NewDegreeRow, "newdegrees", data=self.data)
        self.licences = Rows(NewLicenceRow, "newlicences", data=self.data)

    @property
    def base(self) -> int:
        """The version that the author began with."""
        said = str((self.data or self.initial).get("base", "0"))
        return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 0

    def begin_after(self, version: int) -> None:
        """Begin with another version: what is saved next comes after it."""
        self._change({"base": str(version)})

    def value(self, name: str) -> str:
        """What stands in a field now."""
        return str(self.main[name].value() or "") if name in self.main.fields else ""

    def _change(self, changes: Mapping[str, str]) -> None:
        self.data = {**(self.data or {}), **changes}
        self._bind()

    def take(self, more: Sequence[Example] = ()) -> bool:
        """Take out what was dropped, and in what was asked for: `more`, and the rows when "Add" was pressed.

        Whether an example came or went. A row at fault stays in the form with its mistake.
        """
        if self.data is None:
            return False
        kept = [
            {name: str(self.data.get(one.add_prefix(name), "")) for name in FIELDS}
            for one in self.examples
            if one.filled()
        ]
        added = [initial_of(one) for one in more]
        clear = False
        if "add" in self.data and (made := self._composed()) is not None:
            added.append(made)
            clear = True
        if not added and len(kept) == self.examples.count:
            return False
        rows = [*kept, *added][:MOST_EXAMPLES]
        plain = {
            key: value
            for key, value in self.data.items()
            if not key.startswith("examples-") and not (clear and key.startswith("new") and not key.endswith("-rows"))
        }
        plain["examples-rows"] = str(len(rows))
        for number, row in enumerate(rows):
            plain |= {f"examples-{number}-{name}": value for name, value in row.items()}
        self.data = plain
        self._bind()
        return True

    def _composed(self) -> dict[str, str] | None:
        """The new example of the few rows; `None` with the mistakes in the form."""
        groups = (self.jobs, self.degrees, self.licences)
        sound = [self.new.is_valid(), *(rows.is_valid() for rows in groups)]
        if sound[0]:
            if not self.new.cleaned_data["name"]:
                self.new.add_error("name", "Give the example a name.")
            if not self.new.cleaned_data["expected"]:
                self.new.add_error("expected", "Choose the answer that you expect.")
        if not all(sound) or self.new.errors:
            return None
        said = self.new.cleaned_data
        candidate = Candidate(
            jobs=tuple(row.job(n) for n, row in enumerate(self.jobs.filled_forms(), start=1)),  # type: ignore[attr-defined]
            degrees=tuple(row.degree(n) for n, row in enumerate(self.degrees.filled_forms(), start=1)),  # type: ignore[attr-defined]
            licences=tuple(row.licence(n) for n, row in enumerate(self.licences.filled_forms(), start=1)),  # type: ignore[attr-defined]
            born_on=said["born_on"],
        )
        return {
            "name": said["name"],
            "expected": said["expected"],
            "on": self.value("on"),
            "for_class": self.value("for_class"),
            "statement": statement_of(candidate),
            "why": "",
        }

    def errors(self) -> list[dict[str, str]]:
        """Every mistake in the order of the form: `says`, and `anchor` of the field."""
        parts: list[Any] = [self.main, *self.examples.filled_forms()]
        if self.data is not None and "add" in self.data:
            parts += [self.new, *(row for rows in (self.jobs, self.degrees, self.licences) for row in rows)]
        return [
            {"says": f"{form[name].label}: {text}", "anchor": form[name].id_for_label}
            for form in parts
            if form.is_bound
            for name, texts in form.errors.items()
            for text in texts
        ]


def initial_of(example: Example) -> dict[str, str]:
    """An example as its row shows it. It is about the whole requirement: ids of parts move with the words."""
    return {
        "name": example.name,
        "expected": example.expected.value,
        "on": example.on.isoformat(),
        "for_class": example.for_class,
        "statement": statement_of(example.candidate),
        "why": example.why,
    }


def statement_of(candidate: Candidate) -> str:
    """The statement as JSON for people: dates as text, and nothing that was not said."""
    return json.dumps(_said(candidate), ensure_ascii=False, indent=1)


def _said(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Candidate | Job | Degree | HeldLicence):
        fields = type(value).model_fields.items()
        # What stands at its default was not said; a stated "no" is none of those.
        return {name: _said(getattr(value, name)) for name, field in fields if getattr(value, name) != field.default}
    if isinstance(value, tuple):
        return [_said(one) for one in value]
    if isinstance(value, Decimal | date):
        return str(value)
    return value if isinstance(value, str | bool | int) else value.plain()
