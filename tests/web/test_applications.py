"""The page of one candidate and the acts on it: what it shows and hides, answers, determinations, who is kept out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidate_pages import determine_fields, place, settle_fields, text_of, with_password, words_of
from meritbook.records.models import (
    Application,
    LedgerEntry,
)
from qualifying_world import OPEN_KEY, handed_in, job

NAMES = (
    "Oakhollow",
    "Sixpenny",
    "Farthingale",
    "Wrenfield",
    "Quillfeather",
    "Thornmere",
    "somebody@example.org",
    "1980",
)
"""Who the candidates of the tests are, where they worked and studied, and when they were born."""


# --- the page -----------------------------------------------------------------------------------------------------


def test_the_page_of_one_who_qualifies_says_so_first_with_the_way_and_the_months(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    response = signed_in(people.analyst).get(place("application", examined.met))
    words = words_of(response)
    assert response.context["shown"].arranged.headline.way == "by the first way"
    assert (
        words.index("Met by the first way") < words.index("Hidden, so that the verdict") < words.index("Part by part")
    )
    assert "171.03 of 72 months" in words
    assert "Not determined yet" in words


def test_the_page_of_one_who_does_not_qualify_says_what_the_nearest_way_lacks_and_when_time_would_do(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    words = words_of(signed_in(people.analyst).get(place("application", examined.not_met)))
    first = words[: words.index("Hidden, so that")]
    assert "Not met" in first
    assert "32.97 months are missing" in first
    assert "Time alone would do on 31 December 2028" in first
    assert "The file had a line that was not read." in words


def test_the_page_of_one_whose_case_is_open_says_whom_to_ask_and_puts_each_question_once(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    response = signed_in(people.analyst).get(place("application", examined.open))
    words = words_of(response)
    asked = response.context["shown"].asked
    assert len(asked) == 1
    assert asked[0].also == ("1.2/j1",)
    assert "Ask the analyst (1 question)" in words[: words.index("Hidden, so that")]
    assert "remembered, one answer serves both" in words


@pytest.mark.parametrize("state", ["met", "not_met", "open", "settled", "by_precedent", "qualified", "information"])
def test_no_page_about_a_candidate_tells_who_it_is(
    state: str, examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    row, client = getattr(examined, state), signed_in(people.analyst)
    pages = [client.get(place(name, row)) for name in ("application", "application_determine", "application_who")]
    pages.append(client.get(place("application_answer", row)))
    if state in ("open", "settled", "by_precedent"):
        pages.append(client.get(place("application_settle", row), {"key": OPEN_KEY}))
    for page in pages:
        assert page.status_code == 200
        assert [name for name in NAMES if name in text_of(page)] == [], page.request["PATH_INFO"]


def test_the_picture_of_a_career_says_the_same_as_its_table(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    response = signed_in(people.analyst).get(place("application", examined.met))
    page, picture = text_of(response), response.context["shown"].picture
    assert picture.says in page
    assert page.count("<title>") >= 1 + len(picture.rows[0].segments)
    table = page[page.index("The same as a table") :]
    assert "j1: Professional auditor" in table
    assert "171.03 of 171.03 months" in table


@pytest.mark.parametrize("state", ["met", "not_met", "open", "settled", "by_precedent", "qualified", "information"])
def test_every_link_within_the_page_leads_to_one_place(
    state: str, examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    page = text_of(signed_in(people.analyst).get(place("application", getattr(examined, state))))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)
    links = re.findall(r'href="(?:\?[^"]*)?#([^"]+)"', page)
    assert len(links) > 1
    assert set(links) <= set(ids)


def test_another_part_is_drawn_when_it_is_asked_for_and_an_unknown_one_changes_nothing(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.analyst)
    for asked, drawn in (("", "1.1.1"), ("7<", "1.1.1")):
        response = client.get(place("application", examined.met), {"drawn": asked})
        assert response.context["shown"].picture.node == drawn


# --- who it is ----------------------------------------------------------------------------------------------------


def test_who_it_is_is_told_once_for_a_reason_and_the_ledger_keeps_that_and_no_name(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.agency_hr), place("application_who", examined.met)
    before = LedgerEntry.objects.count()
    response = client.post(address, {"why": "To send the notice by mail."})
    assert "Marguerite Oakhollow" in text_of(response)
    assert "Quillfeather Audit Bureau" in text_of(response)
    assert "no-store" in response["Cache-Control"]
    entry = LedgerEntry.objects.order_by("-seq")[0]
    assert LedgerEntry.objects.count() == before + 1
    assert (entry.action, entry.actor, entry.why) == ("reveal_candidate", "agency_hr", "To send the notice by mail.")
    assert "Oakhollow" not in entry.payload
    assert "Oakhollow" not in text_of(client.get(address))


def test_without_a_reason_nobody_is_revealed_and_nothing_is_written(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    before = LedgerEntry.objects.count()
    response = signed_in(people.agency_hr).post(place("application_who", examined.met), {"why": "  "})
    assert response.status_code == 422
    assert "Oakhollow" not in text_of(response)
    assert LedgerEntry.objects.count() == before


# --- who is kept out ----------------------------------------------------------------------------------------------


def _every_address(examined: Any) -> list[tuple[str, str]]:
    row = examined.qualified
    return [
        ("get", place("application", row)),
        ("get", place("application_settle", examined.open) + f"?key={OPEN_KEY}"),
        ("post", place("application_settle", examined.open)),
        ("post", place("settlement_withdraw", examined.settled, examined.settlement.pk)),
        ("get", place("application_determine", row)),
        ("post", place("application_determine", row)),
        ("get", place("application_notice", row, 1, "pdf")),
        ("get", place("application_who", row)),
        ("post", place("application_who", row)),
        ("get", place("application_answer", row)),
        ("post", place("application_answer", row)),
        ("get", place("candidate_new", examined.examination)),
        ("post", place("candidate_new", examined.examination)),
    ]


def _open_to(client: Any, examined: Any) -> list[str]:
    return [
        f"{method} {address}"
        for method, address in _every_address(examined)
        if getattr(client, method)(address, {"why": "Curious."} if method == "post" else {}).status_code
        not in (403, 404)
    ]


def test_the_hr_officer_of_another_department_reaches_no_candidate(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    assert _open_to(signed_in(people.agency_hr_elsewhere), examined) == []
    assert len(_open_to(signed_in(people.agency_hr), examined)) == len(_every_address(examined))


def test_a_candidate_of_the_examination_is_shut_out_of_all_of_it_whatever_the_role(
    examined: Any, people: Any, signed_in: Callable[[Any], Any], at: Any
) -> None:
    from meritbook.actions import SYSTEM, grant_role
    from meritbook.records.models import Role

    grant_role.perform(SYSTEM, at=at, why="Set-up.", user=people.executive, role=Role.ANALYST, starts_on=at.date())
    client = signed_in(people.executive)
    assert _open_to(client, examined) == []
    assert client.get(place("application", examined.statewide.applications.get())).status_code == 200


def test_an_auditor_reads_and_does_nothing(examined: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    client, before = signed_in(people.auditor), LedgerEntry.objects.count()
    page = text_of(client.get(place("application", examined.open)))
    assert "<form" not in page[page.index("<main") : page.index("</main>")]
    assert _open_to(client, examined) == [
        f"get {place('application', examined.qualified)}",
        f"get {place('application_notice', examined.qualified, 1, 'pdf')}",
    ]
    assert LedgerEntry.objects.count() == before


def test_in_a_closed_examination_nothing_is_offered_and_nothing_taken(
    examined: Any, people: Any, signed_in: Callable[[Any], Any], at: Any
) -> None:
    from meritbook.actions import Actor, close_examination

    client = with_password(signed_in(people.analyst))
    sent = settle_fields(client, examined.open, OPEN_KEY)
    decided = determine_fields(client, examined.met)
    close_examination.perform(Actor(people.analyst), at=at, why="Filled.", examination=examined.examination)
    page = text_of(client.get(place("application", examined.open)))
    assert "<form" not in page[page.index("<main") : page.index("</main>")]
    for name, row, fields in (
        ("application_settle", examined.open, sent),
        ("application_determine", examined.met, decided),
    ):
        response = client.post(place(name, row), fields)
        assert response.status_code == 422
        assert "examination.closed" in text_of(response)


def test_the_page_asks_the_database_no_more_often_for_a_larger_examination_or_a_longer_statement(
    examined: Any, people: Any, signed_in: Callable[[Any], Any], receive: Callable[..., Any]
) -> None:
    def count(row: Application) -> dict[str, int]:
        client, counts = signed_in(people.analyst), {}
        for name in ("application", "application_determine", "application_answer"):
            client.get(place(name, row))
            with CaptureQueriesContext(connection) as captured:
                assert client.get(place(name, row)).status_code == 200
            counts[name] = len(captured)
        return counts

    few = count(examined.settled)
    words = ("Controller", "Examines the books of county offices.")
    every = [job(f"j{n}", f"{1990 + n}-01", f"{1990 + n}-11", words=(*words, f"Form {n}.")) for n in range(1, 25)]
    rows = receive(handed_in("0200", *every), *(handed_in(f"1{n:03}", job("j1", "2012-01")) for n in range(30)))
    many = count(rows["0200"])
    assert many["application"] <= few["application"]
    assert all(many[name] <= few[name] for name in few), (few, many)
    assert max(many.values()) <= 20, many
