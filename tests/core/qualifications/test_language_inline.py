"""Lists and alternatives within one line, and parts joined by words alone; sentences of our own."""

from __future__ import annotations

import pytest

from meritbook.core.qualifications.model import Age, AllOf, AnyOf, AtLeast, Education, Experience, Licence
from meritbook.core.qualifications.parse import parse_requirement

WAYS = ("one year of experience in procurement", "a bachelor's degree in business", "certification as a pilot")
KINDS = [Experience, Education, Licence]


@pytest.mark.parametrize(
    "text",
    [
        "At least two of the following: (a) {}; (b) {}; (c) {}.",
        "Two or more of the following: (1) {}; (2) {}; and (3) {}.",
        "At least two of the following: a) {}, b) {}, or c) {}.",
        "Any two of these: {}; {}; {}.",
        "Any 2 of the following: {}; {}; or {}.",
        "At least two of the following:\n(a) {};\n(b) {};\n(c) {}.",
    ],
)
def test_some_of_a_list_is_the_same_within_a_line_and_on_lines_of_its_own(text: str) -> None:
    root = parse_requirement(text.format(*WAYS)).root
    assert isinstance(root, AtLeast)
    assert (root.n, [type(part) for part in root.parts]) == (2, KINDS)


def test_one_of_a_list_within_a_line_is_a_choice() -> None:
    root = parse_requirement("One of the following: (a) {}; (b) {}; or (c) {}.".format(*WAYS)).root
    assert isinstance(root, AnyOf)
    assert [type(part) for part in root.parts] == KINDS


def test_what_stands_before_and_behind_a_list_within_a_line_is_asked_beside_it() -> None:
    text = "A high school diploma and two of the following: (a) {}; (b) {}; (c) {}. Must be at least 21 years of age."
    root = parse_requirement(text.format(*WAYS)).root
    assert isinstance(root, AllOf)
    assert [type(part) for part in root.parts] == [Education, AtLeast, Age]


def test_a_list_of_subjects_within_a_line_keeps_every_subject() -> None:
    root = parse_requirement("Two years of experience in any of the following: carpentry; masonry; glazing.").root
    assert isinstance(root, Experience)
    assert root.fields == ("carpentry", "masonry", "glazing")


def test_two_years_of_a_list_are_no_two_of_it() -> None:
    requirement = parse_requirement("Two years of the following experience:\n(a) harbor piloting;\n(b) ferry piloting.")
    assert not any(isinstance(node, AtLeast) for node in requirement.nodes())
