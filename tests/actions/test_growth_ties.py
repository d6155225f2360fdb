"""What a development plan leads to and rests on: a class, a report, an objective; and what a desk shows of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from appointing_world import vouch
from contract_world import AT, ContractYear
from growth_world import LAST, action_of, goal_of, made, model_on_record
from meritbook.actions import SYSTEM, contract_year_policies, install_shipped_plans
from meritbook.actions import growing_policies as possible
from meritbook.actions.permissions import Standing
from meritbook.actions.policies import TextError
from meritbook.desk import growth as read
from meritbook.desk import growth_choices as offered
from meritbook.desk import growth_desk
from meritbook.records.models import (
    MultiraterAssessment,
)
from year_stage import do

pytestmark = pytest.mark.django_db


def test_a_class_is_aimed_at_as_it_is_in_effect_and_a_goal_quotes_what_it_asks(
    people: Any, growth: Any, at: datetime
) -> None:
    who = people.executive
    install_shipped_plans.perform(SYSTEM, at=at, why="Set-up.")
    for plan, code in (("kansas", ""), ("", "4275A4"), ("kansas", "9999"), ("nowhere", "4275A4")):
        with pytest.raises(possible.GrowthAimError):
            made(who, at, growth.version, "Rise", aims_plan=plan, aims_class=code)
    row = made(who, at, growth.version, "Rise", aims_plan="kansas", aims_class="4275A4")
    asked = offered.requirements(row, at.date())
    assert asked
    goal = goal_of(who, at, row, "Four years", requirement=f"  {asked[0][:40]} ")
    assert goal.requirement == asked[0][:40].strip()
    with pytest.raises(possible.GrowthAimError, match="does not ask for that"):
        goal_of(who, at, row, "Nine years", requirement="Nine years of piloting ships.")
    with pytest.raises(possible.GrowthAimError, match="drop or change that goal first"):
        do("change_growth_plan", who, at, plan=row, title="Rise", role="manager", last_day=LAST)
    do("move_growth_goal", who, at, goal=goal, state="dropped")
    assert do("change_growth_plan", who, at, plan=row, title="Rise", role="manager", last_day=LAST).aims_class == ""
    shown = read.page(Standing(who, at.date()), made(who, at, growth.version, "Up", aims_plan="kansas",
                                                      aims_class="4275A4"))  # fmt: skip
    assert shown.aims_role is not None
    assert (shown.aims_role.key, shown.role.key if shown.role else "") == ("executive", "manager")


def test_a_plan_starts_from_a_closed_report_of_its_person_s_own_alone(people: Any, growth: Any, at: datetime) -> None:
    def assessed(who: Any, state: str) -> Any:
        row = MultiraterAssessment.objects.create(
            subject=who, version=growth.version, role="manager", policy="standard", policy_version="1", state=state,
            starts_on=at.date(), ends_before=at.date() + timedelta(days=1), drawn_by=people.agency_hr, drawn_at=at,
        )  # fmt: skip
        vouch(row)
        return row

    own, others, still = (
        assessed(people.executive, "closed"),
        assessed(people.auditor, "closed"),
        assessed(people.executive, "open"),
    )
    assert made(people.executive, at, growth.version, "From mine", assessment=own).assessment == own
    for row in (others, still):
        with pytest.raises(possible.GrowthTieError):
            made(people.executive, at, growth.version, "From another", assessment=row)
    standing = Standing(people.executive, at.date())
    assert offered.reports(standing) == (own,)
    for row in (others, still):
        with pytest.raises(read.NoSuchGrowthError):
            offered.report(standing, row.pk)


def test_a_goal_is_tied_to_an_objective_of_one_s_own_signed_contract_and_shown_to_who_reads_both(
    contract_year: ContractYear,
) -> None:
    who, on = contract_year.executive, AT.date()
    contract = contract_year.contract
    plan = made(who, AT, model_on_record(AT), "Shorter waits", last_day=date(2005, 6, 30))
    tie = {"contract": contract, "objective": "customers-wait", "due_on": date(2005, 6, 1)}
    goal = goal_of(who, AT, plan, "See the queue every day", **tie)
    with pytest.raises(contract_year_policies.NoSuchObjectiveError):
        goal_of(who, AT, plan, "Another", **{**tie, "objective": "ships"})
    with pytest.raises(possible.GrowthTieError, match="No objective"):
        goal_of(who, AT, plan, "Another", **{**tie, "objective": ""})
    theirs = made(contract_year.director, AT, plan.version, "Of the director", last_day=date(2005, 6, 30))
    with pytest.raises(possible.GrowthTieError, match="no contract of your own"):
        goal_of(contract_year.director, AT, theirs, "Another", **tie)
    assert read.tied_to(Standing(who, on), contract.pk) == ((goal, "Refunds come soon."),)
    # The appointing authority reads the contract and not the plan, the coach the plan and not the contract.
    assert Standing(contract_year.authority, on).contracts().filter(pk=contract.pk).exists()
    assert read.tied_to(Standing(contract_year.authority, on), contract.pk) == ()
    do("name_coach", who, AT, plan=plan, coach=contract_year.elsewhere)
    standing = Standing(contract_year.elsewhere, on)
    assert read.tied_to(standing, contract.pk) == ()
    shown = read.page(standing, read.plan(standing, plan.pk))
    assert (shown.goals[0].objective, shown.goals[0].row.objective) == ("", "customers-wait")
    do("show_growth_plan", who, AT, plan=plan, reader=contract_year.authority)
    assert read.tied_to(Standing(contract_year.authority, on), contract.pk) == ((goal, "Refunds come soon."),)
    assert offered.objectives(Standing(who, on))[0][1][:2] == [
        (f"{contract.pk}:customers-goals", "Goals look to the taxpayer."),
        (f"{contract.pk}:customers-wait", "Refunds come soon."),
    ]
    with pytest.raises(read.NoSuchGrowthError):
        offered.own_contract(standing, contract.pk)


def test_a_desk_shows_own_actions_that_are_late_or_due_within_thirty_days_and_plans_to_coach(
    people: Any, growth: Any, at: datetime
) -> None:
    def titles(who: Any, on: date) -> list[str]:
        found = growth_desk.growth_section(Standing(who, on))
        return [act.title for act in found.acts] if found else []

    on = at.date()
    mine = "Experience: Chair the talks on shifts"
    assert titles(people.executive, on) == [mine]
    assert titles(people.executive, date(2026, 4, 30)) == [mine]
    assert titles(people.executive, date(2026, 5, 1)) == [mine, "Course: Course on mediation"]
    do("move_growth_action", people.executive, at, action=growth.action, state="done")
    assert titles(people.executive, on) == []
    assert titles(people.department_director, on) == []
    do("name_coach", people.executive, at, plan=growth.plan, coach=people.auditor)
    assert titles(people.auditor, on) == ["Read the development plan of Executive, whose coach you are"]
    do("note_growth", people.auditor, at, plan=growth.plan, says="I have read it.")
    assert titles(people.auditor, on) == []


def test_a_part_of_one_plan_is_not_found_in_another(people: Any, growth: Any, at: datetime) -> None:
    mine = made(people.executive, at, growth.version, "Another")
    standing = Standing(people.executive, at.date())
    for find in (
        lambda: read.goal(standing, mine.pk, growth.goal.pk),
        lambda: read.action(standing, mine.pk, growth.action.pk),
        lambda: read.share(standing, mine.pk, growth.share.pk),
        lambda: read.file(standing, mine.pk, growth.file.pk),
        lambda: read.file(standing, growth.plan.pk, growth.note.pk),
        lambda: read.share(Standing(people.department_director, at.date()), growth.plan.pk, growth.share.pk),
    ):
        with pytest.raises(read.NoSuchGrowthError):
            find()


def test_an_unknown_kind_and_a_note_without_words_are_refused(people: Any, growth: Any, at: datetime) -> None:
    with pytest.raises(possible.GrowthError, match="one of experience, relationship, course"):
        action_of(people.executive, at, growth.goal, "Sail", kind="luck")
    with pytest.raises(TextError):
        do("note_growth", people.executive, at, plan=growth.plan, says=" ")


def test_a_plan_has_room_for_sixty_goals_and_no_more(
    people: Any, growth: Any, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(possible, "MOST_PARTS", 2)
    goal_of(people.executive, at, growth.plan, "The second")
    with pytest.raises(possible.GrowthError, match="at most 2 goals"):
        goal_of(people.executive, at, growth.plan, "The third")
    with pytest.raises(possible.GrowthError, match="at most 2 goals"):
        action_of(people.executive, at, growth.goal, "The third")
