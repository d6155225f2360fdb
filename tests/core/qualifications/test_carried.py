"""An answer goes on where what it rested on is stated the same, and no further."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.qualifications.making import asks, candidate, degree, job, requirement
from meritbook.core.qualifications.candidate import Candidate, Degree, HeldLicence, Job
from meritbook.core.qualifications.carried import still_answers
from meritbook.core.qualifications.model import (
    Ability,
    AllOf,
    Education,
    Equivalent,
    Experience,
    Licence,
    Requirement,
    Substitution,
)

JOB = job("j1", "2012-01", title="Auditor", employer="A bureau", duties=("Audits.",))
DEGREE = degree("d1", "bachelor", "2010-06")
LICENCE = HeldLicence(id="l1", name="Pilot")
BEFORE = candidate(JOB, degrees=(DEGREE,), licences=(LICENCE,))
MORE = {
    "jobs": candidate(JOB, job("j2", "2001-01", "2002-01"), degrees=(DEGREE,), licences=(LICENCE,)),
    "degrees": candidate(JOB, degrees=(DEGREE, degree("d2", "master", "2020-06")), licences=(LICENCE,)),
    "licences": candidate(JOB, degrees=(DEGREE,), licences=(LICENCE, HeldLicence(id="l2", name="Diver"))),
}

ASKED: Requirement = requirement(
    AllOf(
        id="1",
        parts=(
            asks("12", "1.1"),
            Education(id="1.2", text="A degree"),
            Education(id="1.3", text="A degree or equivalent", equivalent=True),
            Licence(id="1.4", text="A licence", name="Pilot"),
            Equivalent(id="1.5", text="Or equivalent"),
            Ability(id="1.6", text="Able to swim"),
        ),
        modifiers=(
            Substitution(id="1.7", text="x", offers=Education(id="1.7.1", text="Education"), asks="experience"),
            Substitution(id="1.8", text="y", offers=Experience(id="1.8.1", text="Work"), asks="education"),
        ),
    )
)
RESTS_ON = {
    "1": {"jobs", "degrees", "licences"},
    "1.1": {"jobs"},
    "1.2": {"degrees"},
    "1.3": {"jobs", "degrees"},
    "1.4": {"licences"},
    "1.5": {"jobs", "degrees", "licences"},
    "1.6": set[str](),
    "1.7": {"degrees"},
    "1.8": {"jobs"},
}


@pytest.mark.parametrize("changed", MORE)
@pytest.mark.parametrize("key", RESTS_ON)
def test_an_answer_to_a_part_rests_on_the_lists_that_the_part_asks_for(key: str, changed: str) -> None:
    assert still_answers(ASKED, key, BEFORE, MORE[changed]) is (changed not in RESTS_ON[key])


@pytest.mark.parametrize("key", RESTS_ON)
def test_a_list_that_was_not_answered_is_not_an_empty_one(key: str) -> None:
    unanswered = BEFORE.model_copy(update=dict.fromkeys(("jobs", "degrees", "licences")))
    none = BEFORE.model_copy(update=dict.fromkeys(("jobs", "degrees", "licences"), ()))
    assert still_answers(ASKED, key, unanswered, none) is (not RESTS_ON[key])


@pytest.mark.parametrize("key", ["1.9", "1.1/j9", "", "x/j1"])
def test_an_answer_to_what_is_not_there_answers_nothing(key: str) -> None:
    assert not still_answers(ASKED, key, BEFORE, BEFORE)


@pytest.mark.parametrize(
    ("change", "goes_on"),
    [
        ({"starts": None, "ends": None, "current": False}, True),
        ({"hours": None, "full_time": True}, True),
        ({"title": "Clerk"}, False),
        ({"class_title": "Auditor II"}, False),
        ({"duties": ("Audits.", "Files.")}, False),
        ({"employer": "Another bureau"}, False),
        ({"paid": False}, False),
    ],
)
def test_an_answer_about_a_job_rests_on_its_words_and_not_on_its_days(change: dict[str, object], goes_on: bool) -> None:
    now = candidate(JOB.model_copy(update=change), degrees=(DEGREE,), licences=(LICENCE,))
    assert still_answers(ASKED, "1.1/j1", BEFORE, now) is goes_on


@given(st.permutations([JOB, job("j2", "2001-01"), job("j3", "2002-01")]), st.sampled_from(sorted(RESTS_ON)))
def test_the_order_of_entries_plays_no_part(jobs: list[Job], key: str) -> None:
    before = candidate(JOB, job("j2", "2001-01"), job("j3", "2002-01"))
    assert still_answers(ASKED, key, before, Candidate(number="0231", jobs=tuple(jobs), degrees=(), licences=()))


def test_a_degree_stated_otherwise_is_another_degree() -> None:
    degrees: tuple[Degree, ...] = (DEGREE.model_copy(update={"field": "Music"}),)
    assert not still_answers(ASKED, "1.2", BEFORE, BEFORE.model_copy(update={"degrees": degrees}))
