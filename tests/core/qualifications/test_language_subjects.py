"""No words that name the subject of work are dropped, and no ceiling is read as a demand; sentences of our own."""

from __future__ import annotations

import pytest

from meritbook.core.qualifications.model import AllOf, Counting, Education, Experience, Text
from meritbook.core.qualifications.parse import parse_requirement


def experience(text: str) -> Experience:
    root = parse_requirement(text).root
    assert isinstance(root, Experience)
    return root


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Two years of experience in accounting.", "accounting"),
        ("Two years of experience in nursing.", "nursing"),
        ("Two years of experience in engineering.", "engineering"),
        ("Two years of experience in training.", "training"),
        ("Two years of experience in training harbor crews.", "training harbor crews"),
        ("Two years of experience in building.", "building"),
        ("Two years of experience in planning.", "planning"),
        ("Two years of experience in auditing.", "auditing"),
        ("Two years of accounting work.", "accounting work"),
        ("Two years of nursing care.", "nursing care"),
        ("Three years of accounting.", "accounting"),
        ("Two years of payroll experience.", "payroll"),
        ("Two years of experience at sea.", "at sea"),
    ],
)
def test_an_experience_keeps_the_subject_that_its_words_name(text: str, subject: str) -> None:
    read = experience(text)
    assert (*read.fields, *read.activities) == (subject,)


@pytest.mark.parametrize(
    "text",
    [
        "Two years of experience.",
        "Two years of full-time paid work experience within the last five years.",
        "One year of professional experience.",
        "Three years of progressively responsible experience in a supervisory capacity.",
    ],
)
def test_an_experience_whose_words_name_no_subject_has_none(text: str) -> None:
    read = experience(text)
    assert (*read.fields, *read.activities) == ()


@pytest.mark.parametrize(
    ("text", "counts", "what"),
    [
        ("Five years of pier experience. No more than two years of experience may be volunteer work.", True, "No more"),
        ("Five years of pier experience, not to exceed two years of volunteer work.", True, "not to exceed two"),
        ("Five years of pier experience, of which no more than two years may be volunteer work.", True, "of which no"),
        ("Five years of pier experience, including up to one year as a volunteer.", True, "including up to"),
        ("Five years of pier experience. A maximum of one year of volunteer experience.", True, "A maximum of one"),
        ("Five years of pier experience, excluding internships.", False, "internships"),
        ("Five years of pier experience (internships excluded).", False, "internships"),
    ],
)
def test_a_ceiling_says_how_time_counts_and_asks_for_none(text: str, counts: bool, what: str) -> None:
    requirement = parse_requirement(text)
    (asked,) = [node for node in requirement.nodes() if isinstance(node, Experience)]
    (counted,) = [node for node in requirement.nodes() if isinstance(node, Counting)]
    assert (str(asked.amount.value if asked.amount else ""), asked.fields, asked.activities) == ("5", ("pier",), ())
    assert (counted.counts, counted.of) == (counts, (asked.id,))
    assert counted.what.startswith(what)


@pytest.mark.parametrize(
    "text",
    [
        "No more than two years of experience may be volunteer work.",
        "Less than two years of experience in casework.",
        "One year of college may be substituted for one year.",
    ],
)
def test_a_rule_without_a_demand_is_read_by_a_person(text: str) -> None:
    requirement = parse_requirement(text)
    assert [node.text for node in requirement.nodes() if isinstance(node, Text)] == [text]
    assert not any(isinstance(node, Experience) for node in requirement.nodes())


def test_what_is_asked_behind_an_exclusion_is_asked_beside_it() -> None:
    root = parse_requirement("Two years of pier experience, excluding internships, and a bachelor's degree.").root
    assert isinstance(root, AllOf)
    assert [type(part) for part in root.parts] == [Experience, Education]
    assert [modifier.what for modifier in root.modifiers if isinstance(modifier, Counting)] == ["internships"]


def test_no_less_than_is_a_floor() -> None:
    assert experience("No less than two years of pier experience.").fields == ("pier",)
