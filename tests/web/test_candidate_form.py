"""A candidate's statement written down by form: what is asked, refused, pointed out, kept and never lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from meritbook.core.qualifications.candidate import Person
from meritbook.core.qualifications.check import ANSWERS
from meritbook.records.models import Application, LedgerEntry
from meritbook.web.forms.candidates import DRAWN_TO
from qualifying_world import handed_in, job

FORM = {
    "number": "0301",
    "person-name": "Philippa Quince",
    "person-email": "quince@example.org",
    "person-birth_date": "1985-05-05",
    "jobs": "listed",
    "degrees": "none",
    "licences": "unanswered",
    "jobs-rows": "2",
    "degrees-rows": "1",
    "licences-rows": "1",
    "jobs-0-title": "Tax auditor",
    "jobs-0-employer": "Quillfeather Audit Bureau",
    "jobs-0-starts": "2012-01",
    "jobs-0-ends": "2019",
    "jobs-0-hours": "40",
    "jobs-0-paid": "yes",
    "jobs-0-changes": "2015-09-01 20\n2014-01-01: 37.5",
    "jobs-0-duties": "Audits the returns of businesses.\n\nWrites reports on them.\n",
}


def _text(response: Any) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def row(receive: Callable[..., Any]) -> Any:
    """A bookkeeper's application, in which a bachelor's degree and no licence is stated."""
    return receive(handed_in("0105", job("j1", "2012-01", words=("Bookkeeper", "Keeps the ledgers of a shop."))))[
        "0105"
    ]


def _new(examination: Any) -> str:
    return reverse("web:candidate_new", args=[examination.pk])


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found[1]


def _saved(client: Any, examination: Any, **typed: str) -> Application:
    response = client.post(_new(examination), {**FORM, **typed})
    if response.status_code == 422:
        response = client.post(_new(examination), {**FORM, **typed, "seen": _seen(_text(response))})
    assert response.status_code == 302, _text(response)
    return Application.objects.get(number=typed.get("number", "0301"))


def test_an_application_on_paper_becomes_a_statement_as_precise_as_it_was_written(
    examination: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    row = _saved(signed_in(people.agency_hr), examination)
    stated = row.statements.get().candidate
    one = (stated.jobs or ())[0]
    assert (str(one.starts), str(one.ends), one.current, one.paid, one.full_time) == (
        "2012-01",
        "2019",
        False,
        True,
        None,
    )
    assert [(str(change.since), str(change.hours)) for change in one.changes] == [
        ("2014-01-01", "37.5"),
        ("2015-09-01", "20"),
    ]
    assert one.duties == ("Audits the returns of businesses.", "Writes reports on them.")
    assert (stated.degrees, stated.licences) == ((), None)
    assert stated.born_on is None
    assert row.person.name == "Philippa Quince"
    assert str(row.person.birth_date) == "1985-05-05"
    assert "Quince" not in row.statements.get().candidate_json


def test_the_page_says_what_was_not_answered_and_what_was_answered_with_none(
    examination: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    row = _saved(client, examination)
    page = re.sub(r"<[^>]+>", "", _text(client.get(reverse("web:application", args=[row.pk]))))
    assert "Study: the candidate states that there was none." in page
    assert "Licences were not answered." in page
    assert "Quince" not in page
    assert "Quillfeather" not in page


def test_a_candidate_without_a_number_gets_the_next_one(
    examination: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    response = client.post(_new(examination), {**FORM, "number": ""}, follow=True)
    assert "Received as candidate C-0001." in _text(response)


def test_more_rows_come_without_any_script_and_nothing_typed_is_lost_or_saved(
    examination: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    before = LedgerEntry.objects.count()
    page = _text(
        signed_in(people.agency_hr).post(_new(examination), {**FORM, "jobs-more": "1", "jobs-0-starts": "soon"})
    )
    assert 'name="jobs-3-title"' in page
    assert 'name="jobs-4-title"' not in page
    assert 'name="jobs-rows" value="4"' in page
    for typed in ("Tax auditor", "Philippa Quince", "Writes reports on them.", 'value="soon"', "2014-01-01: 37.5"):
        assert typed in page
    assert "form.invalid" not in page
    assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"jobs-0-starts": "March 2012"}, "Write 2016-03-01, 2016-03 or 2016."),
        ({"jobs-0-starts": "2013-02-30"}, "There is no such day"),
        ({"jobs-0-starts": "0212-02-03"}, "There is no such day"),
        ({"jobs-0-hours": "full"}, "Write a number"),
        ({"jobs-0-hours": "-4"}, "not below zero"),
        ({"jobs-0-hours": "4000"}, "not above 1000"),
        ({"jobs-0-changes": "2015-09 20"}, "“2015-09 20”: write a day and hours"),
        ({"jobs-0-changes": "2015-02-30 20"}, "“2015-02-30 20”: write a day and hours"),
        ({"jobs-0-changes": "2015-09-01 20\n2015-09-01 30"}, "Two changes stand on one day."),
        ({"jobs": "none"}, "You say that there is none, and an entry stands below."),
        ({"jobs": "unanswered"}, "You say that this was not answered, and an entry stands below."),
        ({"degrees": "listed"}, "List a course of study, or say that there is none"),
        ({"jobs": ""}, "This field is required."),
        ({"licences": "listed", "licences-0-class_": "C"}, "Write what it is for."),
        ({"number": "0105"}, "There is a candidate 0105 already."),
        ({"person-birth_date": "1985"}, "Enter a valid date."),
        ({"jobs-0-title": "Auditor\x00"}, "Null characters are not allowed."),
    ],
)
def test_what_no_statement_can_hold_is_refused_beside_its_field_and_everything_typed_stays(
    typed: dict[str, str], says: str, examination: Any, row: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    before = LedgerEntry.objects.count()
    response = signed_in(people.agency_hr).post(_new(examination), {**FORM, **typed})
    page = _text(response)
    assert response.status_code == 422
    assert says in page
    assert "form.invalid" in page
    anchors = re.findall(r'<li><a href="#([^"]+)">', page)
    assert anchors
    assert all(f'id="{one}"' in page for one in anchors)
    assert "Philippa Quince" in page
    assert "Writes reports on them." in page
    assert LedgerEntry.objects.count() == before


CONTRADICTIONS = [
    ("job.ends_before_starts", {"jobs-0-starts": "2019-05-01", "jobs-0-ends": "2019-01-31"}),
    ("job.starts_in_future", {"jobs-0-starts": "2026-09-01", "jobs-0-ends": "2027"}),
    ("job.ends_in_future", {"jobs-0-ends": "2027-01-31"}),
    ("job.many_hours", {"jobs-0-hours": "90"}),
    ("job.impossible_hours", {"jobs-0-hours": "400"}),
    ("job.hours_contradict", {"jobs-0-full_time": "no", "jobs-0-changes": ""}),
    ("job.no_hours", {"jobs-0-hours": ""}),
    ("job.no_start", {"jobs-0-starts": ""}),
    ("job.change_outside", {"jobs-0-changes": "2010-01-01 20"}),
    (
        "job.listed_twice",
        {
            "jobs-0-changes": "",
            "jobs-1-title": "Tax auditor",
            "jobs-1-employer": "Quillfeather Audit Bureau",
            "jobs-1-starts": "2012-01",
            "jobs-1-ends": "2019",
            "jobs-1-hours": "40",
            "jobs-1-duties": "Audits the returns of businesses.\nWrites reports on them.",
            "jobs-1-paid": "yes",
        },
    ),
    (
        "licence.begins_later",
        {
            "licences": "listed",
            "licences-0-name": "Driver",
            "licences-0-valid_from": "2026-05",
            "licences-0-valid_through": "2029",
        },
    ),
    ("job.no_end", {"jobs-0-ends": ""}),
    ("job.ends_and_goes_on", {"jobs-0-current": "on"}),
    (
        "job.two_at_once",
        {"jobs-1-title": "Auditor", "jobs-1-starts": "2013-01", "jobs-1-ends": "2014", "jobs-1-hours": "40"},
    ),
    ("degree.no_level", {"degrees": "listed", "degrees-0-title": "B.S.", "degrees-0-conferred": "2010"}),
    ("degree.no_date", {"degrees": "listed", "degrees-0-level": "bachelor"}),
    (
        "degree.both_dates",
        {"degrees": "listed", "degrees-0-level": "master", "degrees-0-conferred": "2010", "degrees-0-expected": "2011"},
    ),
    ("licence.no_validity", {"licences": "listed", "licences-0-name": "Driver"}),
    (
        "licence.lapses_on_day",
        {"licences": "listed", "licences-0-name": "Driver", "licences-0-valid_through": "2026-04-01"},
    ),
    ("licence.lapsed", {"licences": "listed", "licences-0-name": "Driver", "licences-0-valid_through": "2020"}),
    (
        "licence.ends_before_starts",
        {
            "licences": "listed",
            "licences-0-name": "Driver",
            "licences-0-valid_from": "2020",
            "licences-0-valid_through": "2019",
        },
    ),
]


def test_every_problem_that_belongs_to_a_field_is_tried() -> None:
    assert {code for code, _ in CONTRADICTIONS} == set(DRAWN_TO)
    # These two are told on the candidate's page: nothing was written down wrong.
    assert set(ANSWERS) - set(DRAWN_TO) == {"career.gap", "degree.not_conferred"}


@pytest.mark.parametrize(("code", "typed"), CONTRADICTIONS)
def test_what_is_stated_but_unclear_is_told_beside_its_field_and_kept_as_written_when_it_is_sent_again(
    code: str, typed: dict[str, str], examination: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    first = client.post(_new(examination), {**FORM, **typed})
    page = _text(first)
    assert first.status_code == 422
    assert "Not saved yet: is this what was stated?" in page
    notes = re.findall(r'<p class="mb-note">.*?<span>(.*?)</span></p>', page, re.DOTALL)
    assert any(ANSWERS[code] in note for note in notes), notes
    assert not Application.objects.filter(number="0301").exists()
    again = client.post(_new(examination), {**FORM, **typed, "seen": _seen(page)}, follow=True)
    assert ANSWERS[code] in _text(again)
    row = Application.objects.get(number="0301")
    stated = row.statements.get().candidate
    for name, value in typed.items():
        kind, _, rest = name.partition("-0-")
        entries = getattr(stated, kind, None)
        if entries and rest in ("starts", "ends", "hours", "conferred", "valid_through"):
            assert str(getattr(entries[0], rest) or "") == value


def test_a_row_that_nobody_typed_into_has_no_mistake(
    examination: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    page = _text(signed_in(people.agency_hr).post(_new(examination), {**FORM, "jobs-0-hours": "90"}))
    assert "Write what it is for." not in page
    assert "usa-error-message" not in page


def test_what_was_read_once_does_not_cover_what_was_typed_since(
    examination: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    seen = _seen(_text(client.post(_new(examination), {**FORM, "jobs-0-hours": "90"})))
    response = client.post(_new(examination), {**FORM, "jobs-0-hours": "95", "seen": seen})
    assert response.status_code == 422
    assert "95 hours a week are more than 80." in _text(response)


# --- the answer to a notice ---------------------------------------------------------------------------------------


def _answer(row: Any) -> str:
    return reverse("web:application_answer", args=[row.pk])


def _fields(page: str) -> dict[str, str]:
    """What a browser would send back of the form as it stands."""
    main = page[page.index('<form class="mb-form"') :]
    sent = {}
    for tag in re.findall(r"<input [^>]+>", main):
        names = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        if names.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if names.get("type") != "submit" and "name" in names:
            sent[names["name"]] = names.get("value", "on" if names.get("type") == "checkbox" else "")
    sent.update(re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', main, re.DOTALL))
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', main, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def test_an_answer_begins_from_the_last_statement_and_sent_back_unchanged_makes_no_other(
    row: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    page = _text(client.get(_answer(row)))
    sent = _fields(page)
    assert (sent["jobs-0-starts"], sent["jobs-0-ends"], sent["jobs-0-current"]) == ("2012-01", "", "on")
    assert (sent["jobs"], sent["degrees"], sent["licences"]) == ("listed", "listed", "none")
    assert "Kept as stated before, unseen." in page
    response = client.post(_answer(row), sent)
    assert response.status_code == 302
    assert row.statements.count() == 1


def test_an_answer_keeps_the_employer_unseen_and_who_it_is_and_changes_what_was_typed(
    row: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    sent = _fields(_text(client.get(_answer(row))))
    sent["jobs-0-duties"] += "\nAudits the books of the shop."
    response = client.post(_answer(row), sent, follow=True)
    assert "Version 2 of the statement is what is judged now." in _text(response)
    stated = row.statements.get(version=2).candidate
    one = (stated.jobs or ())[0]
    assert one.employer == "Quillfeather Audit Bureau"
    assert one.duties == ("Keeps the ledgers of a shop.", "Audits the books of the shop.")
    assert one.id == "j1"
    assert (stated.degrees or ())[0].institution == "Thornmere College"
    row.refresh_from_db()
    assert row.person.name == "Person of 0105"


def test_an_entry_left_out_is_gone_and_no_new_one_takes_its_name(
    row: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    sent = _fields(_text(client.get(_answer(row))))
    sent.update({"jobs-0-drop": "on", "jobs-1-title": "Controller", "jobs-1-starts": "2020-01", "jobs-1-current": "on"})
    sent.update({"jobs-1-hours": "40", "jobs-1-paid": "yes", "jobs-1-id": "j1"})
    client.post(_answer(row), sent)
    after = row.statements.get(version=2).candidate
    assert [(one.id, one.title) for one in after.jobs or ()] == [("j1", "Controller")]
    sent = _fields(_text(client.get(_answer(row))))
    sent.update({"jobs-1-title": "Clerk", "jobs-1-starts": "2021-01", "jobs-1-ends": "2021-12", "jobs-1-hours": "10"})
    client.post(_answer(row), sent)
    third = row.statements.get(version=3).candidate
    assert [one.id for one in third.jobs or ()] == ["j1", "job1"]


def test_a_name_that_was_never_stated_cannot_be_forged(row: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(people.agency_hr)
    sent = _fields(_text(client.get(_answer(row))))
    sent.update(
        {"jobs-1-id": "evil/../j1", "jobs-1-title": "Clerk", "jobs-1-starts": "2021-01", "jobs-1-ends": "2021-12"}
    )
    sent["jobs-1-hours"] = "10"
    client.post(_answer(row), sent)
    assert [one.id for one in row.statements.get(version=2).candidate.jobs or ()] == ["j1", "job1"]


def test_an_answer_to_a_statement_that_was_amended_meanwhile_is_refused_and_kept(
    row: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    first = _fields(_text(client.get(_answer(row))))
    client.post(_answer(row), {**first, "jobs-0-title": "Ledger clerk"})
    response = client.post(_answer(row), {**first, "jobs-0-title": "Book clerk"})
    assert response.status_code == 422
    assert "application.stated_anew" in _text(response)
    assert "Book clerk" in _text(response)
    assert row.statements.count() == 2


def test_typing_is_kept_in_the_tab_until_the_statement_is_saved(
    examination: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    assert f'data-draft="candidate-new-{examination.pk}"' in _text(client.get(_new(examination)))
    saved = client.post(_new(examination), FORM)
    page = _text(client.get(saved["Location"]))
    assert f'data-draft-done="candidate-new-{examination.pk}"' in page


def test_the_page_of_what_is_kept_tells_candidates_of_everything_about_who_they_are(client: Any) -> None:
    told = {
        "name": "name",
        "email": "e-mail",
        "phone": "telephone",
        "address": "address",
        "birth_date": "date of birth",
        "gender": "gender",
        "photo": "photo",
        "other": "whatever else your application said",
    }
    assert set(told) == set(Person.model_fields)
    page = _text(client.get(reverse("web:privacy")))
    assert [word for word in told.values() if word not in page] == []
