"""Is it possible now? What holds for the words of performance contracts: drafts, proposals, agreement, alteration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from meritbook.actions.appointing_policies import ContractTermError
from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.contracts.check import Problem
from meritbook.core.contracts.limits import a_month
from meritbook.core.contracts.text import ContractText, Terms
from meritbook.core.dates import day_in_words
from meritbook.core.law.pack import Law
from meritbook.core.service.due import next_year_starting, year_starting
from meritbook.records.models import (
    Appointment,
    ContractComment,
    ContractRecord,
    ContractStatus,
    ContractVersion,
    PerformanceContract,
)

OPEN = (ContractStatus.DRAFT, ContractStatus.PROPOSED, ContractStatus.AGREED)


class OwnAuthorityError(PolicyError):
    """The executive is recorded as the appointing authority of their own position."""

    code = "contract.own_authority"
    remedy = "Record another appointing authority for the position first; nobody agrees a contract with themselves."
    http_status = 422


class ContractExistsError(PolicyError):
    """A contract of these days is drawn up already."""

    code = "contract.exists"
    remedy = "Open the contract that exists and go on there, or withdraw it first."


class OtherOnRecordError(PolicyError):
    """The office recorded a contract for these days as agreed, and it says something else."""

    code = "contract.on_record"
    remedy = (
        "Write the days and the salary that are on record, or have human resources mend the contract on record first."
    )


class NoSalaryError(PolicyError):
    """No salary for the contract is on record."""

    code = "contract.no_salary"
    remedy = "Give the salary for a month, or have the director approve the pay first."
    http_status = 422


class DraftProblemsError(PolicyError):
    """Words that cannot be proposed, agreed on or kept as they stand."""

    code = "contract.incomplete"
    remedy = "Mend what is listed. Nothing that you typed is lost."
    http_status = 422


class ConflictError(PolicyError):
    """Somebody else changed the same words in the meantime, and otherwise."""

    code = "contract.conflict"
    remedy = "Compare what stands at each place now with what you typed, choose, and save again. Nothing is lost."


class NotYourSideError(PolicyError):
    """The words wait for the other side, or are the other side's draft."""

    code = "contract.other_side"
    remedy = "Wait for the other side. A proposal is answered and agreed to by those who did not make it."


class NothingOpenError(PolicyError):
    """No version of the contract is under way, or none is signed."""

    code = "contract.nothing_open"
    remedy = "Open the contract to see where it stands."


class UnchangedError(PolicyError):
    """The words are those that stand already."""

    code = "contract.unchanged"
    remedy = "Change the words before they are sent; or agree to those that stand."
    http_status = 422


class NoSuchSectionError(PolicyError):
    """The version has no section of that name."""

    code = "contract.no_section"
    remedy = "Choose one of the sections of the version."
    http_status = 422


class AlterationOpenError(PolicyError):
    """Another version of the contract is under way."""

    code = "contract.alteration_open"
    remedy = "Go on with the version that is under way, or withdraw it first."


class AfterTermError(PolicyError):
    """The term of the contract is over: nothing in it can be altered."""

    code = "contract.after_term"
    remedy = "What was agreed for a year that is over stays. Agree on what is new in the next contract."
    http_status = 422


class SettledError(PolicyError):
    """The comment is settled already."""

    code = "contract.comment_settled"
    remedy = "Write another comment if something is still open."


def check_own_authority(appointment: Appointment) -> None:
    """The executive is not the appointing authority of their own position."""
    if appointment.seat.position.appointing_authority_id == appointment.executive_id:
        raise OwnAuthorityError(
            f"{appointment.executive.full_name} is the appointing authority of their own position.",
            where=appointment.seat.position.number,
        )


def check_term(law: Law, appointment: Appointment, starts_on: date, ends_before: date) -> None:
    """The term lies in the appointment and in one fiscal year."""
    check_day_in_range(starts_on, where="starts_on")
    check_day_in_range(ends_before, where="ends_before")
    if ends_before <= starts_on:
        raise ContractTermError("The contract ends before it begins.", where="ends_before")
    last = ends_before - timedelta(days=1)
    leaves = appointment.ends_before
    if starts_on < appointment.starts_on or (leaves is not None and ends_before > leaves):
        until = f" to {day_in_words(leaves - timedelta(days=1))}" if leaves else ""
        raise ContractTermError(
            f"The appointment runs from {day_in_words(appointment.starts_on)}{until}.", where="starts_on"
        )
    next_begins, last_begins = next_year_starting(law, starts_on), year_starting(law, last)
    if (next_begins is not None and next_begins <= last) or (last_begins is not None and starts_on < last_begins):
        raise ContractTermError(
            f"{day_in_words(starts_on)} to {day_in_words(last)} lie in more than one fiscal year.", where="ends_before"
        )


def check_free(
    contracts: Sequence[PerformanceContract], records: Sequence[ContractRecord], starts_on: date, ends_before: date
) -> None:
    """No contract of the appointment shares a day with the term: neither drawn up here nor agreed on elsewhere.

    Of a contract that was agreed for just this term before its words came here, the words may be drawn up.
    """
    for one in contracts:
        if one.withdrawn_at is None and one.starts_on < ends_before and starts_on < one.ends_before:
            raise ContractExistsError(
                f"The contract from {day_in_words(one.starts_on)} shares days with it.",
                where="starts_on",
                details={"contract": one.pk},
            )
    for record in records:
        if (record.starts_on, record.ends_before) == (starts_on, ends_before):
            continue
        if record.agreed_on is not None and record.starts_on < ends_before and starts_on < record.ends_before:
            raise ContractExistsError(
                f"A contract from {day_in_words(record.starts_on)} is on record as agreed.", where="starts_on"
            )


