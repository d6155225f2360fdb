"""Guests answer by a link: once, in the browser in which they began, within the days; and invitations and reminders."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

import rater_world as world
from meritbook.actions import SYSTEM, assessment_days, guest_links, rating_drafts, rating_mail
from meritbook.actions import assessing_policies as possible
from meritbook.records.models import AssessmentRater, LedgerEntry, MultiraterAssessment, RaterStanding
from year_stage import do

pytestmark = pytest.mark.django_db
MINE, THEIRS = "a browser's secret", "another browser's secret"
LINK = re.compile(r"/competencies/by-link/([\w-]+)/")


@pytest.fixture
def version(people: Any, at: datetime) -> Any:
    return world.version_of(world.model_of(), at)


@pytest.fixture
def raters(departments: Any, at: datetime) -> Any:
    return world.staff(at, departments.revenue, 4)


@pytest.fixture
def row(
    people: Any, raters: Any, version: Any, at: datetime, django_capture_on_commit_callbacks: Any
) -> MultiraterAssessment:
    """Open for three weeks, with three peers without an address and a guest."""
    with django_capture_on_commit_callbacks(execute=True):
        made = world.opened(
            people.agency_hr, at, days=21, subject=people.executive, version=version,
            groups={"peer": raters[:3], "other": ["mary"]},
        )  # fmt: skip
    assert isinstance(made, MultiraterAssessment)
    return made


def link_in(message: Any) -> str:
    found = LINK.search(message.body)
    assert found is not None
    return found.group(1)


@pytest.fixture
def link(row: Any) -> str:
    """The guest's, as it was sent."""
    (message,) = mail.outbox
    assert message.to == ["mary@outside.example"]
    return link_in(message)


def send(link: str, browser: str, row: Any, at: datetime, *chosen: Any, **comments: str) -> str:
    given = world.places(row, *chosen)
    return guest_links.answer_by_link(
        link, browser, at=at, given=given, comments=comments, seen=world.seen(row, given, comments)
    )


def test_without_an_address_of_the_site_no_guest_is_asked_and_no_link_goes_out(
    people: Any, raters: Any, version: Any, row: Any, link: str, at: datetime, settings: Any, departments: Any
) -> None:
    staff, groups = people.personnel_staff, {"peer": raters[:3], "other": ["kim"]}
    draft = world.drawn(staff, at, subject=people.analyst, version=version, groups=groups)
    settings.MERITBOOK_ADDRESS = ""
    with pytest.raises(possible.GuestAddressError, match="no address") as refused:
        do(
            "name_rater", people.agency_hr, at, assessment=row, group="other", guest="Paul", address="paul@out.example"
        )  # fmt: skip
    assert "MERITBOOK_ADDRESS" in refused.value.to_do
    days = {"starts_on": at.date(), "last_day": at.date() + timedelta(days=6)}
    with pytest.raises(possible.GuestAddressError):
        do("open_assessment", staff, at, assessment=draft, **days)
    # A reminder would take the link from them that they hold, and give them none that opens.
    later = at + timedelta(days=8)
    assert do("remind_raters", staff, later, assessment=row) == 0
    assert guest_links.look(link, "").guest == "mary"
    do("remove_rater", staff, at, rater=world.rater(draft, "kim"), because="No link.")
    do("open_assessment", staff, at, assessment=draft, **days)


# --- the link ------------------------------------------------------------------------------------------------


def test_a_guest_answers_by_the_link_and_takes_it_back_by_the_receipt(
    people: Any, row: Any, link: str, at: datetime
) -> None:
    begun = guest_links.begin(link, MINE, at=at)
    assert begun.guest == "mary"
    guest_links.save_draft(link, MINE, at=at, given=world.places(row, 2), comments={})
    held = rating_drafts.held(begun)
    assert held is not None
    assert set(held.places.values()) == {2}
    receipt = send(link, MINE, row, at, 4, 3)
    assert rating_drafts.held(begun) is None
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.action, entry.actor, entry.role) == ("answer_assessment", "system", "guest")
    assert "mary" not in entry.payload
    with pytest.raises(possible.ReceiptError):
        guest_links.take_back_by_link(link, MINE, at=at, receipt="0" * 32)
    assert guest_links.take_back_by_link(link, MINE, at=at, receipt=receipt).standing == RaterStanding.ASKED
    send(link, MINE, row, at, 5)


