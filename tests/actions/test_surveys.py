"""Surveys: who may answer when, and every way that leads from an answer to its person, tried and found closed."""

from __future__ import annotations

import base64
import json
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from development_world import GIVEN, HOPE, LOAD, REVENUE, SCALES, WORDS, answer
from meritbook.actions import survey_box, surveying
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.policies import TakenError
from meritbook.actions.survey_box import SurveyBoxError
from meritbook.actions.surveying_policies import (
    AnsweredError,
    NotAskedError,
    PreviewError,
    SurveyDaysError,
    SurveyError,
    SurveyStandsError,
)
from meritbook.core.results.survey import SurveyAnswerError
from meritbook.core.results.survey_results import SurveyResult
from meritbook.core.values import canonical_json, digest
from meritbook.records.models import LedgerEntry, Survey, SurveyBox, SurveyCount, SurveyParticipant
from year_stage import do

pytestmark = pytest.mark.django_db
SECRET = "The cellar smells of almonds."


def result(survey: Any) -> SurveyResult:
    return surveying.result_of(SurveyCount.objects.get(survey=survey))


def rows_of_database() -> dict[str, str]:
    """Everything that the database holds, as text, by the table."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("records").get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608  # names of our own tables
            found[model.__name__] = repr(cursor.fetchall())
    return found


# --- who, when, once -----------------------------------------------------------------------------------------


def test_an_answer_counts_once_and_is_never_found_again(surveys: Any, people: Any, at: datetime) -> None:
    answer(surveys.open, people.executive, at, hope=4)
    with pytest.raises(AnsweredError):
        answer(surveys.open, people.executive, at, hope=1)
    assert SurveyParticipant.objects.filter(survey=surveys.open).count() == 1


def test_days_before_and_after_are_refused_with_the_day(surveys: Any, people: Any, at: datetime) -> None:
    with pytest.raises(SurveyDaysError, match="2 March 2026 on"):
        answer(surveys.open, people.executive, at - timedelta(days=1), hope=4)
    with pytest.raises(SurveyDaysError, match="31 March 2026"):
        answer(surveys.open, people.executive, at + timedelta(days=30), hope=4)
    answer(surveys.open, people.executive, at + timedelta(days=29), hope=4)


def test_who_has_left_is_told_so(surveys: Any, people: Any, at: datetime) -> None:
    role = people.executive.role_assignments.get()
    do("end_role", people.system_administrator, at, assignment=role)
    with pytest.raises(NotAskedError, match="holds no office on 5 March 2026"):
        answer(surveys.open, people.executive, at + timedelta(days=3), hope=4)


def test_who_is_of_another_department_or_holds_no_role_is_not_asked(surveys: Any, people: Any, at: datetime) -> None:
    february = at - timedelta(days=20)
    for who in (people.agency_hr_elsewhere, people.results_administrator, people.nobody, people.system_administrator):
        with pytest.raises(NotAskedError):
            answer(surveys.due, who, february, help=3)


def test_a_draft_a_closed_and_a_withdrawn_survey_take_no_answer(surveys: Any, people: Any, at: datetime) -> None:
    do("withdraw_survey", people.results_administrator, at, survey=surveys.open, because="A wrong word.")
    for survey in (surveys.draft, surveys.closed, surveys.open):
        with pytest.raises(SurveyStandsError):
            answer(survey, people.executive, at, hope=3)


def test_what_was_not_previewed_is_not_taken(surveys: Any, people: Any, at: datetime) -> None:
    taken = {"survey": surveys.open, "answers": {"hope": 3}}
    for seen in ("", "0" * 64):
        with pytest.raises(PreviewError):
            do("answer_survey", people.executive, at, seen=seen, **taken)
    with pytest.raises(SurveyAnswerError):
        do("answer_survey", people.executive, at, survey=surveys.open, answers={"hope": 9}, seen="")
    assert not SurveyParticipant.objects.filter(survey=surveys.open).exists()


def test_questions_of_an_open_survey_stand_still(surveys: Any, people: Any, at: datetime) -> None:
    for survey in (surveys.open, surveys.closed):
        with pytest.raises(SurveyStandsError):
            do("change_survey", people.results_administrator, at, survey=survey, questions=SCALES)
    with pytest.raises(SurveyStandsError):
        do(
            "open_survey", people.results_administrator, at, survey=surveys.open, starts_on=at.date(),
            last_day=at.date(),
        )  # fmt: skip
    changed = do("change_survey", people.results_facilitator, at, survey=surveys.draft, questions={"items": [LOAD]})
    assert [one.number for one in surveys.draft.versions.all()] == [2, 1]
    assert changed.current
    with pytest.raises(SurveyError, match="nothing is changed"):
        do("change_survey", people.results_facilitator, at, survey=surveys.draft, questions={"items": [LOAD]})


@pytest.mark.parametrize(
    ("first", "last", "where"),
    [(-1, 3, "starts_on"), (5, 4, "last_day"), (0, 92, "last_day")],
)
def test_days_that_cannot_be_are_refused(
    surveys: Any, people: Any, at: datetime, first: int, last: int, where: str
) -> None:
    days = {"starts_on": at.date() + timedelta(days=first), "last_day": at.date() + timedelta(days=last)}
    with pytest.raises(SurveyError) as refused:
        do("open_survey", people.results_facilitator, at, survey=surveys.draft, **days)
    assert refused.value.where == where


def test_a_survey_of_too_few_people_is_never_opened(surveys: Any, people: Any, departments: Any, at: datetime) -> None:
    survey = do(
        "draw_survey", people.results_administrator, at, key="road", title="Roads", department=departments.transport,
        questions=SCALES,
    )  # fmt: skip
    with pytest.raises(SurveyError, match="would ask 1 people"):
        do("open_survey", people.results_administrator, at, survey=survey, starts_on=at.date(), last_day=at.date())


def test_bad_questions_say_where(surveys: Any, people: Any, departments: Any, at: datetime) -> None:
    def draw(items: Any, key: str = "bad", **more: Any) -> None:
        do(
            "draw_survey", people.results_administrator, at, key=key, title="Bad",
            **{"department": None, "questions": {"items": items}, **more},
        )  # fmt: skip

    for items, where in (
        ([], "items"),
        ([{**HOPE, "points": ["One"]}], "items.0"),
        ([{**HOPE, "colour": "red"}], "items.0.colour"),
        ("nonsense", "items"),
    ):
        with pytest.raises(SurveyError) as refused:
            draw(items)
        assert refused.value.where == where
    with pytest.raises(SurveyError, match="only a survey of the whole enterprise"):
        draw([HOPE, WORDS], department=departments.revenue)
    with pytest.raises(SurveyError, match="small letters"):
        draw([HOPE], key="No Key")
    with pytest.raises(TakenError):
        draw([HOPE], key="WINTER".lower())
    with pytest.raises(SurveyError, match="is not closed"):
        draw([HOPE], follows=surveys.open)
    with pytest.raises(SurveyError, match="same department"):
        draw([HOPE], follows=surveys.closed, department=departments.revenue)


def test_a_survey_is_closed_after_its_last_day_by_who_keeps_it(surveys: Any, people: Any, at: datetime) -> None:
    with pytest.raises(SurveyDaysError, match="from 1 April 2026 on"):
        do("close_survey", people.results_administrator, at, survey=surveys.open)
    with pytest.raises(ForbiddenError):
        do("close_survey", people.results_facilitator, at + timedelta(days=30), survey=surveys.open)
    with pytest.raises(SurveyStandsError):
        do("close_survey", people.results_administrator, at, survey=surveys.closed)


def test_a_survey_without_answers_is_closed_and_shows_nothing(surveys: Any, people: Any, at: datetime) -> None:
    do("close_survey", people.results_administrator, at + timedelta(days=30), survey=surveys.open)
    found = result(surveys.open)
    assert (found.answered, found.cells) == (None, ())
    assert found.asked > 5


# --- attacks -------------------------------------------------------------------------------------------------


def test_no_table_of_an_open_survey_holds_an_answer(surveys: Any, people: Any, at: datetime) -> None:
    before = rows_of_database()
    answer(surveys.open, people.executive, at, hope=4, load=1, words=SECRET)
    after = rows_of_database()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"SurveyBox", "SurveyParticipant", "LedgerEntry"}
    assert not [name for name, text in after.items() if "almonds" in text]
    assert "hope" not in after["SurveyBox"]


def test_the_ledger_says_that_somebody_answered_and_vouches_for_no_answer(
    surveys: Any, people: Any, at: datetime
) -> None:
    answer(surveys.open, people.executive, at, hope=4, words=SECRET)
    entry = LedgerEntry.objects.latest("seq")
    payload = json.loads(entry.payload)
    assert payload["facts"] == {"survey": "spring"}
    # The one row that it vouches for says who; it is the same whatever was answered.
    ((model, pk, fingerprint),) = payload["records"]
    row = SurveyParticipant.objects.get(pk=pk)
    assert (model, fingerprint) == ("surveyparticipant", row.fingerprint())
    assert {field.name for field in SurveyParticipant._meta.fields} == {"id", "survey", "user", "group"}


def test_the_box_of_two_people_is_the_same_whoever_came_first(surveys: Any, people: Any, at: datetime) -> None:
    def held(*given: tuple[Any, dict[str, Any]]) -> Any:
        with transaction.atomic():
            for who, said in given:
                answer(surveys.open, who, at, **said)
            found = survey_box.look(SurveyBox.objects.get(survey=surveys.open))
            transaction.set_rollback(True)
        return found

    one, other = (people.executive, {"hope": 4, "words": SECRET}), (people.agency_hr, {"hope": 2})
    assert held(one, other) == held(other, one)
    assert {field.name for field in SurveyBox._meta.fields} == {"id", "survey", "salt", "sealed"}


def test_copies_of_the_database_from_before_and_after_tell_nothing(surveys: Any, people: Any, at: datetime) -> None:
    empty = SurveyBox.objects.get(survey=surveys.open)
    answer(surveys.open, people.executive, at, hope=4)
    short = SurveyBox.objects.get(survey=surveys.open)
    answer(surveys.open, people.agency_hr, at, hope=2, words="x" * 1_900)
    long = SurveyBox.objects.get(survey=surveys.open)
    # One row, one length, and no block in common.
    assert empty.pk == short.pk == long.pk
    assert len(empty.sealed) == len(short.sealed) == len(long.sealed)
    blocks = [base64.b64decode(one.sealed) for one in (empty, short, long)]
    for first, second in pairwise(blocks):
        same = sum(a == b for a, b in zip(first, second, strict=True))
        assert same < len(first) / 100


def test_without_the_key_of_the_site_the_box_is_shut(surveys: Any, people: Any, at: datetime, settings: Any) -> None:
    answer(surveys.open, people.executive, at, hope=4)
    key, settings.SECRET_KEY = settings.SECRET_KEY, "another key than that of the site"
    with pytest.raises(SurveyBoxError, match="cannot be read"):
        answer(surveys.open, people.agency_hr, at, hope=4)
    assert not SurveyParticipant.objects.filter(survey=surveys.open, user=people.agency_hr).exists()
    settings.SECRET_KEY_FALLBACKS = [key]
    answer(surveys.open, people.agency_hr, at, hope=4)
    assert len(survey_box.look(SurveyBox.objects.get(survey=surveys.open)).answers) == 2


def test_a_box_that_was_put_back_is_noticed(surveys: Any, people: Any, at: datetime) -> None:
    old = SurveyBox.objects.get(survey=surveys.open)
    answer(surveys.open, people.executive, at, hope=4)
    SurveyBox.objects.filter(pk=old.pk).update(sealed=old.sealed)
    with pytest.raises(SurveyBoxError, match="1 people answered, and 0 answers"):
        do("close_survey", people.results_administrator, at + timedelta(days=30), survey=surveys.open)


def test_a_closed_survey_keeps_no_answer_of_a_person(surveys: Any) -> None:
    assert not SurveyBox.objects.filter(survey=surveys.closed).exists()
    found = result(surveys.closed)
    assert found.answered == 13
    plain = found.plain()
    assert set(plain) == {"minimum", "asked", "answered", "cells", "tallies", "alpha", "texts"}
    for tally in found.tallies:
        assert all(one.n >= 5 for one in tally.cells)
        assert tally.total is not None
        # No answer to one question stands beside an answer of the same person to another.
        assert set(tally.plain()) == {"key", "sha256", "wording", "cells", "total"}


def test_the_seal_of_a_result_answers_no_guess_and_its_random_number_is_told_nowhere(
    surveys: Any, people: Any, at: datetime
) -> None:
    row = SurveyCount.objects.get(survey=surveys.closed)
    found = result(surveys.closed)
    assert row.sha256 != digest(found)
    kept = json.loads(row.result_json)
    assert set(kept) == {"nonce", "result"}
    assert len(kept["nonce"]) == 32
    assert digest(kept) == row.sha256
    entry = LedgerEntry.objects.get(action="close_survey")
    assert json.loads(entry.payload)["facts"]["result"] == row.sha256
    assert kept["nonce"] not in str(vars(entry))
    # The same answers anew have another seal.
    days = [at + timedelta(days=n) for n in (3, 6)]
    one, other = (
        SurveyCount.objects.get(survey=closed(people, day, f"same-{n}", REVENUE)) for n, day in enumerate(days)
    )
    assert surveying.result_of(one) == surveying.result_of(other)
    assert one.sha256 != other.sha256


def test_a_result_that_was_kept_before_there_was_such_a_number_is_read_as_it_was(surveys: Any) -> None:
    row = SurveyCount.objects.get(survey=surveys.closed)
    found = surveying.result_of(row)
    row.result_json = canonical_json(found)
    assert surveying.result_of(row) == found


def test_words_stand_in_another_order_than_people_came(surveys: Any) -> None:
    words = result(surveys.closed).texts["words"]
    assert sorted(words) == sorted(f"Thought number {n} of the winter." for n in range(13))
    assert list(words) != [f"Thought number {n} of the winter." for n in range(13)]


def closed(people: Any, at: datetime, key: str, who: Any, department: Any = None, items: Any = None) -> Survey:
    """A survey of one day, answered by these people, and closed."""
    admin = people.results_administrator
    survey = do(
        "draw_survey", admin, at, key=key, title=key, department=department,
        questions={"items": items or [HOPE, LOAD]},
    )  # fmt: skip
    survey = do("open_survey", admin, at, survey=survey, starts_on=at.date(), last_day=at.date())
    for n, name in enumerate(who):
        hope, load = GIVEN[n % len(GIVEN)]
        answer(survey, getattr(people, name), at, hope=hope, load=load)
    do("close_survey", admin, at + timedelta(days=1), survey=survey)
    return survey


def test_one_more_who_answers_a_second_survey_is_not_told_by_the_difference(
    people: Any, departments: Any, at: datetime
) -> None:
    first = closed(people, at, "first", REVENUE[:6], departments.revenue)
    assert result(first).answered == 6
    again = closed(people, at + timedelta(days=3), "again", REVENUE[:6], departments.revenue)
    assert result(again).answered == 6
    grown = closed(people, at + timedelta(days=6), "grown", REVENUE[:7], departments.revenue)
    assert result(grown).answered is None
    assert result(grown).tallies == ()


def test_neither_a_survey_of_the_department_nor_other_words_get_round_it(
    people: Any, departments: Any, at: datetime
) -> None:
    closed(people, at, "first", REVENUE[:6], departments.revenue)
    # The same people and one more, within the enterprise; the question with a full stop the less.
    items = [{**HOPE, "says": "i know what is expected of me"}, LOAD]
    everybody = (*REVENUE[:7], "analyst", "second_analyst", "personnel_director", "personnel_staff", "auditor")
    wide = result(closed(people, at + timedelta(days=3), "wide", everybody, items=items))
    assert [one.groups for one in wide.cells] != [("revenue",), ("",)]
    assert not any(one.groups == ("revenue",) for one in wide.cells)
    other = [{**HOPE, "says": "I am proud of my work."}, {**LOAD, "says": "I am tired."}]
    free = result(closed(people, at + timedelta(days=6), "free", everybody, items=other))
    assert {one.groups for one in free.cells} == {("revenue",), ("",)}


def test_a_group_of_four_is_shown_with_others_or_not_at_all(people: Any, departments: Any, at: datetime) -> None:
    mixed = (*REVENUE, "analyst", "second_analyst", "personnel_director", "auditor")
    found = result(closed(people, at, "mixed", mixed))
    # Four of no one department beside seven of Revenue: eleven less seven would be the four.
    assert [(one.groups, one.answered) for one in found.cells] == [(("", "revenue", "transport"), 11)]


def test_a_withdrawn_survey_leaves_nothing_of_its_answers(surveys: Any, people: Any, at: datetime) -> None:
    answer(surveys.open, people.executive, at, hope=4, words=SECRET)
    do("withdraw_survey", people.results_administrator, at, survey=surveys.open, because="A wrong word.")
    assert not SurveyBox.objects.filter(survey=surveys.open).exists()
    assert date(2026, 3, 2) < Survey.objects.get(pk=surveys.open.pk).ends_before
