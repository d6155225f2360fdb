"""Candidates from JSON Resume, from our own form and from the CSV of an examination."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.qualifications.making import ON, full, requirement
from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.judge import judge
from meritbook.core.qualifications.model import Education
from meritbook.core.verdict import Verdict
from meritbook.readers.candidates import CandidateFileError, level_of, read_application, read_applications
from meritbook.readers.errors import EmptyFileError

RESUME: dict[str, Any] = {
    "basics": {
        "name": "Robin Made-Up",
        "email": "robin@people.example",
        "image": "photo.png",
        "birthDate": "1990-02-28",
        "location": {"city": "Springfield"},
        "summary": "Likes to plan.",
    },
    "work": [
        {
            "name": "Department of Revenue",
            "position": "Systems analyst",
            "startDate": "2016-03",
            "endDate": "2020-08-31",
            "summary": "Analyses systems.",
            "highlights": ["Plans releases"],
            "hoursPerWeek": 37.5,
        },
        {"name": "City", "position": "Lead", "startDate": "2020"},
    ],
    "volunteer": [{"organization": "Library", "position": "Tutor", "startDate": "2019-01", "endDate": "2019-12"}],
    "education": [{"institution": "State", "area": "Accounting", "studyType": "B.S.", "endDate": "2015-05-20"}],
    "certificates": [{"name": "ITIL Foundation", "date": "2021-01-01", "issuer": "Board"}],
    "interests": [{"name": "Chess"}],
}


def as_bytes(plain: Any) -> bytes:
    """The value as a JSON file."""
    return json.dumps(plain).encode()


def test_a_resume_becomes_jobs_degrees_and_licences_as_precise_as_written() -> None:
    application = read_application(as_bytes(RESUME), name="resume.json")
    judged = application.candidate
    assert judged.jobs is not None
    first, second, third = judged.jobs
    assert (first.title, first.employer, first.hours) == ("Systems analyst", "Department of Revenue", Decimal("37.5"))
    assert (str(first.starts), str(first.ends), first.current) == ("2016-03", "2020-08-31", False)
    assert first.duties == ("Analyses systems.", "Plans releases")
    assert (str(second.starts), second.ends, second.current, second.paid) == ("2020", None, True, True)
    assert (third.employer, third.paid) == ("Library", False)
    assert judged.degrees is not None
    assert (judged.degrees[0].level, judged.degrees[0].title, judged.degrees[0].field) == (
        "bachelor", "B.S.", "Accounting",
    )  # fmt: skip
    assert judged.licences is not None
    assert judged.licences[0].valid_through is None
    assert application.notes == (
        "education1: study ended 2015-05-20; whether a degree was conferred is not said.",
        "Not used for a verdict: interests.",
    )


@pytest.mark.parametrize(
    ("stated", "conferred", "expected", "notes"),
    [
        ({}, None, None, 1),
        ({"conferred": True}, "2012-01", None, 0),
        ({"conferred": "2012-03-15"}, "2012-03-15", None, 0),
        ({"conferred": False}, None, "2012-01", 0),
        ({"conferred": False, "expected": "2012-06"}, None, "2012-06", 0),
        ({"expected": "2012-06"}, None, "2012-06", 0),
    ],
)
def test_the_end_of_study_is_a_degree_only_where_the_candidate_says_that_it_was_conferred(
    stated: dict[str, Any], conferred: str | None, expected: str | None, notes: int
) -> None:
    study = {"studyType": "Bachelor", "startDate": "2010-09", "endDate": "2012-01", **stated}
    application = read_application(as_bytes({"education": [study]}), name="resume.json")
    assert application.candidate.degrees is not None
    one = application.candidate.degrees[0]
    assert (one.conferred and str(one.conferred), one.expected and str(one.expected)) == (conferred, expected)
    assert len(application.notes) == notes
    asked = requirement(Education(id="1", text="a bachelor's degree", level="bachelor"))
    judged = judge(asked, application.candidate, full(), on=ON)
    wanted = Verdict.MET if conferred else Verdict.NOT_MET if expected else Verdict.UNDETERMINED
    assert judged.verdict is wanted
    if wanted is Verdict.UNDETERMINED:
        assert [missing.question for missing in judged.node("1").missing] == [
            "On which day was degree education1 (Bachelor) conferred?"
        ]


@pytest.mark.parametrize(
    "data",
    [
        b"candidate,kind,hours\n1,job,Jane Doe\n",
        b"candidate,kind,current\n1,job,Jane Doe\n",
        b"candidate,kind,starts\n1,job,Jane Doe\n",
        b"candidate,kind,hours\n1,Jane Doe,40\n",
        b"Jane Doe,job,40\n1,job,40\n",
        b'{"work": [{"startDate": "Jane Doe"}]}',
        b'{"work": [{"hoursPerWeek": "Jane Doe"}]}',
        b'{"basics": {"birthDate": "Jane Doe"}}',
        b'{"candidate": {"jobs": [{"id": "a", "starts": "Jane Doe"}]}}',
        b'{"candidate": {"degrees": [{"id": "a", "level": "Jane Doe"}]}}',
    ],
)
def test_what_is_told_of_a_bad_value_names_its_field_and_never_the_value(data: bytes) -> None:
    with pytest.raises(CandidateFileError) as refused:
        read_applications(data, name="exam")
    told = f"{refused.value.message} {refused.value.where} {refused.value.details}"
    assert "Jane" not in told
    assert "Doe" not in told


def test_who_the_person_is_stays_beside_what_is_judged() -> None:
    application = read_application(as_bytes(RESUME), name="resume.json")
    assert application.person.name == "Robin Made-Up"
    judged = application.candidate.model_dump_json()
    for mark in ("Robin", "robin@", "photo.png", "1990", "Springfield", "Likes to plan"):
        assert mark not in judged


def test_a_section_that_is_absent_was_not_answered_and_an_empty_one_says_none() -> None:
    absent = read_application(b'{"basics": {}}', name="resume.json").candidate
    empty = read_application(b'{"work": [], "education": [], "certificates": []}', name="resume.json").candidate
    assert (absent.jobs, absent.degrees, absent.licences) == (None, None, None)
    assert (empty.jobs, empty.degrees, empty.licences) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Bachelor of Science", "bachelor"),
        ("B.A.", "bachelor"),
        ("Master's degree", "master"),
        ("Ph.D.", "doctorate"),
        ("Master of Public Administration", "master"),
        ("Doctor of Medicine", ""),
        ("GED", "high_school"),
        ("Diploma", ""),
        ("Bachelor party planning", ""),
    ],
)
def test_the_level_of_a_degree_is_read_where_its_words_name_one(text: str, level: str) -> None:
    assert level_of(text) == level


def test_our_own_form_holds_what_a_resume_cannot_say() -> None:
    own = {
        "person": {"name": "Robin"},
        "candidate": {
            "number": "0231",
            "jobs": [
                {
                    "id": "a",
                    "title": "Analyst",
                    "starts": "2016-03",
                    "current": True,
                    "hours": 40,
                    "changes": [{"since": "2020-09-01", "hours": 20}],
                }
            ],
            "degrees": [{"id": "d", "level": "bachelor", "expected": "2024-12"}],
        },
    }
    judged = read_application(as_bytes(own), name="own.json").candidate
    assert judged.number == "0231"
    assert judged.jobs is not None
    assert judged.jobs[0].changes[0].hours == 20
    assert judged.degrees is not None
    assert str(judged.degrees[0].expected) == "2024-12"
    assert judged.licences is None


CSV = """candidate,kind,title,starts,ends,current,hours,paid,duties,level,field,conferred,name,valid_through
17,job,Clerk,2020-01,2021-06-30,,40,yes,Files|Answers letters,,,,,
18,job,Analyst,2019-01-15,,yes,20,yes,,,,,,
17,degree,,,,,,,,BA,History,2018-05,,
17,licence,,,,,,,,,,,Driver,2025-01-01
18,no degree,,,,,,,,,,,,
"""


def test_an_examination_is_read_line_by_line() -> None:
    first, second = read_applications(CSV.encode(), name="exam.csv")
    assert first.candidate.number == "17"
    assert first.candidate.jobs is not None
    assert first.candidate.jobs[0].duties == ("Files", "Answers letters")
    assert first.candidate.degrees is not None
    assert first.candidate.degrees[0].level == "bachelor"
    assert first.candidate.licences is not None
    assert second.candidate.degrees == ()
    assert second.candidate.licences is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{", "not valid JSON"),
        (b'{"work": 1}', "work must be a list"),
        (b'{"work": [{"startDate": "March"}]}', "is not a date"),
        (b'{"work": [], "work": []}', "given twice"),
        (b'{"work": [{"hoursPerWeek": "many"}]}', "is not a number"),
        (b'{"jobs": [{"id": "a", "titel": "x"}]}', "jobs.0.titel"),
        (b'{"jobs": [{"id": "a"}, {"id": "a"}]}', "share an id"),
        (b"[1]", "is an object"),
        (b"name,age\nx,1\n", "Unknown columns, counted from 1: 2"),
        (b"candidate,title\n1,x\n", "candidate and kind are needed"),
        (b"candidate,kind,kind\n", "stands twice"),
        (b"candidate,kind\n1,hobby\n", "is none of"),
        (b"candidate,kind\n,job\n", "names no candidate"),
        (b"candidate,kind,starts\n1,job,31/12/2020\n", "is not a date"),
        (b"candidate,kind,hours\n1,job,-3\n", "hours"),
        (b"candidate,kind\n1,job,3\n", "another number of values"),
        (b"candidate,kind,paid\n1,job,maybe\n", "neither yes nor no"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_what_is_wrong(data: bytes, says: str) -> None:
    with pytest.raises(CandidateFileError, match=says):
        read_applications(data, name="file")


def test_an_empty_file_and_several_candidates_where_one_is_asked() -> None:
    with pytest.raises(EmptyFileError):
        read_applications(b" \n", name="file")
    with pytest.raises(CandidateFileError, match="2 candidates"):
        read_application(CSV.encode(), name="exam.csv")


patient = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def ends_well(data: bytes) -> bool:
    """Whether the bytes are read, or refused with a code of the readers; anything else raises."""
    try:
        return isinstance(read_applications(data, name="file"), tuple)
    except MeritbookError as refused:
        return refused.code.startswith("reader.")


@patient
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused_in_plain_words(data: bytes) -> None:
    assert ends_well(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["basics", "work", "education", "jobs", "candidate", "startDate", "location", "id", "birthDate"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@patient
@given(JSON)
def test_any_json_is_read_or_refused_in_plain_words(plain: Any) -> None:
    assert ends_well(as_bytes(plain))
