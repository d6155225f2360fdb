"""Private notes stay their author's to read after they left the contract, and nobody else's; never to change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from appointing_world import AT, person, vouch
from contract_world import ContractYear
from meritbook.actions import Actor, change_evidence, share_evidence, write_evidence
from meritbook.actions.permissions import ForbiddenError, Standing
from meritbook.desk import contract_year as year_page
from meritbook.desk.own_notes import own_notes

pytestmark = pytest.mark.django_db
SAYS = "He was short with the clerk."


@pytest.fixture
def note(contract_year: ContractYear) -> Any:
    """A private note of the appointing authority, who looks after the contract."""
    return write_evidence.perform(
        Actor(contract_year.authority), at=AT, why="Private draft.", contract=contract_year.contract, says=SAYS,
        happened_on=date(2004, 8, 2),
    )  # fmt: skip


def leave(year: ContractYear) -> None:
    """The position goes to another appointing authority."""
    position = year.contract.appointment.seat.position
    position.appointing_authority = person("next_authority", "appointing_authority", position.department)
    position.save()
    vouch(position)


def read_by(user: Any) -> list[tuple[str, bool]]:
    return [(one.row.says, one.open) for one in own_notes(Standing(user, AT.date()), 1).rows]


def test_the_author_reads_them_before_and_after_they_left(contract_year: ContractYear, note: Any) -> None:
    author = contract_year.authority
    assert read_by(author) == [(SAYS, True)]
    leave(contract_year)
    assert read_by(author) == [(SAYS, False)]


def test_the_author_reads_them_without_any_role_and_not_once_they_are_shut_out(
    contract_year: ContractYear, note: Any
) -> None:
    author = contract_year.authority
    leave(contract_year)
    held = author.role_assignments.get()
    held.revoked_by, held.revoked_at = contract_year.staff, AT
    held.save()
    vouch(held)
    assert read_by(author) == [(SAYS, False)]
    author.is_active = False
    author.save()
    vouch(author)
    assert read_by(author) == []


def test_who_left_changes_and_shares_nothing(contract_year: ContractYear, note: Any) -> None:
    leave(contract_year)
    by = Actor(contract_year.authority)
    with pytest.raises(ForbiddenError):
        change_evidence.perform(by, at=AT, why="Later.", note=note, says="Kinder.", happened_on=note.happened_on)
    with pytest.raises(ForbiddenError):
        share_evidence.perform(by, at=AT, why="Later.", note=note)


@pytest.mark.parametrize(
    "who", ["executive", "director", "officer", "staff", "personnel_director", "auditor", "successor", "elsewhere"]
)
def test_nobody_else_reads_them_in_whatever_role(contract_year: ContractYear, note: Any, who: str) -> None:
    leave(contract_year)
    user = getattr(contract_year, who)
    assert read_by(user) == []
    notes = year_page.notes_of(Standing(user, AT.date()), contract_year.contract)
    assert list(notes) == []


def test_what_was_shared_or_has_left_the_file_is_not_among_them(contract_year: ContractYear, note: Any) -> None:
    record = contract_year.record
    record.filed_on, record.taken_from_file_on = date(2004, 7, 1), date(2009, 7, 1)
    record.save()
    vouch(record)
    assert read_by(contract_year.authority) == []
    record.taken_from_file_on = None
    record.save()
    vouch(record)
    share_evidence.perform(Actor(contract_year.authority), at=AT, why="Shared.", note=note)
    assert read_by(contract_year.authority) == []
