"""A law pack as a value: sources, dated parameters, tables, facts, readings and rules, each cited.

Follows `docs/reference/law-packs.md`. What is written in a pack file is one of these values; `meritbook.law.loader`
reads them, `core.law.pack` puts them together and checks them against each other.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from meritbook.core.classes.model import Rank
from meritbook.core.terms import Term
from meritbook.core.values import Value

Says = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)]
"""A sentence in our own words."""
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
"""A dotted name: `seats.state_cap`."""
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$")]

LONGEST_QUOTE = 9
"""Words that a quote may have: enough to find the place, too few to copy a text."""


class Source(Value):
    """A text that the pack rests on, its rank, and how much of it was read."""

    key: Key
    title: Says
    rank: Rank
    published: date | None = None
    """The day on which it was published; `published_text` where only the month or year is known."""
    published_text: str = ""
    checked: date
    read: Literal["whole", "part", "told"]
    """`told`: not read itself, but told by another text."""
    file: str = ""
    """The name of the file that holds its words, for those who have it at hand."""
    says: str = ""


class Cited(Value):
    """Where in which source, as it is written in a pack file."""

    source: Key
    place: Says
    quote: str = ""
    """Fewer than ten words of the source, to find the place by."""


class Citation(Value):
    """Where a rule or value stands, complete: title, rank, place, days."""

    title: str
    rank: Rank
    place: str
    published: date | None
    published_text: str
    checked: date
    read: Literal["whole", "part", "told"]
    quote: str = ""


class Reading(Value):
    """A text that allows two readings: which is taken, and what the other one would be."""

    id: Key
    says: Says
    """Where the text leaves it open."""
    taken: Says
    alternative: Says
    citation: Cited


class DatedValue(Value):
    """A value with the days on which it holds."""

    value: Decimal | str | tuple[date, ...]
    alternative: Decimal | str | None = None
    """The value under the alternative of the parameter's reading."""
    starts_on: date
    ends_before: date | None = None
    citation: Cited
    published: date | None = None
    """When this very value was published, where that differs from its source."""
    note: str = ""

    @model_validator(mode="after")
    def _ordered(self) -> DatedValue:
        self.term()
        return self

    def term(self) -> Term:
        """The days on which it holds."""
        return Term(starts_on=self.starts_on, ends_before=self.ends_before)


