"""The candidate: dates as precise as written, statements pointed out and not repaired, and no mark of who they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from core.qualifications.making import ON, asks, candidate, degree, full, job, requirement
from meritbook.core.qualifications.candidate import Application, Candidate, HeldLicence, PartialDate, Person
from meritbook.core.qualifications.check import ANSWERS, problems
from meritbook.core.qualifications.judge import Judge, judge
from meritbook.core.qualifications.model import Age
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2024-02-29", "day", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", "month", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023", "year", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_date_is_kept_as_precise_as_it_was_written(text: str, precision: str, earliest: date, latest: date) -> None:
    read = PartialDate.read(text)
    assert (read.precision, read.earliest, read.latest, str(read)) == (precision, earliest, latest, text)


@pytest.mark.parametrize("text", ["2023-02-29", "2023-13", "23", "June 2023", "2023-6", "", "1066"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.read(text)


CASES: list[tuple[str, dict[str, Any]]] = [
    ("job.no_start", {"jobs": (job("a", "", "2023-01-01"),)}),
    ("job.no_end", {"jobs": (job("a", "2023-01-01", current=False),)}),
    ("job.ends_before_starts", {"jobs": (job("a", "2023-01-01", "2022-12-31"),)}),
    ("job.ends_and_goes_on", {"jobs": (job("a", "2023-01-01", "2023-12-31", current=True),)}),
    ("job.starts_in_future", {"jobs": (job("a", "2024-06-15"),)}),
    ("job.ends_in_future", {"jobs": (job("a", "2023-01-01", "2024-06-15"),)}),
    ("job.many_hours", {"jobs": (job("a", "2023-01-01", hours="90"),)}),
    ("job.impossible_hours", {"jobs": (job("a", "2023-01-01", hours="169"),)}),
    ("job.no_hours", {"jobs": (job("a", "2023-01-01", hours=None),)}),
    ("job.hours_contradict", {"jobs": (job("a", "2023-01-01", hours="20", full_time=True),)}),
    ("job.change_outside", {"jobs": (job("a", "2023-01-01", changes=(("2022-12-31", "20"),)),)}),
    (
        "job.listed_twice",
        {
            "jobs": (
                job("a", "2023-01-01", hours="20", title="Clerk", employer="City"),
                job("b", "2023-01-01", hours="20", title="clerk ", employer="CITY"),
            )
        },
    ),
    ("job.two_at_once", {"jobs": (job("a", "2023-01-01"), job("b", "2023-05-01"))}),
    ("career.gap", {"jobs": (job("a", "2020-01-01", "2020-12-31"), job("b", "2021-06-01"))}),
    ("degree.no_level", {"degrees": (degree("d", "", conferred="2020"),)}),
    ("degree.not_conferred", {"degrees": (degree("d", "bachelor", expected="2025"),)}),
    ("degree.no_date", {"degrees": (degree("d", "bachelor"),)}),
    ("degree.both_dates", {"degrees": (degree("d", "bachelor", conferred="2020", expected="2020"),)}),
    ("licence.no_validity", {"licences": (HeldLicence(id="l", name="Driver"),)}),
    (
        "licence.begins_later",
        {"licences": (HeldLicence(id="l", name="D", valid_from=PartialDate.read("2024-07"), never_lapses=True),)},
    ),
    (
        "licence.lapses_on_day",
        {"licences": (HeldLicence(id="l", name="Driver", valid_through=PartialDate.read("2024-06-14")),)},
    ),
    (
        "licence.lapsed",
        {"licences": (HeldLicence(id="l", name="Driver", valid_through=PartialDate.read("2024-06-13")),)},
    ),
    (
        "licence.ends_before_starts",
        {
            "licences": (
                HeldLicence(
                    id="l", name="D", valid_from=PartialDate.read("2024"), valid_through=PartialDate.read("2023")
                ),
            )
        },
    ),
]


@pytest.mark.parametrize(("code", "statements"), CASES)
def test_each_kind_of_problem_is_pointed_out_with_what_is_done_about_it(code: str, statements: dict[str, Any]) -> None:
    found = problems(Candidate(**statements), on=ON)
    assert [one.code for one in found] == [code]
    assert found[0].answer == ANSWERS[code]


def test_every_answer_is_proved_by_a_case() -> None:
    assert {code for code, _ in CASES} == ANSWERS.keys()


def test_a_plain_career_has_no_problems() -> None:
    held = (HeldLicence(id="l", name="Driver", valid_through=PartialDate.read("2024-06-15")),)
    who = candidate(
        job("a", "2020-01-01", "2020-12-31"),
        job("b", "2021-01-01"),
        degrees=[degree("d", "bachelor", conferred="2019-05")],
        licences=held,
    )
    assert problems(who, on=ON) == ()


def test_a_future_job_counts_nothing() -> None:
    node = judge(requirement(asks("1")), candidate(job("b", "2024-06-15")), full(), on=ON).node("1")
    assert node.most == 0


@pytest.mark.parametrize(
    ("starts", "ends"), [("2023-01-01", "2022-12-31"), ("2023-01", "2022"), ("2031-01-01", "2030-01-01")]
)
def test_a_job_that_ends_before_it_starts_is_asked_about_and_never_counted_out(starts: str, ends: str) -> None:
    asked = Judge(requirement(asks("1")), full(), on=ON)
    who = candidate(job("a", starts, ends))
    judged = asked.judge(who)
    node = judged.node("1")
    assert judged.verdict is asked.verdict(who) is Verdict.UNDETERMINED
    assert (node.least, node.jobs[0].of_months) == (0, 0)
    assert [(one.ask, one.about) for one in node.missing] == [("applicant", "a")]


def test_two_entries_may_not_share_an_id() -> None:
    with pytest.raises(ValidationError, match="share an id"):
        Candidate(jobs=(job("a", "2020"),), degrees=(degree("a", "bachelor"),))


# --- who they are ---------------------------------------------------------------------------------------------

MARKS = {"name", "email", "phone", "address", "gender", "photo", "birth_date", "race", "religion", "nationality"}
TEXT = st.text(max_size=20)
PEOPLE = st.builds(
    Person,
    name=TEXT,
    email=TEXT,
    phone=TEXT,
    address=TEXT,
    gender=TEXT,
    photo=TEXT,
    birth_date=st.none() | st.dates(date(1930, 1, 1), date(2010, 1, 1)),
    other=st.dictionaries(TEXT, TEXT, max_size=3),
)


def test_what_is_judged_has_no_place_for_a_mark_of_who_they_are() -> None:
    assert Candidate.model_fields.keys() == {"number", "jobs", "degrees", "licences", "born_on"}
    for model in (Candidate, type(job("a", "2020")), type(degree("d", "bachelor"))):
        assert not MARKS & model.model_fields.keys(), model


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PEOPLE, PEOPLE)
def test_the_verdict_has_the_same_bytes_whoever_the_person_is(one: Person, other: Person) -> None:
    judged = candidate(job("a", "2020-01", title="Analyst"), degrees=[degree("d", "bachelor", conferred="2019")])
    asked = requirement(asks("24"))
    first, second = (
        judge(asked, Application(person=person, candidate=judged).blind(asked), full(), on=ON)
        for person in (one, other)
    )
    assert canonical_json(first) == canonical_json(second)


def test_the_date_of_birth_is_handed_on_only_where_an_age_is_asked() -> None:
    who = Application(person=Person(name="R. Osei", birth_date=date(2003, 6, 14)), candidate=candidate())
    age = requirement(Age(id="1", text="21 years of age", at_least=Decimal(21)))
    assert who.blind(requirement(asks("1"))).born_on is None
    assert who.blind(age).born_on == date(2003, 6, 14)
