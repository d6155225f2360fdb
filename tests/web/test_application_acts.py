"""Acts on one candidate: questions are answered, answers withdrawn, and determinations made with their notices."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from candidate_pages import determine_fields, place, settle_fields, text_of, with_password, words_of
from meritbook.records.models import (
    Determination,
    LedgerEntry,
    Precedent,
    PrecedentStatus,
    Settlement,
)
from qualifying_world import OPEN_KEY, handed_in, job

# --- answers ------------------------------------------------------------------------------------------------------


def test_an_answer_decides_is_remembered_and_answers_the_same_question_of_others(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    sent = settle_fields(
        client, examined.open, OPEN_KEY, remember="on", why="Bookkeeping is not auditing.", verdict="not_met"
    )
    response = client.post(place("application_settle", examined.open), sent, follow=True)
    made = Precedent.objects.get(why="Bookkeeping is not auditing.")
    words = words_of(response)
    assert f"Precedent {made.pk} answers the same question for every other candidate." in words
    assert "Not met" in words[: words.index("Hidden, so that")]
    same = examined.statewide.applications.get()
    elsewhere = words_of(signed_in(people.analyst).get(place("application", same)))
    assert f"By precedent {made.pk} of Agency Hr" in elsewhere
    assert "Bookkeeping is not auditing." in elsewhere


def test_an_answer_that_is_not_to_be_remembered_sets_no_precedent(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, before = signed_in(people.analyst), Precedent.objects.count()
    client.post(place("application_settle", examined.open), settle_fields(client, examined.open, OPEN_KEY))
    assert Settlement.objects.filter(application=examined.open, key=OPEN_KEY, verdict="met").exists()
    assert Precedent.objects.count() == before


@pytest.mark.parametrize(
    ("field", "says"), [("why", "This field is required."), ("verdict", "This field is required.")]
)
def test_an_answer_that_lacks_something_keeps_what_was_typed(
    field: str, says: str, examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.analyst)
    sent = settle_fields(client, examined.open, OPEN_KEY, why="She kept books.", verdict="not_met")
    sent[field] = ""
    response = client.post(place("application_settle", examined.open), sent)
    page = text_of(response)
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
    page = text_of(client.get(place("application", row)))
    assert reverse("web:precedent", args=[examined.precedent.pk]) in page
    asked = text_of(client.get(place("application_settle", row), {"key": OPEN_KEY}))
    assert "A precedent answers this: met" in asked
    assert 'name="remember"' not in asked
    sent = settle_fields(client, row, OPEN_KEY, verdict="not_met", why="These books were household accounts.")
    words = words_of(client.post(place("application_settle", row), sent, follow=True))
    assert f"It departs from precedent {examined.precedent.pk}" in words
    examined.precedent.refresh_from_db()
    assert examined.precedent.status == PrecedentStatus.STANDING


def test_an_analyst_may_overrule_the_precedent_with_the_answer_and_only_having_read_it(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, row = signed_in(people.analyst), examined.by_precedent
    sent = settle_fields(client, row, OPEN_KEY, verdict="not_met", why="It is bookkeeping.", remember="on")
    unread = client.post(place("application_settle", row), {**sent, "precedent": ""})
    assert unread.status_code == 422
    assert "precedent.stands_otherwise" in text_of(unread)
    assert client.post(place("application_settle", row), sent).status_code == 302
    examined.precedent.refresh_from_db()
    assert examined.precedent.status == PrecedentStatus.OVERRULED
    assert examined.precedent.overruled_why == "It is bookkeeping."


def test_of_two_who_answer_at_once_the_second_is_told_and_keeps_the_reason(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.second_analyst)
    sent = settle_fields(client, examined.open, OPEN_KEY, why="My own reason.")
    first = signed_in(people.analyst)
    first.post(place("application_settle", examined.open), settle_fields(first, examined.open, OPEN_KEY))
    response = signed_in(people.second_analyst).post(place("application_settle", examined.open), sent)
    assert response.status_code == 422
    assert "application.already_settled" in text_of(response)
    assert "My own reason." in text_of(response)


def test_an_answer_to_an_earlier_statement_is_refused_and_kept_in_the_form(
    examined: Any, people: Any, signed_in: Callable[[Any], Any], at: Any
) -> None:
    from meritbook.actions import Actor, amend_statement

    client, row = signed_in(people.analyst), examined.open
    sent = settle_fields(client, row, OPEN_KEY)
    anew = handed_in("0105", job("j1", "2011-01", words=("Bookkeeper", "Keeps the ledgers of a shop.")))
    amend_statement.perform(Actor(people.agency_hr), at=at, why="A letter.", application=row, candidate=anew.candidate)
    response = client.post(place("application_settle", row), sent)
    assert response.status_code == 422
    assert "application.stated_anew" in text_of(response)
    assert "Read with the supervisor." in text_of(response)


def test_an_answer_is_withdrawn_with_a_reason_and_stays_on_record(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, row, one = signed_in(people.analyst), examined.settled, examined.settlement
    address = place("settlement_withdraw", row, one.pk)
    refused = client.post(address, {f"withdraw-{one.pk}-why": ""})
    assert refused.status_code == 422
    assert re.search(r'<details class="mb-more" open>', text_of(refused))
    words = words_of(client.post(address, {f"withdraw-{one.pk}-why": "Answered too soon."}, follow=True))
    assert "The answer is withdrawn." in words
    assert "1 answer withdrawn or replaced" in words
    again = client.post(address, {f"withdraw-{one.pk}-why": "Twice."})
    assert again.status_code == 404


def test_nothing_can_be_answered_under_a_key_that_asks_nothing(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.analyst), place("application_settle", examined.met)
    for key in ("1.1.1", "9.9", "1.1.1/none", "<script>"):
        assert client.get(address, {"key": key}).status_code == 404
        assert client.post(address, {"key": key, "verdict": "met", "why": "So."}).status_code == 404
    assert client.get(address).status_code == 302
    assert "form.question_missing" in text_of(client.post(address))


# --- determinations -----------------------------------------------------------------------------------------------


def test_a_determination_asks_for_the_password_and_then_writes_the_notice(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    from conftest import PASSWORD

    client, row = signed_in(people.agency_hr), examined.met
    address = place("application_determine", row)
    asked = client.post(address, determine_fields(client, row))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert not row.determinations.exists()
    done = client.post(asked["Location"], {"password": PASSWORD, "next": address}, follow=True)
    words = words_of(done)
    assert "Determined: Meets the minimum qualifications" in words
    found = row.determinations.get()
    assert found.determined_by == people.agency_hr
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        file = client.get(place("application_notice", row, found.number, form))
        assert b"".join(file).startswith(begins)
        assert "attachment" in file["Content-Disposition"]
    assert client.get(place("application_notice", row, 7, "pdf")).status_code == 404
    assert client.get(place("application_notice", row, found.number, "exe")).status_code == 404


def test_the_notice_is_read_before_it_is_written_and_looking_determines_nothing(
    examined: Any, people: Any, signed_in: Callable[[Any], Any], at: Any
) -> None:
    client, row = with_password(signed_in(people.agency_hr)), examined.not_met
    first = words_of(client.get(place("application_determine", row)))
    assert "You do not meet the minimum qualifications" in first
    sent = determine_fields(
        client, row, outcome="qualified", reason="Her seminary taught auditing for eight years.", preview="1"
    )
    page = words_of(client.post(place("application_determine", row), sent))
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
    client, row = with_password(signed_in(people.agency_hr)), examined.not_met
    sent = determine_fields(client, row, **typed)
    response = client.post(place("application_determine", row), sent)
    assert response.status_code == 422
    assert says in text_of(response)
    for name, value in typed.items():
        if name != "outcome":
            assert value in text_of(response)
    assert not row.determinations.exists()


def test_a_determination_on_a_judgement_that_changed_since_it_was_read_is_refused(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, row = with_password(signed_in(people.analyst)), examined.open
    last = str((Determination.objects.latest("determined_at").determined_at + timedelta(days=90000)).date())
    sent = determine_fields(client, row, outcome="information", answer_by=last)
    client.post(place("application_settle", row), settle_fields(client, row, OPEN_KEY))
    response = client.post(place("application_determine", row), {**sent, "reason": "Papers are missing."})
    assert response.status_code == 422
    assert "determination.judgement_moved_on" in text_of(response)
    assert "Papers are missing." in text_of(response)


def test_a_standing_determination_is_replaced_only_by_name_and_with_a_reason(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, row = with_password(signed_in(people.analyst)), examined.qualified
    sent = determine_fields(client, row)
    silent = client.post(place("application_determine", row), sent)
    assert "An earlier determination stands. Say why it is replaced." in text_of(silent)
    unread = client.post(place("application_determine", row), {**sent, "reason": "A clerical error.", "instead_of": ""})
    assert "determination.already_made" in text_of(unread)
    done = client.post(place("application_determine", row), {**sent, "reason": "A clerical error."}, follow=True)
    assert "superseded" in words_of(done)
    assert [one.number for one in row.determinations.all()] == [2, 1]


def test_a_determination_on_an_earlier_statement_says_so_on_the_page(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    words = words_of(signed_in(people.analyst).get(place("application", examined.information)))
    assert "The statement was amended since." in words


def test_the_entry_that_wrote_the_determination_is_named_to_whoever_reads_the_ledger(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    entry = LedgerEntry.objects.get(subject=f"determination:{examined.determination.pk}")
    assert json.loads(entry.payload)["facts"]["application"] == "0106"
    address = place("application", examined.qualified)
    assert f"Entry {entry.seq} of the ledger" in text_of(signed_in(people.auditor).get(address))
    assert "of the ledger</a>" not in text_of(signed_in(people.agency_hr).get(address))
