"""The levels of a series side by side, and a plan before and after its revision."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from meritbook.core.classes.compare import SideBySide, compare_plans, side_by_side, word_changes
from meritbook.core.classes.model import ClassPlan
from meritbook.core.classes.parse import parse_plan
from meritbook.readers import read

FERRY = (Path(__file__).parent / "made_up" / "ferry.txt").read_text("utf-8")


def plan(text: str = FERRY) -> ClassPlan:
    return parse_plan(read(text.encode(), name="ferry.txt"), read_on=date(2026, 3, 2))


def cells(table: SideBySide, field: str) -> list[tuple[str, list[str]]]:
    """Reach and words of each row of a field."""
    return [
        (row.reach, [" ".join(passage.text for passage in cell.passages) or cell.text for cell in row.cells])
        for row in table.rows
        if row.field == field
    ]


def test_the_levels_of_a_series_stand_side_by_side_from_low_to_high() -> None:
    table = side_by_side(plan().series[0])
    assert table.class_refs == ("8101B", "8102B")
    assert cells(table, "pay") == [("all", ["grade 21", "grade 24"])]
    assert cells(table, "definition") == [
        ("all", ["Runs one line with set fares.", "Runs several lines and sets their fares."])
    ]
    assert [row.label for row in table.rows if row.field == "factor"][2] == "Harm that an error does"


def test_a_duty_that_both_levels_have_stands_in_one_row_before_those_of_one_level() -> None:
    text = FERRY.replace("- Sets the fares", "- Plans the timetable of every line.\n- Sets the fares")
    assert cells(side_by_side(plan(text).series[0]), "duty") == [
        ("all", ["Plans the timetable of a line.", "Plans the timetable of every line."]),
        ("one", ["Hires deck crews for the season.", ""]),
        ("one", ["", "Sets the fares of several lines."]),
    ]


def test_a_plan_compared_with_itself_shows_no_change() -> None:
    assert compare_plans(plan(), plan()).same


def test_a_clause_in_other_words_is_a_change_with_its_words() -> None:
    after = plan(FERRY.replace("Runs one line with set fares.", "Runs two lines with set fares."))
    (change,) = compare_plans(plan(), after).clauses
    assert (change.kind, change.place_after) == ("changed", "8101B / definition")
    assert [(word.kind, word.text) for word in change.words] == [
        ("same", "Runs"),
        ("removed", "one line"),
        ("added", "two lines"),
        ("same", "with set fares."),
    ]


def test_a_duty_given_to_the_other_level_has_moved() -> None:
    after = plan(
        FERRY.replace("- Hires deck crews\n  for the season.\n", "").replace(
            "- Sets the fares", "- Hires deck crews for the season.\n- Sets the fares"
        )
    )
    (change,) = compare_plans(plan(), after).clauses
    assert (change.kind, change.place_before, change.place_after) == ("moved", "8101B / duties", "8102B / duties")


def test_clauses_come_and_go() -> None:
    after = plan(FERRY.replace("- Plans the timetable of a line.\n", "- Feeds the ship's cat daily.\n"))
    changes = compare_plans(plan(), after).clauses
    assert [(change.kind, (change.after or change.before).text) for change in changes] == [  # type: ignore[union-attr]
        ("removed", "Plans the timetable of a line."),
        ("added", "Feeds the ship's cat daily."),
    ]


def test_facts_of_a_class_and_whole_classes_are_told_apart_from_clauses() -> None:
    after = plan(
        FERRY.replace("I\t21", "I\t22")
        .replace("8102B\tHarbor Fleet Director II\t24", "8103B\tHarbor Fleet Director III\t26")
        .replace("Director II:", "Director III:")
        .replace("HFD II", "HFD III")
    )
    comparison = compare_plans(plan(), after)
    assert [(fact.class_ref, fact.fact, fact.before, fact.after) for fact in comparison.facts] == [
        ("8101B", "pay", "grade 21", "grade 22")
    ]
    assert (comparison.classes_removed, comparison.classes_added) == (("8102B",), ("8103B",))


def test_a_class_that_keeps_its_code_at_another_level_has_moved() -> None:
    after = plan(FERRY.replace("8102B\tHarbor Fleet Director II\t24", "8102B\tHarbor Fleet Director III\t24"))
    comparison = compare_plans(plan(), after)
    assert comparison.classes_moved == ("8102B",)
    assert {fact.fact for fact in comparison.facts} == {"title", "level"}


def test_a_new_code_with_the_same_title_is_the_same_class() -> None:
    comparison = compare_plans(plan(), plan(FERRY.replace("8101B", "9101B")))
    assert (comparison.classes_added, comparison.classes_removed, comparison.clauses) == ((), (), ())
    assert [(fact.fact, fact.before, fact.after) for fact in comparison.facts] == [("code", "8101B", "9101B")]


def test_words_put_back_together_are_the_two_texts() -> None:
    before, after = "a b c d e", "a x c e f"
    changes = word_changes(before, after)
    assert " ".join(word.text for word in changes if word.kind != "added") == before
    assert " ".join(word.text for word in changes if word.kind != "removed") == after
