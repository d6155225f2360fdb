"""Private addresses of calendars and digests by e-mail: who has one, what it opens, and that none is sent twice."""

from __future__ import annotations

import smtplib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from meritbook.actions import (
    SYSTEM,
    Actor,
    deactivate_user,
    end_digest,
    make_calendar_feed,
    reactivate_user,
    revoke_calendar_feed,
    send_digest,
    subscribe_digest,
)
from meritbook.actions.permissions import ForbiddenError
from meritbook.desk import service_feed
from meritbook.records.models import CalendarFeed, DigestSent, DigestSubscription, LedgerEntry
from service_state import APRIL, MORNING, State, state

__all__ = ["state"]

MONDAY = date(2005, 4, 18)
"""Twelve days before the last safe day for notice."""


def made(user: Any, at: datetime = MORNING) -> make_calendar_feed.Made:
    return make_calendar_feed.perform(Actor(user), at=at, why="For my calendar.")


def read(secret: str, on: date = APRIL) -> str:
    # Lines of a calendar file are folded; unfolded they are searched.
    return service_feed.feed(secret, on=on, at=MORNING).decode().replace("\r\n ", "")


def subscribed(user: Any, *, weekday: int = 0, at: datetime = MORNING - timedelta(days=30)) -> DigestSubscription:
    return subscribe_digest.perform(
        Actor(user), at=at, why="Once a week.", address=f"{user.username}@agency.example", weekday=weekday
    )


def run(on: date = MONDAY) -> list[str]:
    """One run of the timer; whom it sent to."""
    return [
        due.subscription.user.username
        for due in service_feed.digests(on=on)
        if send_digest.perform(
            SYSTEM, at=MORNING, why="Weekly.", subscription=due.subscription, on=due.on, message=due.message
        )
    ]


# --- the private address -----------------------------------------------------------------------------------


def test_the_secret_of_an_address_is_kept_nowhere(state: State) -> None:
    feed = made(state.director)
    kept = [str(value) for value in CalendarFeed.objects.filter(pk=feed.row.pk).values_list().get()]
    entry = LedgerEntry.objects.latest("seq")
    assert not any(feed.secret in one for one in [*kept, entry.payload, entry.why])
    assert len(feed.secret) >= 43


def test_an_address_gives_what_its_owner_may_see_and_nothing_of_another_department(state: State) -> None:
    mine, theirs = read(made(state.director).secret), read(made(state.director_elsewhere).secret)
    assert "R. Osei" in mine
    assert "N. Farr" not in mine
    assert "N. Farr" in theirs
    assert "R. Osei" not in theirs


def test_an_executive_reads_their_own_days_alone(state: State) -> None:
    own = read(made(state.osei).secret)
    assert "0012-03" in own
    assert "0040-11" not in own


def test_a_calendar_file_is_read_by_a_calendar_program_with_whole_days(state: State) -> None:
    from icalendar import Calendar

    calendar = Calendar.from_ical(service_feed.feed(made(state.director).secret, on=APRIL, at=MORNING))
    events = {str(one["UID"]): one for one in calendar.walk("VEVENT")}
    (last,) = [one for one in events.values() if one["DTSTART"].dt == date(2005, 4, 30) and "0012-03" in one["SUMMARY"]]
    assert last["DTEND"].dt == date(2005, 5, 1)
    assert last["TRANSP"] == "TRANSPARENT"
    assert "May 1" in last["DESCRIPTION"]
    again = Calendar.from_ical(service_feed.feed(made(state.director).secret, on=APRIL, at=MORNING))
    assert [str(one["UID"]) for one in again.walk("VEVENT")] == list(events)


def test_nothing_is_opened_once_the_account_is_shut_out_and_again_when_it_is_let_in(state: State) -> None:
    feed = made(state.director)
    deactivate_user.perform(
        Actor(state.administrator), at=MORNING, why="Left.", user=state.director, left_because="They follow tomorrow."
    )
    with pytest.raises(service_feed.NoFeedError):
        read(feed.secret)
    reactivate_user.perform(Actor(state.administrator), at=MORNING, why="Back.", user=state.director)
    assert "R. Osei" in read(feed.secret)


