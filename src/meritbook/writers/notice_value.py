"""The notice on a qualification as a value: what was determined, what was counted, what was not and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from meritbook.core.qualifications.judge.model import CountedPiece
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

NoticeOutcome = Literal["qualified", "not_qualified", "information"]


class Cited(Value):
    """The candidate's own words, and where they stand: `Job 1, duty 2`."""

    text: str
    where: str = ""


class Answered(Value):
    """What a person answered to a question that could not be computed. `months` is what a substitution stands for."""

    verdict: Verdict
    by: str
    """Who: a name, or a precedent and whose it is."""
    why: str
    months: Decimal | None = None


class StatedEntry(Value):
    """A job, a degree or a licence as the candidate stated it, with the name that the notice gives it: `Job 1`."""

    name: str
    says: str


class JobTold(Value):
    """What one job counted under one part of the requirement, and why the rest of it did not. All bounds are months."""

    name: str
    title: str = ""
    relevant: Verdict
    least: Decimal
    most: Decimal
    of_months: Decimal
    pieces: tuple[CountedPiece, ...] = ()
    why: str = ""
    left_out: tuple[str, ...] = ()
    quotes: tuple[Cited, ...] = ()
    answered: Answered | None = None


class AskedPart(Value):
    """One part of the requirement, its words, and what was found for it. `required`, `least` and `most` are months."""

    number: str
    """Its place in the requirement: `1.2` is the second part of the first."""
    words: str
    verdict: Verdict
    applies: bool = True
    """False where the answer to it changes nothing."""
    says: str = ""
    required: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    jobs: tuple[JobTold, ...] = ()
    quotes: tuple[Cited, ...] = ()
    answered: Answered | None = None


class Asked(Value):
    """A question that is still open, and the part of the requirement that it belongs to."""

    part: str
    question: str


class Noticed(Value):
    """What is unclear in the statements, and what is done about it."""

    says: str
    answer: str


class NearestWay(Value):
    """The way to qualify that lacks least."""

    part: str
    lacks: tuple[str, ...]
    by_time_alone: date | None = None


class RuleTold(Value):
    """A rule of the policy that was used, and the text that states it."""

    says: str
    where: str


class Found(Value):
    """What was computed, with what people settled in it, in the words of the notice.

    `notice_told.found` makes it from a judgement.
    """

    verdict: Verdict
    parts: tuple[AskedPart, ...]
    """In the order of the requirement, the whole first."""
    stated: tuple[StatedEntry, ...] = ()
    to_send: tuple[Asked, ...] = ()
    """What only the candidate can answer."""
    still_open: tuple[Asked, ...] = ()
    """What somebody else is to answer."""
    noticed: tuple[Noticed, ...] = ()
    nearest: NearestWay | None = None
    rules: tuple[RuleTold, ...] = ()
    silent: tuple[str, ...] = ()
    """What no source of the policy states."""
    cautions: tuple[str, ...] = ()


class Replaced(Value):
    """The earlier determination that this one replaces."""

    reference: str
    determined_on: date
    outcome: NoticeOutcome


class QualificationNotice(Value):
    """A determination on minimum qualifications, told to the candidate.

    `reason` is why it was determined so; it must be there where `agrees` is false, that is where it is not what was
    computed. How to answer differs by jurisdiction and is given as paragraphs; the notice adds no rule of its own.
    """

    jurisdiction: str
    office: str
    office_lines: tuple[str, ...] = ()
    """Address, telephone and the like of the office, one a line."""
    addressee: tuple[str, ...] = ()
    """The lines it is addressed to. Where they are empty, it is addressed to the candidate number."""
    examination_number: str
    examination_title: str
    class_title: str
    """The class or position that the examination is for."""
    candidate_number: str
    reference: str
    """How people refer to the determination: examination, candidate and its number."""
    written_on: date
    qualify_on: date
    """The day on which the candidate had to qualify."""
    outcome: NoticeOutcome
    agrees: bool = True
    reason: str = ""
    found: Found
    policy: str
    """Name of the policy by which time and study were counted."""
    answer_by: date | None = None
    """The last day on which the candidate may answer."""
    how_to_answer: tuple[str, ...] = ()
    replaces: Replaced | None = None
    determined_by: str
    determined_by_title: str = ""
    ledger_reference: str = ""
    """The number of the determination's entry in the ledger."""
    ledger_hash_before: str = ""
    """The hash of the entry before: that of its own holds the hash of the notice, and comes after it."""
    statement_hash: str = ""
    judgement_hash: str = ""
    policy_hash: str = ""
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$")
    region: str = Field(default="US", pattern=r"^[A-Z]{2}$")

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"Minimum qualifications: notice to candidate {self.candidate_number}"
