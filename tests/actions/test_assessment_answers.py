"""Answering a competency assessment: who may, when, instead of whom, and how it is taken back and ends."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

import rater_world as world
from meritbook.actions import SYSTEM, assessing, assessment_days, close_assessment, rating_drafts, round_policies
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.round_outlook import outlook_of
from meritbook.core.competencies.answers import RatingAnswerError
from meritbook.records.models import (
    AssessmentBox,
    AssessmentRater,
    MultiraterState,
    RaterDraft,
    RaterStanding,
)
from rater_fixtures import *  # noqa: F403  # fixtures are found by their names
from rater_fixtures import name
from year_stage import do

pytestmark = pytest.mark.django_db


# --- answering -----------------------------------------------------------------------------------------------


def test_an_answer_counts_once(people: Any, raters: Any, row: Any, at: datetime) -> None:
    world.answer(row, raters[0], at, 4)
    with pytest.raises(possible.RaterAnsweredError):
        world.answer(row, raters[0], at, 1)


def test_who_is_not_asked_does_not_answer(people: Any, raters: Any, row: Any, at: datetime) -> None:
    mine = world.rater(row, raters[0])
    for who in (raters[1], raters[7], people.agency_hr, people.nobody):
        given = world.places(row, 4)
        with pytest.raises(possible.RaterNotAskedError):
            do("answer_assessment", who, at, rater=mine, given=given, comments={}, seen=world.seen(row, given, {}))
        with pytest.raises(possible.RaterNotAskedError):
            rating_drafts.save(Actor(who), at=at, rater=mine, given=given, comments={})


def test_who_has_left_is_told_so_and_what_they_answered_before_counts(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    world.answer(row, raters[0], at, 4)
    for who in raters[:2]:
        do("end_role", people.system_administrator, at, assignment=who.role_assignments.get())
    later = at + timedelta(days=3)
    with pytest.raises(possible.LeftOfficeError, match="holds no office on 5 March 2026"):
        world.answer(row, raters[1], later, 4)
    for n, who in enumerate(raters[2:7]):
        world.answer(row, who, later, 1 + n % 5)
    assert world.closed(people.agency_hr, at, row).answered == 6


def test_nothing_is_answered_on_somebody_who_has_left(people: Any, raters: Any, row: Any, at: datetime) -> None:
    for held in people.executive.role_assignments.all():
        do("end_role", people.system_administrator, at, assignment=held)
    with pytest.raises(possible.SubjectLeftError):
        world.answer(row, raters[0], at + timedelta(days=3), 4)


def test_days_before_and_after_are_refused_with_the_day(people: Any, raters: Any, version: Any, at: datetime) -> None:
    draft = world.drawn(people.agency_hr, at, subject=people.executive, version=version, groups={"peer": raters[:3]})
    row = do(
        "open_assessment", people.agency_hr, at, assessment=draft, starts_on=date(2026, 3, 4),
        last_day=date(2026, 3, 6),
    )  # fmt: skip
    with pytest.raises(possible.AssessmentDaysError, match="4 March 2026 on"):
        world.answer(row, raters[0], at, 4)
    with pytest.raises(possible.AssessmentDaysError, match="6 March 2026"):
        world.answer(row, raters[0], at + timedelta(days=5), 4)
    with pytest.raises(possible.AssessmentDaysError, match="from 7 March 2026 on"):
        do("close_assessment", people.agency_hr, at + timedelta(days=4), assessment=row)
    world.answer(row, raters[0], at + timedelta(days=4), 4)


def test_what_was_not_previewed_or_does_not_fit_is_not_taken(people: Any, raters: Any, row: Any, at: datetime) -> None:
    mine, given = world.rater(row, raters[0]), world.places(row, 4)
    for seen in ("", "0" * 64, world.seen(row, given, {"candour": "Other words."})):
        with pytest.raises(possible.RatingPreviewError):
            do("answer_assessment", raters[0], at, rater=mine, given=given, comments={}, seen=seen)
    with pytest.raises(RatingAnswerError):
        do("answer_assessment", raters[0], at, rater=mine, given=world.places(row, 6), comments={}, seen="")
    assert AssessmentRater.objects.get(pk=mine.pk).standing == RaterStanding.ASKED


def test_a_draft_is_kept_for_its_author_and_gone_once_it_is_sent(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    mine = world.rater(row, raters[0])
    rating_drafts.save(Actor(raters[0]), at=at, rater=mine, given=world.places(row, 2), comments={})
    rating_drafts.save(
        Actor(raters[0]), at=at, rater=mine, given=world.places(row, 3, None), comments={"candour": "So far."}
    )  # fmt: skip
    held = rating_drafts.held(mine)
    assert held is not None
    assert set(held.places.values()) == {3}
    assert held.comments == {"candour": "So far."}
    with pytest.raises(RatingAnswerError):
        rating_drafts.save(Actor(raters[0]), at=at, rater=mine, given=world.places(row, 9), comments={})
    world.answer(row, raters[0], at, 3)
    assert rating_drafts.held(mine) is None
    with pytest.raises(possible.RaterAnsweredError):
        rating_drafts.save(Actor(raters[0]), at=at, rater=mine, given={}, comments={})


# --- somebody else answers -----------------------------------------------------------------------------------


def test_who_answers_instead_counts_in_the_same_group(people: Any, raters: Any, row: Any, at: datetime) -> None:
    mine = world.rater(row, raters[0])
    rating_drafts.save(Actor(raters[0]), at=at, rater=mine, given=world.places(row, 2), comments={})
    do("delegate_rating", raters[0], at, rater=mine, delegate=raters[7])
    assert rating_drafts.held(mine) is None
    with pytest.raises(possible.RaterNotAskedError):
        do("answer_assessment", raters[0], at, rater=mine, given=world.places(row, 4), comments={}, seen="")
    world.answer(row, raters[7], at, 4)
    assert assessing.people(row) == {f"user:{raters[7].pk}": "peer"}


def test_nobody_answers_for_another_who_is_asked_or_assessed_or_has_left(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    mine = world.rater(row, raters[0])
    for delegate, refused in (
        (raters[1], possible.RaterTwiceError),
        (people.executive, possible.RaterTwiceError),
        (people.nobody, round_policies.RaterLeftError),
    ):
        with pytest.raises(refused):
            do("delegate_rating", raters[0], at, rater=mine, delegate=delegate)
    do("delegate_rating", raters[0], at, rater=mine, delegate=raters[7])
    with pytest.raises(possible.RaterTwiceError):
        do("delegate_rating", raters[1], at, rater=world.rater(row, raters[1]), delegate=raters[7])
    with pytest.raises(possible.RaterNotAskedError):
        do("delegate_rating", raters[7], at, rater=mine, delegate=people.measure_owner)
    own = world.rater(row, people.executive)
    with pytest.raises(possible.MultiraterError, match="under their name"):
        do("delegate_rating", people.executive, at, rater=own, delegate=people.measure_owner)


def test_naming_somebody_once_more_is_refused_alike_whether_they_have_answered_or_not(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    mine = world.rater(row, raters[0])
    do("delegate_rating", raters[0], at, rater=mine, delegate=raters[7])

    def refused(delegate: Any) -> tuple[str, str, str]:
        with pytest.raises(possible.GivenOnError) as found:
            do("delegate_rating", raters[0], at, rater=mine, delegate=delegate)
        return found.value.code, found.value.message, found.value.remedy

    tried = (people.measure_owner, raters[0], raters[7], people.nobody)
    before = [refused(one) for one in tried]
    world.answer(row, raters[7], at, 4)
    assert [refused(one) for one in tried] == before


def test_who_should_answer_instead_hands_it_back_and_another_can_be_named(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    mine = world.rater(row, raters[0])
    do("delegate_rating", raters[0], at, rater=mine, delegate=raters[7])
    back = do("decline_rating", raters[7], at, rater=mine)
    assert (back.delegate, back.standing) == (None, RaterStanding.ASKED)
    do("delegate_rating", raters[0], at, rater=mine, delegate=raters[7])
    do("decline_rating", raters[7], at, rater=mine)
    world.answer(row, raters[0], at, 4)


# --- taking back and the end ---------------------------------------------------------------------------------


def test_a_group_of_three_of_whom_one_takes_back_is_told_with_others(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    receipts = {}
    for n, who in enumerate(raters[:7]):
        receipts[n] = world.answer(row, who, at, 1 + n % 5, 3, 2)
    do("take_back_rating", raters[6], at, assessment=row, receipt=receipts[6].upper().replace("-", " "))
    told = world.closed(people.agency_hr, at, row)
    assert [(one.groups, one.answered) for one in told.cells] == [(("peer", "report"), 6)]


def test_who_took_back_may_answer_anew_with_another_receipt(people: Any, raters: Any, row: Any, at: datetime) -> None:
    first = world.answer(row, raters[0], at, 4)
    do("take_back_rating", raters[0], at, assessment=row, receipt=first)
    with pytest.raises(possible.ReceiptError):
        do("take_back_rating", raters[0], at, assessment=row, receipt=first)
    second = world.answer(row, raters[0], at, 2)
    assert second != first
    with pytest.raises(possible.ReceiptError):
        do("take_back_rating", raters[0], at, assessment=row, receipt=first)


def test_a_receipt_is_of_no_use_to_anybody_else_nor_after_the_last_day(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    receipt = world.answer(row, raters[0], at, 4)
    world.answer(row, raters[1], at, 2)
    with pytest.raises(possible.ReceiptError):
        do("take_back_rating", raters[1], at, assessment=row, receipt=receipt)
    for who in (raters[7], people.agency_hr):
        with pytest.raises(possible.RaterNotAskedError):
            do("take_back_rating", who, at, assessment=row, receipt=receipt)
    with pytest.raises(possible.AssessmentDaysError):
        do("take_back_rating", raters[0], at + timedelta(days=14), assessment=row, receipt=receipt)


def test_a_withdrawn_one_leaves_nothing_of_its_answers(people: Any, raters: Any, row: Any, at: datetime) -> None:
    world.answer(row, raters[0], at, 4)
    rating_drafts.save(Actor(raters[1]), at=at, rater=world.rater(row, raters[1]), given={}, comments={})
    gone = do("withdraw_assessment", people.agency_hr, at, assessment=row, because="The wrong role.")
    assert (gone.state, gone.because) == (MultiraterState.WITHDRAWN, "The wrong role.")
    assert not AssessmentBox.objects.exists()
    assert not RaterDraft.objects.exists()
    with pytest.raises(possible.AssessmentStandsError):
        world.answer(row, raters[1], at, 4)
    with pytest.raises(possible.AssessmentStandsError):
        do("close_assessment", people.agency_hr, at + timedelta(days=15), assessment=row)


def test_the_daily_work_closes_what_is_over_and_goes_on_after_what_it_cannot(
    people: Any, raters: Any, version: Any, row: Any, at: datetime
) -> None:
    other = world.opened(
        people.agency_hr, at, subject=people.department_director, version=version, groups={"peer": raters[:3]}
    )
    world.answer(row, raters[0], at, 4)
    AssessmentBox.objects.filter(assessment=row).update(sealed=AssessmentBox.objects.get(assessment=other).sealed)
    assert not [one for one in assessment_days.work(SYSTEM, at=at) if one.closed]
    later = at + timedelta(days=14)
    done = {one.assessment.pk: one for one in assessment_days.work(SYSTEM, at=later)}
    assert done[other.pk].closed
    assert done[row.pk].problem is not None
    assert done[row.pk].problem.code == "competencies.rating_box"
    assert not [one for one in assessment_days.work(SYSTEM, at=later) if one.closed]
    with pytest.raises(ForbiddenError):
        close_assessment.perform(Actor(people.auditor), at=later, why="Why not.", assessment=row)


def test_who_keeps_it_is_told_beforehand_which_groups_would_be_told(
    people: Any, raters: Any, version: Any, row: Any, at: datetime
) -> None:
    assert outlook_of(row, at.date()).cells.shown == ("peer", "report")
    for n, who in enumerate(raters[:7]):
        world.answer(row, who, at, 1 + n % 5)
    world.closed(people.agency_hr, at, row)
    later = at + timedelta(days=20)
    again = world.drawn(
        people.agency_hr, later, subject=people.executive, version=version,
        groups={"peer": raters[:4], "report": raters[4:7]},
    )  # fmt: skip
    assert outlook_of(again, later.date()).cells.shown == ("peer", "report")
    name(people, later, again, "peer", raters[7])
    assert not outlook_of(again, later.date()).cells.total


def test_what_a_draft_shows_beforehand_does_not_tell_who_answered_an_earlier_round(
    people: Any, raters: Any, version: Any, row: Any, at: datetime
) -> None:
    for n, who in enumerate([*raters[:3], *raters[4:7]]):  # the fourth peer is asked, and does not answer
        world.answer(row, who, at, 1 + n % 5)
    world.closed(people.agency_hr, at, row)
    seen = []
    for left_out in raters[:4]:
        peers = [one for one in raters[:4] if one != left_out]
        groups = {"peer": peers, "report": raters[4:7]}
        draft = world.drawn(
            people.agency_hr, at + timedelta(days=20), subject=people.executive, version=version, groups=groups
        )
        seen.append(outlook_of(draft, (at + timedelta(days=20)).date()).cells)
        do("withdraw_assessment", people.agency_hr, at + timedelta(days=20), assessment=draft, because="Another one.")
    assert len(set(map(repr, seen))) == 1
