"""No words that name the subject of work are dropped, and no ceiling is read as a demand; sentences of our own."""

from __future__ import annotations

import pytest

from meritbook.core.qualifications.model import Experience
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
