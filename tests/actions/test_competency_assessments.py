"""Competency assessments: drawn up, who is asked, opened, and what is refused with which words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

import rater_world as world
from meritbook.actions import assessing_policies as possible
from meritbook.actions import offices, round_policies
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.policies import TextError
from meritbook.records.models import (
    LedgerEntry,
    MultiraterAssessment,
    RaterStanding,
)
from rater_fixtures import *  # noqa: F403  # fixtures are found by their names
from rater_fixtures import name
from year_stage import do

pytestmark = pytest.mark.django_db


# --- from the draft to the end -------------------------------------------------------------------------------


def test_a_round_from_the_draft_to_what_is_told(people: Any, raters: Any, row: Any, at: datetime) -> None:
    world.answer(row, people.executive, at, 5, 4)
    for n, who in enumerate(raters[:7]):
        world.answer(row, who, at, 1 + n % 5, 3, 1 + n % 4, candour=f"Thought number {n}.")
    told = world.closed(people.agency_hr, at, row)
    assert told.answered == 7
    assert [one.groups for one in told.cells] == [("peer",), ("report",)]
    assert [(one.group, one.name) for one in told.named] == [("self", "Executive")]
    assert sorted(one.says for one in told.comments) == [f"Thought number {n}." for n in range(7)]
    assert told.competency("candour").others.n == 7


def test_the_person_and_whom_they_report_to_are_asked_in_any_case(
    people: Any, raters: Any, version: Any, official_version: Any, at: datetime
) -> None:
    def asked(row: Any) -> list[tuple[str, Any]]:
        return [(one.group, one.user) for one in row.raters.order_by("pk")]

    taken = {"subject": people.executive, "version": version, "role": "executive"}
    row = do("draw_assessment", people.agency_hr, at, **taken)
    # Whoever they report to holds no office, and could not answer.
    assert asked(row) == [("self", people.executive)]
    assert row.department == official_version.position.department
    do("withdraw_assessment", people.agency_hr, at, assessment=row, because="Their supervisor is to be asked too.")
    do(
        "grant_role", people.system_administrator, at, user=people.supervisor, role="department_director",
        department=row.department, starts_on=at.date(),
    )  # fmt: skip
    row = do("draw_assessment", people.agency_hr, at, **taken)
    assert asked(row) == [("self", people.executive), ("supervisor", people.supervisor)]


def test_nobody_keeps_an_assessment_of_themselves(people: Any, version: Any, row: Any, at: datetime) -> None:
    with pytest.raises(OwnCaseError):
        do("draw_assessment", people.agency_hr, at, subject=people.agency_hr, version=version, role="executive")
    with pytest.raises(ForbiddenError):
        do("withdraw_assessment", people.executive, at, assessment=row, because="I do not want it.")
    with pytest.raises(ForbiddenError):
        do("draw_assessment", people.agency_hr_elsewhere, at, subject=people.analyst, version=version, role="manager")


def test_whoever_holds_positions_in_two_departments_is_assessed_and_plans_in_the_same_one(
    people: Any, departments: Any, version: Any, describe: Any, description: Any, at: datetime
) -> None:
    """The position that comes first by its number decides, whichever was described first."""
    who = people.department_director
    second = describe(description.model_copy(update={"number": "Z-1"}), incumbent=who).position
    first = describe(description.model_copy(update={"number": "A-1"}), incumbent=who).position
    type(second).objects.filter(pk=second.pk).update(department=departments.transport)
    taken = {"subject": who, "version": version, "role": "executive"}
    drawn = do("draw_assessment", people.personnel_staff, at, **taken)
    days = {"starts_on": at.date(), "last_day": at.date() + timedelta(days=30)}
    planned = do("make_growth_plan", who, at, title="Lead", version=version, role="executive", **days)
    assert drawn.department == planned.department == first.department == departments.revenue
    # Without a position it is the department of a role, the first by its code.
    type(first).objects.filter(incumbent=who).update(incumbent=None)
    assert offices.department_of(who, at.date()) == departments.revenue
    assert offices.department_of(people.personnel_staff, at.date()) is None
    assert offices.department_of(people.nobody, at.date()) is None
    type(first).objects.filter(pk__in=[first.pk, second.pk]).update(incumbent=who)
    type(second).objects.filter(pk=second.pk).update(department=departments.revenue)


def test_one_at_a_time_of_a_person_in_office_by_a_model_in_use(
    people: Any, version: Any, row: Any, at: datetime
) -> None:
    def draw(**more: Any) -> Any:
        taken = {"subject": people.department_director, "version": version, "role": "executive", **more}
        return do("draw_assessment", people.agency_hr, at, **taken)

    with pytest.raises(possible.AssessmentStandsError):
        draw(subject=people.executive)
    with pytest.raises(possible.MultiraterError, match="no role"):
        draw(role="emperor")
    with pytest.raises(possible.SubjectLeftError) as refused:
        do("draw_assessment", people.personnel_staff, at, subject=people.nobody, version=version, role="executive")
    # None was drawn up, so none is to be withdrawn.
    assert refused.value.to_do == "Only who is in office is assessed. Name somebody who is."
    newer = world.version_of(world.model_of(name="Small, anew"), at, row=version.model, number=2)
    version.refresh_from_db()
    with pytest.raises(possible.ModelRetiredError, match="not the version that stands"):
        draw()
    newer.model.retired_because = "Another one is better."
    with pytest.raises(possible.ModelRetiredError, match="Another one is better"):
        draw(version=newer)


def test_what_it_follows_is_a_closed_one_of_the_same_person(
    people: Any, raters: Any, version: Any, row: Any, at: datetime
) -> None:
    taken = {"subject": people.department_director, "version": version, "role": "executive", "follows": row}
    with pytest.raises(possible.MultiraterError, match="same person"):
        do("draw_assessment", people.agency_hr, at, **taken)
    taken["subject"] = people.executive
    with pytest.raises(possible.MultiraterError, match="not closed"):
        do("draw_assessment", people.agency_hr, at, **taken)
    world.closed(people.agency_hr, at, row)
    taken["follows"] = MultiraterAssessment.objects.get(pk=row.pk)
    assert do("draw_assessment", people.agency_hr, at + timedelta(days=15), **taken).follows == row


# --- who is asked --------------------------------------------------------------------------------------------


def test_the_same_person_is_asked_once_in_whatever_group(people: Any, raters: Any, version: Any, at: datetime) -> None:
    draft = world.drawn(
        people.agency_hr, at, subject=people.executive, version=version,
        groups={"peer": raters[:2], "other": ["mary"]},
    )  # fmt: skip
    with pytest.raises(possible.RaterTwiceError):
        name(people, at, draft, "report", raters[0])
    with pytest.raises(possible.RaterTwiceError, match="on themselves"):
        name(people, at, draft, "peer", people.executive)
    with pytest.raises(possible.MultiraterError, match="own view"):
        name(people, at, draft, "self", raters[3])
    with pytest.raises(possible.RaterTwiceError, match="address"):
        name(people, at, draft, "other", guest="Maria", address="MARY@outside.example")
    # A guest who is in fact somebody on record, by the address that they gave themselves.
    do("subscribe_digest", raters[0], at, address="one@agency.example")
    with pytest.raises(possible.RaterTwiceError, match="address"):
        name(people, at, draft, "other", guest="One", address="One@Agency.example")
    do("subscribe_digest", raters[4], at, address="mary@outside.example")
    with pytest.raises(possible.RaterTwiceError, match="as a guest"):
        name(people, at, draft, "peer", raters[4])


def test_whoever_keeps_it_answers_in_no_group_by_whatever_name(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    from meritbook.records.models import Role

    keeper = people.agency_hr
    do("subscribe_digest", keeper, at, address="Keeper@agency.example")
    for address in ("keeper@AGENCY.example", "keeper+2@agency.example"):
        with pytest.raises(possible.KeeperAsksError, match="belongs to somebody who keeps") as refused:
            name(people, at, row, "other", guest="Kim", address=address)
        assert refused.value.where == "address"
    name(people, at, row, "other", guest="Kim", address="peeker@agency.example")
    # Nor do they by somebody who answers in a group and hands it on to them, whoever drew it up.
    rater = row.raters.get(user=raters[0])
    with pytest.raises(possible.KeeperAsksError, match="keeps the assessment"):
        do("delegate_rating", raters[0], at, rater=rater, delegate=keeper)
    second = raters[7]
    do("grant_role", people.system_administrator, at, user=second, role=Role.AGENCY_HR, department=row.department)
    with pytest.raises(possible.KeeperAsksError, match="keeps the assessment"):
        do("delegate_rating", raters[0], at, rater=rater, delegate=second)
    with pytest.raises(possible.KeeperAsksError, match=keeper.full_name):
        do("name_rater", second, at, assessment=row, group="peer", user=keeper)


def test_a_supervisor_or_report_whom_no_position_shows_is_asked_with_a_reason(
    people: Any, raters: Any, version: Any, draft: Any, describe: Any, description: Any, at: datetime
) -> None:
    row = world.drawn(people.agency_hr, at, subject=people.executive, version=version, groups={})
    taken = {"assessment": row, "user": raters[0]}
    for group in ("supervisor", "report"):
        for because in ("", "  "):
            with pytest.raises(possible.RaterRelationError, match="positions on record do not show") as refused:
                do("name_rater", people.agency_hr, at, group=group, because=because, **taken)
        assert refused.value.where == "because"
    named = do("name_rater", people.agency_hr, at, group="report", because="Lent to them until June.", **taken)
    assert named.because == "Lent to them until June."
    assert LedgerEntry.objects.latest("seq").facts["because"] == "Lent to them until June."
    # Whom a position shows as one owes none, and of a peer nothing is on record.
    describe(description.model_copy(update={"number": "R-9"}), incumbent=raters[1], supervisor=draft.position)
    for user, group in ((raters[1], "report"), (raters[2], "peer")):
        one = do("name_rater", people.agency_hr, at, assessment=row, user=user, group=group, because="None owed.")
        assert one.because == ""


def test_a_guest_has_a_name_and_an_address_and_is_asked_among_the_others(
    people: Any, raters: Any, version: Any, at: datetime
) -> None:
    draft = world.drawn(people.agency_hr, at, subject=people.executive, version=version, groups={})
    for guest, match in (
        ({"guest": "Mary", "address": "no address"}, "no address of mail"),
        ({"guest": "Mary"}, "must not be empty"),
        ({}, "Name somebody on record"),
        ({"guest": "Mary", "address": "m@outside.example", "user": raters[0]}, "Name somebody on record"),
    ):
        with pytest.raises((possible.MultiraterError, TextError), match=match):
            do("name_rater", people.agency_hr, at, assessment=draft, group="other", **guest)
    with pytest.raises(possible.MultiraterError, match="group of others"):
        name(people, at, draft, "peer", guest="Mary", address="m@outside.example")
    with pytest.raises(round_policies.RaterLeftError):
        name(people, at, draft, "peer", people.nobody)


def test_somebody_taken_out_of_a_draft_may_be_named_again(people: Any, raters: Any, version: Any, at: datetime) -> None:
    draft = world.drawn(people.agency_hr, at, subject=people.executive, version=version, groups={"peer": raters[:1]})
    held = world.rater(draft, raters[0])
    gone = do("remove_rater", people.agency_hr, at, rater=held, because="In the wrong group.")
    assert (gone.standing, gone.because) == (RaterStanding.REMOVED, "In the wrong group.")
    with pytest.raises(possible.RaterStandsError):
        do("remove_rater", people.agency_hr, at, rater=held, because="Again.")
    assert name(people, at, draft, "report", raters[0]).group == "report"


def test_whether_somebody_can_be_taken_out_of_an_open_one_does_not_tell_whether_they_answered(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    world.answer(row, raters[0], at, 4)
    refused = []
    for who in raters[:2]:
        with pytest.raises(possible.RaterStandsError) as problem:
            do("remove_rater", people.agency_hr, at, rater=world.rater(row, who), because="No more.")
        refused.append(problem.value.message.replace(str(who), "X"))
    assert refused[0] == refused[1]
    do("decline_rating", raters[2], at, rater=world.rater(row, raters[2]))
    do("remove_rater", people.agency_hr, at, rater=world.rater(row, raters[2]), because="Declined.")


def test_somebody_else_is_asked_in_place_of_one_who_declined(people: Any, raters: Any, row: Any, at: datetime) -> None:
    declined = do("decline_rating", raters[0], at, rater=world.rater(row, raters[0]), because="I am new here.")
    assert (declined.standing, declined.declined_because) == (RaterStanding.DECLINED, "I am new here.")
    with pytest.raises(possible.RaterDeclinedError, match="declined"):
        world.answer(row, raters[0], at, 4)
    name(people, at, row, "peer", raters[7])
    world.answer(row, raters[7], at, 4)
    with pytest.raises(possible.AssessmentDaysError):
        name(people, at + timedelta(days=14), row, "peer", people.measure_owner)


# --- opening -------------------------------------------------------------------------------------------------


def test_with_too_few_in_groups_it_is_not_opened(people: Any, raters: Any, version: Any, at: datetime) -> None:
    draft = world.drawn(
        people.agency_hr, at, subject=people.executive, version=version,
        groups={"peer": raters[:1], "report": raters[1:2], "supervisor": [people.department_director]},
    )  # fmt: skip
    with pytest.raises(possible.TooFewRatersError, match="2 people are asked in groups"):
        do("open_assessment", people.agency_hr, at, assessment=draft, starts_on=at.date(), last_day=at.date())
    name(people, at, draft, "other", raters[2])
    do("open_assessment", people.agency_hr, at, assessment=draft, starts_on=at.date(), last_day=at.date())


@pytest.mark.parametrize(("first", "last", "where"), [(-1, 3, "starts_on"), (5, 4, "last_day"), (0, 42, "last_day")])
def test_days_that_cannot_be_are_refused(
    people: Any, raters: Any, version: Any, at: datetime, first: int, last: int, where: str
) -> None:
    draft = world.drawn(people.agency_hr, at, subject=people.executive, version=version, groups={"peer": raters[:3]})
    days = {"starts_on": at.date() + timedelta(days=first), "last_day": at.date() + timedelta(days=last)}
    with pytest.raises(possible.MultiraterError) as refused:
        do("open_assessment", people.agency_hr, at, assessment=draft, **days)
    assert refused.value.where == where


def test_a_model_that_is_retired_opens_no_more_and_an_edited_one_keeps_the_round_as_it_was(
    people: Any, raters: Any, version: Any, at: datetime
) -> None:
    draft = world.drawn(people.agency_hr, at, subject=people.executive, version=version, groups={"peer": raters[:3]})
    world.version_of(world.model_of(competencies=("wisdom",)), at, row=version.model, number=2)
    days = {"starts_on": at.date(), "last_day": at.date()}
    row = do("open_assessment", people.agency_hr, at, assessment=draft, **days)
    world.version_of(world.model_of(competencies=("silence",)), at, row=version.model, number=3)
    for n, who in enumerate(raters[:3]):
        world.answer(row, who, at, 1 + n, 5 - n, 3)
    told = world.closed(people.agency_hr, at, row)
    assert [one.key for one in told.competencies] == ["candour", "thrift"]
    director = world.drawn(
        people.agency_hr, at, subject=people.department_director,
        version=version.model.versions.get(current=True), groups={"peer": raters[:3]},
    )  # fmt: skip
    retired = version.model
    retired.retired_because = "Another one is better."
    type(retired).objects.filter(pk=retired.pk).update(retired_because=retired.retired_because)
    with pytest.raises(possible.ModelRetiredError):
        do("open_assessment", people.agency_hr, at, assessment=director, **days)
    type(retired).objects.filter(pk=retired.pk).update(retired_because="")


POLICY = """
[[policy]]
key = "ours"
version = "1"
says = "For development."
source = "Decided (rank: form)."
starts_on = 1970-01-01
ends_before = 2026-03-10

