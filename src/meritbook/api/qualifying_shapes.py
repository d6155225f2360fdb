"""What the API takes and answers about minimum qualifications, where the core's own values do not say it already."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from meritbook.api.shapes import Asked, Because, Id, Number, Why, Words
from meritbook.core.qualifications.judge import Judgement
from meritbook.core.qualifications.model import Requirement
from meritbook.core.verdict import Verdict

Text = Annotated[str, Field(min_length=1, max_length=100_000)]
Entry = dict[str, Any]
"""A candidate: JSON Resume, or Meritbook's own form."""


class RequirementText(Asked):
    """A requirement to read."""

    text: Text


class Qualify(Asked):
    """Whether a candidate qualifies: for a text or a class, on a day, under a policy."""

    candidate: Entry
    text: Annotated[str, Field(max_length=100_000)] = ""
    class_name: Words = ""
    """`plan/ref`, instead of a text."""
    policy: Words = ""
    """`pennsylvania`, or `pennsylvania+plain`; with a class, that of its plan when absent."""
    on: date
    for_class: Words = ""
    """Which class, where the text keeps several apart."""
    binding: Annotated[list[Words], Field(max_length=100)] = []
    """Ids of special requirements that bind the position."""


class PolicyLine(Schema):
    """A policy in the list."""

    key: str
    name: str
    kind: Literal["jurisdiction", "office_default", "filled"]
    jurisdiction: str
    known_from: date
    known_before: date | None
    rules: int


class RequirementLine(Schema):
    """The newest version of a requirement, in a list."""

    key: str
    version: int
    title: str
    policy: str
    created_by: str
    created_at: datetime


class RequirementAnswer(RequirementLine):
    """A version of a requirement: its words, and the tree that was read from them."""

    class_name: str
    """`plan/ref` where it began with the words of a class."""
    text: str
    tree_sha256: str
    tree: Requirement


class WriteRequirement(Because):
    """The next version of a requirement, or its first."""

    key: Words
    title: Words
    text: Text
    policy: Words


class ExaminationLine(Schema):
    """An examination in a list."""

    id: int
    number: str
    title: str
    department: str
    requirement: str
    on: date
    status: Literal["open", "closed"]
    opened_by: str
    opened_at: datetime


class ExaminationAnswer(ExaminationLine):
    """An examination with its candidates counted by what was computed."""

    policy: str
    policy_sha256: str
    position: int | None
    for_class: str
    binding: list[str]
    applications: int
    verdicts: dict[Verdict, int]
    determined: int


class OpenExamination(Because):
    """An examination to open; without a department it is statewide."""

    number: Words
    title: Words
    requirement: Words
    version: Number | None = None
    """The newest one when absent."""
    on: date
    policy: Words = ""
    department: Annotated[str, Field(max_length=32)] = ""
    position: Id | None = None
    for_class: Words = ""
    binding: Annotated[list[Words], Field(max_length=100)] = []


class ApplicationLine(Schema):
    """A candidate in a list: a number, and never a name."""

    id: int
    number: str
    verdict: Verdict | None
    """`null` until it is judged."""
    questions: int
    problems: int
    determined: str
    """What was determined; empty while nothing is."""


class Receive(Because):
    """Candidates to receive, in the forms that a file of them may have."""

    applications: Annotated[list[Entry], Field(min_length=1, max_length=500)]
    accounts: Annotated[dict[Words, Words], Field(max_length=500)] = {}
    """Usernames of candidates who are users of Meritbook, by candidate number: they keep out of the examination."""


class LinkAccount(Because):
    """Which account is the candidate's own."""

    username: Words = ""
    """Empty: none is."""


class Account(Schema):
    """Whether an account is linked; never whose, since it would name the candidate."""

    linked: bool


class SkippedLine(Schema):
    """What was left out, and why."""

    where: str
    says: str
    code: str


class Received(Schema):
    """What came of it."""

    received: list[ApplicationLine]
    skipped: list[SkippedLine]


class QuestionLine(Schema):
    """An open question on which the verdict waits, as `settle` can answer it."""

    key: str
    says: str
    ask: str
    asks_months: bool
    required_words: str
    evidence: list[str]
    identity: str


