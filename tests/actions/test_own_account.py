"""A candidate who is a user keeps out of the examination: linked at reception or later, and found by name."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from meritbook.actions import (
    SYSTEM,
    Actor,
    close_examination,
    create_user,
    deactivate_user,
    link_candidate,
    qualifying,
    receive_applications,
)
from meritbook.actions.permissions import Capability, OwnCaseError, may
from meritbook.actions.qualifying_policies import PersonTakenError
from meritbook.core.qualifications.candidate import Person
from meritbook.records.models import Application, LedgerEntry
from qualifying_world import OPEN_KEY, handed_in, job

pytestmark = pytest.mark.django_db


def link(by: Any, at: datetime, row: Application, user: Any) -> Application:
    return link_candidate.perform(
        Actor(by), at=at + timedelta(hours=2), why="As they told us.", application=row, user=user
    )


def test_whoever_is_linked_keeps_out_of_the_examination_from_then_on(examined: Any, people: Any, at: datetime) -> None:
    assert may(people.agency_hr, Capability.SETTLE_QUESTION, examined.open, on=at.date())
    link(people.analyst, at, examined.open, people.agency_hr)
    assert not may(people.agency_hr, Capability.READ_EXAMINATION, examined.met, on=at.date())
    with pytest.raises(OwnCaseError):
        link(people.agency_hr, at, examined.open, None)
    link(people.analyst, at, examined.open, None)
    assert may(people.agency_hr, Capability.SETTLE_QUESTION, examined.open, on=at.date())


def test_a_precedent_that_the_candidate_set_decides_nothing_about_them_once_they_are_linked(
    examined: Any, people: Any, at: datetime
) -> None:
    row = examined.by_precedent
    assert qualifying.judged(row).by_precedent
    linked = link(people.agency_hr, at, row, people.analyst)
    assert not qualifying.judged(linked).by_precedent
    linked.finding.refresh_from_db()
    assert linked.finding.verdict == "undetermined"
    assert OPEN_KEY in {one.key for one in linked.finding.asked.all()}


def test_nobody_links_their_own_account_and_nobody_sits_twice(examined: Any, people: Any, at: datetime) -> None:
    with pytest.raises(OwnCaseError):
        link(people.agency_hr, at, examined.met, people.agency_hr)
    with pytest.raises(PersonTakenError):
        link(people.agency_hr, at, examined.met, people.executive)
    assert link(people.agency_hr, at, examined.qualified, people.executive).user == people.executive


def test_an_account_is_linked_in_a_closed_examination_too(examined: Any, people: Any, at: datetime) -> None:
    close_examination.perform(Actor(people.analyst), at=at, why="Done.", examination=examined.examination)
    link(people.agency_hr, at, examined.met, people.personnel_staff)
    assert not may(people.personnel_staff, Capability.READ_EXAMINATION, examined.open, on=at.date())


def test_the_ledger_says_that_an_account_was_linked_and_not_whose(examined: Any, people: Any, at: datetime) -> None:
    link(people.analyst, at, examined.met, people.agency_hr)
    entry = LedgerEntry.objects.latest("seq")
    assert json.loads(entry.payload)["facts"] == {
        "application": "0101",
        "examination": "2026-014",
        "in_place_of_another": False,
        "linked": True,
        "was_linked": False,
    }
    assert "agency_hr" not in entry.payload


def test_reception_says_that_an_account_bears_the_name_or_the_e_mail_of_a_candidate(
    examination: Any, people: Any, at: datetime
) -> None:
    create_user.perform(SYSTEM, at=at, why="New.", username="nobody@example.org", full_name="Un Known")
    rows, _ = receive_applications.perform(
        Actor(people.agency_hr),
        at=at,
        why="The file.",
        examination=examination,
        applications=(
            handed_in("1", job("j1", "2012"), name=f" {people.auditor.full_name.upper()}  "),
            handed_in("2", job("j1", "2012"), name="Somebody Else"),
            handed_in("3", job("j1", "2012"), name="Third Person").model_copy(
                update={"person": Person(email="Nobody@Example.org")}
            ),
            handed_in("4", job("j1", "2012"), name=people.executive.full_name),
        ),
        users={"4": people.executive},
    )
    said = [bool([one for one in row.statements.get().notes if "Link it" in one]) for row in rows]
    assert said == [True, False, True, False]
    facts = json.loads(LedgerEntry.objects.latest("seq").payload)["facts"]
    assert facts["accounts_alike"] == ["1", "3"]


def test_an_account_that_was_shut_is_not_looked_for(people: Any, at: datetime) -> None:
    person = Person(name=people.auditor.full_name)
    assert link_candidate.alike([person, Person()]) == [[people.auditor], []]
    deactivate_user.perform(Actor(people.system_administrator), at=at, why="Left.", user=people.auditor)
    assert link_candidate.alike([person]) == [[]]
