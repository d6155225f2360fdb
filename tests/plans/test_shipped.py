"""The shipped plans: complete, in their own words, and refused when they are wrong."""

from __future__ import annotations

from datetime import date

import pytest

from meritbook.core.allocation.facets import FACETS
from meritbook.core.classes.walk import passages
from meritbook.plans import PlanFileError, UnknownPlanError, find_shipped, load_shipped, read_plan
from meritbook.plans.loader import SHIPPED, criteria_of


def test_five_plans_are_shipped_each_with_its_source_and_the_day_it_was_read() -> None:
    shipped = load_shipped()
    assert tuple(shipped) == SHIPPED == ("kansas", "maine", "colorado", "pennsylvania", "iowa")
    for text in shipped.values():
        assert text.plan.source.title
        assert text.plan.source.read_on == date(2026, 11, 22)
        assert text.plan.jurisdiction_basis


def test_the_classes_carry_the_codes_and_pay_of_their_sources() -> None:
    shipped = load_shipped()
    kansas = [(c.code, c.pay.grade) for _, c in shipped["kansas"].plan.classes()]
    assert kansas == [("4272A4", "30"), ("4273A4", "33"), ("4274A4", "35"), ("4275A4", "37")]
    assert [c.code for _, c in shipped["iowa"].plan.classes()] == ["00715", "00717", "00718"]
    assert [c.code for _, c in shipped["maine"].plan.classes()] == [""] * 9
    (_, executive) = shipped["pennsylvania"].plan.classes()[0]
    assert (executive.code, executive.pay.scale_group, executive.pay.scale_type, executive.bargaining_unit) == (
        "01721",
        "10",
        "ST",
        "A3",
    )
    assert (executive.civil_service, executive.board_changes[0].number, executive.board_changes[0].on) == (
        False,
        "787-08",
        date(2022, 1, 19),
    )
    assert shipped["colorado"].plan.classes() == ()
    assert shipped["colorado"].plan.series[0].kind == "service"


def test_every_passage_and_every_clause_has_its_place_in_the_text() -> None:
    for text in load_shipped().values():
        for path, passage in passages(text.plan):
            assert passage.spans, path
            for span in passage.spans:
                assert span.cut(text.document.text) == passage.text, path
        for criterion in criteria_of(text.plan):
            assert criterion.words, criterion.id
            assert criterion.anchors, criterion.id


def test_the_words_of_a_clause_are_words_of_the_plan_and_not_a_list_beside_it() -> None:
    for text in load_shipped().values():
        assert "Clauses of" not in text.document.text, text.plan.key


def test_criteria_have_one_name_each_over_all_plans() -> None:
    ids = [criterion.id for text in load_shipped().values() for criterion in criteria_of(text.plan)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("kansas", "kansas"), ("Kansas", "kansas"), ("  KANSAS ", "kansas"), ("Public Service Executive series", "kansas"),
        ("Maine Management Service", "maine"), ("SES", "colorado"), ("senior executive service", "colorado"),
        ("Information Technology Executive 1", "pennsylvania"), ("Performance Results Series", "iowa"),
    ],
)  # fmt: skip
def test_a_plan_answers_to_its_key_and_to_its_full_names(name: str, key: str) -> None:
    assert find_shipped(name) == key


def test_a_name_that_no_plan_has_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnknownPlanError, match="No plan goes by the name") as caught:
        find_shipped("Nebraska")
    assert caught.value.code == "plans.unknown"
    assert "kansas" in caught.value.to_do


HEAD = 'key = "x"\nname = "X"\n[source]\ntitle = "X"\n[[series]]\nref = "s"\ntitle = "S"\n[[series.criteria]]\nid = "x.1"\npurpose = "series"\nsays = "does"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("key = ", "not valid TOML"),
        ('key = "x"', "Field required"),
        (HEAD + "colour = 1", "Extra inputs"),
        (HEAD + 'test = { facet = "colour", includes = "red" }', "no facet 'colour'"),
        (HEAD + 'test = { facet = "policy.role", at_least = "dreams" }', "no value 'dreams'"),
        (HEAD + 'test = { facet = "policy.role" }', "exactly one of"),
        (HEAD + '[[series.criteria]]\nid = "x.1"\npurpose = "series"\nsays = "again"\n', "stands twice"),
    ],
)
def test_a_plan_file_that_is_wrong_is_refused_with_the_place(text: str, says: str) -> None:
    with pytest.raises(PlanFileError, match=says):
        read_plan(text, where="x.toml")


def test_no_shipped_clause_tests_a_facet_outside_the_register() -> None:
    def named(test: object) -> set[str]:
        if hasattr(test, "facet"):
            return {test.facet}
        parts = (
            getattr(test, "all", None)
            or getattr(test, "any", None)
            or ([test.negate] if hasattr(test, "negate") else [])
        )
        return set().union(*(named(part) for part in parts))

    used = set().union(
        *(named(c.test) for t in load_shipped().values() for c in criteria_of(t.plan) if c.test is not None)
    )
    assert used <= set(FACETS)
    assert len(used) > 20
