"""Is it possible now? What the acts on local boards ask of the record, and the refusals that they give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from meritbook.actions import boarding
from meritbook.actions.permissions import Capability, ForbiddenError, Standing
from meritbook.actions.policies import PolicyError, TakenError, check_day_in_range, check_text
from meritbook.core.dates import day_in_words
from meritbook.core.faults import first_fault
from meritbook.core.results.board_members import Finding
from meritbook.core.results.board_money import MOST_DOLLARS, Account
from meritbook.core.results.board_plan import Priorities
from meritbook.core.results.board_policy import EmpowermentPolicy, months_later
from meritbook.core.terms import Term
from meritbook.core.verdict import Verdict
from meritbook.records.models import (
    AreaKind,
    BoardArea,
    BoardDesignation,
    BoardMember,
    BoardProgram,
    BoardReport,
    BoardReportStatus,
    CommunityPlan,
    LocalBoard,
    Measure,
)

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,78}")
MOST_PERSONS = 10**9
RESERVED = frozenset({"new", "money", "roll-up"})
"""Keys that the addresses of the room take for pages of their own."""


class BoardError(PolicyError):
    """A board, an area, a program or a count that cannot be kept as it is."""

    code = "results.board"
    remedy = "Mend what is named, and send it again."
    http_status = 422


class BoardTermError(PolicyError):
    """A term of a board, a member, a designation or a plan that shares a day with another, or is too long."""

    code = "results.board_term"
    remedy = "Choose days that no other term of the same holds, within the longest term of the policy on local boards."
    http_status = 422


class CommunityPlanError(PolicyError):
    """A community plan that cannot be kept as it is, or that is not there."""

    code = "results.community_plan"
    remedy = "Mend what is named; each priority and indicator has a key of its own."
    http_status = 422


class BoardMoneyError(PolicyError):
    """An amendment, a payment or a carry-over that the account of the year does not bear."""

    code = "results.board_money"
    remedy = "Open the page of the board to see the account of that year."
    http_status = 422


class BoardReportError(PolicyError):
    """A report that is not complete, or that does not stand where this could be done to it."""

    code = "results.board_report"
    remedy = "Open the page of the report to see what is missing and where it stands."


class BoardDeciderError(ForbiddenError):
    """The policy on local boards leaves it to another role, or to somebody who had no part in it."""

    code = "results.board_decider"
    remedy = "Somebody in a role that the policy on local boards names for it decides, and never who submitted it."


def check_key(key: str, *, what: str) -> str:
    """The key as it is kept; raises `BoardError`."""
    said = key.strip()
    if not _KEY.fullmatch(said):
        raise BoardError(
            f"The key of a {what} is made of small letters, digits and hyphens, at most 79 of them.", where="key"
        )
    return said


def check_board_new(key: str) -> str:
    """A key that no board carries; raises `BoardError` and `TakenError`."""
    said = check_key(key, what="board")
    if said in RESERVED:
        raise BoardError(f"{said} names a page of the register; choose another key.", where="key")
    if LocalBoard.objects.filter(key__iexact=said).exists():
        raise TakenError(f"A board carries the key {said} already.", where="key")
    return said


def check_stands(board: LocalBoard, on: date) -> None:
    """The board is not dissolved."""
    if board.ends_before is not None and on >= board.ends_before:
        raise BoardError(f"The board was dissolved on {day_in_words(board.ends_before)}.", where="board")


def check_decider(standing: Standing, obj: Any, policy: EmpowermentPolicy, *, but: Iterable[int | None] = ()) -> str:
    """The role in which the person decides; raises `BoardDeciderError`. `but` are those who had a part in it."""
    if standing.user is not None and standing.user.pk in set(but):
        raise BoardDeciderError("Nobody decides on a report that they drew up or submitted.")
    for one in standing.parts_for(Capability.KEEP_BOARD, obj):
        if one.role in policy.decides:
            return one.role
    raise BoardDeciderError("The policy on local boards leaves this to another role than yours.")


def check_area(kind: str, names: Sequence[str]) -> tuple[str, ...]:
    """Names of counties or localities, each once."""
    if kind not in AreaKind.values:
        raise BoardError("An area is made of counties or of localities.", where="kind")
    found = tuple(check_text(one, field="area", longest=100) for one in names if one.strip())
    if not found:
        raise BoardError("Name at least one county or locality.", where="area")
    if len({one.casefold() for one in found}) < len(found) or len(found) > 200:
        raise BoardError("A name stands twice, or there are more than 200.", where="area")
    return found


def check_area_free(board: LocalBoard | None, kind: str, names: Iterable[str], starts_on: date) -> None:
    """No other board serves one of them on the day or later; raises `BoardTermError`."""
    rows = BoardArea.objects.filter(kind=kind, place__in=[one.casefold() for one in names]).exclude(board=board)
    for one in rows.select_related("board").order_by("name"):
        if one.ends_before is None or one.ends_before > starts_on:
            raise BoardTermError(f"{one.name} is served by {one.board.title}.", where="area")


def check_member_term(
    board: LocalBoard, name: str, starts_on: date, ends_before: date, policy: EmpowermentPolicy
) -> None:
    """The term ends after it starts, is not too long, and the person has no other that shares a day."""
    for where, day in (("starts_on", starts_on), ("ends_before", ends_before)):
        check_day_in_range(day, where=where)
    _check_length(starts_on, ends_before, policy.composition.member_longest_months, "A term of a member")
    rows = BoardMember.objects.filter(
        board=board, person=name.casefold(), starts_on__lt=ends_before, ends_before__gt=starts_on
    )
    if (other := rows.first()) is not None:
        raise BoardTermError(
            f"{other.name} is a member from {day_in_words(other.starts_on)} to {day_in_words(other.ends_before)} "
            "(not included) already.",
            where="starts_on",
        )


def _check_length(starts_on: date, ends_before: date, longest: int, what: str) -> None:
    if ends_before <= starts_on:
        raise BoardTermError("It ends on or before its first day.", where="ends_before")
    if ends_before > months_later(starts_on, longest):
        raise BoardTermError(f"{what} lasts {longest} months at most.", where="ends_before")


def check_kind(kind: str, known: Iterable[str], *, may_be_unsaid: bool = False) -> str:
    """A kind that the policy knows; raises `BoardError`."""
    names = tuple(known)
    if kind not in names and not (may_be_unsaid and kind == ""):
        raise BoardError(f"The policy on local boards knows these kinds: {', '.join(names)}.", where="kind")
    return kind


def check_designation(board: LocalBoard, starts_on: date, ends_before: date, policy: EmpowermentPolicy) -> None:
    """A term that is not too long and shares no day with another designation."""
    for where, day in (("starts_on", starts_on), ("ends_before", ends_before)):
        check_day_in_range(day, where=where)
    _check_length(starts_on, ends_before, policy.designation.longest_months, "A designation")
    rows = BoardDesignation.objects.filter(board=board, starts_on__lt=ends_before, ends_before__gt=starts_on)
    if (other := rows.first()) is not None:
        raise BoardTermError(
            f"It is designated from {day_in_words(other.starts_on)} to {day_in_words(other.ends_before)} "
            "(not included) already.",
            where="starts_on",
        )


def check_plan(priorities: Any) -> Priorities:
    """The priorities of a community plan, with measures that are on record; raises `CommunityPlanError`."""
    try:
        found = Priorities.model_validate({"priorities": priorities})
    except ValidationError as error:
        says, where = first_fault(error, "priorities")
        raise CommunityPlanError(says, where=where) from error
    tied = {one.measure for _, one in found.indicators() if one.measure}
    missing = tied - set(Measure.objects.filter(key__in=tied).values_list("key", flat=True))
    if missing:
        raise CommunityPlanError(f"No measure carries the key {sorted(missing)[0]}.", where="priorities")
    for one, each in found.indicators():
        check_text(one.title, field="priorities")
        check_text(each.title, field="priorities")
        check_text(each.unit, field="priorities", required=False)
    return found


def check_plan_day(board: LocalBoard, starts_on: date) -> CommunityPlan | None:
    """The plan that gives way on the day; raises `BoardTermError` where one begins on that day or later."""
    check_day_in_range(starts_on, where="starts_on")
    later = CommunityPlan.objects.filter(board=board, starts_on__gte=starts_on).first()
    if later is not None:
        raise BoardTermError(f"“{later.title}” begins on {day_in_words(later.starts_on)}.", where="starts_on")
    found: CommunityPlan | None = CommunityPlan.objects.on(starts_on).filter(board=board).first()
    return found


def check_has_come(day: date, *, on: date, where: str) -> None:
    """A day on which something was done, not one to come."""
    check_day_in_range(day, where=where)
    if day > on:
        raise BoardError(f"{day_in_words(day)} has not come yet.", where=where)


def check_program_new(board: LocalBoard, key: str) -> str:
    """A key that no program of the board carries."""
    said = check_key(key, what="program")
    if BoardProgram.objects.filter(board=board, key__iexact=said).exists():
        raise TakenError(f"A program of this board carries the key {said} already.", where="key")
    return said


def check_priority(board: LocalBoard, priority: str, on: date) -> str:
    """A priority of the plan in force on the day; raises `CommunityPlanError`."""
    plan = boarding.plan_on(board, on)
    if plan is None:
        raise CommunityPlanError(
            f"No community plan is in force on {day_in_words(on)}.", where="priority", remedy="Enter the plan first."
        )
    known = [one.key for one in boarding.priorities_of(plan).priorities]
    if priority not in known:
        raise CommunityPlanError(f"The plan has these priorities: {', '.join(known)}.", where="priority")
    return priority


def check_year(number: int) -> int:
    """A fiscal year that the record takes."""
    if not 1900 <= number <= 2199:
        raise BoardError(
            "Give the fiscal year by the calendar year in which it ends, such as 2005.", where="fiscal_year"
        )
    return number


def check_persons(count: int | None, *, where: str) -> int | None:
    """A number of persons, or none where it is not known."""
    if count is not None and not 0 <= count < MOST_PERSONS:
        raise BoardError("Give a whole number of persons, from zero on.", where=where)
    return count


def check_ran(program: BoardProgram, policy: EmpowermentPolicy, number: int) -> None:
    """The program ran on a day of the fiscal year."""
    if not Term(starts_on=program.starts_on, ends_before=program.ends_before).overlaps(policy.year(number)):
        raise BoardError(f"{program.title} did not run in fiscal year {number}.", where="fiscal_year")


def check_dollars(amount: Decimal, *, where: str = "amount", below_zero: bool = False) -> Decimal:
    """An amount in dollars and whole cents, not zero."""
    if not amount.is_finite() or abs(amount) >= MOST_DOLLARS or amount != round(amount, 2) or amount == 0:
        raise BoardMoneyError("Give an amount in dollars and whole cents, not zero.", where=where)
    if amount < 0 and not below_zero:
        raise BoardMoneyError("The amount lies below zero.", where=where)
    return amount


def check_bears(account: Account, *, more: Decimal = Decimal(0), paid: Decimal = Decimal(0)) -> None:
    """After the amendment `more` and the payment `paid` no more is paid or spent than there is."""
    if account.available is None:
        raise BoardMoneyError("No money is allocated to this board in that year.", where="fiscal_year")
    there, sent = account.available + more, account.paid + paid
    if there < 0:
        raise BoardMoneyError(f"The amendment leaves ${there:,.2f}, below zero.", where="amount")
    if not 0 <= sent <= there:
        raise BoardMoneyError(
            f"Paid would be ${sent:,.2f}; there is ${there:,.2f} for that year.",
            where="amount",
        )
    if more < 0 and account.spent_known > there:
        raise BoardMoneyError(
            f"${account.spent_known:,.2f} was spent already; the amendment leaves ${there:,.2f}.", where="amount"
        )


def check_year_over(number: int, policy: EmpowermentPolicy, on: date) -> None:
    """The fiscal year has ended."""
    last = policy.last_day(number)
    if on <= last:
        raise BoardReportError(f"Fiscal year {number} ends on {day_in_words(last)}.", where="fiscal_year")


def check_none_stands(board: LocalBoard, number: int) -> BoardReport | None:
    """The report that a new one takes the place of; raises `BoardReportError` where one was submitted or accepted."""
    row: BoardReport | None = (
        BoardReport.objects.select_for_update(of=("self",))
        .filter(board=board, fiscal_year=number)
        .exclude(status__in=[BoardReportStatus.RETURNED, BoardReportStatus.REDRAWN])
        .first()
    )
    if row is not None and row.status in (BoardReportStatus.SUBMITTED, BoardReportStatus.ACCEPTED):
        raise BoardReportError(
            f"The report on {number} is {row.get_status_display().lower()} already.", where="fiscal_year"
        )
    return row


def check_complete(findings: Iterable[Finding]) -> None:
    """Nothing that the policy asks for is missing; raises `BoardReportError` with what is."""
    lacking = [one for one in findings if one.verdict is not Verdict.MET]
    if lacking:
        raise BoardReportError(
            "The report is not complete: " + " ".join(f"{one.says} {one.cure}" for one in lacking),
            where=lacking[0].rule,
            details={"problems": [{"field": one.rule, "says": f"{one.says} {one.cure}"} for one in lacking]},
        )


def check_same(report: BoardReport, sha256: str) -> None:
    """The report is the one that the person read."""
    if sha256 and sha256 != report.sha256:
        raise BoardReportError("The report was drawn up anew since you read it.", where="sha256")
