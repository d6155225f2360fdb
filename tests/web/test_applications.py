"""The page of one candidate and the acts on it: what it shows and hides, answers, determinations, who is kept out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meritbook.records.models import (
    Application,
    Determination,
    LedgerEntry,
    Precedent,
    PrecedentStatus,
    Settlement,
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


def _text(response: Any) -> str:
    return unescape(response.content.decode())


def _words(response: Any) -> str:
    """What a reader sees, without markup and with white space folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", _text(response)).split())


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def _at(name: str, row: Any, *more: Any) -> str:
    return reverse(f"web:{name}", args=[row.pk, *more])


def _settle_fields(client: Any, row: Any, key: str, **more: str) -> dict[str, str]:
    page = _text(client.get(_at("application_settle", row), {"key": key}))
    sent = {"key": key, "statement": _hidden(page, "statement"), "verdict": "met", "why": "Read with the supervisor."}
    for name in ("instead_of", "precedent"):
        if f'name="{name}"' in page:
            sent[name] = _hidden(page, name)
    return {**sent, **more}


# --- the page -----------------------------------------------------------------------------------------------------


def test_the_page_of_one_who_qualifies_says_so_first_with_the_way_and_the_months(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    response = signed_in(people.analyst).get(_at("application", examined.met))
    words = _words(response)
    assert response.context["shown"].arranged.headline.way == "by the first way"
    assert (
        words.index("Met by the first way") < words.index("Hidden, so that the verdict") < words.index("Part by part")
    )
    assert "171.03 of 72 months" in words
    assert "Not determined yet" in words


def test_the_page_of_one_who_does_not_qualify_says_what_the_nearest_way_lacks_and_when_time_would_do(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    words = _words(signed_in(people.analyst).get(_at("application", examined.not_met)))
    first = words[: words.index("Hidden, so that")]
    assert "Not met" in first
    assert "32.97 months are missing" in first
    assert "Time alone would do on 31 December 2028" in first
    assert "The file had a line that was not read." in words


def test_the_page_of_one_whose_case_is_open_says_whom_to_ask_and_puts_each_question_once(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    response = signed_in(people.analyst).get(_at("application", examined.open))
    words = _words(response)
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
    pages = [client.get(_at(name, row)) for name in ("application", "application_determine", "application_who")]
    pages.append(client.get(_at("application_answer", row)))
    if state in ("open", "settled", "by_precedent"):
        pages.append(client.get(_at("application_settle", row), {"key": OPEN_KEY}))
    for page in pages:
        assert page.status_code == 200
        assert [name for name in NAMES if name in _text(page)] == [], page.request["PATH_INFO"]


def test_the_picture_of_a_career_says_the_same_as_its_table(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    response = signed_in(people.analyst).get(_at("application", examined.met))
    page, picture = _text(response), response.context["shown"].picture
    assert picture.says in page
    assert page.count("<title>") >= 1 + len(picture.rows[0].segments)
    table = page[page.index("The same as a table") :]
    assert "j1: Professional auditor" in table
    assert "171.03 of 171.03 months" in table


@pytest.mark.parametrize("state", ["met", "not_met", "open", "settled", "by_precedent", "qualified", "information"])
def test_every_link_within_the_page_leads_to_one_place(
    state: str, examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    page = _text(signed_in(people.analyst).get(_at("application", getattr(examined, state))))
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
        response = client.get(_at("application", examined.met), {"drawn": asked})
        assert response.context["shown"].picture.node == drawn


# --- who it is ----------------------------------------------------------------------------------------------------


def test_who_it_is_is_told_once_for_a_reason_and_the_ledger_keeps_that_and_no_name(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.agency_hr), _at("application_who", examined.met)
    before = LedgerEntry.objects.count()
    response = client.post(address, {"why": "To send the notice by mail."})
    assert "Marguerite Oakhollow" in _text(response)
    assert "Quillfeather Audit Bureau" in _text(response)
    assert "no-store" in response["Cache-Control"]
    entry = LedgerEntry.objects.order_by("-seq")[0]
    assert LedgerEntry.objects.count() == before + 1
    assert (entry.action, entry.actor, entry.why) == ("reveal_candidate", "agency_hr", "To send the notice by mail.")
    assert "Oakhollow" not in entry.payload
    assert "Oakhollow" not in _text(client.get(address))


def test_without_a_reason_nobody_is_revealed_and_nothing_is_written(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    before = LedgerEntry.objects.count()
    response = signed_in(people.agency_hr).post(_at("application_who", examined.met), {"why": "  "})
    assert response.status_code == 422
    assert "Oakhollow" not in _text(response)
    assert LedgerEntry.objects.count() == before


# --- answers ------------------------------------------------------------------------------------------------------


def test_an_answer_decides_is_remembered_and_answers_the_same_question_of_others(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    sent = _settle_fields(
        client, examined.open, OPEN_KEY, remember="on", why="Bookkeeping is not auditing.", verdict="not_met"
    )
    response = client.post(_at("application_settle", examined.open), sent, follow=True)
    made = Precedent.objects.get(why="Bookkeeping is not auditing.")
    words = _words(response)
    assert f"Precedent {made.pk} answers the same question for every other candidate." in words
    assert "Not met" in words[: words.index("Hidden, so that")]
    same = examined.statewide.applications.get()
    elsewhere = _words(signed_in(people.analyst).get(_at("application", same)))
    assert f"By precedent {made.pk} of Agency Hr" in elsewhere
    assert "Bookkeeping is not auditing." in elsewhere


def test_an_answer_that_is_not_to_be_remembered_sets_no_precedent(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, before = signed_in(people.analyst), Precedent.objects.count()
    client.post(_at("application_settle", examined.open), _settle_fields(client, examined.open, OPEN_KEY))
    assert Settlement.objects.filter(application=examined.open, key=OPEN_KEY, verdict="met").exists()
    assert Precedent.objects.count() == before


@pytest.mark.parametrize(
    ("field", "says"), [("why", "This field is required."), ("verdict", "This field is required.")]
)
def test_an_answer_that_lacks_something_keeps_what_was_typed(
    field: str, says: str, examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.analyst)
    sent = _settle_fields(client, examined.open, OPEN_KEY, why="She kept books.", verdict="not_met")
    sent[field] = ""
    response = client.post(_at("application_settle", examined.open), sent)
    page = _text(response)
    assert response.status_code == 422
    assert says in page
    if field == "verdict":
        assert "She kept books." in page
    else:
        assert re.search(r'value="not_met" checked', page)
    assert not re.search(r'name="remember"[^>]* checked', page)
    assert not Settlement.objects.filter(application=examined.open).exists()


def test_a_precedent_is_named_with_a_link_and_can_be_departed_from_for_one_candidate(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, row = signed_in(people.agency_hr), examined.by_precedent
    page = _text(client.get(_at("application", row)))
    assert reverse("web:precedent", args=[examined.precedent.pk]) in page
    asked = _text(client.get(_at("application_settle", row), {"key": OPEN_KEY}))
    assert "A precedent answers this: met" in asked
    assert 'name="remember"' not in asked
    sent = _settle_fields(client, row, OPEN_KEY, verdict="not_met", why="These books were household accounts.")
    words = _words(client.post(_at("application_settle", row), sent, follow=True))
    assert f"It departs from precedent {examined.precedent.pk}" in words
    examined.precedent.refresh_from_db()
    assert examined.precedent.status == PrecedentStatus.STANDING


def test_an_analyst_may_overrule_the_precedent_with_the_answer_and_only_having_read_it(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, row = signed_in(people.analyst), examined.by_precedent
    sent = _settle_fields(client, row, OPEN_KEY, verdict="not_met", why="It is bookkeeping.", remember="on")
    unread = client.post(_at("application_settle", row), {**sent, "precedent": ""})
    assert unread.status_code == 422
    assert "precedent.stands_otherwise" in _text(unread)
    assert client.post(_at("application_settle", row), sent).status_code == 302
    examined.precedent.refresh_from_db()
    assert examined.precedent.status == PrecedentStatus.OVERRULED
    assert examined.precedent.overruled_why == "It is bookkeeping."


def test_of_two_who_answer_at_once_the_second_is_told_and_keeps_the_reason(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.second_analyst)
    sent = _settle_fields(client, examined.open, OPEN_KEY, why="My own reason.")
    first = signed_in(people.analyst)
    first.post(_at("application_settle", examined.open), _settle_fields(first, examined.open, OPEN_KEY))
    response = signed_in(people.second_analyst).post(_at("application_settle", examined.open), sent)
    assert response.status_code == 422
    assert "application.already_settled" in _text(response)
    assert "My own reason." in _text(response)


def test_an_answer_to_an_earlier_statement_is_refused_and_kept_in_the_form(
    examined: Any, people: Any, signed_in: Callable[[Any], Any], at: Any
) -> None:
    from meritbook.actions import Actor, amend_statement

    client, row = signed_in(people.analyst), examined.open
    sent = _settle_fields(client, row, OPEN_KEY)
    anew = handed_in("0105", job("j1", "2011-01", words=("Bookkeeper", "Keeps the ledgers of a shop.")))
    amend_statement.perform(Actor(people.agency_hr), at=at, why="A letter.", application=row, candidate=anew.candidate)
    response = client.post(_at("application_settle", row), sent)
    assert response.status_code == 422
    assert "application.stated_anew" in _text(response)
    assert "Read with the supervisor." in _text(response)


def test_an_answer_is_withdrawn_with_a_reason_and_stays_on_record(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, row, one = signed_in(people.analyst), examined.settled, examined.settlement
    address = _at("settlement_withdraw", row, one.pk)
    refused = client.post(address, {f"withdraw-{one.pk}-why": ""})
    assert refused.status_code == 422
    assert re.search(r'<details class="mb-more" open>', _text(refused))
    words = _words(client.post(address, {f"withdraw-{one.pk}-why": "Answered too soon."}, follow=True))
    assert "The answer is withdrawn." in words
    assert "1 answer withdrawn or replaced" in words
    again = client.post(address, {f"withdraw-{one.pk}-why": "Twice."})
    assert again.status_code == 404


def test_nothing_can_be_answered_under_a_key_that_asks_nothing(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.analyst), _at("application_settle", examined.met)
    for key in ("1.1.1", "9.9", "1.1.1/none", "<script>"):
        assert client.get(address, {"key": key}).status_code == 404
        assert client.post(address, {"key": key, "verdict": "met", "why": "So."}).status_code == 404
    assert client.get(address).status_code == 302
    assert "form.question_missing" in _text(client.post(address))


# --- determinations -----------------------------------------------------------------------------------------------


def _determine_fields(client: Any, row: Any, **more: str) -> dict[str, str]:
    page = _text(client.get(_at("application_determine", row)))
    sent = {"judgement": _hidden(page, "judgement"), "outcome": "qualified", "determine": "1"}
    if 'name="instead_of"' in page:
        sent["instead_of"] = _hidden(page, "instead_of")
    return {**sent, **more}


def _with_password(client: Any) -> Any:
    from conftest import PASSWORD

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_a_determination_asks_for_the_password_and_then_writes_the_notice(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    from conftest import PASSWORD

    client, row = signed_in(people.agency_hr), examined.met
    address = _at("application_determine", row)
    asked = client.post(address, _determine_fields(client, row))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert not row.determinations.exists()
    done = client.post(asked["Location"], {"password": PASSWORD, "next": address}, follow=True)
    words = _words(done)
    assert "Determined: Meets the minimum qualifications" in words
    found = row.determinations.get()
    assert found.determined_by == people.agency_hr
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        file = client.get(_at("application_notice", row, found.number, form))
        assert b"".join(file).startswith(begins)
        assert "attachment" in file["Content-Disposition"]
    assert client.get(_at("application_notice", row, 7, "pdf")).status_code == 404
    assert client.get(_at("application_notice", row, found.number, "exe")).status_code == 404


def test_the_notice_is_read_before_it_is_written_and_looking_determines_nothing(
    examined: Any, people: Any, signed_in: Callable[[Any], Any], at: Any
) -> None:
    client, row = _with_password(signed_in(people.agency_hr)), examined.not_met
    first = _words(client.get(_at("application_determine", row)))
    assert "You do not meet the minimum qualifications" in first
    sent = _determine_fields(
        client, row, outcome="qualified", reason="Her seminary taught auditing for eight years.", preview="1"
    )
    page = _words(client.post(_at("application_determine", row), sent))
    assert "You meet the minimum qualifications" in page
    assert "The reason: Her seminary taught auditing for eight years." in page
    assert not row.determinations.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"outcome": "qualified"}, "This is not what was computed. Say why."),
        ({"outcome": "not_qualified"}, "Say until when the candidate may answer."),
        ({"outcome": "not_qualified", "answer_by": "2001-01-01"}, "This day is past."),
        ({"outcome": "not_qualified", "answer_by": "soon"}, "Enter a valid date."),
        ({"outcome": ""}, "This field is required."),
        ({"outcome": "hired"}, "Select a valid choice."),
    ],
)
def test_a_determination_that_lacks_something_keeps_what_was_typed(
    typed: dict[str, str], says: str, examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, row = _with_password(signed_in(people.agency_hr)), examined.not_met
    sent = _determine_fields(client, row, **typed)
    response = client.post(_at("application_determine", row), sent)
    assert response.status_code == 422
    assert says in _text(response)
    for name, value in typed.items():
        if name != "outcome":
            assert value in _text(response)
    assert not row.determinations.exists()


def test_a_determination_on_a_judgement_that_changed_since_it_was_read_is_refused(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, row = _with_password(signed_in(people.analyst)), examined.open
    last = str((Determination.objects.latest("determined_at").determined_at + timedelta(days=90000)).date())
    sent = _determine_fields(client, row, outcome="information", answer_by=last)
    client.post(_at("application_settle", row), _settle_fields(client, row, OPEN_KEY))
    response = client.post(_at("application_determine", row), {**sent, "reason": "Papers are missing."})
    assert response.status_code == 422
    assert "determination.judgement_moved_on" in _text(response)
    assert "Papers are missing." in _text(response)


def test_a_standing_determination_is_replaced_only_by_name_and_with_a_reason(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, row = _with_password(signed_in(people.analyst)), examined.qualified
    sent = _determine_fields(client, row)
    silent = client.post(_at("application_determine", row), sent)
    assert "An earlier determination stands. Say why it is replaced." in _text(silent)
    unread = client.post(_at("application_determine", row), {**sent, "reason": "A clerical error.", "instead_of": ""})
    assert "determination.already_made" in _text(unread)
    done = client.post(_at("application_determine", row), {**sent, "reason": "A clerical error."}, follow=True)
    assert "superseded" in _words(done)
    assert [one.number for one in row.determinations.all()] == [2, 1]


def test_a_determination_on_an_earlier_statement_says_so_on_the_page(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    words = _words(signed_in(people.analyst).get(_at("application", examined.information)))
    assert "The statement was amended since." in words


def test_the_entry_that_wrote_the_determination_is_named_to_whoever_reads_the_ledger(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    entry = LedgerEntry.objects.get(subject=f"determination:{examined.determination.pk}")
    assert json.loads(entry.payload)["facts"]["application"] == "0106"
    address = _at("application", examined.qualified)
    assert f"Entry {entry.seq} of the ledger" in _text(signed_in(people.auditor).get(address))
    assert "of the ledger</a>" not in _text(signed_in(people.agency_hr).get(address))


# --- who is kept out ----------------------------------------------------------------------------------------------


def _every_address(examined: Any) -> list[tuple[str, str]]:
    row = examined.qualified
    return [
        ("get", _at("application", row)),
        ("get", _at("application_settle", examined.open) + f"?key={OPEN_KEY}"),
        ("post", _at("application_settle", examined.open)),
        ("post", _at("settlement_withdraw", examined.settled, examined.settlement.pk)),
        ("get", _at("application_determine", row)),
        ("post", _at("application_determine", row)),
        ("get", _at("application_notice", row, 1, "pdf")),
        ("get", _at("application_who", row)),
        ("post", _at("application_who", row)),
        ("get", _at("application_answer", row)),
        ("post", _at("application_answer", row)),
        ("get", _at("candidate_new", examined.examination)),
        ("post", _at("candidate_new", examined.examination)),
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
    assert client.get(_at("application", examined.statewide.applications.get())).status_code == 200


def test_an_auditor_reads_and_does_nothing(examined: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    client, before = signed_in(people.auditor), LedgerEntry.objects.count()
    page = _text(client.get(_at("application", examined.open)))
    assert "<form" not in page[page.index("<main") : page.index("</main>")]
    assert _open_to(client, examined) == [
        f"get {_at('application', examined.qualified)}",
        f"get {_at('application_notice', examined.qualified, 1, 'pdf')}",
    ]
    assert LedgerEntry.objects.count() == before


def test_in_a_closed_examination_nothing_is_offered_and_nothing_taken(
    examined: Any, people: Any, signed_in: Callable[[Any], Any], at: Any
) -> None:
    from meritbook.actions import Actor, close_examination

    client = _with_password(signed_in(people.analyst))
    sent = _settle_fields(client, examined.open, OPEN_KEY)
    decided = _determine_fields(client, examined.met)
    close_examination.perform(Actor(people.analyst), at=at, why="Filled.", examination=examined.examination)
    page = _text(client.get(_at("application", examined.open)))
    assert "<form" not in page[page.index("<main") : page.index("</main>")]
    for name, row, fields in (
        ("application_settle", examined.open, sent),
        ("application_determine", examined.met, decided),
    ):
        response = client.post(_at(name, row), fields)
        assert response.status_code == 422
        assert "examination.closed" in _text(response)


def test_the_page_asks_the_database_no_more_often_for_a_larger_examination_or_a_longer_statement(
    examined: Any, people: Any, signed_in: Callable[[Any], Any], receive: Callable[..., Any]
) -> None:
    def count(row: Application) -> dict[str, int]:
        client, counts = signed_in(people.analyst), {}
        for name in ("application", "application_determine", "application_answer"):
            client.get(_at(name, row))
            with CaptureQueriesContext(connection) as captured:
                assert client.get(_at(name, row)).status_code == 200
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