def test_a_link_is_used_once(row: Any, link: str, at: datetime) -> None:
    send(link, MINE, row, at, 4)
    with pytest.raises(possible.RaterAnsweredError):
        send(link, MINE, row, at, 5)
    with pytest.raises(possible.RaterAnsweredError):
        guest_links.save_draft(link, MINE, at=at, given={}, comments={})
    with pytest.raises(possible.RaterAnsweredError):
        guest_links.decline_by_link(link, MINE, at=at)


def test_a_link_that_is_passed_on_is_refused_once_its_guest_has_begun(row: Any, link: str, at: datetime) -> None:
    guest_links.begin(link, MINE, at=at)
    for act in (
        lambda: guest_links.look(link, THEIRS),
        lambda: guest_links.look(link, ""),
        lambda: guest_links.begin(link, THEIRS, at=at),
        lambda: guest_links.save_draft(link, THEIRS, at=at, given={}, comments={}),
        lambda: send(link, THEIRS, row, at, 1),
        lambda: guest_links.decline_by_link(link, THEIRS, at=at),
    ):
        with pytest.raises(possible.OtherBrowserError):
            act()
    send(link, MINE, row, at, 4)
    with pytest.raises(possible.OtherBrowserError):
        guest_links.look(link, THEIRS)


def test_a_program_that_looks_at_links_in_mail_does_not_use_it_up(row: Any, link: str, at: datetime) -> None:
    assert guest_links.look(link, "").guest == "mary"
    assert guest_links.look(link, THEIRS).first_browser == ""
    guest_links.begin(link, MINE, at=at)


def test_without_a_browser_that_says_which_one_it_is_nothing_is_begun(row: Any, link: str, at: datetime) -> None:
    with pytest.raises(possible.OtherBrowserError):
        guest_links.begin(link, "", at=at)


def test_a_link_opens_nothing_before_and_after_the_days_or_once_it_is_closed_or_withdrawn(
    people: Any, row: Any, link: str, at: datetime
) -> None:
    with pytest.raises(possible.AssessmentDaysError):
        guest_links.begin(link, MINE, at=at + timedelta(days=21))
    assert AssessmentRater.objects.get(guest="mary").first_browser == ""
    with pytest.raises(possible.AssessmentDaysError):
        send(link, MINE, row, at + timedelta(days=21), 4)
    world.closed(people.agency_hr, at, row)
    with pytest.raises(possible.RatingLinkError):
        guest_links.look(link, MINE)


def test_a_link_of_somebody_taken_out_or_made_up_opens_nothing(
    people: Any, raters: Any, row: Any, link: str, at: datetime
) -> None:
    for made_up in ("", "abc", link + "x", world.rater(row, "mary").link_sha256):
        with pytest.raises(possible.RatingLinkError):
            guest_links.look(made_up, "")
    do("remove_rater", people.agency_hr, at, rater=world.rater(row, "mary"), because="The wrong address.")
    with pytest.raises(possible.RatingLinkError):
        guest_links.look(link, MINE)


def test_a_guest_who_has_begun_cannot_be_taken_out_and_may_decline(
    people: Any, row: Any, link: str, at: datetime
) -> None:
    guest_links.begin(link, MINE, at=at)
    with pytest.raises(possible.RaterStandsError):
        do("remove_rater", people.agency_hr, at, rater=world.rater(row, "mary"), because="No.")
    declined = guest_links.decline_by_link(link, MINE, at=at, because="I hardly know them.")
    assert (declined.standing, declined.declined_because) == (RaterStanding.DECLINED, "I hardly know them.")


def test_the_secret_of_a_link_is_kept_nowhere(row: Any, link: str) -> None:
    assert link not in repr(world.rows_of_database())
    assert world.rater(row, "mary").link_sha256 == rating_mail.link_sha256(link)


def test_nothing_is_answered_by_link_on_somebody_who_has_left(people: Any, row: Any, link: str, at: datetime) -> None:
    for held in people.executive.role_assignments.all():
        do("end_role", people.system_administrator, at, assignment=held)
    with pytest.raises(possible.SubjectLeftError):
        send(link, MINE, row, at + timedelta(days=2), 4)


# --- messages ------------------------------------------------------------------------------------------------


def worked(at: datetime, capture: Any) -> int:
    """The messages of the daily work."""
    before = len(mail.outbox)
    with capture(execute=True):
        list(assessment_days.work(SYSTEM, at=at))
    return len(mail.outbox) - before


