"""Who keeps a competency assessment and who is asked in it are different people, whatever roles they hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

import rater_world as world
from meritbook.actions import assessing_policies as possible
from meritbook.actions.permissions import OwnCaseError
from meritbook.records.models import Role
from rater_fixtures import *  # noqa: F403  # fixtures are found by their names
from rater_fixtures import name
from year_stage import do

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(people: Any, raters: Any, version: Any, at: datetime) -> Any:
    groups = {"peer": [*raters[:3], people.personnel_staff]}
    return world.drawn(people.agency_hr, at, subject=people.executive, version=version, groups=groups)


def test_whoever_is_asked_keeps_it_no_more_and_others_go_on(people: Any, raters: Any, drawn: Any, at: datetime) -> None:
    staff = people.personnel_staff
    days = {"starts_on": at.date(), "last_day": at.date() + timedelta(days=9)}
    mine = drawn.raters.get(user=staff)
    for act, taken in (
        ("name_rater", {"assessment": drawn, "group": "peer", "user": raters[5]}),
        ("remove_rater", {"rater": drawn.raters.get(user=raters[0]), "because": "Away."}),
        ("remove_rater", {"rater": mine, "because": "I keep it."}),
        ("open_assessment", {"assessment": drawn, **days}),
        ("withdraw_assessment", {"assessment": drawn, "because": "A wrong role."}),
    ):
        with pytest.raises(OwnCaseError) as refused:
            do(act, staff, at, **taken)
        assert refused.value.code == "permission.own_case"
    row = do("open_assessment", people.agency_hr, at, assessment=drawn, **days)
    with pytest.raises(OwnCaseError):
        do("close_assessment", staff, at + timedelta(days=10), assessment=row)
    assert (
        do("close_assessment", people.agency_hr, at + timedelta(days=10), assessment=row).closed_by == people.agency_hr
    )


def test_whoever_is_not_asked_any_more_keeps_it_again(people: Any, drawn: Any, at: datetime) -> None:
    do("remove_rater", people.agency_hr, at, rater=drawn.raters.get(user=people.personnel_staff), because="Keeps it.")
    assert do("withdraw_assessment", people.personnel_staff, at, assessment=drawn, because="A wrong role.")


def test_who_drew_it_up_is_asked_in_no_group_and_not_as_a_supervisor_either(
    people: Any, drawn: Any, at: datetime
) -> None:
    do("remove_rater", people.agency_hr, at, rater=drawn.raters.get(user=people.personnel_staff), because="Keeps it.")
    for group in ("supervisor", "peer"):
        with pytest.raises(possible.KeeperAsksError, match="keeps the assessment"):
            do(
                "name_rater", people.personnel_staff, at, assessment=drawn, group=group, user=people.agency_hr,
                because=world.SO,
            )  # fmt: skip


def test_whom_the_person_reports_to_does_not_draw_it_up(
    people: Any, version: Any, official_version: Any, at: datetime
) -> None:
    position, boss = official_version.position, people.supervisor
    do(
        "grant_role", people.system_administrator, at, user=boss, role=Role.AGENCY_HR, department=position.department,
        starts_on=at.date(),
    )  # fmt: skip
    taken = {"subject": people.executive, "version": version, "role": "executive"}
    with pytest.raises(possible.KeeperAsksError, match="Executive reports to you") as refused:
        do("draw_assessment", boss, at, **taken)
    assert "Ask somebody else who keeps assessments" in refused.value.to_do
    row = do("draw_assessment", people.agency_hr, at, **taken)
    assert row.raters.filter(user=boss, group="supervisor").exists()
    with pytest.raises(OwnCaseError):
        do("withdraw_assessment", boss, at, assessment=row, because="I would rather not.")


def test_no_other_keeper_comes_to_it_as_a_guest(people: Any, drawn: Any, at: datetime) -> None:
    do("remove_rater", people.agency_hr, at, rater=drawn.raters.get(user=people.personnel_staff), because="Keeps it.")
    do("subscribe_digest", people.personnel_staff, at, address="staff@agency.example")
    do("subscribe_digest", people.auditor, at, address="auditor@agency.example")
    with pytest.raises(possible.KeeperAsksError, match="belongs to somebody who keeps"):
        name(people, at, drawn, "other", guest="Kim", address="Staff+1@agency.example")
    # Who could not keep it may come as a guest, where they are not asked otherwise.
    assert name(people, at, drawn, "other", guest="Kim", address="auditor@agency.example").guest == "Kim"