def test_an_address_opens_nothing_once_the_role_has_ended(state: State) -> None:
    from meritbook.actions import end_role

    feed = made(state.director)
    held = state.director.role_assignments.get()
    end_role.perform(
        Actor(state.administrator),
        at=MORNING,
        why="Moved.",
        assignment=held,
        ends_before=date(2005, 5, 1),
        left_because="They follow tomorrow.",
    )
    assert read(feed.secret, date(2005, 4, 30))
    with pytest.raises(service_feed.NoFeedError):
        read(feed.secret, date(2005, 5, 1))


def test_a_new_address_replaces_the_one_before(state: State) -> None:
    first, second = made(state.director), made(state.director)
    with pytest.raises(service_feed.NoFeedError):
        read(first.secret)
    assert read(second.secret)
    assert CalendarFeed.objects.filter(user=state.director, revoked_at__isnull=True).count() == 1


def test_a_revoked_address_opens_nothing_and_is_not_revoked_twice(state: State) -> None:
    feed = made(state.director)
    revoke_calendar_feed.perform(Actor(state.director), at=MORNING, why="Leaked.", feed=feed.row)
    with pytest.raises(service_feed.NoFeedError):
        read(feed.secret)
    with pytest.raises(revoke_calendar_feed.FeedRevokedError):
        revoke_calendar_feed.perform(Actor(state.director), at=MORNING, why="Again.", feed=feed.row)


def test_nobody_revokes_the_address_of_another_except_the_administrator(state: State) -> None:
    feed = made(state.director)
    with pytest.raises(ForbiddenError):
        revoke_calendar_feed.perform(Actor(state.hr), at=MORNING, why="Mine now.", feed=feed.row)
    assert revoke_calendar_feed.perform(Actor(state.administrator), at=MORNING, why="Lost.", feed=feed.row).revoked_at


def test_the_hash_of_a_secret_is_no_secret(state: State) -> None:
    feed = made(state.director)
    for guess in (feed.row.secret_sha256, feed.secret[:-1], f"{feed.secret}A", ""):
        with pytest.raises(service_feed.NoFeedError):
            read(guess)


# --- the digest --------------------------------------------------------------------------------------------


def test_a_digest_tells_what_is_mine_to_do_and_goes_to_one_address_in_text_and_html(state: State) -> None:
    subscribed(state.director)
    assert run() == ["director"]
    (message,) = mail.outbox
    assert message.to == ["director@agency.example"]
    assert "30 April 2005. Last safe day for notice of dismissal: 0012-03 (R. Osei)" in message.body
    assert "L. Brandt" not in message.body
    ((html, kind),) = message.alternatives  # type: ignore[attr-defined]
    assert kind == "text/html"
    assert "R. Osei" in str(html)


def test_a_second_run_on_the_day_and_a_run_on_the_next_send_nothing_more(state: State) -> None:
    subscribed(state.director)
    assert run() == ["director"]
    assert run() == []
    assert run(MONDAY + timedelta(days=1)) == []
    assert run(MONDAY + timedelta(days=6)) == []
    assert run(MONDAY + timedelta(days=7)) == ["director"]
    assert len(mail.outbox) == 2


def test_a_run_that_was_missed_on_the_day_of_the_week_is_made_up_for_in_the_days_after(state: State) -> None:
    subscribed(state.director)
    assert run(MONDAY + timedelta(days=3)) == ["director"]
    assert DigestSent.objects.get().on == MONDAY
    assert run(MONDAY + timedelta(days=4)) == []


def test_no_digest_is_sent_for_a_day_before_it_was_asked_for(state: State) -> None:
    subscribed(state.director, at=datetime(2005, 4, 19, 15, 0, tzinfo=UTC))
    assert run(date(2005, 4, 19)) == []
    assert run(date(2005, 4, 25)) == ["director"]


