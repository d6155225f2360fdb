"""What the grammar makes of requirement text, in sentences of our own."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

import pytest

from meritbook.core.documents.layout import Layout
from meritbook.core.qualifications.model import (
    AllOf,
    Amount,
    AnyOf,
    Education,
    Equivalent,
    Experience,
    Licence,
    Note,
    Requirement,
    Special,
    Substitution,
    Text,
)
from meritbook.core.qualifications.parse import (
    EmptyRequirementError,
    RequirementNotInDocumentError,
    parse_requirement,
)

NodeT = TypeVar("NodeT")


def years(value: str) -> Amount:
    return Amount(value=Decimal(value), unit="year")


def the(requirement: Requirement, kind: type[NodeT]) -> NodeT:
    found = [node for node in requirement.nodes() if isinstance(node, kind)]
    assert len(found) == 1, f"{len(found)} nodes of {kind.__name__}"
    return found[0]


def all_the(requirement: Requirement, kind: type[NodeT]) -> list[NodeT]:
    return [node for node in requirement.nodes() if isinstance(node, kind)]


def test_professional_experience_and_a_degree_or_more_experience_or_an_open_equivalent_are_three_ways() -> None:
    requirement = parse_requirement(
        "Five years of professional survey experience and a bachelor's degree;\n\nor\n\n"
        "Nine years of professional survey experience;\n\nor\n\n"
        "An equivalent combination of training and experience."
    )
    root = requirement.root
    assert isinstance(root, AnyOf)
    both, longer, open_way = root.parts
    assert isinstance(both, AllOf)
    first, degree = both.parts
    assert isinstance(first, Experience)
    assert isinstance(degree, Education)
    assert (first.amount, first.levels, first.fields) == (years("5"), ("professional",), ("survey",))
    assert degree.level == "bachelor"
    assert isinstance(longer, Experience)
    assert longer.amount == years("9")
    assert isinstance(open_way, Equivalent)
    assert open_way.of == ("training", "experience")


def test_study_that_counts_as_far_as_the_agency_determines_names_who_decides_and_no_rate() -> None:
    requirement = parse_requirement(
        "Two years of experience in directing a program. Study may be substituted for the experience as determined"
        " relevant by the agency."
    )
    swap = the(requirement, Substitution)
    assert (swap.asks, swap.decided_by, swap.rates, swap.most, swap.whole) == ("experience", "agency", (), None, None)
    assert swap.replaces == (the(requirement, Experience).id,)


def test_year_for_year_up_to_two_years_is_a_rate_and_a_ceiling() -> None:
    requirement = parse_requirement(
        "Four years of clerical experience. (College study may be substituted on a year-for-year basis for the"
        " required clerical work, up to a maximum of two years.)"
    )
    swap = the(requirement, Substitution)
    assert isinstance(swap.offers, Education)
    assert [(rate.give, rate.get) for rate in swap.rates] == [(years("1"), years("1"))]
    assert (swap.most, swap.whole) == (years("2"), False)


def test_two_years_of_study_for_one_of_experience_keeps_both_figures() -> None:
    requirement = parse_requirement(
        "Three years of audit experience. (College study may be substituted for the required audit work on the basis"
        " of two years of education being equivalent to one year of experience.)"
    )
    (rate,) = the(requirement, Substitution).rates
    assert (rate.give, rate.get) == (years("2"), years("1"))


def test_what_may_not_be_substituted_is_forbidden() -> None:
    requirement = parse_requirement(
        "Three years of audit experience. Volunteer experience may not be substituted for the required experience."
    )
    assert the(requirement, Substitution).forbidden


def test_the_or_after_the_last_lettered_item_joins_the_numbered_sets() -> None:
    requirement = parse_requirement(
        "1. Two years of experience in:\n"
        "a. leasing boats; or\n"
        "b. mending boats; or\n"
        "2. A master's degree in boat building; and\n"
        "3. A valid driver's license."
    )
    root = requirement.root
    assert isinstance(root, AnyOf)
    first, second = root.parts
    assert isinstance(first, Experience)
    assert first.activities == ("leasing boats", "mending boats")
    assert isinstance(second, AllOf)
    assert [part.kind for part in second.parts] == ["education", "licence"]


def test_either_one_or_two_are_two_ways_and_the_and_stays_inside() -> None:
    requirement = parse_requirement(
        "Possession of a valid pilot license. and\n\nEither I\n\nOne year of experience performing the duties of a"
        " Harbor Clerk.\n\nOr II\n\nExperience: Three years of experience in towing. and\n\n"
        "Education: Equivalent to graduation from college."
    )
    root = requirement.root
    assert isinstance(root, AllOf)
    assert isinstance(root.parts[0], Licence)
    ways = root.parts[1]
    assert isinstance(ways, AnyOf)
    first, second = ways.parts
    assert isinstance(first, Experience)
    assert [(ref.how, ref.title) for ref in first.classes] == [("duties", "Harbor Clerk")]
    assert isinstance(second, AllOf)
    assert [part.kind for part in second.parts] == ["experience", "education"]


def test_headed_parts_are_all_asked_for_and_the_equivalent_stands_beside_all_of_them() -> None:
    requirement = parse_requirement(
        "EDUCATION\n\nCompletion of a bachelor's degree program in botany.\n\nAND\n\nGENERAL EXPERIENCE\n\n"
        "Two years of nursery experience.\n\nAND\n\nSPECIFIC EXPERIENCE\n\n"
        "One year of experience supervising a nursery.\n\n"
        "OR\n\nAny equivalent combination of education and nursery experience determined to be acceptable by the Garden"
        " Board that has included the specific experience and a bachelor's degree."
    )
    root = requirement.root
    assert isinstance(root, AnyOf)
    parts, equal = root.parts
    assert isinstance(parts, AllOf)
    assert [part.kind for part in parts.parts] == ["education", "experience", "experience"]
    assert isinstance(equal, Equivalent)
    assert equal.decided_by == "Garden Board"
    assert equal.must_include == (parts.parts[2].id,)
    assert [node.level for node in equal.including if isinstance(node, Education)] == ["bachelor"]


def test_what_lies_in_the_experience_is_not_added_to_it() -> None:
    requirement = parse_requirement(
        "Five years of forestry experience, two years of which must have been in a supervisory capacity."
    )
    root = requirement.root
    assert isinstance(root, Experience)
    assert root.amount == years("5")
    assert root.levels == ()
    (inner,) = root.including
    assert isinstance(inner, Experience)
    assert (inner.amount, inner.levels) == (years("2"), ("supervisory",))


def test_a_sentence_on_the_same_experience_narrows_the_one_before() -> None:
    requirement = parse_requirement(
        "Four years of forestry experience. This experience must have included at least one year of fire watch work."
    )
    root = requirement.root
    assert isinstance(root, Experience)
    assert [node.amount for node in root.including if isinstance(node, Experience)] == [years("1")]


def test_a_class_called_supervisor_is_no_supervisory_level() -> None:
    root = parse_requirement("Two years of full-time paid experience as a Dredge Supervisor.").root
    assert isinstance(root, Experience)
    assert root.levels == ()
    assert [ref.title for ref in root.classes] == ["Dredge Supervisor"]
    assert (root.full_time, root.paid) == (True, True)


def test_a_level_of_a_class_counts_in_any_class_at_it() -> None:
    root = parse_requirement(
        "One year of experience in a class at the level of Senior Ferry Clerk keeping accounts."
    ).root
    assert isinstance(root, Experience)
    assert [(ref.how, ref.title) for ref in root.classes] == [("at_level", "Senior Ferry Clerk")]


def test_experience_of_the_last_five_years_keeps_its_recency() -> None:
    root = parse_requirement("Two years of welding experience within the last five years.").root
    assert isinstance(root, Experience)
    assert (root.amount, root.within) == (years("2"), years("5"))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Six (6) months of experience in sorting mail.", "6", "month"),
        ("One and one-half years of experience in sorting mail.", "1.5", "year"),
        ("2,080 hours of experience in sorting mail.", "2080", "hour"),
        ("One year and six months of experience in sorting mail.", "18", "month"),
        ("Twenty-four months' experience in sorting mail.", "24", "month"),
        ("Two-years of experience in sorting mail.", "2", "year"),
    ],
)
def test_amounts_in_words_and_figures(text: str, value: str, unit: str) -> None:
    root = parse_requirement(text).root
    assert isinstance(root, Experience)
    assert root.amount is not None
    assert (root.amount.value, root.amount.unit) == (Decimal(value), unit)


def test_a_range_binds_at_its_lower_end_and_keeps_the_upper() -> None:
    root = parse_requirement("Three to five years of experience in sorting mail.").root
    assert isinstance(root, Experience)
    assert root.amount == Amount(value=Decimal(3), unit="year", most=Decimal(5))


@pytest.mark.parametrize(
    "text", ["one (1) year (2 years) of clerical experience", "two (3) years of clerical experience"]
)
def test_an_amount_that_contradicts_itself_has_no_value_and_is_a_stated_problem(text: str) -> None:
    requirement = parse_requirement(text)
    root = requirement.root
    assert isinstance(root, Experience)
    assert root.amount is not None
    assert root.amount.value is None
    assert root.amount.problem
    assert [problem.code for problem in requirement.problems] == ["amount.contradicts"]


def test_hours_in_brackets_restate_months_and_contradict_nothing() -> None:
    requirement = parse_requirement("Six months (1,040 hours) of clerical experience.")
    assert requirement.problems == ()
    assert the(requirement, Experience).amount == Amount(value=Decimal(6), unit="month")


def test_credits_keep_their_unit_and_subject() -> None:
    root = parse_requirement(
        "Graduation from an accredited college and at least 27 semester or 40 quarter units in lighthouse engineering."
    ).root
    assert isinstance(root, Education)
    assert root.accredited is True
    (credit,) = root.credits
    assert (credit.value, credit.unit, credit.fields) == (Decimal(27), "semester_hour", ("lighthouse engineering",))


def test_a_degree_names_its_fields_and_what_is_only_preferred_is_kept_apart() -> None:
    root = parse_requirement(
        "Equivalent to graduation from a four-year college, preferably with a major in botany, zoology, or a closely"
        " related field."
    ).root
    assert isinstance(root, Education)
    assert (root.level, root.fields, root.fields_preferred) == ("bachelor", (), ("botany", "zoology"))
    assert root.equivalent
    assert root.related_field


def test_a_licence_that_some_positions_may_require_binds_only_those() -> None:
    root = parse_requirement("Some positions may require a valid Class B driver's license.").root
    assert isinstance(root, Special)
    assert isinstance(root.part, Licence)
    assert (root.part.name, root.part.class_) == ("driver", "B")


def test_a_licence_after_hire_has_its_deadline() -> None:
    root = parse_requirement("Certification as a Harbor Diver within six months of hire.").root
    assert isinstance(root, Licence)
    assert (root.by, root.within) == ("after_hire", Amount(value=Decimal(6), unit="month"))


def test_who_lacks_a_little_may_be_examined_before() -> None:
    requirement = parse_requirement(
        "Two years of welding experience.\n\nNOTES\n\n1. Applicants who lack three months or less of the required"
        " experience may file. However, they cannot be appointed until it is met."
    )
    root = requirement.root
    assert isinstance(root, AllOf)
    (admitted,) = root.modifiers
    assert admitted.kind == "admission"
    assert admitted.lacking == Amount(value=Decimal(3), unit="month")
    assert admitted.of == (root.parts[0].id,)


def test_how_to_file_asks_for_nothing() -> None:
    requirement = parse_requirement(
        "Two years of welding experience.\n\nNOTES\n\n1. Applicants must attach the form to the online application."
    )
    assert isinstance(the(requirement, Note), Note)
    assert all_the(requirement, Text) == []


def test_and_or_lets_time_under_one_part_count_with_the_other() -> None:
    root = parse_requirement(
        "1. Two years of welding experience; and/or\n2. Two years of experience in ship repair."
    ).root
    assert isinstance(root, AnyOf)
    assert root.combinable


def test_several_classes_in_one_text_have_scopes_of_their_own() -> None:
    requirement = parse_requirement(
        "Harbor Clerk\n\nNo experience required.\n\nSenior Harbor Clerk\n\nOne year of experience as a Harbor Clerk."
    )
    assert requirement.titles() == ("Harbor Clerk", "Senior Harbor Clerk")


def test_an_age_is_read_in_years() -> None:
    root = parse_requirement("At least 21 years of age at the time of appointment.").root
    assert root.kind == "age"
    assert root.at_least == 21
    assert root.by == "appointment"


def test_words_that_mean_nothing_here_stay_text_for_a_person_and_are_counted() -> None:
    requirement = parse_requirement("Two years of welding experience. The moon shines brightly over the quiet bay.")
    left = the(requirement, Text)
    assert left.text == "The moon shines brightly over the quiet bay."
    assert requirement.counts.text_nodes == 1
    assert requirement.counts.text_characters == len(left.text.replace(" ", ""))
    assert 0 < requirement.counts.share_read < 1


@pytest.mark.parametrize("text", ["", "  \n ", " .;-- "])
def test_an_empty_requirement_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(EmptyRequirementError) as refused:
        parse_requirement(text)
    assert refused.value.code == "requirement.empty"
    assert refused.value.to_do


def test_quotes_of_a_requirement_have_their_place_in_the_document() -> None:
    layout = Layout(key="harbor", name="harbor.txt")
    layout.add("Harbor Clerk", "heading")
    layout.add("Two years of welding experience and a bachelor's degree.")
    document = layout.document()
    requirement = parse_requirement("Two years of welding experience and a bachelor's degree.", document=document)
    (quote,) = requirement.quotes(the(requirement, Education))
    assert (quote.document, quote.text) == ("harbor", quote.span.cut(document.text))
    assert "bachelor's degree" in quote.text


def test_a_text_that_is_not_in_its_document_is_refused() -> None:
    document = Layout(key="harbor", name="harbor.txt").document()
    with pytest.raises(RequirementNotInDocumentError):
        parse_requirement("Two years of welding experience.", document=document)
