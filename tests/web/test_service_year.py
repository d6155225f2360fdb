"""The pages of the service's year, as people of a department see them eleven days before May 1."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from meritbook.actions import Actor, make_calendar_feed
from meritbook.records.models import CalendarFeed, DigestSubscription, LedgerEntry
from meritbook.web.logs import PrivateAddresses
from service_state import APRIL, MORNING, State, state
from service_world import appointment_row, contract_row, position_row, seat_row

__all__ = ["state"]


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> None:
    settings.MERITBOOK_ON = APRIL


def text(response: Any) -> str:
    """The page without its marks, spaces as one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def section(response: Any, name: str) -> str:
    page = response.content.decode()
    return page.partition(f'<section aria-labelledby="{name}"')[2].partition("</section>")[0]


def test_the_director_sees_on_the_desk_who_must_be_served_and_opens_what_each_choice_causes(
    state: State, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(state.director)
    page = client.get(reverse("web:home")).content.decode()
    assert page.index("R. Osei, 0012-03: notice by 30 April 2005, or none") > 0
    address = reverse("web:choices", args=[state.seats["osei"].pk])
    for key in ("renew", "change_pay", "serve_notice", "nothing"):
        assert f'href="{address}#{key}"' in page
        assert f'id="{key}"' in client.get(address).content.decode()


def test_the_page_shows_the_four_choices_with_days_appeal_and_cost(
    state: State, signed_in: Callable[[Any], Any]
) -> None:
    response = signed_in(state.director).get(reverse("web:choices", args=[state.seats["osei"].pk]))
    assert "It is yours to decide." in text(response)
    watched = signed_in(state.hr).get(reverse("web:choices", args=[state.seats["osei"].pk]))
    assert "It is yours to decide." not in text(watched)
    serve = section(response, "serve_notice")
    assert "Thursday, 5 May 2005" in serve
    assert "State Personnel Board" in serve
    assert "Thursday, 30 June 2005" in serve
    nothing = section(response, "nothing")
    assert "There is no appeal." in nothing
    assert "unknown" in nothing
    assert "Friday, 1 July 2005" in nothing


def test_what_is_tried_stands_in_the_address_and_writes_nothing(state: State, signed_in: Callable[[Any], Any]) -> None:
    entries = LedgerEntry.objects.count()
    asked = {"salary": "10763.01", "notice_on": "2005-05-01", "served": "fax"}
    client = signed_in(state.director)
    response = client.get(reverse("web:choices", args=[state.seats["osei"].pk]), asked)
    assert "are more than the salary limit of $10,763.00" in text(response)
    assert "not possible" in section(response, "serve_notice")
    assert 'value="10763.01"' in response.content.decode()
    assert LedgerEntry.objects.count() == entries


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"salary": "much"}, "Enter a number"),
        ({"salary": "9000.001"}, "2 decimal places"),
        ({"salary": "-1"}, "greater than or equal to 0"),
        ({"salary": "NaN"}, "Enter a number"),
        ({"notice_on": "2005-02-30"}, "Enter a valid date"),
        ({"notice_on": "2005-04-24"}, "has passed"),
        ({"on": "0001-01-01"}, "greater than or equal to"),
        ({"served": "pigeon"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_tried_is_said_beside_the_page_as_it_stands(
    asked: dict[str, str], says: str, state: State, signed_in: Callable[[Any], Any]
) -> None:
    response = signed_in(state.director).get(reverse("web:choices", args=[state.seats["osei"].pk]), asked)
    assert response.status_code == 422
    assert says in text(response)
    assert "Thursday, 5 May 2005" in section(response, "serve_notice")


def test_the_executive_sees_their_own_rights_and_dates_and_no_other_seat(
    state: State, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(state.osei)
    response = client.get(reverse("web:choices", args=[state.seats["osei"].pk]))
    assert "What can happen, and by when" in text(response)
    assert "Thursday, 5 May 2005" in section(response, "serve_notice")
    assert client.get(reverse("web:choices", args=[state.seats["talley"].pk])).status_code == 404


def test_a_predecessors_time_in_the_seat_is_not_shown_to_whoever_comes_after(
    state: State, signed_in: Callable[[Any], Any]
) -> None:
    """Osei leaves; Brandt becomes incumbent of the position before the appointment begins."""
    state.held["osei"].ends_before = date(2005, 4, 1)
    state.held["osei"].save()
    position = state.seats["osei"].position
    position.incumbent = state.brandt
    position.save()
    client = signed_in(state.brandt)
    assert client.get(reverse("web:choices", args=[state.seats["osei"].pk])).status_code == 404
    assert "R. Osei" not in text(client.get(reverse("web:calendar")))


def test_a_vacant_seat_says_so(state: State, signed_in: Callable[[Any], Any]) -> None:
    seat = seat_row(position_row(state.revenue, "V-0001", state.hr), state.hr)
    response = signed_in(state.director).get(reverse("web:choices", args=[seat.pk]))
    assert response.status_code == 409
    assert "Nobody holds V-0001" in text(response)


def test_the_year_shows_the_month_of_today_with_a_picture_and_the_same_as_a_table(
    state: State, signed_in: Callable[[Any], Any]
) -> None:
    response = signed_in(state.director).get(reverse("web:calendar"))
    page = response.content.decode()
    assert "The year 2004-05" in text(response)
    assert "April 2005" in section(response, "month")
    assert "Last safe day for notice of dismissal" in section(response, "month")
    assert 'role="img" aria-labelledby="year-title year-desc"' in page
    year = response.context["year"]
    assert [one.short for one in year.months][:2] == ["Jul", "Aug"]
    assert f"April 2005: {year.month.open} open" in page
    assert sum(one.encouraged for one in year.months) == 9


def test_what_is_mine_is_told_apart_from_what_others_must_do(state: State, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(state.hr)
    address = reverse("web:calendar")
    assert "notice of dismissal" not in section(client.get(address, {"who": "mine"}), "month")
    assert "notice of dismissal" in section(client.get(address, {"who": "department_director"}), "month")
    june = client.get(address, {"who": "mine", "month": "2005-06"})
    assert "Contract of the fiscal year is due" in section(june, "month")
    assert "you" in section(june, "month")


@pytest.mark.parametrize(
    "asked",
    [
        {"year": "99999"},
        {"year": "-4"},
        {"year": "1902", "month": "1902-13"},
        {"year": "2197"},
        {"month": "2005-99", "who": "everybody", "page": "77"},
        {"year": "1"},
    ],
)
def test_a_year_or_month_that_makes_no_sense_shows_a_page_all_the_same(
    asked: dict[str, str], state: State, signed_in: Callable[[Any], Any]
) -> None:
    assert signed_in(state.director).get(reverse("web:calendar"), asked).status_code == 200


def test_a_month_of_a_large_state_is_paged(state: State, signed_in: Callable[[Any], Any]) -> None:
    from meritbook.actions import SYSTEM, create_user

    for n in range(30):
        user = create_user.perform(SYSTEM, at=MORNING, why="More.", username=f"m{n}", full_name=f"M{n}")
        seat = seat_row(position_row(state.revenue, f"M-{n:03}", state.hr), state.hr)
        contract_row(appointment_row(seat, user, state.hr), state.hr)
    client = signed_in(state.personnel_director)
    first = client.get(reverse("web:calendar"), {"month": "2005-06"})
    assert first.context["page"].of == 2
    second = client.get(reverse("web:calendar"), {"month": "2005-06", "page": "2"})
    assert len(first.context["page"].rows) + len(second.context["page"].rows) == first.context["page"].total


def test_the_private_address_is_shown_once_and_opens_without_a_session(
    state: State, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(state.director)
    made = client.post(reverse("web:calendar_feed_make"))
    (address,) = re.findall(r"http://[^\"]+\.ics", made.content.decode())
    assert "no-store" in made["Cache-Control"]
    assert address.rpartition("/")[2] not in client.get(reverse("web:calendar")).content.decode()
    feed = signed_in(None).get(address)
    assert feed["Content-Type"].startswith("text/calendar")
    assert "no-store" in feed["Cache-Control"]
    assert "noindex" in feed["X-Robots-Tag"]
    assert b"0012-03" in feed.content
    assert signed_in(None).get(address.replace(".ics", "x.ics")).status_code == 404


def test_revoking_closes_the_address_and_says_when_there_is_none(state: State, signed_in: Callable[[Any], Any]) -> None:
    made = make_calendar_feed.perform(Actor(state.director), at=MORNING, why="For my calendar.")
    client = signed_in(state.director)
    assert client.post(reverse("web:calendar_feed_revoke")).status_code == 302
    assert client.get(reverse("web:calendar_feed", args=[made.secret])).status_code == 404
    assert client.post(reverse("web:calendar_feed_revoke")).status_code == 409
    assert CalendarFeed.objects.get().revoked_at is not None


def test_the_digest_is_asked_for_changed_and_ended_on_the_page(state: State, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(state.director)
    wrong = client.post(reverse("web:digest"), {"address": "nobody", "weekday": "0"})
    assert wrong.status_code == 422
    assert "Enter a valid email address" in text(wrong)
    assert client.post(reverse("web:digest"), {"address": "d@agency.example", "weekday": "8"}).status_code == 422
    assert client.post(reverse("web:digest"), {"address": "d@agency.example", "weekday": "2"}).status_code == 302
    assert "It goes to d@agency.example" in text(client.get(reverse("web:calendar")))
    assert client.post(reverse("web:digest_end")).status_code == 302
    assert DigestSubscription.objects.get().ended_by == state.director
    assert client.post(reverse("web:digest_end")).status_code == 409


def test_the_log_names_no_private_address() -> None:
    stream = io.StringIO()
    (handler,) = (
        one for one in logging.getLogger("django").handlers if any(isinstance(f, PrivateAddresses) for f in one.filters)
    )
    assert handler in logging.getLogger().handlers
    said = logging.StreamHandler(stream)
    for kept in handler.filters:
        said.addFilter(kept)
    for message, args in (
        ("%s: %s", ("Not Found", "/calendar/a-secret_of-somebody.ics")),
        ("It failed at /calendar/another_secret.ics?x=1", ()),
        ("Not Found: /calendar/", ()),
    ):
        said.handle(logging.makeLogRecord({"msg": message, "args": args}))
    assert stream.getvalue().splitlines() == [
        "Not Found: /calendar/….ics",
        "It failed at /calendar/….ics?x=1",
        "Not Found: /calendar/",
    ]
