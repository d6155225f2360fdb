"""Of which groups too few can still answer is told to who keeps it in time, and tells nothing of who has answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

import rater_world as world
from meritbook.actions.permissions import Standing
from meritbook.desk import assessments as read
from meritbook.records.models import AssessmentRater, MultiraterAssessment
from rater_fixtures import *  # noqa: F403  # fixtures are found by their names
from rater_fixtures import name
from year_stage import do

pytestmark = pytest.mark.django_db


def page(people: Any, row: Any, at: datetime, who: str = "agency_hr") -> Any:
    standing = Standing(getattr(people, who), at.date())
    return read.page(standing, read.by_pk(standing, row.pk))


def short(people: Any, row: Any, at: datetime, who: str = "agency_hr") -> tuple[str, ...]:
    return tuple(page(people, row, at, who).short)


def test_a_group_of_three_of_whom_one_declines_is_named_before_the_end_with_what_to_do(
    people: Any, row: Any, raters: Any, at: datetime
) -> None:
    assert short(people, row, at) == ()
    do("decline_rating", raters[4], at, rater=world.rater(row, raters[4]))
    (said,) = short(people, row, at)
    assert said.startswith("People who report to them: 2 can still answer, fewer than 3.")
    # Two reports beside four peers would tell two by subtraction, so the peers are told with them.
    assert "told as one with peers" in said
    assert "Name another by 15 March 2026." in said
    # It is for who keeps it, and once somebody else is named it is gone.
    assert short(people, row, at, "executive") == ()
    name(people, at, row, "report", raters[7])
    assert short(people, row, at) == ()


def test_it_reads_the_same_whoever_of_those_who_can_still_answer_has(
    people: Any, row: Any, raters: Any, at: datetime
) -> None:
    do("decline_rating", raters[4], at, rater=world.rater(row, raters[4]))
    before = short(people, row, at)
    receipt = world.answer(row, raters[5], at, 4)
    world.answer(row, raters[0], at, 4)
    assert short(people, row, at) == before
    do("take_back_rating", raters[5], at, assessment=row, receipt=receipt)
    assert short(people, row, at) == before


def test_a_group_that_nobody_is_left_in_and_too_few_in_all_are_told_so(
    people: Any, row: Any, raters: Any, at: datetime
) -> None:
    for one in raters[4:7]:
        do("decline_rating", one, at, rater=world.rater(row, one))
    (said,) = short(people, row, at)
    assert said.startswith("People who report to them: nobody can still answer")
    assert "Nothing is told of such a group." in said
    for one in raters[:2]:
        do("decline_rating", one, at, rater=world.rater(row, one))
    (said,) = short(people, row, at)
    assert said.startswith("Nothing of the groups would be told as it stands. Name others by 15 March 2026.")
    assert "2 in all groups together can answer, fewer than 3." in page(people, row, at).outlook
    # Who was taken out after declining is as little there as before.
    do("remove_rater", people.agency_hr, at, rater=row.raters.get(user=raters[0]), because="Declined.")
    assert short(people, row, at) == (said,)


def test_once_its_days_are_over_nobody_can_be_named_and_nothing_is_asked_for(
    people: Any, row: Any, raters: Any, at: datetime
) -> None:
    do("decline_rating", raters[4], at, rater=world.rater(row, raters[4]))
    assert isinstance(row, MultiraterAssessment)
    assert short(people, row, at + timedelta(days=14)) == ()


def test_what_would_be_told_is_said_while_it_is_open_as_well_and_fits_what_is_said_of_each_group(
    people: Any, row: Any, raters: Any, at: datetime
) -> None:
    assert page(people, row, at).outlook == (
        "If everybody answers who can, these would be told: peers by themselves; people who report to them by "
        "themselves."
    )
    do("decline_rating", raters[4], at, rater=world.rater(row, raters[4]))
    shown = page(people, row, at)
    assert (
        shown.outlook == "If everybody answers who can, these would be told: peers, people who report to them as one."
    )
    assert "told as one with peers" in shown.short[0]
    before = shown
    for one in (raters[0], raters[5]):
        world.answer(row, one, at, 4)
    assert page(people, row, at).outlook == before.outlook
    assert page(people, row, at, "executive").outlook == ""
    assert page(people, row, at + timedelta(days=14)).outlook == ""


def test_guests_count_as_nobody_in_what_is_said_of_their_group(people: Any, row: Any, at: datetime) -> None:
    for n in range(4):
        name(people, at, row, "other", guest=f"Guest {n}", address=f"guest{n}@outside.example")
    shown = page(people, row, at)
    assert "others as one" in shown.outlook
    (said,) = shown.short
    assert said.startswith("Others: nobody can still answer, guests not counted, fewer than 3.")
    assert "Even if they do, they are told as one with" in said


def test_who_left_is_named_and_counted_out_and_nothing_tells_whether_they_had_answered(
    people: Any, row: Any, raters: Any, at: datetime
) -> None:
    leaver = raters[4]

    def seen() -> tuple[Any, ...]:
        shown = page(people, row, at)
        (line,) = [one for group in shown.groups for one in group.raters if one.name == leaver.full_name]
        return shown.outlook, shown.short, shown.answered, line.gone, line.removable, line.state

    world.answer(row, leaver, at, 4)
    do("deactivate_user", people.system_administrator, at, user=leaver)
    outlook, low, _, gone, removable, _ = answered = seen()
    assert "people who report to them as one" in outlook
    assert low[0].startswith("People who report to them: 2 can still answer")
    assert gone == "cannot answer any more, as they hold no office"
    assert removable
    row.raters.filter(user=leaver).update(standing="asked")
    assert seen() == answered


def test_one_whose_stand_in_left_is_named_and_can_be_taken_out_whether_or_not_it_was_answered(
    people: Any, row: Any, raters: Any, at: datetime
) -> None:
    rater = world.rater(row, raters[4])
    do("delegate_rating", raters[4], at, rater=rater, delegate=raters[7])
    do("deactivate_user", people.system_administrator, at, user=raters[7])
    shown = page(people, row, at)
    (line,) = [one for group in shown.groups for one in group.raters if one.gone]
    told = (line.name, line.removable, line.gone)
    says = f"{raters[7]}, who was named instead, cannot answer any more, as they hold no office"
    assert told == (raters[4].full_name, True, says)
    assert "People who report to them: 2 can still answer" in shown.short[0]
    AssessmentRater.objects.filter(pk=rater.pk).update(standing="answered")
    (line,) = [one for group in page(people, row, at).groups for one in group.raters if one.gone]
    assert (line.name, line.removable, line.gone) == told
    AssessmentRater.objects.filter(pk=rater.pk).update(standing="asked")
    do("remove_rater", people.personnel_staff, at, rater=rater, because="Their stand-in left.")
    shown = page(people, row, at)
    assert [one.name for group in shown.groups for one in group.raters if one.gone] == []