[[policy]]
key = "ours"
version = "2"
says = "For development and for ratings."
source = "Decided (rank: form)."
starts_on = 2026-03-10
minimum = 4
evidence_for_rating = true
"""


def test_the_policy_of_its_days_is_pinned_with_what_it_says_on_ratings(
    people: Any, raters: Any, version: Any, at: datetime, settings: Any, tmp_path: Any
) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(POLICY, encoding="utf-8")
    settings.MERITBOOK_COMPETENCY_POLICY = str(path)
    draft = world.drawn(people.agency_hr, at, subject=people.executive, version=version, groups={"peer": raters[:4]})
    with pytest.raises(possible.MultiraterError, match="policy changes"):
        do("open_assessment", people.agency_hr, at, assessment=draft, starts_on=at.date(), last_day=date(2026, 3, 10))
    row = do(
        "open_assessment", people.agency_hr, at, assessment=draft, starts_on=date(2026, 3, 10),
        last_day=date(2026, 3, 20),
    )  # fmt: skip
    assert (row.policy, row.policy_version, row.counts_for_rating) == ("ours", "2", True)
    later = at + timedelta(days=8)
    for n, who in enumerate(raters[:3]):
        world.answer(row, who, later, 1 + n)
    # Three answered, and what was promised was four.
    assert world.closed(people.agency_hr, at, row).answered is None
