"""Rules of the language by which texts are read that nobody has seen before, in sentences of our own."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

import pytest

from meritbook.core.qualifications.model import (
    Admission,
    AllOf,
    Amount,
    AnyOf,
    Counting,
    Education,
    Equivalent,
    Experience,
    InOrder,
    Licence,
    Note,
    Requirement,
    Scope,
    Special,
    Standing,
    Substitution,
    Text,
    Training,
)
from meritbook.core.qualifications.parse import parse_requirement

NodeT = TypeVar("NodeT")


def years(value: str) -> Amount:
    return Amount(value=Decimal(value), unit="year")


def months(value: str) -> Amount:
    return Amount(value=Decimal(value), unit="month")


def all_the(requirement: Requirement, kind: type[NodeT]) -> list[NodeT]:
    return [node for node in requirement.nodes() if isinstance(node, kind)]


def the(requirement: Requirement, kind: type[NodeT]) -> NodeT:
    (found,) = all_the(requirement, kind)
    return found


def experience(text: str) -> Experience:
    root = parse_requirement(text).root
    assert isinstance(root, Experience)
    return root


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Three years of quarry experience gained after obtaining a master's degree.", Education),
        ("Three years of post-bachelor's degree quarry experience.", Education),
        ("Two years of full-time quarry work following the completion of a recognized apprenticeship.", Training),
        ("Possession of a valid blaster's license followed by two years of quarry experience.", Licence),
    ],
)
def test_what_must_come_first_in_time_stands_first_in_order(text: str, first: type) -> None:
    order = the(parse_requirement(text), InOrder)
    earlier, later = order.parts
    assert isinstance(earlier, first)
    assert isinstance(later, Experience)
    assert later.amount in (years("2"), years("3"))


def test_a_part_that_lies_behind_a_degree_of_its_own_is_no_order() -> None:
    requirement = parse_requirement("A bachelor's degree and two years of quarry experience.")
    assert all_the(requirement, InOrder) == []


def test_the_sentences_of_one_pair_of_brackets_are_read_one_by_one() -> None:
    requirement = parse_requirement(
        "A bachelor's degree in ferry management. (More ferry experience may be substituted for this degree"
        " on a year-for-year basis. A higher degree may be substituted for the bachelor's degree.)"
    )
    first, second = all_the(requirement, Substitution)
    assert (first.offers.kind, second.offers.kind) == ("experience", "education")


def test_square_brackets_are_brackets() -> None:
    requirement = parse_requirement(
        "Five years of ferry experience. [Experience in the harbor service applied toward this pattern must include"
        " one year as a Ferry Clerk or two years as a Pier Clerk.]"
    )
    counted = the(requirement, Counting)
    assert isinstance(counted.requires, AnyOf)
    assert [part.amount for part in counted.requires.parts if isinstance(part, Experience)] == [years("1"), years("2")]


def test_a_sentence_about_experience_says_what_counts_and_asks_for_none() -> None:
    requirement = parse_requirement(
        "Education: A bachelor's degree.\n\nOr\n\nFour years of ferry experience.\n\n"
        "Experience gained on leased boats must have been at sea."
    )
    assert the(requirement, Counting).what == "Experience gained on leased boats"
    assert len([node for node in all_the(requirement, Experience) if node.amount]) == 1


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("One year of experience mending boats under the supervision of a professional shipwright.", ()),
        ("Two years of experience supervising technical personnel of a boat yard.", ("supervisory",)),
        ("Two years of experience in a yard employing 25 or more journey level persons.", ()),
        ("Two years of experience at the full-performance level in boat repair.", ("journey",)),
        ("Two years of sub professional engineering experience.", ("paraprofessional",)),
    ],
)
def test_a_level_is_that_of_the_work_and_not_of_the_people_around_it(text: str, levels: tuple[str, ...]) -> None:
    assert experience(text).levels == levels


@pytest.mark.parametrize(
    ("text", "how", "title"),
    [
        ("One year of experience at a level of responsibility not less than Pier Clerk.", "at_level", "Pier Clerk"),
        ("One year of experience in a position comparable in level, duties, and responsibilities to that of a Pier"
         " Clerk.", "at_level", "Pier Clerk"),
        ("One year of experience performing duties equivalent to Pier Clerk.", "duties", "Pier Clerk"),
        ("Two years of Pier Clerk experience at the harbor.", "in", "Pier Clerk"),
    ],
)  # fmt: skip
def test_a_class_is_named_in_many_ways(text: str, how: str, title: str) -> None:
    assert [(ref.how, ref.title) for ref in experience(text).classes] == [(how, title)]


def test_one_of_several_years_takes_their_unit() -> None:
    (inner,) = experience(
        "Three years of pilot experience, one of which has been at the full performance level."
    ).including
    assert isinstance(inner, Experience)
    assert (inner.amount, inner.levels) == (years("1"), ("journey",))


def test_what_the_experience_must_have_held_lies_in_it_without_an_amount() -> None:
    root = experience("Three years of pilot experience which has included responsibility for training crews.")
    (inner,) = root.including
    assert isinstance(inner, Experience)
    assert (root.amount, inner.amount, inner.activities) == (years("3"), None, ("training crews",))


def test_full_time_or_longer_part_time_is_one_amount() -> None:
    root = experience("One year of full-time or two years of part-time teaching experience.")
    assert root.amount == years("1")


def test_a_lower_or_higher_degree_in_a_field_asks_for_the_lower() -> None:
    degree = the(parse_requirement("A Bachelor's Degree or Master's Degree in boat building."), Education)
    assert (degree.level, degree.fields) == ("bachelor", ("boat building",))


def test_credits_in_two_units_or_two_subjects_belong_to_one_study() -> None:
    requirement = parse_requirement(
        "Completion of 18 quarter units or 12 semester units in navigation; and three semester hours of sea law."
    )
    study = the(requirement, Education)
    assert [(credit.value, credit.unit) for credit in study.credits] == [
        (Decimal(18), "quarter_hour"),
        (Decimal(3), "semester_hour"),
    ]


def test_a_course_of_study_named_by_its_length_keeps_it() -> None:
    study = the(
        parse_requirement("Completion of a two-year program at a technical school with major course work in rigging."),
        Education,
    )
    assert (study.level, study.amount, study.fields) == ("vocational", years("2"), ("rigging",))


def test_being_registered_as_a_student_is_study_and_no_licence() -> None:
    requirement = parse_requirement(
        "A bachelor's degree. (Registration as a senior in a school of rigging will admit persons to the test.)"
    )
    having = the(requirement, Admission).having
    assert isinstance(having, Education)
    assert having.in_progress


def test_who_is_admitted_without_a_licence_does_not_have_it() -> None:
    requirement = parse_requirement(
        "A valid pilot license. (Persons who do not hold this license may take the examination.)"
    )
    assert the(requirement, Admission).having is None


@pytest.mark.parametrize(
    ("text", "rate", "most"),
    [
        ("Ferry work may be substituted on a two-for-one basis for up to two years of college.", ("2", "1"), "2"),
        ("One additional year of ferry experience may be substituted for each year of the required education.",
         ("1", "1"), None),
    ],
)  # fmt: skip
def test_rates_in_words(text: str, rate: tuple[str, str], most: str | None) -> None:
    swap = the(parse_requirement(f"Two years of college.\n\n{text}"), Substitution)
    (found,) = swap.rates
    assert (found.give, found.get) == (years(rate[0]), years(rate[1]))
    assert swap.most == (years(most) if most else None)


def test_what_a_person_may_substitute_stands_behind_the_verb_and_the_item_is_named_by_its_number() -> None:
    requirement = parse_requirement(
        "1. One year of ferry experience; or\n2. Two years of pier experience.\n\n"
        "Applicants may substitute a master's degree for the experience in Requirement #2."
    )
    swap = the(requirement, Substitution)
    assert isinstance(swap.offers, Education)
    (replaced,) = swap.replaces
    part = requirement.node(replaced)
    assert isinstance(part, Experience)
    assert part.amount == years("2")


def test_a_degree_that_satisfies_a_requirement_stands_in_for_it() -> None:
    requirement = parse_requirement(
        "Two years of ferry experience.\n\nNote: A bachelor's degree in boats meets all experience requirements."
    )
    swap = the(requirement, Substitution)
    assert (swap.offers.kind, swap.asks) == ("education", "experience")


def test_one_equivalent_behind_several_specialties_stands_beside_all_of_them() -> None:
    requirement = parse_requirement(
        "EDUCATION:\n\nCompletion of the twelfth school grade.\n\nAND\n\nEXPERIENCE:\n\nFERRY SPECIALTY\n\n"
        "Two years of ferry experience.\n\nPIER SPECIALTY\n\nTwo years of pier experience.\n\n"
        "OR\n\nAny equivalent combination of education and experience."
    )
    root = requirement.root
    assert isinstance(root, AnyOf)
    together, equal = root.parts
    assert isinstance(equal, Equivalent)
    assert isinstance(together, AllOf)
    assert [part.kind for part in together.parts] == ["education", "scope", "scope"]


def test_specialties_within_an_option_divide_only_that_option() -> None:
    requirement = parse_requirement(
        "Option 1:\n\nSix years of boat experience.\n\nOR\n\nOption 2:\n\nFERRY SPECIALTY\n\nA degree in ferries.\n\n"
        "PIER SPECIALTY\n\nA degree in piers.\n\nOR\n\nAny equivalent combination of education and experience."
    )
    root = requirement.root
    assert isinstance(root, AnyOf)
    longer, divided, equal = root.parts
    assert isinstance(longer, Experience)
    assert isinstance(equal, Equivalent)
    assert isinstance(divided, AllOf)
    assert [part.titles for part in divided.parts if isinstance(part, Scope)] == [
        ("FERRY SPECIALTY",),
        ("PIER SPECIALTY",),
    ]


def test_a_numbered_item_may_begin_with_a_figure() -> None:
    root = parse_requirement("1. Two years of garden experience; or\n2. 1040 hours of park experience.").root
    assert isinstance(root, AnyOf)
    assert [part.amount.unit for part in root.parts if isinstance(part, Experience) and part.amount] == ["year", "hour"]


def test_a_note_that_asks_for_nothing_is_a_note_and_one_that_does_stays_for_a_person() -> None:
    requirement = parse_requirement(
        "Two years of ferry experience.\n\nNOTES\n\n1. The ferry is old and blue.\n"
        "2. Some positions may require working in bad weather.\n3. The harbor bell must ring twice."
    )
    assert [node.text for node in all_the(requirement, Text)] == ["3. The harbor bell must ring twice."]
    assert len(all_the(requirement, Note)) == 2


def test_the_certification_of_eligibles_is_no_certificate() -> None:
    requirement = parse_requirement(
        "Two years of ferry experience.\n\nNOTE: Selective Factor Certification may be used to fill some positions."
    )
    assert all_the(requirement, Licence) == []


def test_an_ability_that_some_positions_require_binds_only_those() -> None:
    special = the(parse_requirement("Some positions may require the ability to row."), Special)
    assert special.part.kind == "ability"


def test_a_driving_record_keeps_the_time_that_is_looked_at() -> None:
    requirement = parse_requirement(
        "Two years of ferry experience.\n\nNOTES\n\n1. Nobody is eligible whose record in the past 36 months"
        " shows moving violations."
    )
    assert the(requirement, Standing).within == months("36")


def test_a_wrapped_line_begins_no_heading() -> None:
    requirement = parse_requirement("A degree in piers.\n\nAND\n\nCertification\nby the State Board as a Ferry Pilot.")
    assert the(requirement, Licence).name == "Ferry Pilot"


@pytest.mark.parametrize("comma", ["", ","])
def test_what_comes_first_is_read_with_the_words_that_say_so(comma: str) -> None:
    requirement = parse_requirement(f"Graduation from college{comma} followed by two years of professional pier work.")
    order = the(requirement, InOrder)
    assert [part.kind for part in order.parts] == ["education", "experience"]
    assert order.text == f"{comma} followed by".strip()
    assert requirement.counts.text_nodes == 0


@pytest.mark.parametrize(
    "words",
    [
        "as determined relevant by the harbor board",
        "as the harbor board determines",
        "as far as the harbor board finds it apt",
    ],
)
def test_how_far_study_stands_in_waits_for_whoever_is_said_to_decide(words: str) -> None:
    substitution = the(
        parse_requirement(f"Two years of pier work. Study may be substituted for it {words}."), Substitution
    )
    assert (substitution.decided_by, substitution.whole) == ("harbor board", None)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        (", of which one year was at the supervisory level", "supervisory"),
        (", one year of which must have been in a lead capacity", "lead"),
        (", of which one year has been at the full performance level", "journey"),
        (", including one year in a full supervisory capacity", "supervisory"),
    ],
)
def test_words_that_only_name_a_level_are_neither_a_subject_nor_something_done(words: str, level: str) -> None:
    wider = experience(f"Four years of professional harbor experience{words}.")
    (inner,) = wider.including
    assert isinstance(inner, Experience)
    assert (inner.amount, inner.levels, inner.fields, inner.activities) == (years("1"), (level,), (), ())
    assert (wider.levels, wider.fields) == (("professional",), ("harbor",))


def test_words_that_say_more_than_a_level_stay_what_must_have_been_done() -> None:
    (inner,) = experience("Four years of harbor work, one year of which was in a lead capacity over pilots.").including
    assert isinstance(inner, Experience)
    assert inner.levels == ("lead",)
    assert "pilots" in " ".join((*inner.fields, *inner.activities))


def test_of_several_subjects_none_is_left_out_because_it_names_a_level() -> None:
    asked = experience("Two years of experience in a lead capacity or pier repair.")
    assert asked.levels == ("lead",)
    assert asked.fields == ("lead capacity", "pier repair")


@pytest.mark.parametrize(
    ("words", "fields", "activities"),
    [
        ("One year of this experience must have been in a lead capacity", (), ()),
        ("One year of the above must have been in a lead capacity", (), ()),
        ("One year of this shall have been in a lead capacity", (), ()),
        ("One year of such dredging experience must have been in a lead capacity", ("dredging",), ()),
        ("One year of this experience must have involved tide tables as a lead", (), ("tide tables as a lead",)),
    ],
)
def test_a_word_that_points_back_is_no_subject(
    words: str, fields: tuple[str, ...], activities: tuple[str, ...]
) -> None:
    wider = experience(f"Four years of harbor experience. {words}.")
    (inner,) = wider.including
    assert isinstance(inner, Experience)
    assert (inner.amount, inner.levels) == (years("1"), ("lead",))
    assert (inner.fields, inner.activities) == (fields, activities)


def test_time_that_only_points_back_is_never_read_as_any_work() -> None:
    asked = experience("Two years of such experience.")
    assert (asked.fields, asked.activities) == ((), ("such experience",))


def test_a_number_in_brackets_and_a_list_with_both_words_are_read_as_plain_ones() -> None:
    asked = experience("Two (2) years of experience in tide tables and/or pier repair.")
    assert (asked.amount, asked.fields) == (years("2"), ("tide tables", "pier repair"))


def test_work_that_points_back_keeps_all_that_brackets_say_of_it() -> None:
    requirement = parse_requirement(
        "Three years of harbor experience. (At least one year of this experience must have been in work like that of a"
        " dredger in the California state service.)"
    )
    (inner,) = experience(requirement.text).including
    assert isinstance(inner, Experience)
    assert inner.activities == ("work like that of a dredger in the California state service",)


WAYS = "1. A degree in piers; or\n\n2. Two years of pier work."


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("A valid driver's license is required.", "licence"),
        ("Must be at least 21 years of age.", "age"),
        ("Some positions require a valid driver's license.", "special"),
    ],
)
def test_a_paragraph_without_a_mark_behind_the_last_way_is_asked_of_every_way(sentence: str, kind: str) -> None:
    root = parse_requirement(f"{WAYS}\n\n{sentence}").root
    assert isinstance(root, AllOf)
    ways, asked = root.parts
    assert isinstance(ways, AnyOf)
    assert [part.kind for part in ways.parts] == ["education", "experience"]
    assert asked.kind == kind


def test_a_paragraph_behind_ways_within_ways_is_asked_of_all_of_them() -> None:
    root = parse_requirement(
        "1. A degree in piers; or\n\n2. One of these:\n\na. Two years of pier work; or\n\nb. Three years of ferry work."
        "\n\nA valid driver's license is required."
    ).root
    assert [part.kind for part in root.parts] == ["any_of", "licence"] if isinstance(root, AllOf) else False


@pytest.mark.parametrize(
    "text",
    [
        f"{WAYS}\n\n   A valid driver's license is required.",
        f"{WAYS} A valid driver's license is required.",
        "1. A degree in piers.\n\nA valid pilot's license is required.\n\nOR\n\n2. Two years of pier work.\n\n"
        "A valid driver's license is required.",
    ],
)
def test_a_paragraph_that_goes_on_with_the_last_way_stays_with_it(text: str) -> None:
    root = parse_requirement(text).root
    assert isinstance(root, AnyOf)
    last = root.parts[-1]
    assert [part.kind for part in last.parts] == ["experience", "licence"] if isinstance(last, AllOf) else False
