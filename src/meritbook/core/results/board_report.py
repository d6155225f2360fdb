"""The annual report of a local board: drawn up from the record, checked for completeness, and approved by the board.

A report is a snapshot: what is corrected on record after it is drawn up is not in it, and a later one says so by its
own hash.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pydantic import Field

from meritbook.core.errors import MeritbookError
from meritbook.core.results.board_members import Composition, Finding
from meritbook.core.results.board_money import Account, Spent
from meritbook.core.results.board_policy import EmpowermentPolicy
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict, all_of


class VoteError(MeritbookError):
    """An approval that the votes do not carry, or that too few members gave."""

    code = "results.board_vote"
    remedy = "Record the votes as the minutes have them; without a majority and a quorum the board has not approved."
    http_status = 422


class ServiceLine(Value):
    """What a program did in the year; none where a figure is not on record."""

    program: str
    title: str
    provider: str
    kind: str
    priority: str
    children: int | None = Field(None, ge=0)
    families: int | None = Field(None, ge=0)
    spent: Decimal | None = None
    source: str = ""


class IndicatorLine(Value):
    """An indicator of the community plan in the year."""

    key: str
    title: str
    priority: str
    unit: str
    measure: str = ""
    """The key of the measure of the register that it is tied to; empty where the board keeps its own values."""
    value: Decimal | None = None
    says: str = ""
    """Its source, or why there is no value."""


class AssistanceLine(Value):
    """Training or technical assistance that was given."""

    given_on: date
    kind: str
    topic: str
    given_by: str
    hours: Decimal
    people: int


class ReportContent(Value):
    """All that a report says."""

    board: str
    title: str
    fiscal_year: int
    area: tuple[str, ...]
    children: int | None
    """Children from birth to five in the area, as counted for that year."""
    designated_until: date | None
    """The last day of the designation that covers the end of the year; none where none does."""
    plan: str
    """Title of the community plan at the end of the year; empty where none was adopted."""
    priorities: tuple[str, ...]
    composition: Composition
    account: Account
    services: tuple[ServiceLine, ...]
    indicators: tuple[IndicatorLine, ...]
    assistance: tuple[AssistanceLine, ...]
    narrative: str

    @property
    def spending(self) -> tuple[Spent, ...]:
        """Spending by program."""
        return tuple(Spent(program=one.program, title=one.title, amount=one.spent) for one in self.services)


def completeness(content: ReportContent) -> tuple[Finding, ...]:
    """Whether the report says all that the policy asks; each part with what is missing and who can settle it."""
    return (
        _present("designation", "Designated on the last day of the year", content.designated_until is not None,
                 "No designation covers the last day of the year.", "The administrator designates the board."),
        _composed(content.composition),
        _present("plan", "A community plan with priorities", bool(content.plan and content.priorities),
                 "No community plan was in force at the end of the year.", "Enter the plan that the board adopted."),
        _account(content.account),
        _lines("services", "Children and families served, by program",
               [one.title for one in content.services if one.children is None or one.families is None],
               bool(content.services), "Record the figures of the year, by form or by file."),
        _lines("indicators", "Indicators of the plan",
               [one.title for one in content.indicators if one.value is None],
               bool(content.indicators), "Record a value, or tie a measure that has one for the year."),
        _present("narrative", "What the board says of the year", bool(content.narrative.strip()),
                 "The board's own words are missing.", "Write them when the report is drawn up."),
    )  # fmt: skip


def complete(findings: Iterable[Finding]) -> Verdict:
    """Whether nothing is missing."""
    return all_of(one.verdict for one in findings)


def _present(rule: str, says: str, there: bool, missing: str, cure: str) -> Finding:
    if there:
        return Finding(rule=rule, verdict=Verdict.MET, says=f"{says}: on record.")
    return Finding(rule=rule, verdict=Verdict.NOT_MET, says=missing, cure=cure)


def _composed(found: Composition) -> Finding:
    """That it is told whether the composition is met; a broken composition is reported, and does not hold it up."""
    told = {Verdict.MET: "as the policy asks", Verdict.NOT_MET: "not as the policy asks, and the report says so"}
    if found.verdict is Verdict.UNDETERMINED:
        first = next(one for one in found.findings if one.verdict is Verdict.UNDETERMINED)
        return Finding(rule="composition", verdict=Verdict.UNDETERMINED, says=first.says, cure=first.cure)
    return Finding(rule="composition", verdict=Verdict.MET, says=f"Members on record, {told[found.verdict]}.")


def _account(found: Account) -> Finding:
    if found.verdict is Verdict.NOT_MET:
        return Finding(
            rule="money", verdict=Verdict.NOT_MET,
            says=f"${found.spent_known:,.2f} was spent of ${found.available:,.2f}.",
            cure="Correct the spending, or record the amendment that covers it.",
        )  # fmt: skip
    if found.missing:
        return Finding(
            rule="money", verdict=Verdict.NOT_MET, says=" ".join(found.missing),
            cure="Record what each program spent; nothing is taken for zero.",
        )  # fmt: skip
    return Finding(rule="money", verdict=Verdict.MET, says="Allocation, payments and spending by program: on record.")


def _lines(rule: str, says: str, missing: list[str], some: bool, cure: str) -> Finding:
    if not some:
        return Finding(rule=rule, verdict=Verdict.NOT_MET, says=f"{says}: none on record.", cure=cure)
    if missing:
        return Finding(rule=rule, verdict=Verdict.NOT_MET, says=f"{says}: missing for {', '.join(missing)}.", cure=cure)
    return Finding(rule=rule, verdict=Verdict.MET, says=f"{says}: on record.")


def check_votes(votes_for: int, against: int, abstained: int, members: int, policy: EmpowermentPolicy) -> None:
    """A majority of the votes cast, by a quorum of the members in office on that day; raises `VoteError`."""
    for where, count in (("votes_for", votes_for), ("against", against), ("abstained", abstained)):
        if not 0 <= count <= 10_000:
            raise VoteError("Give a whole number of votes, not below zero.", where=where)
    there = votes_for + against + abstained
    if there > members:
        raise VoteError(f"{there} votes are more than the {members} members in office on that day.", where="votes_for")
    if there * 100 < policy.report.quorum_percent * members or not there:
        raise VoteError(
            f"{there} of {members} members took part; the quorum is {policy.report.quorum_percent:f} percent.",
            where="votes_for",
        )
    if votes_for <= against:
        raise VoteError(f"{votes_for} for and {against} against is no majority.", where="votes_for")