def test_who_has_not_answered_is_reminded_as_often_as_the_policy_says_and_no_more(
    people: Any, raters: Any, row: Any, link: str, at: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    capture = django_capture_on_commit_callbacks
    do("subscribe_digest", raters[0], at, address="one@agency.example")
    do("subscribe_digest", raters[1], at, address="two@agency.example")
    # Who gave an address later than the opening is invited by the next day's work.
    assert worked(at + timedelta(days=1), capture) == 2
    world.answer(row, raters[0], at + timedelta(days=1), 4)
    do("decline_rating", raters[1], at + timedelta(days=1), rater=world.rater(row, raters[1]))
    assert [worked(at + timedelta(days=day), capture) for day in (6, 7, 8, 14)] == [0, 1, 0, 1]
    assert {message.to[0] for message in mail.outbox[-2:]} == {"mary@outside.example"}
    assert world.rater(row, "mary").messages == 3
    assert worked(at + timedelta(days=20), capture) == 0


def test_a_reminder_brings_a_new_link_and_the_one_before_opens_nothing_more(
    row: Any, link: str, at: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    guest_links.begin(link, MINE, at=at)
    guest_links.save_draft(link, MINE, at=at, given=world.places(row, 2), comments={})
    assert worked(at + timedelta(days=7), django_capture_on_commit_callbacks) == 1
    newer = link_in(mail.outbox[-1])
    with pytest.raises(possible.RatingLinkError):
        guest_links.look(link, MINE)
    # What was typed is for the eyes of the browser in which it was typed.
    with pytest.raises(possible.OtherBrowserError):
        guest_links.look(newer, THEIRS)
    assert rating_drafts.held(guest_links.look(newer, MINE)) is not None


def test_who_began_and_typed_nothing_may_begin_anew_by_the_newer_link(
    row: Any, link: str, at: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    guest_links.begin(link, MINE, at=at)
    worked(at + timedelta(days=7), django_capture_on_commit_callbacks)
    newer = link_in(mail.outbox[-1])
    guest_links.begin(newer, THEIRS, at=at + timedelta(days=7))
    assert guest_links.look(newer, THEIRS).standing == "asked"


def test_a_message_says_what_is_promised_and_names_nobody_who_is_asked(
    people: Any, raters: Any, row: Any, link: str, at: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    invitation = mail.outbox[0].body
    assert "Executive" in invitation
    assert "at least 3, you among them" in invitation
    assert "no evidence for a performance rating" in invitation
    assert "until 22 March 2026" in invitation
    world.answer(row, raters[0], at, 4)
    do("subscribe_digest", raters[1], at, address="two@agency.example")
    do("subscribe_digest", people.executive, at, address="own@agency.example")
    worked(at + timedelta(days=1), django_capture_on_commit_callbacks)
    to = {message.to[0]: message.body for message in mail.outbox[1:]}
    assert set(to) == {"two@agency.example", "own@agency.example"}
    # Mail passes through many hands: who is assessed is not said to somebody who reads it on signing in.
    assert "Executive" not in to["two@agency.example"]
    assert "under your name" in to["own@agency.example"]
    for body in (invitation, *to.values()):
        for who in raters:
            assert who.full_name not in body.removeprefix(f"{raters[1].full_name},")
        assert "answered" not in body


def test_a_server_that_takes_no_message_is_tried_again_the_next_day(
    people: Any, raters: Any, version: Any, at: datetime, django_capture_on_commit_callbacks: Any, monkeypatch: Any
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError("no server")

    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr("meritbook.actions.mail.post", refuse)
        row = world.opened(
            people.agency_hr, at, days=21, confirm=True, subject=people.executive, version=version,
            groups={"peer": raters[:2], "other": ["mary", "tom"]},
        )  # fmt: skip
    assert {one.messages for one in row.raters.all()} == {0}
    assert worked(at + timedelta(days=1), django_capture_on_commit_callbacks) == 2


def test_who_answers_instead_is_invited(
    people: Any, raters: Any, row: Any, link: str, at: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    do("subscribe_digest", raters[3], at, address="four@agency.example")
    with django_capture_on_commit_callbacks(execute=True):
        do("delegate_rating", raters[0], at, rater=world.rater(row, raters[0]), delegate=raters[3])
    assert mail.outbox[-1].to == ["four@agency.example"]