def check_as_agreed(records: Sequence[ContractRecord], starts_on: date, salary: Decimal) -> None:
    """The salary is that of the contract which is on record as agreed from the day, where there is one."""
    for record in records:
        if record.agreed_on is not None and record.starts_on == starts_on and record.salary != salary:
            raise ContractExistsError(
                f"The contract from {day_in_words(starts_on)} is on record as agreed at {a_month(record.salary)}.",
                where="salary",
            )


def check_on_record(records: Sequence[ContractRecord], terms: Terms) -> None:
    """No contract on record as agreed shares days with the terms and says something else than they do."""
    for record in records:
        if record.agreed_on is None or record.starts_on >= terms.ends_before or terms.starts_on >= record.ends_before:
            continue
        if (record.starts_on, record.ends_before, record.salary) != (terms.starts_on, terms.ends_before, terms.salary):
            last = day_in_words(record.ends_before - timedelta(days=1))
            raise OtherOnRecordError(
                f"A contract from {day_in_words(record.starts_on)} to {last} is on record as agreed at "
                f"{a_month(record.salary)}; these words run from {day_in_words(terms.starts_on)} to "
                f"{day_in_words(terms.ends_before - timedelta(days=1))} and say {a_month(terms.salary)}.",
                where="salary",
                details={"record": record.pk},
            )


def check_problems(found: Sequence[Problem]) -> None:
    """Nothing stops the words."""
    stopping = [one for one in found if one.stops]
    if not stopping:
        return
    if own := next((one for one in stopping if one.code == OwnAuthorityError.code), None):
        raise OwnAuthorityError(own.says, where=own.place)
    first = stopping[0]
    more = f" There {'is' if len(stopping) == 2 else 'are'} {len(stopping) - 1} more." if len(stopping) > 1 else ""
    raise DraftProblemsError(
        f"{first.says}{more}",
        where=first.about or first.place,
        details={
            "problems": [
                {"field": one.place, "says": f"{one.about}: {one.says}", "code": one.code} for one in stopping
            ],
        },
    )


def check_not_withdrawn(contract: PerformanceContract) -> None:
    """The contract stands."""
    if contract.withdrawn_at is not None:
        raise NothingOpenError("The contract is withdrawn.", where=str(contract.pk))


def check_draft_of(version: ContractVersion, side: str) -> None:
    """The draft is the side's own."""
    if side_of_draft(version) != side:
        raise NotYourSideError("The other side is writing this version.", where=f"version {version.number}")


def side_of_draft(version: ContractVersion) -> str:
    """Which side writes a draft: that of whoever saved it last."""
    return "executive" if version.saved_by_id == version.contract.appointment.executive_id else "department"


def check_other_side(version: ContractVersion, side: str) -> None:
    """The proposal is not the side's own."""
    if version.proposed_side == side:
        raise NotYourSideError("Your side made this proposal.", where=f"version {version.number}")


def check_changed(text: ContractText, before: ContractText) -> None:
    """The words are others than those before."""
    if text.seal() == before.seal():
        raise UnchangedError("The words are those that stand already.", where="text")


def check_section(text: ContractText, section: str) -> None:
    """The words have the section."""
    if section not in text.hashes():
        raise NoSuchSectionError(f"There is no section “{section}” in this version.", where="section")


def check_unsettled(comment: ContractComment) -> None:
    """The comment is still open."""
    if comment.settled_at is not None:
        raise SettledError("The comment is settled already.", where=str(comment.pk))


def check_own_proposal(version: ContractVersion, side: str) -> None:
    """The proposal is the side's own."""
    if version.proposed_side != side:
        raise NotYourSideError(
            "The other side made this proposal; answer it with other words.", where=f"version {version.number}"
        )


def check_at_it(version: ContractVersion, side: str) -> None:
    """An alteration that is not yet agreed is withdrawn by the side that is at it; anything else by the department."""
    if version.alters_id is None or version.status == ContractStatus.AGREED:
        return
    if version.status == ContractStatus.DRAFT:
        check_draft_of(version, side)
    else:
        check_own_proposal(version, side)


def check_open(version: ContractVersion) -> None:
    """The version is under way."""
    if version.status not in OPEN:
        raise NothingOpenError(
            f"Version {version.number} is {version.get_status_display().lower()}.", where=f"version {version.number}"
        )


def check_none_open(contract: PerformanceContract) -> None:
    """No version of the contract is under way."""
    row = contract.versions.filter(status__in=OPEN).first()
    if row is not None:
        raise AlterationOpenError(f"Version {row.number} is under way.", where=f"version {row.number}")


def check_within_term(contract: PerformanceContract, *, on: date) -> None:
    """The term of the contract is not over."""
    if on >= contract.ends_before:
        last = contract.ends_before - timedelta(days=1)
        raise AfterTermError(f"The contract ended on {day_in_words(last)}.", where=str(contract.pk))
