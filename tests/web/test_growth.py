"""Development plans on the site: from the ladder to a goal, what the coach does, and what others do not find."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from growth_world import goal_of, made
from meritbook.records.models import GrowthAction, GrowthGoal, GrowthNote, GrowthPlan, GrowthShare

pytestmark = pytest.mark.django_db
WORDS = ("Lead by listening", "Hear all sides", "Chair the talks", "heard for an hour", "certificate", "The unions say")


@pytest.fixture(autouse=True)
def _day(settings: Any, on: date) -> None:
    settings.MERITBOOK_ON = on


def _page(client: Any, name: str, *parts: Any, query: str = "") -> str:
    return str(client.get(reverse(name, args=parts) + query).content.decode())


def _send(client: Any, name: str, *parts: Any, query: str = "", **typed: Any) -> Any:
    return client.post(reverse(name, args=parts) + query, typed, follow=True)


def test_a_plan_grows_from_the_ladder_to_its_end(world: Any, signed_in: Callable[[Any], Any]) -> None:
    who = world.people.executive
    client = signed_in(who)
    version = world.rooms.growth.version
    query = "?competency=decides&plan=kansas&class=4275A4"
    form = _page(client, "web:growth_plan_new", query=query)
    assert "To begin with: Decides" in form
    assert '<option value="kansas:4275A4" selected>' in form
    # A plan that knows the competency is offered first.
    assert f"{reverse('web:growth_goal_new', args=[world.rooms.growth.plan.pk])}?competency=decides" in form
    typed = {
        "title": "Rise", "model": f"{version.pk}:manager", "starts_on": "2026-03-02", "last_day": "2035-12-31",
        "aims": "kansas:4275A4", "says": "",
    }  # fmt: skip
    page = _send(client, "web:growth_plan_new", query=query, **typed)
    assert page.redirect_chain[-1][0].endswith("?competency=decides")
    assert '<option value="decides" selected>' in page.content.decode()
    row = GrowthPlan.objects.get(title="Rise")
    said = {"says": "Decide within a week", "competency": "decides", "requirement": "", "due_on": "2026-10-01"}
    objective = f"{world.executives.agreement.pk}:customers-wait"
    page = _send(client, "web:growth_goal_new", row.pk, tie=objective, **said).content.decode()
    assert "Refunds come soon." in page
    goal = GrowthGoal.objects.get(plan=row)
    action = {"kind": "relationship", "what": "Sit beside the chief pilot", "with_whom": "", "due_on": "2026-04-01"}
    page = _send(client, "web:growth_action_new", row.pk, goal.pk, **action).content.decode()
    assert "0 of 1 action done." in page
    step = GrowthAction.objects.get(goal=goal)
    page = _send(client, "web:growth_action_move", row.pk, step.pk, state="done", says="I saw how.").content.decode()
    assert "1 of 1 action done." in page
    assert "I saw how." in page
    _send(client, "web:growth_goal_move", row.pk, goal.pk, state="done", says="They say so.")
    page = _send(client, "web:growth_plan_end", row.pk, reached="yes", says="I decide in time.").content.decode()
    assert "I decide in time." in page
    assert "Set a goal" not in page
    assert client.get(reverse("web:growth_goal_new", args=[row.pk])).status_code == 409


def test_the_contract_shows_a_goal_that_serves_it_to_those_alone_who_read_the_plan(
    world: Any, signed_in: Callable[[Any], Any], at: Any
) -> None:
    contract = world.executives.agreement
    goal_of(
        world.people.executive, at, world.rooms.growth.plan, "See the queue every day", contract=contract,
        objective="customers-wait",
    )  # fmt: skip
    told = {
        name: "See the queue every day" in _page(signed_in(getattr(world.people, name)), "web:agreement", contract.pk)
        for name in ("executive", "department_director", "appointing_authority", "agency_hr", "auditor")
    }
    # The director is the coach.
    assert told == {
        "executive": True,
        "department_director": True,
        "appointing_authority": False,
        "agency_hr": False,
        "auditor": False,
    }


@pytest.mark.parametrize(
    "name", ["supervisor", "agency_hr", "personnel_director", "analyst", "auditor", "system_administrator"]
)
def test_nobody_else_finds_a_word_of_a_plan_by_page_filter_file_or_ledger(
    world: Any, signed_in: Callable[[Any], Any], name: str
) -> None:
    client, room = signed_in(getattr(world.people, name)), world.rooms.growth
    assert client.get(reverse("web:growth_plan", args=[room.plan.pk])).status_code in (403, 404)
    assert client.get(reverse("web:growth_file", args=[room.plan.pk, room.file.pk])).status_code in (403, 404)
    for query in ("", "?whose=own", "?whose=coached", "?whose=shown", "?state=under_way", "?whose=agreed"):
        page = _page(client, "web:growth_plans", query=query)
        assert not [word for word in WORDS if word in page], query
    for address in (reverse("web:ledger") + f"?subject=growth:{room.plan.pk}", reverse("web:home")):
        page = client.get(address).content.decode()
        assert not [word for word in WORDS if word in page], address


def test_a_coach_notes_with_a_file_and_readers_take_it_away(world: Any, signed_in: Callable[[Any], Any]) -> None:
    room, people = world.rooms.growth, world.people
    coach = signed_in(people.department_director)
    page = _page(coach, "web:growth_plan", room.plan.pk)
    assert "Whose coach I am" in page
    assert "Change the plan" not in page
    assert "Who reads it" not in page
    file = SimpleUploadedFile("minutes.txt", b"The crews spoke first.\n", content_type="text/plain")
    page = _send(
        coach, "web:growth_note", room.plan.pk, query=f"?action={room.action.pk}", says="The minutes.", file=file
    ).content.decode()
    assert "minutes.txt" in page
    note = GrowthNote.objects.get(says="The minutes.")
    assert (note.action, note.goal) == (room.action, room.goal)
    reader = signed_in(people.results_facilitator)
    taken = reader.get(reverse("web:growth_file", args=[room.plan.pk, note.pk]))
    assert (taken.content, taken["X-Content-Type-Options"]) == (b"The crews spoke first.\n", "nosniff")
    assert reader.get(reverse("web:growth_note", args=[room.plan.pk])).status_code == 403


def test_a_file_that_is_refused_keeps_what_was_typed(world: Any, signed_in: Callable[[Any], Any]) -> None:
    room = world.rooms.growth
    client = signed_in(world.people.executive)
    before = GrowthNote.objects.count()
    bad = SimpleUploadedFile("run.exe", b"MZ\x90\x00" + b"\0" * 100, content_type="application/octet-stream")
    page = _send(client, "web:growth_note", room.plan.pk, says="A certificate that I earned.", file=bad)
    assert page.status_code in (415, 422)
    assert "A certificate that I earned." in page.content.decode()
    assert GrowthNote.objects.count() == before


def test_a_plan_is_shown_and_taken_back_by_name(world: Any, signed_in: Callable[[Any], Any]) -> None:
    room, people = world.rooms.growth, world.people
    client = signed_in(people.executive)
    page = _send(client, "web:growth_show", room.plan.pk, person="auditor").content.decode()
    assert 'Take it back<span class="usa-sr-only"> from Auditor' in page
    assert _send(client, "web:growth_show", room.plan.pk, person="nobody-here").status_code == 422
    share = GrowthShare.objects.get(plan=room.plan, reader=people.auditor)
    assert WORDS[0] in _page(signed_in(people.auditor), "web:growth_plan", room.plan.pk)
    client = signed_in(people.executive)
    page = _send(client, "web:growth_show_withdraw", room.plan.pk, share.pk).content.decode()
    assert "Auditor reads the plan no more." in page
    assert signed_in(people.auditor).get(reverse("web:growth_plan", args=[room.plan.pk])).status_code == 404


def test_a_change_keeps_what_was_not_changed(world: Any, signed_in: Callable[[Any], Any]) -> None:
    room = world.rooms.growth
    client = signed_in(world.people.executive)
    form = _page(client, "web:growth_plan_change", room.plan.pk)
    assert 'value="2035-12-31"' in form
    typed = {"title": "Hear more", "role": "manager", "last_day": "2035-12-31", "aims": "kansas:4272A4", "says": ""}
    page = _send(client, "web:growth_plan_change", room.plan.pk, **typed).content.decode()
    assert "The plan is changed." in page
    row = GrowthPlan.objects.get(pk=room.plan.pk)
    assert (row.title, row.aims_plan, row.aims_class, row.coach) == (
        "Hear more", "kansas", "4272A4", world.people.department_director,
    )  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "?competency=%00&plan=x&class=y", "?competency=sails", "?plan=kansas", "?plan=kansas&class=0000",
        "?competency=" + "x" * 3_000, "?competency=%3Cscript%3E", "?model=maine&role=pilot", "?role=manager",
        "?model=atlantis&role=manager", "?model=%00&role=%00",
    ],
)  # fmt: skip
def test_an_address_that_names_what_is_not_there_leaves_the_form_empty(
    world: Any, signed_in: Callable[[Any], Any], query: str
) -> None:
    client = signed_in(world.people.executive)
    page = client.get(reverse("web:growth_plan_new") + query)
    assert page.status_code == 200
    said = page.content.decode()
    assert "To begin with" not in said
    assert '<option value="" selected>Choose a role</option>' in said
    assert "<script>" not in said
    assert client.get(reverse("web:growth_goal_new", args=[world.rooms.growth.plan.pk]) + query).status_code == 200


@pytest.mark.parametrize("query", ["?goal=abc", "?action=-1", "?goal=99999999999", "?goal=%00"])
def test_a_note_about_a_part_that_is_no_number_is_one_on_the_plan(
    world: Any, signed_in: Callable[[Any], Any], query: str
) -> None:
    client = signed_in(world.people.executive)
    page = client.get(reverse("web:growth_note", args=[world.rooms.growth.plan.pk]) + query)
    assert page.status_code == 200


def test_a_part_that_is_not_of_the_plan_is_not_found(world: Any, signed_in: Callable[[Any], Any], at: Any) -> None:
    room = world.rooms.growth
    other = made(world.people.executive, at, room.version, "Another")
    client = signed_in(world.people.executive)
    for name, key in (("goal_move", room.goal.pk), ("action_move", room.action.pk)):
        assert client.get(reverse(f"web:growth_{name}", args=[other.pk, key])).status_code == 404
    assert client.get(reverse("web:growth_note", args=[other.pk]) + f"?goal={room.goal.pk}").status_code == 404


def test_without_a_model_the_page_says_whom_to_ask(people: Any, signed_in: Callable[[Any], Any]) -> None:
    page = _page(signed_in(people.executive), "web:growth_plan_new")
    assert "No competency model is in use" in page
    assert '<form class="mb-form"' not in page
