"""Development plans: whose they are, what a plan may hold, and that nobody else learns anything of one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

import talent_world
from appointing_world import vouch
from growth_world import LAST, action_of, goal_of, made
from meritbook.actions import growing_policies as possible
from meritbook.actions.permissions import Capability, ForbiddenError, Standing
from meritbook.actions.policies import DayRangeError
from meritbook.core.errors import MeritbookError
from meritbook.desk import growth as read
from meritbook.desk import growth_choices as offered
from meritbook.desk import talent
from meritbook.records.models import (
    CompetencyModelVersion,
    GrowthGoal,
    GrowthNote,
    GrowthPlan,
    LedgerEntry,
)
from meritbook.records.states import StateError
from year_stage import do

pytestmark = pytest.mark.django_db


def reads(who: Any, plan: Any, on: date) -> bool:
    """Whether the person finds the plan, by the list and by its number alike."""
    standing = Standing(who, on)
    listed = read.visible(standing).filter(pk=plan.pk).exists()
    try:
        found = read.plan(standing, plan.pk) == plan
    except read.NoSuchGrowthError:
        found = False
    assert listed is found
    return found


def test_a_plan_is_read_by_its_person_the_coach_and_those_to_whom_it_is_shown_and_by_nobody_else(
    people: Any, growth: Any, on: date
) -> None:
    seen = {name for name, who in people.all().items() if reads(who, growth.plan, on)}
    assert seen == {"executive", "department_director", "results_facilitator"}
    assert {name for name, who in people.all().items() if reads(who, growth.other, on)} == {"agency_hr"}


def test_neither_the_supervisor_nor_the_administrator_finds_a_file_of_a_plan_by_its_number(
    people: Any, growth: Any, on: date
) -> None:
    found = read.file(Standing(people.results_facilitator, on), growth.plan.pk, growth.file.pk)
    assert found.document.original() == b"Passed on 1 March 2026.\n"
    for name in ("supervisor", "system_administrator", "personnel_director", "agency_hr", "auditor"):
        with pytest.raises(read.NoSuchGrowthError):
            read.file(Standing(getattr(people, name), on), growth.plan.pk, growth.file.pk)


def test_a_coach_of_before_and_a_reader_of_before_read_no_more(people: Any, growth: Any, at: datetime) -> None:
    on = at.date()
    do("name_coach", people.executive, at, plan=growth.plan, coach=people.auditor)
    assert reads(people.auditor, growth.plan, on)
    assert not reads(people.department_director, growth.plan, on)
    with pytest.raises(ForbiddenError):
        do("note_growth", people.department_director, at, plan=growth.plan, says="One more word.")
    do("withdraw_growth_plan_show", people.executive, at, share=growth.share)
    assert not reads(people.results_facilitator, growth.plan, on)
    with pytest.raises(possible.GrowthPersonError, match="taken back already"):
        do("withdraw_growth_plan_show", people.executive, at, share=growth.share)
    again = do("show_growth_plan", people.executive, at, plan=growth.plan, reader=people.results_facilitator)
    assert again.pk != growth.share.pk
    assert reads(people.results_facilitator, growth.plan, on)


def test_a_reader_without_a_role_any_more_reads_nothing(people: Any, growth: Any, at: datetime) -> None:
    held = people.results_facilitator.role_assignments.get()
    do("end_role", people.system_administrator, at, assignment=held)
    assert not reads(people.results_facilitator, growth.plan, at.date() + timedelta(days=1))


def test_the_coach_notes_and_does_nothing_else_and_a_reader_not_even_that(
    people: Any, growth: Any, at: datetime
) -> None:
    coach, reader = people.department_director, people.results_facilitator
    assert do("note_growth", coach, at, plan=growth.plan, says="Well done.").noted_by == coach
    acts: tuple[tuple[str, dict[str, Any]], ...] = (
        ("move_growth_goal", {"goal": growth.goal, "state": "done"}),
        ("move_growth_action", {"action": growth.action, "state": "done"}),
        ("set_growth_goal", {"plan": growth.plan, "says": "More", "due_on": LAST}),
        ("end_growth_plan", {"plan": growth.plan, "reached": True, "says": "Over."}),
        ("show_growth_plan", {"plan": growth.plan, "reader": people.auditor}),
    )
    for name, taken in acts:
        for who in (coach, reader):
            with pytest.raises(ForbiddenError):
                do(name, who, at, **taken)
    with pytest.raises(ForbiddenError):
        do("note_growth", reader, at, plan=growth.plan, says="Well done.")


def test_the_ledger_holds_no_word_of_a_plan_and_tells_whom_it_is_open_to(people: Any, growth: Any) -> None:
    entries = LedgerEntry.objects.filter(subject=f"growth:{growth.plan.pk}")
    assert entries.count() == 8
    told = " ".join(f"{one.payload} {one.why}" for one in entries)
    for word in ("listen", "unions", "crews", "mediation", "certificate", "manager", "course"):
        assert word not in told.lower()
    assert '"coach":"department_director"' in told
    assert '"reader":"results_facilitator"' in told


def test_guessed_words_cannot_be_tried_against_the_fingerprints_of_a_plan(people: Any, growth: Any) -> None:
    rows = (growth.plan, growth.goal, growth.action, growth.note)
    assert len({one.nonce for one in rows}) == 4
    for one in rows:
        before = one.fingerprint()
        one.nonce = "0" * 32
        assert one.fingerprint() != before


def test_those_who_plan_succession_read_the_goals_that_are_shared_by_a_look_on_record_alone(
    people: Any, growth: Any, at: datetime
) -> None:
    on, own = at.date(), Standing(people.executive, at.date())
    assert not read.page(own, read.plan(own, growth.plan.pk)).agreed
    talent_world.shipped(at)
    do(
        "agree_talent", people.executive, at, aims_plan=talent_world.PLAN, aims_class=talent_world.NEXT,
        growth_plan=growth.plan,
    )  # fmt: skip
    assert read.page(own, read.plan(own, growth.plan.pk)).agreed
    entitled = [who for who in people.all().values() if Standing(who, on).may(Capability.READ_TALENT)]
    opened = [who for who in entitled if who != people.department_director]
    assert opened
    # The director reads it as its coach.
    assert not any(reads(who, growth.plan, on) for who in opened)
    director = people.personnel_director
    bench = do("look_at_bench", director, at, aims_plan=talent_world.PLAN, aims_class=talent_world.NEXT)
    (named,) = talent.shown(bench, on).people
    assert [one.says for one in named.goals] == [growth.goal.says]
    assert LedgerEntry.objects.latest("seq").action == "look_at_bench"


def test_a_plan_that_is_over_stands_still_and_can_be_shown_and_taken_back(
    people: Any, growth: Any, at: datetime
) -> None:
    who, plan = people.executive, growth.plan
    over = do("end_growth_plan", who, at, plan=plan, reached=False, says="I change places.")
    assert (over.state, over.says) == ("dropped", "I change places.")
    refused: tuple[tuple[str, dict[str, Any]], ...] = (
        ("change_growth_plan", {"plan": plan, "title": "Again", "role": "manager", "last_day": LAST}),
        ("end_growth_plan", {"plan": plan, "reached": True, "says": "No, reached."}),
        ("set_growth_goal", {"plan": plan, "says": "More", "due_on": LAST}),
        ("move_growth_goal", {"goal": growth.goal, "state": "done"}),
        ("plan_growth_action", {"goal": growth.goal, "kind": "course", "what": "More", "due_on": date(2026, 5, 1)}),
        ("move_growth_action", {"action": growth.action, "state": "done"}),
        ("note_growth", {"plan": plan, "says": "More."}),
        ("name_coach", {"plan": plan, "coach": people.auditor}),
    )
    for name, taken in refused:
        with pytest.raises(possible.GrowthOverError):
            do(name, who, at, **taken)
    do("name_coach", who, at, plan=plan, coach=None)
    do("withdraw_growth_plan_show", who, at, share=growth.share)
    assert not reads(people.department_director, plan, at.date())
    assert do("show_growth_plan", who, at, plan=plan, reader=people.auditor).reader == people.auditor


def test_goals_and_actions_move_as_the_table_says_and_what_is_over_is_taken_up_again_as_under_way(
    people: Any, growth: Any, at: datetime
) -> None:
    who = people.executive

    def moved(state: str) -> str:
        return str(do("move_growth_goal", who, at, goal=growth.goal, state=state).state)

    for state in ("planned", "under_way", "under_way", "done", "under_way", "dropped", "under_way"):
        assert moved(state) == state
    with pytest.raises(StateError):
        moved("planned")
    moved("done")
    for state in ("done", "dropped", "planned", "elsewhere", ""):
        with pytest.raises(StateError):
            moved(state)
    assert GrowthGoal.objects.get(pk=growth.goal.pk).state == "done"


def test_what_is_said_of_an_action_that_moves_on_becomes_a_note_of_it(people: Any, growth: Any, at: datetime) -> None:
    before = GrowthNote.objects.count()
    do("move_growth_action", people.executive, at, action=growth.course, state="under_way")
    assert GrowthNote.objects.count() == before
    do("move_growth_action", people.executive, at, action=growth.course, state="done", says="I passed.")
    note = GrowthNote.objects.latest("pk")
    assert (note.says, note.action, note.goal) == ("I passed.", growth.course, growth.goal)


@pytest.mark.parametrize(
    ("taken", "error"),
    [
        ({"due_on": date(2026, 3, 1)}, "lies outside the plan"),
        ({"due_on": LAST + timedelta(days=1)}, "lies outside the plan"),
        ({"due_on": date(9999, 12, 31)}, "lies outside the years"),
        ({"competency": "sails"}, "knows no competency"),
        ({"says": " "}, "must not be empty"),
        ({"says": "x" * 401}, "longer than 400"),
        ({"says": "a\0b"}, "not a character of text"),
        ({"objective": "customers-wait"}, "named with its contract"),
        ({"requirement": "Four years"}, "aims at no class"),
    ],
)
def test_a_goal_that_cannot_be_is_refused_and_nothing_is_kept(
    people: Any, growth: Any, at: datetime, taken: dict[str, Any], error: str
) -> None:
    before, entries = GrowthGoal.objects.count(), LedgerEntry.objects.count()
    with pytest.raises(MeritbookError, match=error):
        goal_of(people.executive, at, growth.plan, **{"says": "Decide within a week", **taken})
    assert (GrowthGoal.objects.count(), LedgerEntry.objects.count()) == (before, entries)


def test_a_goal_whose_day_is_over_keeps_it_when_something_else_of_it_is_changed(
    people: Any, growth: Any, at: datetime
) -> None:
    goal = goal_of(people.executive, at, growth.plan, "Decide", due_on=at.date())
    later = at + timedelta(days=3)
    kept = do("set_growth_goal", people.executive, later, plan=growth.plan, goal=goal, says="Decide in time",
              due_on=goal.due_on)  # fmt: skip
    assert (kept.pk, kept.says, kept.due_on) == (goal.pk, "Decide in time", at.date())
    with pytest.raises(possible.GrowthError, match="is over"):
        do("set_growth_goal", people.executive, later, plan=growth.plan, goal=goal, says="Decide",
           due_on=at.date() + timedelta(days=1))  # fmt: skip


def test_an_action_is_due_by_the_day_of_its_goal_and_a_goal_by_the_last_day_of_its_plan(
    people: Any, growth: Any, at: datetime
) -> None:
    who = people.executive
    assert action_of(who, at, growth.goal, "On the day", due_on=growth.goal.due_on).due_on == growth.goal.due_on
    with pytest.raises(possible.GrowthError, match="its actions by then"):
        action_of(who, at, growth.goal, "A day late", due_on=growth.goal.due_on + timedelta(days=1))
    with pytest.raises(possible.GrowthError, match="after this day of its goal"):
        do("set_growth_goal", who, at, plan=growth.plan, goal=growth.goal, says="Sooner", due_on=date(2026, 4, 1))
    with pytest.raises(possible.GrowthError, match="after the last day of the plan"):
        do("change_growth_plan", who, at, plan=growth.plan, title="Short", role="manager", last_day=date(2026, 6, 29))
    changed = do("change_growth_plan", who, at, plan=growth.plan, title="Short", role="manager",
                 last_day=date(2026, 6, 30))  # fmt: skip
    assert changed.ends_before == date(2026, 7, 1)


def test_towards_a_goal_that_is_over_nothing_is_planned(people: Any, growth: Any, at: datetime) -> None:
    do("move_growth_goal", people.executive, at, goal=growth.goal, state="done")
    with pytest.raises(possible.GrowthError, match="take it up again"):
        action_of(people.executive, at, growth.goal, "One more")
    with pytest.raises(possible.GrowthError, match="take it up again"):
        do("set_growth_goal", people.executive, at, plan=growth.plan, goal=growth.goal, says="More", due_on=LAST)


@pytest.mark.parametrize(
    ("starts_on", "last_day", "error"),
    [
        (date(2026, 3, 2), date(2026, 3, 1), possible.GrowthError),
        (date(2026, 1, 1), date(2026, 3, 1), possible.GrowthError),
        (date(2026, 3, 2), date(9999, 12, 31), DayRangeError),
        (date(1, 1, 1), LAST, DayRangeError),
    ],
)
def test_days_of_a_plan_that_cannot_be_are_refused(
    people: Any, growth: Any, at: datetime, starts_on: date, last_day: date, error: type[MeritbookError]
) -> None:
    with pytest.raises(error):
        made(people.executive, at, growth.version, "Never", starts_on=starts_on, last_day=last_day)


def test_a_plan_of_one_day_is_possible_on_that_day(people: Any, growth: Any, at: datetime) -> None:
    plan = made(people.executive, at, growth.version, "Today", last_day=at.date())
    assert goal_of(people.executive, at, plan, "Today", due_on=at.date()).due_on == at.date()


def test_a_plan_keeps_the_version_of_its_model_and_a_new_one_takes_the_newest_of_a_model_in_use(
    people: Any, growth: Any, at: datetime
) -> None:
    old = growth.version
    old.current = False
    old.save()
    newer = CompetencyModelVersion.objects.create(
        model=old.model, number=2, model_json=old.model_json, sha256=old.sha256, saved_at=at
    )
    vouch(old, newer)
    with pytest.raises(possible.GrowthModelError, match="newer version"):
        made(people.executive, at, old, "By the old one")
    assert GrowthPlan.objects.get(pk=growth.plan.pk).version == old
    assert goal_of(people.executive, at, growth.plan, "Still by the old one", competency="decides").pk
    assert offered.version_in_use("HARBOURS") == newer
    with pytest.raises(possible.GrowthModelError, match="no role"):
        made(people.executive, at, newer, "As a pilot", role="pilot")
    old.model.retired_because = "Replaced."
    old.model.save()
    vouch(old.model)
    newer.model.refresh_from_db()
    with pytest.raises(possible.GrowthModelError, match="retired"):
        made(people.executive, at, newer, "By a retired one")
    with pytest.raises(read.NoSuchGrowthError):
        offered.version_in_use("harbours")


@pytest.mark.parametrize("name", ["executive", "nobody", "supervisor", "system_administrator"])
def test_neither_oneself_nor_somebody_who_could_not_open_it_is_named_or_shown_a_plan(
    people: Any, growth: Any, at: datetime, name: str
) -> None:
    for act, word in (("name_coach", "coach"), ("show_growth_plan", "reader")):
        with pytest.raises(possible.GrowthPersonError):
            do(act, people.executive, at, plan=growth.plan, **{word: getattr(people, name)})


def test_the_same_coach_and_the_same_reader_are_not_named_twice(people: Any, growth: Any, at: datetime) -> None:
    with pytest.raises(possible.GrowthPersonError, match="already"):
        do("name_coach", people.executive, at, plan=growth.plan, coach=people.department_director)
    with pytest.raises(possible.GrowthPersonError, match="already"):
        do("show_growth_plan", people.executive, at, plan=growth.plan, reader=people.results_facilitator)


def test_the_last_day_of_a_plan_lies_ten_years_ahead_at_most(people: Any, growth: Any, at: datetime) -> None:
    on = at.date()
    latest = on.replace(year=on.year + 10)
    assert possible.latest_last_day(on) == latest
    assert possible.latest_last_day(date(2028, 2, 29)) == date(2038, 2, 28)
    made(people.executive, at, growth.version, "Just so long", last_day=latest)
    with pytest.raises(possible.GrowthDaysError, match="more than 10 years ahead; by the policy it is 2 March 2036"):
        made(people.executive, at, growth.version, "Too long", last_day=latest + timedelta(days=1))
    about = {"title": "Longer", "role": "manager", "says": ""}
    with pytest.raises(possible.GrowthDaysError):
        do("change_growth_plan", people.executive, at, plan=growth.plan, last_day=date(2199, 12, 31), **about)
    assert GrowthPlan.objects.get(pk=growth.plan.pk).ends_before == growth.plan.ends_before


def test_a_policy_of_one_year_says_a_year(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    on = at.date()
    policy = possible.policy_at(on).model_copy(update={"plan_years": 1})
    monkeypatch.setattr(possible, "policy_at", lambda _: policy)
    with pytest.raises(possible.GrowthDaysError, match="more than a year ahead; by the policy it is 2 March 2027"):
        possible.check_days(on, date(2027, 3, 3), on)
