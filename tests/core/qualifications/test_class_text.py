"""The requirement of a class as one text: its ways as alternatives, and what may stand in for them in its own words."""

from __future__ import annotations

import pytest

from meritbook.core.classes.model import JobClass, Series
from meritbook.core.qualifications.class_text import NoRequirementError, class_text, special_text
from meritbook.core.qualifications.model import AnyOf, Equivalent, Substitution
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.plans import load_shipped


def classes() -> list[tuple[str, Series, JobClass]]:
    """Every class of the shipped plans."""
    return [
        (key, series, one)
        for key, text in load_shipped().items()
        for series in text.plan.series
        for one in series.classes
    ]


def stated(series: Series, one: JobClass, kind: str) -> list[str]:
    """Its requirements of a kind, in the plan's words."""
    return [each.text.text for each in one.minimum_requirements or series.minimum_requirements if each.kind == kind]


def test_what_may_stand_in_is_given_in_the_words_of_the_plan_and_read() -> None:
    found = [(series, one) for _, series, one in classes() if stated(series, one, "substitution")]
    assert found
    for series, one in found:
        text = class_text(series, one)
        nodes = list(parse_requirement(text).nodes())
        for words in stated(series, one, "substitution"):
            assert words in text
        assert sum(isinstance(node, Substitution) for node in nodes) == len(stated(series, one, "substitution"))


def test_an_equivalent_of_a_plan_is_read_as_one_whatever_its_words() -> None:
    found = [(series, one) for _, series, one in classes() if stated(series, one, "equivalent")]
    assert found
    for series, one in found:
        root = parse_requirement(class_text(series, one)).root
        assert isinstance(root, AnyOf)
        assert any(isinstance(part, Equivalent) for part in root.parts)


def test_a_class_without_a_requirement_is_refused_by_name() -> None:
    silent = [
        (series, one) for _, series, one in classes() if not (one.minimum_requirements or series.minimum_requirements)
    ]
    assert silent
    with pytest.raises(NoRequirementError, match=silent[0][1].title):
        class_text(*silent[0])


def test_what_binds_some_positions_only_is_no_part_of_the_text() -> None:
    found = [(series, one) for _, series, one in classes() if special_text(series, one)]
    for series, one in found:
        try:
            text = class_text(series, one)
        except NoRequirementError:
            continue
        assert not any(words in text for words in special_text(series, one))
    assert found
