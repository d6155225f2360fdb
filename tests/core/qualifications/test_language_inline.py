"""Lists and alternatives within one line, and parts joined by words alone; sentences of our own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from meritbook.core.qualifications.model import (
    Age,
    AllOf,
    Amount,
    AnyOf,
    AtLeast,
    Education,
    Experience,
    Licence,
    Residence,
    Substitution,
    Text,
)
from meritbook.core.qualifications.parse import parse_requirement

WAYS = ("one year of experience in procurement", "a bachelor's degree in business", "certification as a pilot")
KINDS = [Experience, Education, Licence]


@pytest.mark.parametrize(
    "text",
    [
        "At least two of the following: (a) {}; (b) {}; (c) {}.",
        "Two or more of the following: (1) {}; (2) {}; and (3) {}.",
        "At least two of the following: a) {}, b) {}, or c) {}.",
        "At least two (2) of the following: (a) {}; (b) {}; (c) {}.",
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


@pytest.mark.parametrize(
    "text",
    [
        "A bachelor's degree and either (a) one year of pier experience or (b) a valid license.",
        "A bachelor's degree and either one year of pier experience or a valid license.",
        "A bachelor's degree and either one year of pier experience; or a valid license.",
    ],
)
def test_either_begins_alternatives_that_the_words_before_it_do_not_join(text: str) -> None:
    root = parse_requirement(text).root
    assert isinstance(root, AllOf)
    degree, ways = root.parts
    assert isinstance(degree, Education)
    assert isinstance(ways, AnyOf)
    assert [type(part) for part in ways.parts] == [Experience, Licence]


def test_additional_time_of_the_same_kind_is_joined_with_the_time_before_it() -> None:
    root = parse_requirement(
        "2 years of pier experience AND either a bachelor's degree; or an associate degree and 2 additional years of"
        " pier experience."
    ).root
    assert isinstance(root, AllOf)
    (ways,) = [part for part in root.parts if isinstance(part, AnyOf)]
    way = ways.parts[1]
    assert isinstance(way, AllOf)
    (longer,) = [node for node in way.parts if isinstance(node, Experience)]
    assert longer.amount == Amount(value=Decimal(4), unit="year")


def test_additional_time_of_another_kind_is_left_to_a_person_too() -> None:
    requirement = parse_requirement(
        "2 years of pier experience and either a bachelor's degree or an associate degree and 2 additional years of"
        " harbor experience."
    )
    (left,) = [node for node in requirement.nodes() if isinstance(node, Text)]
    assert left.text == "2 additional years of harbor experience."


@pytest.mark.parametrize(
    "text",
    [
        "Must be at least 21 years of age and a resident of the county for one year.",
        "At least 21 years of age and resident of the county for one year.",
        "A resident of the county for one year and at least 21 years of age.",
    ],
)
def test_age_and_residence_in_one_sentence_are_both_asked(text: str) -> None:
    root = parse_requirement(text).root
    assert isinstance(root, AllOf)
    (lives,) = [part for part in root.parts if isinstance(part, Residence)]
    (old,) = [part for part in root.parts if isinstance(part, Age)]
    assert (old.at_least, lives.where, lives.amount) == (Decimal(21), "county", Amount(value=Decimal(1), unit="year"))


def test_a_substitution_behind_a_semicolon_leaves_what_is_asked_before_it() -> None:
    root = parse_requirement(
        "Five years of pier experience, 3 of which as a supervisor; a master's degree may substitute for one year."
    ).root
    assert isinstance(root, AllOf)
    (asked,) = root.parts
    assert isinstance(asked, Experience)
    (within,) = asked.including
    assert isinstance(within, Experience)
    assert (asked.amount, within.amount) == (
        Amount(value=Decimal(5), unit="year"),
        Amount(value=Decimal(3), unit="year"),
    )
    (swap,) = root.modifiers
    assert isinstance(swap, Substitution)
    assert (swap.offers.kind, swap.asks, swap.most, swap.whole, swap.replaces) == (
        "education",
        "experience",
        Amount(value=Decimal(1), unit="year"),
        False,
        (asked.id,),
    )


def test_every_part_before_a_substitution_behind_a_semicolon_is_asked() -> None:
    root = parse_requirement(
        "A bachelor's degree; two years of pier experience; a certificate may be substituted for one year of"
        " experience."
    ).root
    assert isinstance(root, AllOf)
    assert [type(part) for part in root.parts] == [Education, Experience]


def test_some_of_several_years_keep_what_they_must_have_been_in() -> None:
    root = parse_requirement("Three years of experience, at least two of which were in carpentry.").root
    assert isinstance(root, Experience)
    (within,) = root.including
    assert isinstance(within, Experience)
    assert (within.amount, within.activities) == (Amount(value=Decimal(2), unit="year"), ("carpentry",))


def test_the_part_of_a_count_that_must_lie_in_a_subject_is_kept() -> None:
    root = parse_requirement("60 semester units of coursework, of which 15 must be in biology.").root
    assert isinstance(root, Education)
    assert [(count.value, count.unit, count.fields) for count in root.credits] == [
        (Decimal(60), "semester_hour", ()),
        (Decimal(15), "semester_hour", ("biology",)),
    ]


def test_work_and_study_that_are_put_together_are_left_to_a_person() -> None:
    text = "Any combination totaling four years of college education and experience in welding."
    root = parse_requirement(text).root
    assert isinstance(root, Text)
    assert root.text == text


def test_a_measure_of_part_time_is_no_subject() -> None:
    root = parse_requirement("2 years full-time or 4 years half-time experience in casework.").root
    assert isinstance(root, Experience)
    assert (root.amount, root.fields) == (Amount(value=Decimal(2), unit="year"), ("casework",))


def test_an_age_under_a_heading_of_its_own_is_an_age() -> None:
    root = parse_requirement("Age: 18 years or older by the day of appointment.").root
    assert isinstance(root, Age)
    assert (root.at_least, root.by) == (Decimal(18), "appointment")
