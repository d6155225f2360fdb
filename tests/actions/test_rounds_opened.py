"""A round of which nothing would be told is opened by who knows it; and who left is taken out of an open one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

import rater_world as world
from meritbook.actions import assessing, round_policies
from meritbook.actions import assessing_policies as possible
from meritbook.records.models import LedgerEntry, MultiraterAssessment
from rater_fixtures import *  # noqa: F403  # fixtures are found by their names
from rater_fixtures import name
from year_stage import do

pytestmark = pytest.mark.django_db


def opening(people: Any, row: Any, at: datetime, **more: Any) -> Any:
    days = {"starts_on": at.date(), "last_day": at.date() + timedelta(days=9)}
    return do("open_assessment", people.agency_hr, at, assessment=row, **days, **more)


def test_a_round_of_which_nothing_would_be_told_is_opened_only_by_who_confirms_it(
    people: Any, raters: Any, version: Any, at: datetime
) -> None:
    groups = {"peer": raters[:2], "other": ["mary", "joan"]}
    row = world.drawn(people.agency_hr, at, subject=people.executive, version=version, groups=groups)
    with pytest.raises(round_policies.NothingToldError, match="2 in all groups together can answer, guests") as refused:
        opening(people, row, at)
    assert (refused.value.code, refused.value.where) == ("competencies.nothing_told", "confirm")
    assert MultiraterAssessment.objects.get(pk=row.pk).state == "draft"
    assert opening(people, row, at, confirm=True).state == "open"
    assert LedgerEntry.objects.latest("seq").facts["confirmed"] is True


def test_a_round_beside_which_an_earlier_one_would_tell_somebody_says_so_and_asks_too(
    people: Any, raters: Any, version: Any, row: Any, at: datetime
) -> None:
    for n, who in enumerate(raters[:7]):
        world.answer(row, who, at, 1 + n % 5)
    world.closed(people.agency_hr, at, row)
    later = at + timedelta(days=20)
    groups = {"peer": [*raters[:4], raters[7]], "report": raters[4:7]}
    again = world.drawn(people.agency_hr, later, subject=people.executive, version=version, groups=groups)
    with pytest.raises(round_policies.NothingToldError, match="beside an earlier round"):
        opening(people, again, later)
    assert opening(people, again, later, confirm=True).state == "open"


def test_who_was_shut_out_before_the_opening_counts_no_more(
    people: Any, raters: Any, version: Any, at: datetime
) -> None:
    row = world.drawn(people.agency_hr, at, subject=people.executive, version=version, groups={"peer": raters[:3]})
    do("deactivate_user", people.system_administrator, at, user=raters[0])
    with pytest.raises(round_policies.NothingToldError, match="2 in all groups together can answer, fewer than 3"):
        opening(people, row, at)


@pytest.mark.parametrize("had_answered", [True, False])
def test_who_left_is_taken_out_of_an_open_one_and_what_they_answered_counts(
    people: Any, raters: Any, row: Any, at: datetime, had_answered: bool
) -> None:
    leaver = raters[0]
    with pytest.raises(possible.RaterStandsError):
        do("remove_rater", people.agency_hr, at, rater=world.rater(row, leaver), because="Left.")
    held = world.rater(row, leaver)
    for n, who in enumerate(raters[not had_answered : 7]):
        world.answer(row, who, at, 1 + n % 5)
    do("deactivate_user", people.system_administrator, at, user=leaver)
    taken = do("remove_rater", people.agency_hr, at, rater=held, because="Left.")
    assert taken.gone_from_it
    assert leaver not in [one.user for one in assessing.asked(row)]
    assert LedgerEntry.objects.latest("seq").facts == {"rater": leaver.username, "because": "Left."}
    # Somebody who comes back is not asked a second time, whether they had answered or not.
    do("reactivate_user", people.system_administrator, at, user=leaver)
    with pytest.raises(possible.RaterTwiceError):
        name(people, at, row, "peer", leaver)
    assert assessing.rater_of(row, leaver) is None
    told = world.closed(people.agency_hr, at, row)
    assert (told.asked, told.answered) == (7, 6 + had_answered)


def test_the_statement_that_tells_who_left_agrees_with_what_each_may_do(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    do("deactivate_user", people.system_administrator, at, user=raters[0])
    for role in raters[1].role_assignments.all():
        do("end_role", people.system_administrator, at, assignment=role, ends_before=at.date())
    held = assessing.asked(row)
    out = assessing.out_of_office(held, at.date())
    assert out == {one.user_id for one in held if not assessing.may_answer(one.user, at.date())}
    assert {raters[0].pk, raters[1].pk} <= out


def test_who_takes_back_that_they_declined_is_asked_as_before_and_why_is_thrown_away(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    one = world.rater(row, raters[4])
    with pytest.raises(round_policies.NotDeclinedError):
        do("take_back_declining", raters[4], at, rater=one)
    do("decline_rating", raters[4], at, rater=one, because="On leave.")
    with pytest.raises(possible.RaterDeclinedError):
        world.answer(row, raters[4], at, 4)
    back = do("take_back_declining", raters[4], at, rater=one)
    # Why they are asked as what no position shows stays as it was told.
    assert (back.standing, back.declined_because, back.because) == ("asked", "", world.SO)
    world.answer(row, raters[4], at, 4)
    with pytest.raises(round_policies.NotDeclinedError):
        do("take_back_declining", raters[4], at, rater=one)


def test_it_is_taken_back_neither_after_the_last_day_nor_once_the_keeper_took_them_out(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    first, second = (world.rater(row, one) for one in raters[:2])
    for who, rater in ((raters[0], first), (raters[1], second)):
        do("decline_rating", who, at, rater=rater)
    with pytest.raises(possible.AssessmentDaysError):
        do("take_back_declining", raters[0], at + timedelta(days=14), rater=first)
    do("remove_rater", people.agency_hr, at, rater=second, because="Declined.")
    with pytest.raises(possible.RaterNotAskedError):
        do("take_back_declining", raters[1], at, rater=second)