class RememberedLine(Schema):
    """An answer that was taken from a precedent."""

    key: str
    precedent: int
    verdict: Verdict
    why: str
    set_by: str


class SettlementLine(Schema):
    """An answer that a person gave on a candidate."""

    id: int
    key: str
    verdict: Verdict
    months: Decimal | None
    why: str
    precedent: int | None
    settled_by: str
    settled_at: datetime
    withdrawn_at: datetime | None


class DeterminationLine(Schema):
    """A determination."""

    id: int
    number: int
    application: int
    candidate: str
    examination: str
    outcome: Literal["qualified", "not_qualified", "information"]
    agrees: bool
    reason: str
    answer_by: date | None
    status: Literal["standing", "superseded"]
    determined_by: str
    determined_at: datetime
    notices: list[Literal["pdf", "docx"]]


class DeterminationAnswer(DeterminationLine):
    """A determination with the judgement that it rests on."""

    judgement_sha256: str
    judgement: Judgement


class ApplicationAnswer(Schema):
    """A candidate without a name: what was stated, what is computed, what people answered and determined.

    Names of employers, schools and issuers are left out, and the person's own where they stand in other words.
    """

    id: int
    number: str
    examination: int
    statement: int
    """Version of the statement that is judged."""
    statement_digest: str
    candidate: dict[str, Any]
    notes: list[str]
    judgement: Judgement
    judgement_sha256: str
    questions: list[QuestionLine]
    by_precedent: list[RememberedLine]
    settlements: list[SettlementLine]
    determinations: list[DeterminationLine]


class Amend(Because):
    """What the candidate states now, such as the answer to a notice."""

    candidate: Entry
    seen: Number
    """Version of the statement that this one was made from; a newer one refuses it."""


class Settle(Asked):
    """An answer to a question; `why` is its reason."""

    key: Annotated[str, Field(min_length=1, max_length=200)]
    seen: Number
    """Version of the statement that was read; a newer one refuses the answer."""
    verdict: Verdict
    months: Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=4)] | None = None
    remember: bool = True
    """Whether it is the answer for anybody of whom the same is asked."""
    instead_of: Id | None = None
    """The standing answer that it replaces."""
    overrules: Id | None = None
    """The precedent that it overrules."""
    why: Why


class Determine(Asked):
    """A determination. `reason` is needed where it is not what was computed, or in the place of another."""

    outcome: Literal["qualified", "not_qualified", "information"]
    reason: Annotated[str, Field(max_length=20000)] = ""
    answer_by: date | None = None
    instead_of: Id | None = None
    """The standing determination that it supersedes."""
    judgement_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """Of the judgement that was looked at; where it has changed since, nothing is determined."""
    why: Why


class PersonAnswer(Schema):
    """Who a candidate is."""

    name: str
    email: str
    phone: str
    address: str
    birth_date: date | None
    gender: str
    photo: str
    other: dict[str, str]


class PrecedentLine(Schema):
    """An answer that serves for the same question asked of anybody."""

    id: int
    question: str
    required_words: str
    evidence: list[str]
    policy: str
    verdict: Verdict
    months: Decimal | None
    why: str
    set_by: str
    set_at: datetime
    status: Literal["standing", "overruled"]
    overruled_by: str
    overruled_at: datetime | None
    overruled_why: str


class StartJob(Because):
    """Long work: to judge again, or to determine a group as it was computed."""

    kind: Literal["judge", "determine"]
    which: Literal["all", "outdated"] = "all"
    """Whom to judge again."""
    verdict: Literal["met", "not_met"] | None = None
    """Which group to determine."""
    answer_by: date | None = None
    expected: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    """How many candidates were shown to be in the group."""


class JobLine(Schema):
    """Long work and how far it is."""

    id: int
    examination: int
    kind: Literal["receive", "judge", "determine"]
    status: Literal["queued", "running", "stopped", "finished", "failed"]
    done: int
    total: int
    left_out: int
    """How many were left out, whether the list names them all or not."""
    problem_code: str
    problem_says: str
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None


class JobAnswer(JobLine):
    """Long work with what it left out; the list may end with a line that says how many more there are."""

    skipped: list[SkippedLine]
