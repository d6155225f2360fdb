"""Plans as they are kept: drafts that two people write, adoption, amendment, ties looked at again, and reports."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from meritbook.actions import Actor, planning, take_in_stratml
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.planning_policies import (
    ActionError,
    NothingToConfirmError,
    PlanChangedError,
    PlanConflictError,
    PlanDraftError,
    PlanError,
    PlanNotReadyError,
)
from meritbook.actions.policies import TakenError
from meritbook.core.results.deployment import Alignment
from meritbook.core.results.plans import PlanText
from meritbook.records.models import LedgerEntry, PlanStatus, PlanVersion
from meritbook.records.states import StateError
from meritbook.writers.stratml import write_stratml
from plan_world import BEGINS, ENDS, adopted, enterprise_text, revenue_text
from stratml_samples import WATER
from year_stage import do

pytestmark = pytest.mark.django_db


def fresh(version: Any) -> Any:
    return PlanVersion.objects.select_related("plan__deploys").get(pk=version.pk)


def states(version: Any) -> list[Alignment]:
    row = fresh(version)
    return [one.state for one in planning.ties_of(row, planning.text_above(row.plan))]


def save(who: Any, at: Any, version: Any, base: Any, **more: Any) -> Any:
    text = PlanText.model_validate(revenue_text(**more))
    return do("save_plan_draft", who, at, version=version, text=text, base_sha256=base.seal(), base=base)


def test_what_two_people_write_into_one_draft_stands_in_it_together(strategic_plans: Any, people: Any, at: Any) -> None:
    base = strategic_plans.draft.text
    save(people.results_facilitator, at, strategic_plans.draft, base, vision="No queue.")
    done = save(people.department_director, at, strategic_plans.draft, base, mission="To collect fairly.")
    assert (done.text.vision, done.text.mission) == ("No queue.", "To collect fairly.")
    assert done.number == 2


def test_where_two_people_write_other_words_at_one_place_the_second_is_told_both(
    strategic_plans: Any, people: Any, at: Any
) -> None:
    base = strategic_plans.draft.text
    save(people.results_facilitator, at, strategic_plans.draft, base, vision="No queue.")
    with pytest.raises(PlanConflictError) as refused:
        save(people.department_director, at, strategic_plans.draft, base, vision="A short queue.")
    assert refused.value.details["places"] == [
        {"place": "vision", "base": "", "mine": "A short queue.", "theirs": "No queue."}
    ]
    assert fresh(strategic_plans.draft).text.vision == "No queue."


def test_without_the_words_that_the_writer_began_with_nothing_is_overwritten(
    strategic_plans: Any, people: Any, at: Any
) -> None:
    save(people.results_facilitator, at, strategic_plans.draft, strategic_plans.draft.text, vision="No queue.")
    with pytest.raises(PlanConflictError):
        do(
            "save_plan_draft", people.department_director, at, version=strategic_plans.draft,
            text=revenue_text(mission="Other."), base_sha256=strategic_plans.draft.sha256,
        )  # fmt: skip


def test_an_adopted_version_takes_no_other_words(strategic_plans: Any, people: Any, at: Any) -> None:
    row = strategic_plans.revenue
    with pytest.raises(StateError):
        save(people.department_director, at, row, row.text, vision="Other.")


def test_adopting_the_amendment_supersedes_the_version_before_and_says_what_changed(
    strategic_plans: Any, people: Any, at: Any
) -> None:
    draft = save(people.department_director, at, strategic_plans.draft, strategic_plans.draft.text, vision="No queue.")
    done = adopted(people.department_director, at, draft)
    assert (done.status, fresh(strategic_plans.revenue).status) == (PlanStatus.ADOPTED, PlanStatus.SUPERSEDED)
    entry = LedgerEntry.objects.order_by("-seq")[0]
    assert '"changed":["vision"]' in entry.payload


def test_whoever_adopts_adopts_what_was_shown(strategic_plans: Any, people: Any, at: Any) -> None:
    shown = strategic_plans.draft.sha256
    save(people.results_facilitator, at, strategic_plans.draft, strategic_plans.draft.text, vision="No queue.")
    with pytest.raises(PlanChangedError):
        do(
            "adopt_plan", people.department_director, at, version=strategic_plans.draft, sha256=shown,
            because="Agreed.",
        )  # fmt: skip


def test_words_with_a_fault_that_blocks_are_not_adopted(strategic_plans: Any, people: Any, at: Any) -> None:
    goals = revenue_text()["goals"]
    goals[0]["measures"] = ["no-such-measure"]
    draft = save(people.department_director, at, strategic_plans.draft, strategic_plans.draft.text, goals=goals)
    with pytest.raises(PlanNotReadyError) as refused:
        adopted(people.department_director, at, draft)
    assert [one["place"] for one in refused.value.details["problems"]] == ["fast-refunds"]
    assert refused.value.where == "Refunds without delay"
    assert refused.value.message.startswith("The plan cannot be adopted yet: The register has no measure no-such")


def test_a_plan_beside_another_of_the_same_unit_is_told_and_one_of_another_unit_is_not(
    strategic_plans: Any, people: Any, departments: Any, at: Any
) -> None:
    from meritbook.actions.planning import problems_of

    def drawn(key: str, **more: Any) -> list[str]:
        row = do(
            "draw_plan", people.department_director, at, key=key, kind="strategic", title="Another plan",
            department=departments.revenue, text=revenue_text(), starts_on=date(2026, 7, 1),
            ends_before=date(2027, 7, 1), **more,
        )  # fmt: skip
        return [one.says for one in problems_of(row.plan, row.text) if "same unit" in one.says]

    (says,) = drawn("revenue-again")
    assert "“Plan of the Department of Revenue”, from 1 July 2025 to" in says
    assert drawn("board-plan", unit="Board of Larkmoor") == []


def test_a_facilitator_keeps_a_plan_and_does_not_adopt_it(strategic_plans: Any, people: Any, at: Any) -> None:
    with pytest.raises(ForbiddenError):
        adopted(people.results_facilitator, at, strategic_plans.draft)


def test_a_department_neither_keeps_nor_adopts_the_plan_of_the_enterprise(
    strategic_plans: Any, people: Any, departments: Any, at: Any
) -> None:
    with pytest.raises(ForbiddenError):
        do("amend_plan", people.department_director, at, plan=strategic_plans.enterprise.plan)
    for department in (None, departments.transport):
        with pytest.raises(ForbiddenError):
            do(
                "draw_plan", people.department_director, at, key="mine", kind="strategic", title="Mine",
                department=department, starts_on=BEGINS, ends_before=ENDS,
            )  # fmt: skip


def test_of_one_plan_there_is_one_draft(strategic_plans: Any, people: Any, at: Any) -> None:
    with pytest.raises(PlanDraftError):
        do("amend_plan", people.department_director, at, plan=strategic_plans.revenue.plan)


def test_a_goal_that_was_reworded_above_is_looked_at_again_once(strategic_plans: Any, people: Any, at: Any) -> None:
    row = strategic_plans.revenue
    assert states(row) == [Alignment.REWORDED]
    do("confirm_alignment", people.results_facilitator, at, version=row, part="fast-refunds", says="It still serves.")
    assert states(row) == [Alignment.ALIGNED]
    with pytest.raises(NothingToConfirmError):
        do("confirm_alignment", people.results_facilitator, at, version=row, part="fast-refunds")


def test_a_draft_that_amends_the_plan_does_not_hide_what_was_reworded_above(
    strategic_plans: Any, people: Any, at: Any
) -> None:
    draft = save(people.results_facilitator, at, strategic_plans.draft, strategic_plans.draft.text, vision="No queue.")
    assert states(draft) == [Alignment.REWORDED]


def test_a_confirmed_tie_is_looked_at_again_when_the_goal_is_reworded_a_second_time(
    strategic_plans: Any, people: Any, at: Any
) -> None:
    row, keeper = strategic_plans.revenue, people.results_administrator
    do("confirm_alignment", people.results_facilitator, at, version=row, part="fast-refunds")
    again = do("amend_plan", keeper, at, plan=strategic_plans.enterprise.plan)
    words = enterprise_text()
    words["goals"][0]["name"] = "Government that earns trust"
    again = do("save_plan_draft", keeper, at, version=again, text=words, base_sha256=again.sha256)
    adopted(keeper, at, again)
    assert states(row) == [Alignment.REWORDED]


def test_the_owner_of_an_action_reports_on_it_and_on_no_other(strategic_plans: Any, people: Any, at: Any) -> None:
    plan = strategic_plans.revenue.plan
    taken = {"plan": plan, "progress": "done", "says": "Staffed."}
    do("report_action", people.measure_owner, at, action="second-shift", **taken)
    with pytest.raises(ForbiddenError):
        do("report_action", people.measure_owner, at, action="new-form", **taken)
    do("report_action", people.results_facilitator, at, action="new-form", **taken)
    with pytest.raises(ActionError):
        do("report_action", people.results_facilitator, at, action="no-such", **taken)
    with pytest.raises(ActionError):
        do("report_action", people.measure_owner, at, action="second-shift", plan=plan, progress="planned", says="No.")


def test_a_document_that_is_taken_in_keeps_its_original_and_what_it_cannot_say(
    strategic_plans: Any, people: Any, at: Any
) -> None:
    draft = strategic_plans.draft
    document = write_stratml(draft.text.model_copy(update={"vision": "Taken in."})).data
    done = take_in_stratml.perform(
        Actor(people.department_director), at=at, why="Asked for.", version=draft, data=document, name="revenue.xml",
        base_sha256=draft.sha256,
    )  # fmt: skip
    assert done.text == draft.text.model_copy(update={"vision": "Taken in."})
    assert done.document is not None
    assert bytes(done.document.original()) == document


def test_parts_that_a_document_does_not_have_are_told_before_it_is_taken_in(strategic_plans: Any) -> None:
    found = take_in_stratml.look(strategic_plans.draft, WATER, name="water.xml")
    assert found.lost == ("Refunds without delay", "Shorter queues")


def test_a_plan_keeps_its_key_and_needs_one_of_its_own(people: Any, strategic_plans: Any, at: Any) -> None:
    taken = {"kind": "strategic", "title": "Plan", "department": None, "starts_on": BEGINS, "ends_before": ENDS}
    with pytest.raises(TakenError):
        do("draw_plan", people.results_administrator, at, key="State-2025".lower(), **taken)
    with pytest.raises(PlanError):
        do("draw_plan", people.results_administrator, at, key="Has Spaces", **taken)
    with pytest.raises(PlanError):
        do("draw_plan", people.results_administrator, at, key="new", **{**taken, "ends_before": BEGINS})


def test_a_plan_of_a_local_entity_is_kept_by_a_department_under_its_own_name(
    people: Any, departments: Any, strategic_plans: Any, at: Any
) -> None:
    done = do(
        "draw_plan", people.department_director, at, key="early-childhood", kind="operational", title="Our year",
        department=departments.revenue, unit="Early Childhood Board of Two Rivers", starts_on=BEGINS, ends_before=ENDS,
        deploys=strategic_plans.revenue.plan,
    )  # fmt: skip
    assert done.plan.of == "Early Childhood Board of Two Rivers"


def test_an_adopted_plan_is_withdrawn_by_those_who_may_adopt_it(strategic_plans: Any, people: Any, at: Any) -> None:
    row = strategic_plans.revenue
    with pytest.raises(ForbiddenError):
        do("withdraw_plan", people.results_facilitator, at, version=row, because="No.")
    do("withdraw_plan", people.department_director, at, version=row, because="The department ends.")
    assert fresh(row).status == PlanStatus.WITHDRAWN
    assert planning.adopted_of(row.plan) is None