def test_a_run_that_was_killed_after_the_record_and_before_the_mail_sends_none_twice(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(state.director)

    def killed(address: str, message: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(send_digest, "_mail", killed)
        with pytest.raises(KeyboardInterrupt):
            run()
    assert run() == []
    assert mail.outbox == []


def test_two_runs_that_found_the_same_digest_due_send_it_once(state: State) -> None:
    subscribed(state.director)
    (first,), (second,) = list(service_feed.digests(on=MONDAY)), list(service_feed.digests(on=MONDAY))
    sent = [
        send_digest.perform(SYSTEM, at=MORNING, why="W.", subscription=one.subscription, on=one.on, message=one.message)
        for one in (first, second)
    ]
    assert [one is not None for one in sent] == [True, False]
    assert len(mail.outbox) == 1


def test_a_digest_that_the_server_refuses_is_tried_again_by_the_next_run(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(state.director)

    def refuse(address: str, message: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({address: (550, b"no")})

    with monkeypatch.context() as patched:
        patched.setattr(send_digest, "_mail", refuse)
        with pytest.raises(send_digest.MailError):
            run()
    assert run() == ["director"]
    said = [one.payload for one in LedgerEntry.objects.filter(action="send_digest").order_by("seq")]
    assert ["refused by the mail server" in one for one in said] == [False, True, False]


def test_whoever_has_nothing_to_do_is_sent_nothing(state: State) -> None:
    subscribed(state.brandt)
    assert run() == []
    assert DigestSent.objects.count() == 0


def test_whoever_is_shut_out_or_has_ended_it_gets_none(state: State) -> None:
    subscribed(state.director)
    row = subscribed(state.osei)
    deactivate_user.perform(
        Actor(state.administrator), at=MORNING, why="Left.", user=state.director, left_because="They follow tomorrow."
    )
    end_digest.perform(Actor(state.osei), at=MORNING, why="Too much.", subscription=row)
    assert run() == []
    with pytest.raises(end_digest.DigestEndedError):
        end_digest.perform(Actor(state.osei), at=MORNING, why="Again.", subscription=row)


def test_a_digest_that_was_ended_after_it_was_put_together_is_not_sent(state: State) -> None:
    row = subscribed(state.director)
    (due,) = list(service_feed.digests(on=MONDAY))
    end_digest.perform(Actor(state.director), at=MORNING, why="Too much.", subscription=row)
    assert send_digest.perform(SYSTEM, at=MORNING, why="W.", subscription=row, on=due.on, message=due.message) is None
    assert mail.outbox == []


def test_an_executive_is_told_of_their_own_case_and_of_nobody_elses(state: State) -> None:
    subscribed(state.talley)
    assert run(date(2005, 6, 6)) == ["talley"]
    body = mail.outbox[0].body
    assert "0040-11" in body
    assert "0012-03" not in str(body)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b",
        "two@agency.example, three@agency.example",
        "name <name@agency.example>",
        "name@agency.example\nBcc: all@agency.example",
        f"{'a' * 250}@agency.example",
    ],
)
def test_what_is_no_single_address_is_refused(state: State, address: str) -> None:
    with pytest.raises(subscribe_digest.DigestAddressError):
        subscribe_digest.perform(Actor(state.director), at=MORNING, why="Weekly.", address=address)


def test_the_address_stays_out_of_the_ledger_and_a_new_one_replaces_the_old(state: State) -> None:
    first = subscribed(state.director)
    second = subscribe_digest.perform(
        Actor(state.director), at=MORNING, why="New address.", address="office@agency.example", weekday=4
    )
    first.refresh_from_db()
    assert first.ended_at is not None
    assert second.weekday == 4
    assert not LedgerEntry.objects.filter(payload__contains="agency.example").exists()
    with pytest.raises(subscribe_digest.DigestDayError):
        subscribe_digest.perform(
            Actor(state.director), at=MORNING, why="New.", address="office@agency.example", weekday=7
        )


def test_a_name_with_marks_of_html_is_written_as_it_is(state: State) -> None:
    state.osei.full_name = "R. <b>Osei</b>"
    state.osei.save()
    subscribed(state.director)
    run()
    html = str(mail.outbox[0].alternatives[0][0])  # type: ignore[attr-defined]
    assert "<b>Osei" not in html
    assert "&lt;b&gt;Osei" in html
