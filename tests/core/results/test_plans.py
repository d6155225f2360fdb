"""Words of a plan: keys, quarters, ties to the plan above, what is compared and merged, what keeps it from adoption."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from meritbook.core.results.deployment import Alignment, bind, ties, unserved
from meritbook.core.results.plan_check import problems
from meritbook.core.results.plan_redline import compare, merge, since
from meritbook.core.results.plans import PlanKind, PlanText, carried_over, quarters
from plan_world import SERVES, enterprise_text, goal, revenue_text


def above(**more: Any) -> PlanText:
    return PlanText.model_validate(enterprise_text(**more))


def below(**more: Any) -> PlanText:
    return PlanText.model_validate(revenue_text(**more))


def reworded() -> PlanText:
    words = enterprise_text()
    words["goals"][0]["says"] = "Other words."
    return PlanText.model_validate(words)


def test_a_key_stands_once_among_goals_strategies_and_actions() -> None:
    with pytest.raises(ValidationError, match="a key stands twice: fast-refunds"):
        below(goals=[goal("fast-refunds", "One", strategies=[goal("fast-refunds", "Two")])])


def test_an_action_ends_in_the_quarter_of_its_last_day_counted_from_the_first_day_of_the_plan() -> None:
    ends = [date(2025, 9, 30), date(2025, 10, 1), date(2026, 6, 30), date(2026, 7, 1), None]
    actions = [{"key": f"a{n}", "says": f"Action {n}", "last_day": day} for n, day in enumerate(ends)]
    text = below(goals=[goal("g", "Goal", strategies=[goal("s", "S", actions=actions)])], last_day=date(2026, 6, 30))
    found, rest = quarters(text)
    assert [(one.number, one.starts_on, one.last_day) for one in found] == [
        (1, date(2025, 7, 1), date(2025, 9, 30)),
        (2, date(2025, 10, 1), date(2025, 12, 31)),
        (3, date(2026, 1, 1), date(2026, 3, 31)),
        (4, date(2026, 4, 1), date(2026, 6, 30)),
    ]
    assert [[one.action.key for one in quarter.actions] for quarter in found] == [["a0"], ["a1"], [], ["a2"]]
    assert [one.action.key for one in rest] == ["a3", "a4"]


def test_quarters_of_a_plan_that_begins_on_the_last_day_of_a_month_do_not_overlap() -> None:
    found, _ = quarters(below(starts_on=date(2025, 8, 31), last_day=date(2026, 8, 30)))
    assert [(one.starts_on, one.last_day) for one in found] == [
        (date(2025, 8, 31), date(2025, 11, 29)),
        (date(2025, 11, 30), date(2026, 2, 27)),
        (date(2026, 2, 28), date(2026, 5, 30)),
        (date(2026, 5, 31), date(2026, 8, 30)),
    ]


def test_a_tie_is_looked_at_again_when_the_goal_above_says_something_else() -> None:
    seen = bind(below(), above(), {})
    assert [one.state for one in ties(below(), above(), seen)] == [Alignment.ALIGNED]
    (tie,) = ties(below(), reworded(), seen)
    assert (tie.state, tie.before, tie.now) == (
        Alignment.REWORDED,
        "Government that people trust: Government that people trust, for everybody in the state.",
        "Government that people trust: Other words.",
    )


def test_a_tie_that_is_saved_again_keeps_what_it_was_seen_to_say() -> None:
    seen = bind(below(), reworded(), bind(below(), above(), {}))
    assert [one.state for one in ties(below(), reworded(), seen)] == [Alignment.REWORDED]


def test_a_tie_to_what_the_plan_above_does_not_have_is_gone_and_none_at_all_is_none() -> None:
    seen = bind(below(), above(), {})
    only_water = above(goals=[goal("sound-water", "Sound water")])
    assert [one.state for one in ties(below(), only_water, seen)] == [Alignment.GONE]
    assert [one.state for one in ties(below(), None, seen)] == [Alignment.GONE]
    free = below(goals=[goal("g", "Goal")])
    assert [one.state for one in ties(free, above(), {})] == [Alignment.NONE]


def test_other_strategies_under_a_goal_do_not_reword_it() -> None:
    words = enterprise_text()
    words["goals"][0]["strategies"] = []
    seen = bind(below(), above(), {})
    assert [one.state for one in ties(below(), PlanText.model_validate(words), seen)] == [Alignment.ALIGNED]


def test_a_goal_is_served_by_a_tie_to_it_or_to_one_of_its_strategies() -> None:
    assert [one.key for one in unserved(above(), [below()])] == ["sound-water"]
    by_strategy = below(goals=[goal("g", "Goal", serves="prompt-answers")])
    assert [one.key for one in unserved(above(), [by_strategy])] == ["sound-water"]
    assert [one.key for one in unserved(above(), [])] == [SERVES, "sound-water"]


def test_a_comparison_names_the_sections_and_words_that_differ() -> None:
    (change,) = compare(above(), reworded())
    assert (change.key, change.state) == (f"goal.{SERVES}", "changed")
    assert [(one.place, one.label) for one in change.fields] == [("says", "Words")]
    assert since(above(), reworded()).changed == (f"goal.{SERVES}",)
    assert since(above(), above(goals=[])).removed == (f"goal.{SERVES}", "goal.sound-water")


def test_a_part_that_came_is_named_by_its_name_and_not_by_what_is_said_of_it() -> None:
    state = {"name": "State of Iowa", "says": "A fictional state."}
    (change,) = compare(above(), above(organizations=[state]))
    assert change.fields[0].label == "Organization “State of Iowa”: name"
    (nameless,) = compare(above(), above(organizations=[{"says": "A fictional state."}]))
    assert nameless.fields[0].label == "Organization “A fictional state.”: words"


def test_what_two_people_changed_at_different_parts_is_put_together() -> None:
    mine = above(vision="Mine.")
    found = merge(above(), mine, reworded())
    assert found.clean
    assert found.text is not None
    assert (found.text.vision, found.text.goals[0].says) == ("Mine.", "Other words.")


def test_what_two_people_changed_at_one_place_collides_there() -> None:
    found = merge(above(), above(vision="Mine."), above(vision="Theirs."))
    assert [(one.place, one.mine, one.theirs) for one in found.conflicts] == [("vision", "Mine.", "Theirs.")]


def test_words_read_from_a_document_keep_measures_actions_and_ties_of_the_same_key() -> None:
    bare = below()
    stripped = [
        one.model_copy(
            update={
                "serves": "",
                "strategies": tuple(
                    each.model_copy(update={"measures": (), "actions": (), "says": "New."}) for each in one.strategies
                ),
            }
        )
        for one in bare.goals
    ]
    found = carried_over(bare.model_copy(update={"goals": tuple(stripped)}), bare)
    strategy = found.goals[0].strategies[0]
    assert (found.goals[0].serves, strategy.says) == (SERVES, "New.")
    assert (strategy.measures, [one.key for one in strategy.actions]) == (
        ("refund-days",),
        ["second-shift", "new-form"],
    )


def said(text: PlanText, *, deploys: bool = True, **more: Any) -> dict[str, list[str]]:
    asked = {
        "kind": PlanKind.STRATEGIC,
        "above": above() if deploys else None,
        "deploys": deploys,
        "measures": {"refund-days", "calls-answered"},
        "owners": {"measure_owner": True},
    }
    found: dict[str, list[str]] = {"blocks": [], "look": []}
    for one in problems(text, **{**asked, **more}):
        found["blocks" if one.blocks else "look"].append(one.says)
    return found


def test_sound_words_are_adopted_without_a_word() -> None:
    assert said(below()) == {"blocks": [], "look": []}


def test_what_keeps_a_plan_from_adoption_is_told() -> None:
    assert said(below(), measures=set())["blocks"] == ["The register has no measure refund-days (“Shorter queues”)."]
    assert said(below(), owners={})["blocks"] == [
        "There is no account measure_owner (“Staff a second shift at the refund desk”)."
    ]
    assert said(below(), deploys=False)["blocks"] == [
        "“Refunds without delay” serves a goal above, and the plan deploys from no other."
    ]
    assert said(below(goals=[goal("g", "Goal", serves="nothing")]))["blocks"] == [
        "“Goal” serves nothing, which the plan above does not have."
    ]
    assert said(below(goals=[]))["blocks"] == ["The plan has no goal."]


def test_another_plan_of_the_unit_in_the_same_days_is_named_and_blocks_nothing() -> None:
    found = said(below(), beside=[("Plan of 2024", date(2024, 7, 1), date(2026, 6, 30))])
    assert found["blocks"] == []
    assert found["look"] == [
        "Another strategic plan of the same unit is in force in the same days: “Plan of 2024”, "
        "from 1 July 2024 to 30 June 2026."
    ]


def test_what_somebody_should_look_at_does_not_keep_it_from_adoption() -> None:
    assert said(below(), owners={"measure_owner": False}) == {
        "blocks": [],
        "look": ["The owner of “Staff a second shift at the refund desk” has left."],
    }
    assert said(below(goals=[goal("g", "Goal")]))["look"] == [
        "No strategy pursues the goal “Goal”.",
        "“Goal” serves no goal of the plan above.",
    ]
    assert (
        "The operational plan has no action."
        in said(below(goals=[goal("g", "Goal")]), kind=PlanKind.OPERATIONAL)["look"]
    )
