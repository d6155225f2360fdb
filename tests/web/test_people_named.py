"""Naming somebody in a form: by username, by full name, by a choice where several fit, and for nobody who may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from meritbook.desk import lookups
from meritbook.records.models import GrowthPlan, Position, Role, User
from meritbook.web.views import person_search
from rater_world import staff
from year_stage import do

pytestmark = pytest.mark.django_db

FORMS = {
    "web:assessment_new": ("subject", "agency_hr"),
    "web:assessment_rater_new": ("user", "agency_hr"),
    "web:assessment_delegate": ("delegate", "measure_owner"),
    "web:assessment_report_share": ("reader", "executive"),
    "web:growth_coach": ("person", "executive"),
    "web:growth_show": ("person", "executive"),
}
"""The forms in which a person is named, by which field, and who may open them in the record of the tests."""


@pytest.fixture(autouse=True)
def _day(settings: Any, on: Any) -> Any:
    settings.MERITBOOK_ON = on
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def three(world: Any, at: Any) -> list[User]:
    """Three people of one department whose names begin alike."""
    return staff(at, world.departments.revenue, 3, stem="mara")


def _address(world: Any, name: str) -> str:
    return reverse(name, kwargs=world.arguments().get(name))


def _asked(client: Any, world: Any, name: str, words: str, **more: Any) -> Any:
    field = FORMS[name][0]
    return client.get(_address(world, name), {"find": field, field: words, **more})


@pytest.mark.parametrize("name", FORMS)
def test_whoever_may_open_the_form_looks_up_name_title_and_department_and_no_username(
    name: str, world: Any, signed_in: Callable[[Any], Any], three: list[User]
) -> None:
    client = signed_in(getattr(world.people, FORMS[name][1]))
    found = _asked(client, world, name, "mara num").content.decode()
    assert [one.full_name in found for one in three] == [True] * 3
    assert found.count(world.departments.revenue.name) == 3
    assert "mara-1" not in found
    assert "3 people fit." in found
    assert "<h1" not in found


@pytest.mark.parametrize("name", FORMS)
def test_nobody_looks_people_up_at_a_form_that_is_closed_to_them(
    name: str, world: Any, signed_in: Callable[[Any], Any], three: list[User]
) -> None:
    for who in (None, world.people.nobody, world.people.system_administrator, world.people.agency_hr_elsewhere):
        if name == "web:assessment_new" and who == world.people.agency_hr_elsewhere:
            continue  # draws assessments up in their own department
        page = _asked(signed_in(who), world, name, "mara")
        assert page.status_code in (302, 403, 404)
        assert "Mara Number" not in page.content.decode()


@pytest.mark.parametrize("name", FORMS)
def test_looking_up_without_end_is_refused_for_a_minute(
    name: str, world: Any, signed_in: Callable[[Any], Any], three: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person_search, "MOST_LOOKUPS", 2)
    client = signed_in(getattr(world.people, FORMS[name][1]))
    said = [_asked(client, world, name, "mara").status_code for _ in range(3)]
    assert said == [200, 200, 429]
    field = FORMS[name][0]
    sent = {field: "mara"}
    page = client.get(_address(world, name), sent) if name == "web:assessment_new" else client.post(
        _address(world, name), sent
    )  # fmt: skip
    assert "Wait a minute, then write more of the name, or the username." in page.content.decode()
    assert "Mara Number" not in page.content.decode()


def test_a_name_that_fits_several_comes_back_as_a_choice_and_the_choice_is_taken(
    world: Any, signed_in: Callable[[Any], Any], three: list[User]
) -> None:
    client, plan = signed_in(world.people.executive), world.rooms.growth.plan
    address = reverse("web:growth_show", args=[plan.pk])
    back = client.post(address, {"person": "mara"})
    page = back.content.decode()
    assert back.status_code == 422
    assert "3 people fit “mara”. Choose who is meant, or write more of the name." in page
    assert re.findall(r'name="person-chosen" id="[^"]+" value="(\d+)"', page) == [str(one.pk) for one in three]
    client.post(address, {"person": "mara", "person-for": "mara", "person-chosen": str(three[1].pk)})
    assert plan.shares.filter(reader=three[1]).exists()


def test_a_choice_among_other_words_is_not_taken_for_the_words_that_were_sent(
    world: Any, signed_in: Callable[[Any], Any], three: list[User]
) -> None:
    client, plan = signed_in(world.people.executive), world.rooms.growth.plan
    address = reverse("web:growth_show", args=[plan.pk])
    sent = {"person": "number", "person-for": "mara", "person-chosen": str(three[1].pk)}
    assert client.post(address, sent).status_code == 422
    assert not plan.shares.filter(reader=three[1]).exists()


def test_nobody_is_chosen_whom_the_words_do_not_fit_or_who_is_not_in_office(
    world: Any, signed_in: Callable[[Any], Any], three: list[User]
) -> None:
    client, plan = signed_in(world.people.executive), world.rooms.growth.plan
    address = reverse("web:growth_show", args=[plan.pk])
    for other in (world.people.system_administrator, world.people.nobody, world.people.auditor):
        sent = {"person": "mara", "person-for": "mara", "person-chosen": str(other.pk)}
        assert client.post(address, sent).status_code == 422
        assert not plan.shares.filter(reader=other).exists()


@pytest.mark.parametrize("words", ["mara-2", "MARA-2", "Mara Number 2", "mara  number 2"])
def test_a_username_or_the_full_name_of_one_person_is_enough(
    words: str, world: Any, signed_in: Callable[[Any], Any], three: list[User]
) -> None:
    plan = world.rooms.growth.plan
    signed_in(world.people.executive).post(reverse("web:growth_coach", args=[plan.pk]), {"person": words})
    assert GrowthPlan.objects.get(pk=plan.pk).coach == three[1]


def test_two_people_of_one_name_are_told_apart(
    world: Any, signed_in: Callable[[Any], Any], at: Any, three: list[User]
) -> None:
    twin = do("create_user", world.people.system_administrator, at, username="twin", full_name=three[0].full_name)
    do(
        "grant_role", world.people.system_administrator, at, user=twin, role=Role.EXECUTIVE,
        department=world.departments.transport,
    )  # fmt: skip
    address = reverse("web:growth_coach", args=[world.rooms.growth.plan.pk])
    page = signed_in(world.people.executive).post(address, {"person": three[0].full_name}).content.decode()
    assert "2 people fit" in page
    assert world.departments.revenue.name in page
    assert world.departments.transport.name in page


def test_who_stands_in_the_form_at_first_stays_named_when_it_is_sent(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    plan, client = world.rooms.growth.plan, signed_in(world.people.executive)
    page = client.get(reverse("web:growth_coach", args=[plan.pk])).content.decode()
    assert f'value="{plan.coach.full_name}"' in page
    assert f'value="{plan.coach.pk}" checked' in page


def test_a_person_chosen_stays_chosen_when_something_else_has_to_be_mended(
    world: Any, signed_in: Callable[[Any], Any], three: list[User]
) -> None:
    address = _address(world, "web:assessment_report_share")
    sent = {"reader": "mara", "reader-for": "mara", "reader-chosen": str(three[2].pk)}
    page = signed_in(world.people.executive).post(address, sent).content.decode()
    assert f'value="{three[2].pk}" checked' in page
    assert three[1].full_name not in page


def test_whoever_is_named_in_full_is_shown_as_chosen_when_something_else_has_to_be_mended(
    world: Any, signed_in: Callable[[Any], Any], three: list[User]
) -> None:
    address = _address(world, "web:assessment_report_share")
    sent = {"reader": three[2].full_name.upper()}
    page = signed_in(world.people.executive).post(address, sent).content.decode()
    assert f'value="{three[2].pk}" checked' in page
    assert three[1].full_name not in page


def test_words_of_the_department_narrow_the_people_down(world: Any, at: Any, on: Any, three: list[User]) -> None:
    other = staff(at, world.departments.transport, 1, stem="maraud")
    assert [one.id for one in lookups.look_up("mar number", on).rows] == [*(one.pk for one in three), other[0].pk]
    assert [one.id for one in lookups.look_up(f"mar {world.departments.transport.name}", on).rows] == [other[0].pk]


def test_a_long_list_is_told_a_page_at_a_time_and_one_letter_tells_nobody(world: Any, at: Any, on: Any) -> None:
    people = staff(at, world.departments.revenue, lookups.AT_ONCE + 2, stem="mara")
    first, second = lookups.look_up("mara", on), lookups.look_up("mara", on, 2)
    assert (len(first.rows), first.total, first.more) == (lookups.AT_ONCE, len(people), 2)
    assert (len(second.rows), second.more) == (2, None)
    assert {one.id for one in (*first.rows, *second.rows)} == {one.pk for one in people}
    for words in ("m", " ", "ma", "m a r a", "\0"):
        assert lookups.look_up(words, on).total == 0


def test_whoever_fits_beyond_three_answers_is_not_listed(
    world: Any, signed_in: Callable[[Any], Any], at: Any, on: Any
) -> None:
    most = lookups.AT_ONCE * lookups.MOST_PAGES
    people = staff(at, world.departments.revenue, most + 1, stem="mara")
    pages = [lookups.look_up("mara", on, page) for page in range(1, 6)]
    assert [len(one.rows) for one in pages] == [10, 10, 10, 0, 0]
    assert [one.more for one in pages] == [2, 3, None, None, None]
    client = signed_in(world.people.executive)
    last, beyond = (_asked(client, world, "web:growth_coach", "mara", page=n).content.decode() for n in (3, 4))
    assert f"{len(people)} people fit; the others are not listed. Write more of the name" in last
    assert "Show the next" not in last
    assert "More people fit than are listed. Write more of the name" in beyond
    assert "Mara Number" not in beyond


def test_the_words_of_a_department_or_a_title_list_nobody_by_themselves(world: Any, on: Any, three: list[User]) -> None:
    held = Position.objects.filter(incumbent=world.people.executive)
    title, moved = held[0].title, held.update(incumbent=three[0])
    assert moved
    for words in ("revenue", "of revenue", "revenue ra", title):
        assert lookups.look_up(words, on).total == 0
    assert [one.id for one in lookups.look_up(f"mara {title}", on).rows] == [three[0].pk]
    assert {one.id for one in lookups.look_up("mara revenue", on).rows} == {one.pk for one in three}


def test_who_types_too_little_is_told_how_much_is_needed(world: Any, signed_in: Callable[[Any], Any]) -> None:
    page = _asked(signed_in(world.people.executive), world, "web:growth_coach", "m").content.decode()
    assert "Nobody fits. Write three letters of the name or more." in page


def test_two_letters_are_enough_where_they_are_a_whole_part_of_the_name(world: Any, at: Any, on: Any) -> None:
    for n, name in enumerate(("Li Alima", "Bo Li Moss", "Alima Li", "Li", "Lina Alima", "Tali Moss")):
        user = do("create_user", world.people.system_administrator, at, username=f"short-{n}", full_name=name)
        do(
            "grant_role", world.people.system_administrator, at, user=user, role=Role.EXECUTIVE,
            department=world.departments.transport,
        )  # fmt: skip
    found = lookups.look_up("li", on)
    assert {one.full_name for one in found.rows} == {"Li Alima", "Bo Li Moss", "Alima Li", "Li"}


def test_a_part_of_a_username_finds_nobody(
    world: Any, signed_in: Callable[[Any], Any], three: list[User], on: Any
) -> None:
    assert lookups.look_up("mara-", on).total == 0
    assert lookups.look_up("mara-1", on).total == 0
    address = reverse("web:growth_coach", args=[world.rooms.growth.plan.pk])
    assert signed_in(world.people.executive).post(address, {"person": "mara-"}).status_code == 422


@pytest.mark.parametrize("name", ["web:assessment_rater_new", "web:assessment_delegate", "web:growth_coach"])
def test_a_username_of_nobody_in_office_reads_as_one_that_is_not_on_record(
    name: str, world: Any, signed_in: Callable[[Any], Any], at: Any, three: list[User]
) -> None:
    do("deactivate_user", world.people.system_administrator, at, user=three[0])
    field, client = FORMS[name][0], signed_in(getattr(world.people, FORMS[name][1]))
    said = []
    for words in ("made-up", three[0].username, "nobody"):
        back = client.post(_address(world, name), {field: words, "group": "peer"})
        assert back.status_code == 422
        page = back.content.decode()
        assert f"Nobody in office fits “{words}”." in page
        said.append(
            re.sub(r'(name="csrfmiddlewaretoken"|nonce=|content=)\S*( value="[^"]*")?', "", page).replace(words, "")
        )
    assert said[0] == said[1] == said[2]


def test_trying_usernames_counts_as_looking_people_up(
    world: Any, signed_in: Callable[[Any], Any], three: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person_search, "MOST_LOOKUPS", 2)
    client, plan = signed_in(world.people.executive), world.rooms.growth.plan
    address = reverse("web:growth_coach", args=[plan.pk])
    for words in ("made-up", "mara-"):
        client.post(address, {"person": words})
    page = client.post(address, {"person": "mara-2"}).content.decode()
    assert "You looked up more people within a minute than are shown." in page
    assert GrowthPlan.objects.get(pk=plan.pk).coach == plan.coach


def test_who_is_shut_out_or_whose_role_has_ended_is_not_found(world: Any, at: Any, on: Any, three: list[User]) -> None:
    do("deactivate_user", world.people.system_administrator, at, user=three[0])
    role = three[1].role_assignments.get()
    do("end_role", world.people.system_administrator, at, assignment=role, ends_before=on)
    assert [one.id for one in lookups.look_up("mara", on).rows] == [three[2].pk]
    assert lookups.look_up("mara", role.starts_on - timedelta(days=1)).total == 0