class Parameter(Value):
    """A figure, a day of the year or a calendar that the law sets, with all its values over time.

    `unit` is a unit such as `position` or `FTE/position`; `month-day` for a day of the year written `06-30`; `dates`
    for a list of days such as holidays.
    """

    id: Name
    says: Says
    unit: str
    reading: Key | None = None
    values: tuple[DatedValue, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _alternatives(self) -> Parameter:
        if any((one.alternative is not None) != (self.reading is not None) for one in self.values):
            raise ValueError("a reading needs an alternative at each value, and an alternative a reading")
        return self


class Row(Value):
    """One row of a table: its key, what it is, whether it holds, and where it stands."""

    key: Key
    says: Says
    holds: bool = True
    instead: str = ""
    """What there is in its place, or under what condition."""
    citation: Cited | None = None
    """Where the row stands, when elsewhere than its table."""


class Table(Value):
    """A closed list from the law: rights, grounds, parts of a form."""

    id: Name
    says: Says
    holds_says: Says
    """What it means that a row holds."""
    citation: Cited
    rows: tuple[Row, ...] = Field(min_length=1, max_length=60)

    @model_validator(mode="after")
    def _once(self) -> Table:
        keys = [row.key for row in self.rows]
        if len(keys) != len(set(keys)):
            raise ValueError("a key stands in the table twice")
        return self


FactKind = Literal["yes_no", "number", "date", "event", "choice", "choices", "numbers"]
"""What a fact is: yes or no; a number; a day; an event (a day, or false while it has not happened); one or several rows
of a table; a list of numbers."""

Supplier = Literal[
    "agency_hr",
    "analyst",
    "appointing_authority",
    "board_of_review",
    "central_hr",
    "department_director",
    "executive",
    "personnel_director",
    "rater",
]
"""Who can say how a fact stands."""


class Fact(Value):
    """Something about a case that a rule reads."""

    name: Name
    kind: FactKind
    says: Says
    unit: str = ""
    places: int = Field(default=0, ge=0, le=4)
    """Decimal places of a number."""
    least: Decimal | None = None
    most: Decimal | None = None
    """The range of a number; without it, from 0 up to a thousand million."""
    table: Name | None = None
    ask: Supplier

    @model_validator(mode="after")
    def _whole(self) -> Fact:
        if (self.kind in ("choice", "choices")) != (self.table is not None):
            raise ValueError("a choice names its table, and nothing else does")
        number = self.kind in ("number", "numbers")
        if not number and (self.unit or self.places or self.least is not None or self.most is not None):
            raise ValueError("unit, places and range belong to numbers")
        if number and not self.unit:
            raise ValueError("a number has a unit")
        return self


class Step(Value):
    """A named intermediate result: what the check and the sentences may speak of."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    says: Says
    expression: str = Field(min_length=1)


class Alternative(Value):
    """What changes in a rule under the alternative of a reading: the check, or some of its steps."""

    reading: Key
    check: str | None = None
    steps: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _something(self) -> Alternative:
        if self.check is None and not self.steps:
            raise ValueError("an alternative changes the check or a step")
        return self


class Sentences(Value):
    """What a verdict says; `{name}` stands for a fact, a parameter or a step."""

    met: Says
    not_met: Says
    undetermined: Says


class Asked(Value):
    """A rule by which something follows, as a question, and its two answers in a few words.

    Of such a rule the check is true where nothing follows. That it is not met is then no fault of anybody's, and a
    page says in its place what follows.
    """

    says: Says
    """The question that the rule puts."""
    met: Says
    not_met: Says


Appeal = Literal["none", "personnel_board", "personnel_director", "as_other_employees", "not_stated"]


class Effect(Value):
    """What follows where the rule is not met: what is drafted for a person to confirm, and who may appeal to whom."""

    draft: Literal[
        "none",
        "caution",
        "refuse_seat",
        "return_nomination",
        "refuse_appointment",
        "reduce_salary",
        "undo_salary_change",
        "complete_contract",
        "undo_alteration",
        "file_copies",
        "complete_rating",
        "conversion_to_management",
        "notify_central_hr",
        "refuse_appeal",
        "removal_from_service",
        "separation",
        "release_from_file",
        "return_request",
        "reallocation",
        "answer_overdue",
    ]
    says: Says
    appeal: Appeal = "not_stated"
    from_step: str = ""
    """The step that tells the day on which it takes effect."""
    done_step: str = ""
    """The step that tells, by yes or no, that nothing is left to do although the rule is not met."""


class Rule(Value):
    """One rule: what it says, where, and its check over facts and parameters.

    The check is true where the law is content. `applies` says when the rule bears on a case at all. `force` is
    `advice` where the text encourages and does not require; what is not followed is then no breach.
    """

    id: Name
    says: Says
    kind: Literal["limit", "criterion", "procedure", "deadline", "content", "consequence", "right", "pay", "conduct"]
    force: Literal["binding", "advice"] = "binding"
    citation: Cited
    also: tuple[Cited, ...] = ()
    applies: str = ""
    steps: tuple[Step, ...] = ()
    check: str = Field(min_length=1)
    alternatives: tuple[Alternative, ...] = ()
    sentences: Sentences
    asked: Asked | None = None
    effect: Effect
    cure: Says
    """The nearest thing that puts it right."""
    cure_until: str = ""
    """The step that tells the last day for the cure; after it there is none."""


class Pack(Value):
    """What the file `pack.toml` says: whose law, for which days it is known, when it was last checked."""

    key: Key
    name: Says
    jurisdiction: Says
    known: Term
    checked: date
    note: Says
    """What was not read, and how it was taken."""
    plan: Key | Literal[""] = ""
    """The class plan whose rules these are, by its key; empty where they are of no plan."""
    sources: tuple[Source, ...] = Field(min_length=1)
