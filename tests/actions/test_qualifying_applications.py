"""Applications and statements made anew: what is kept, what is left out and why, and who the candidate is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meritbook.actions import (
    Actor,
    amend_statement,
    close_examination,
    open_examination,
    qualifying,
    receive_applications,
    reveal_candidate,
    write_requirement,
)
from meritbook.actions.permissions import OwnCaseError
from meritbook.actions.policies import TextError
from meritbook.actions.qualifying_policies import (
    StatedAnewError,
)
from meritbook.records.models import (
    Application,
    Finding,
    LedgerEntry,
    Statement,
)
from qualifying_world import AUDITOR, CONTROLLER, ON, candidates, handed_in, job

pytestmark = pytest.mark.django_db


# --- applications -----------------------------------------------------------------------------------------------


@pytest.fixture
def hand_in(examination: Any, people: Any, at: datetime) -> Callable[..., Any]:
    """Receives applications, and gives what was kept and what was left out."""

    def perform(*applications: Any, **more: Any) -> Any:
        return receive_applications.perform(
            Actor(more.pop("by", people.agency_hr)),
            at=at,
            why="The file.",
            examination=examination,
            applications=applications,
            **more,
        )

    return perform


def test_what_is_received_is_judged_at_once(hand_in: Any) -> None:
    rows, _ = hand_in(*candidates())
    verdicts = dict(Finding.objects.values_list("application__number", "verdict"))
    assert verdicts == {
        "0101": "met",
        "0102": "not_met",
        "0103": "undetermined",
        "0104": "undetermined",
        "0105": "undetermined",
        "0106": "met",
        "0107": "undetermined",
        "0108": "not_met",
    }
    assert Finding.objects.get(application=rows[6]).problems == 1


def test_who_it_is_is_kept_apart_from_what_is_judged(hand_in: Any) -> None:
    (row, *_), _ = hand_in(*candidates())
    statement = Statement.objects.get(application=row)
    assert row.person.name == "Marguerite Oakhollow"
    assert "Oakhollow" not in statement.candidate_json
    assert statement.candidate.born_on is None
    assert statement.candidate.number == "0101"


def test_a_date_of_birth_is_judged_only_where_an_age_is_asked(
    people: Any, departments: Any, at: datetime, receive: Any
) -> None:
    version = write_requirement.perform(
        Actor(people.analyst),
        at=at,
        why="Written.",
        key="aged",
        title="Diver",
        text="Must be at least 21 years of age.",
        policy="plain",
    )
    aged = open_examination.perform(
        Actor(people.agency_hr),
        at=at,
        why="A vacancy.",
        number="A-1",
        title="Diver",
        requirement=version,
        on=ON,
        department=departments.revenue,
    )
    row = receive(handed_in("1"), examination=aged)["1"]
    assert qualifying.newest_statement(row).candidate.born_on == date(1980, 2, 29)
    assert row.finding.verdict == "met"


def test_a_number_that_exists_or_comes_twice_is_left_out_and_never_overwritten(hand_in: Any) -> None:
    hand_in(handed_in("7", job("j1", "2012-01")))
    rows, skipped = hand_in(handed_in("7"), handed_in(" 8 "), handed_in("8", name="Another"))
    assert [row.number for row in rows] == ["8"]
    assert [(one.where, one.code) for one in skipped] == [
        ("7", "application.number_taken"),
        ("8", "application.number_taken"),
    ]
    assert Application.objects.get(number="7").statements.get().candidate.jobs != ()
    assert Application.objects.get(number="8").person.name == "Person of  8 "


def test_a_candidate_without_a_number_gets_the_next_free_one(hand_in: Any) -> None:
    rows, _ = hand_in(handed_in(""), handed_in("C-0002"), handed_in("x"), handed_in(""))
    assert [row.number for row in rows] == ["C-0001", "C-0002", "x", "C-0003"]
    more, _ = hand_in(handed_in(""))
    assert more[0].number == "C-0004"
    assert qualifying.newest_statement(more[0]).candidate.number == "C-0004"


def _with(where: str, bad: str) -> Any:
    match where:
        case "person":
            return handed_in("9", name=f"No{bad}body")
        case "other":
            return handed_in("9", other={f"a{bad}": "b"})
        case "duty":
            return handed_in("9", job("j1", "2012-01", words=("Clerk", f"Files{bad} letters.")))
        case "notes":
            return handed_in("9").model_copy(update={"notes": ("fine", f"not{bad}fine")})
    return handed_in(f"9{bad}")


@pytest.mark.parametrize("bad", ["\0", "\ud800"], ids=["NUL", "surrogate"])
@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("person", "9: person.name"),
        ("other", "9: person.other (a name)"),
        ("duty", "9.jobs.1.duties.1"),
        ("notes", "9: notes.2"),
        ("number", "application 2"),
    ],
)
def test_a_text_that_no_database_keeps_is_left_out_with_its_place(
    hand_in: Any, where: str, place: str, bad: str
) -> None:
    rows, skipped = hand_in(handed_in("1"), _with(where, bad), handed_in("2"))
    assert [row.number for row in rows] == ["1", "2"]
    assert [(one.where, one.code) for one in skipped] == [(place, "text.unusable")]


@pytest.mark.parametrize("number", ["9" * 65, "9\t1"])
def test_a_number_that_is_too_long_or_cannot_be_seen_is_left_out(hand_in: Any, number: str) -> None:
    rows, skipped = hand_in(handed_in(number))
    assert (rows, [one.code for one in skipped]) == ([], ["text.unusable"])


def test_words_that_only_look_like_an_escaped_character_are_kept(hand_in: Any) -> None:
    rows, skipped = hand_in(handed_in("9", job("j1", "2012-01", words=("Clerk", r"Writes \u0000 in reports."))))
    assert (len(rows), skipped) == (1, [])


def test_when_all_are_left_out_nothing_is_written(hand_in: Any) -> None:
    hand_in(handed_in("1"))
    before = LedgerEntry.objects.count()
    assert hand_in(handed_in("1"))[0] == []
    assert LedgerEntry.objects.count() == before


def test_a_person_has_one_application_in_an_examination(hand_in: Any, people: Any) -> None:
    rows, skipped = hand_in(handed_in("1"), handed_in("2"), users={"1": people.executive, "2": people.executive})
    assert ([row.user for row in rows], [one.code for one in skipped]) == (
        [people.executive],
        ["application.person_taken"],
    )
    assert hand_in(handed_in("3"), users={"3": people.executive})[1][0].code == "application.person_taken"


def test_nobody_receives_their_own_application_or_acts_where_they_are_a_candidate(
    hand_in: Any, people: Any, examination: Any, at: datetime
) -> None:
    with pytest.raises(OwnCaseError):
        hand_in(handed_in("1"), users={"1": people.agency_hr})
    hand_in(handed_in("1"), by=people.analyst, users={"1": people.agency_hr})
    with pytest.raises(OwnCaseError):
        hand_in(handed_in("2"))
    with pytest.raises(OwnCaseError):
        close_examination.perform(Actor(people.agency_hr), at=at, why="Done.", examination=examination)


def test_one_entry_vouches_for_a_whole_batch_in_few_queries(hand_in: Any) -> None:
    hand_in(handed_in("first"))

    def queries(first: int, count: int) -> int:
        batch = [handed_in(str(n), job("j1", "2012-01", words=CONTROLLER)) for n in range(first, first + count)]
        with CaptureQueriesContext(connection) as captured:
            hand_in(*batch)
        return len(captured)

    before = LedgerEntry.objects.count()
    few, many = queries(1000, 20), queries(2000, 200)
    assert LedgerEntry.objects.count() == before + 2
    # SQLite takes about a thousand values in one statement, so the rows go in by the hundred.
    assert many <= few + 16
    assert few < 40


# --- statements made anew ---------------------------------------------------------------------------------------


@pytest.fixture
def amend(people: Any, at: datetime) -> Callable[..., Statement]:
    """Takes an amended statement, as the HR officer."""

    def perform(application: Any, *jobs: Any, **more: Any) -> Statement:
        candidate = handed_in(application.number, *jobs, degrees=more.pop("degrees", None)).candidate
        return amend_statement.perform(
            Actor(people.agency_hr),
            at=at + timedelta(days=1),
            why="They wrote.",
            application=application,
            candidate=candidate,
            **more,
        )

    return perform


def test_an_amended_statement_is_the_next_version_and_is_judged(examined: Any, amend: Any) -> None:
    statement = amend(examined.not_met, job("j1", "2012-01"))
    assert (statement.version, Finding.objects.get(application=examined.not_met).verdict) == (2, "met")
    assert examined.not_met.statements.count() == 2


def test_who_the_candidate_is_can_change_without_a_new_version(examined: Any, amend: Any) -> None:
    person = examined.met.person.model_copy(update={"name": "Marguerite Elmhollow"})
    statement = amend(examined.met, job("j1", "2012-01"), person=person)
    examined.met.refresh_from_db()
    assert statement.version == 1
    assert Application.objects.get(pk=examined.met.pk).person.name == "Marguerite Elmhollow"


def test_whoever_amends_says_which_statement_they_had_before_them(examined: Any, amend: Any) -> None:
    first = qualifying.newest_statement(examined.open)
    amend(examined.open, job("j1", "2001-01"), seen=first)
    with pytest.raises(StatedAnewError):
        amend(examined.open, job("j1", "2002-01"), seen=first)


def test_texts_of_an_amended_statement_are_checked(examined: Any, amend: Any) -> None:
    with pytest.raises(TextError, match=r"candidate\.jobs\.1\.title"):
        amend(examined.open, job("j1", "2001-01", words=("Cl\0erk", "Files.")))


@pytest.mark.parametrize(
    ("jobs", "counts"),
    [
        ([job("j1", "2012-01", words=CONTROLLER)], True),
        ([job("j1", "2011-01", words=CONTROLLER, employer="Another")], False),
        ([job("j1", "2011-01", "2025-02", words=CONTROLLER)], True),
        ([job("j2", "2001-01"), job("j1", "2012-01", words=CONTROLLER)], True),
        ([job("j1", "2012-01", words=AUDITOR)], False),
        ([job("j2", "2012-01", words=CONTROLLER)], False),
        ([], False),
    ],
    ids=["the same", "elsewhere", "other days", "another job more", "other words", "another id", "no job"],
)
def test_an_answer_about_a_job_counts_while_the_job_is_stated_alike(
    examined: Any, amend: Any, jobs: list[Any], counts: bool
) -> None:
    amend(examined.settled, *jobs)
    judged = qualifying.judged(examined.settled)
    assert list(judged.settlements.values()) == ([examined.settlement] if counts else [])
    assert list(judged.lapsed) == ([] if counts else [examined.settlement])
    assert list(qualifying.judged(examined.settled).settlements) == (["1.1.1/j1"] if counts else [])


# --- who it is --------------------------------------------------------------------------------------------------


def test_revealing_puts_who_asked_and_why_on_record_and_no_name(examined: Any, people: Any, at: datetime) -> None:
    person = reveal_candidate.perform(
        Actor(people.agency_hr), at=at, why="To send the notice.", application=examined.met
    )
    entry = LedgerEntry.objects.latest("seq")
    assert person.name == "Marguerite Oakhollow"
    assert (entry.actor, entry.why) == ("agency_hr", "To send the notice.")
    assert not LedgerEntry.objects.filter(payload__contains="Oakhollow").exists()


def test_no_name_of_a_candidate_stands_in_the_ledger(examined: Any) -> None:
    assert len(examined.all()) == 8
    for name in ("Oakhollow", "Sixpenny", "Farthingale", "Quillfeather", "Thornmere", "Executive Candidate"):
        assert not LedgerEntry.objects.filter(payload__icontains=name).exists()
