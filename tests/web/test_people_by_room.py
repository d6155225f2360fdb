"""Somebody is named by name in the forms of every room, and found by nobody who may not open the form."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meritbook.desk import lookups
from meritbook.records.models import Appointment, Delegation, HandOver, KaizenEvent, Position, Role, User
from meritbook.web.forms.custody import DelegateForm
from meritbook.web.matrix import MATRIX, NO_ROLE, PUBLIC, SUPERVISOR
from meritbook.web.views import person_search
from page_viewers import SEEN_BY
from rater_world import staff
from service_acts import Service
from year_stage import do

pytestmark = pytest.mark.django_db

FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "web:measure_new": ("owner", {"title": "Kept"}),
    "web:measure_owner": ("owner", {"starts_on": "Kept"}),
    "web:lean_event_new": ("sponsor", {"title": "Kept"}),
    "web:lean_charter": ("lead", {"title": "Kept"}),
    "web:lean_action_new": ("owner", {"what": "Kept"}),
    "web:lean_project_new": ("lead", {"title": "Kept"}),
    "web:audit_new": ("auditor", {"title": "Kept"}),
    "web:take_over": ("executive", {"number": "Kept"}),
    "web:agreement_paper": ("signed_by", {"says": "Kept"}),
    "web:improvement_new": ("owner", {"what": "Kept"}),
    "web:seat_appoint": ("executive", {"merit_says": "Kept"}),
    "web:risk_new": ("owner", {"title": "Kept"}),
    "web:risk_owner": ("owner", {"starts_on": "Kept"}),
    "web:risk_control_new": ("owner", {"what": "Kept"}),
    "web:risk_treatment_new": ("owner", {"what": "Kept"}),
    "web:assignment_new": ("person", {"starts_on": "Kept"}),
    "web:review_follow_up": ("owner", {"what": "Kept"}),
    "web:board_assistance": ("given_by", {"topic": "Kept"}),
    "web:custody_delegate": ("holder", {"reason": "Kept"}),
    "web:custody_hand_over": ("giver", {"reason": "Kept"}),
    "web:position_new": ("incumbent", {"purpose": "Kept"}),
    "web:position_edit": ("incumbent", {"purpose": "Kept"}),
}
"""The forms in which a person is named: by which field, and something else that is typed into them."""


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


@pytest.fixture
def send(world: Any, signed_in: Callable[[Any], Any], password: str) -> Callable[..., Any]:
    """Send a form as somebody who may, with the password where it is asked for."""

    def send(name: str, typed: dict[str, Any]) -> Any:
        client = signed_in(getattr(world.people, SEEN_BY[name]))
        answer = client.post(_address(world, name), typed)
        if answer.status_code == 302 and answer["Location"].startswith(reverse("account_reauthenticate")):
            answer = client.post(answer["Location"], {"password": password}, follow=True)
        return answer

    return send


def _address(world: Any, name: str) -> str:
    return reverse(name, kwargs=world.arguments().get(name))


def _said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def _someone(at: Any, name: str, department: Any, *, username: str = "") -> User:
    from meritbook.actions import SYSTEM, create_user, grant_role

    user = create_user.perform(
        SYSTEM, at=at, why="Set-up.", username=username or f"u{User.objects.count()}", full_name=name
    )  # fmt: skip
    grant_role.perform(SYSTEM, at=at, why="Set-up.", user=user, role=Role.EXECUTIVE, department=department)
    return user


@pytest.mark.parametrize("name", FORMS)
def test_whoever_may_open_the_form_looks_people_up_by_name(
    name: str, world: Any, signed_in: Callable[[Any], Any], three: list[User]
) -> None:
    field = FORMS[name][0]
    client = signed_in(getattr(world.people, SEEN_BY[name]))
    found = client.get(_address(world, name), {"find": field, field: "mara"}).content.decode()
    assert [one.full_name in found for one in three] == [True] * 3
    assert "<h1" not in found
    assert "mara-1" not in found


@pytest.mark.parametrize("name", FORMS)
def test_nobody_looks_people_up_at_a_form_that_is_closed_to_them(
    name: str, world: Any, signed_in: Callable[[Any], Any], three: list[User]
) -> None:
    people, field = world.people, FORMS[name][0]
    asked = {PUBLIC: None, NO_ROLE: people.nobody, SUPERVISOR: people.supervisor}
    closed = [who for role, who in asked.items() if role not in MATRIX[name].get]
    assert len(closed) == 3
    for who in (*closed, people.system_administrator):
        page = signed_in(who).get(_address(world, name), {"find": field, field: "mara"})
        assert page.status_code in (302, 403, 404)
        assert "Mara Number" not in page.content.decode()


@pytest.mark.parametrize("name", FORMS)
def test_a_name_that_fits_several_comes_back_with_a_choice_and_nothing_is_lost(
    name: str, world: Any, send: Callable[..., Any], three: list[User]
) -> None:
    field, others = FORMS[name]
    back = send(name, {field: "mara", **others})
    page = _said(back)
    assert back.status_code == 422
    assert "3 people fit “mara”. Choose who is meant, or write more of the name." in page
    assert re.findall(rf'name="{field}-chosen" id="[^"]+" value="(\d+)"', page) == [str(one.pk) for one in three]
    assert "Kept" in page
    chosen = send(name, {field: "mara", f"{field}-for": "mara", f"{field}-chosen": str(three[1].pk), **others})
    assert chosen.status_code == 302 or f'value="{three[1].pk}" checked' in _said(chosen)
    assert "people fit “mara”. Choose" not in _said(chosen)


def test_no_page_asks_for_the_username_of_somebody_in_office(world: Any, signed_in: Callable[[Any], Any]) -> None:
    """But where people are kept, and in a strategic plan, which is text that holds usernames."""
    asks = set()
    for name, who in SEEN_BY.items():
        page = signed_in(getattr(world.people, who) if who else None).get(_address(world, name))
        if page.headers["Content-Type"].startswith("text/html") and re.search(
            r"<label[^>]*>[^<]*username", page.content.decode(), re.IGNORECASE
        ):
            asks.add(name)
    assert asks == {"web:results_plan_edit", "web:people", "web:person_new", "account_login"}


def test_an_owner_of_a_measure_is_named_by_full_name(world: Any, send: Callable[..., Any]) -> None:
    answer = send("web:measure_owner", {"owner": "appointing authority", "starts_on": "2026-03-01"})
    assert answer.status_code == 302
    key = world.arguments()["web:measure_owner"]["key"]
    assert world.people.appointing_authority.measures.get(starts_on="2026-03-01").measure.key == key


def test_sponsor_lead_and_team_of_an_event_are_named_by_full_name(world: Any, send: Callable[..., Any]) -> None:
    sent = {
        "key": "mail-room", "title": "Mail", "department": world.departments.revenue.pk, "problem": "Lies.",
        "scope_in": "All.", "goal": "By ten.", "sponsor": "Department Director", "lead": "Results Practitioner",
        "team": " measure  OWNER\n\nexecutive\n", "starts_on": "2026-03-16", "last_day": "2026-03-20",
    }  # fmt: skip
    assert send("web:lean_event_new", sent).status_code == 302
    event, people = KaizenEvent.objects.get(key="mail-room"), world.people
    assert (event.sponsor, event.lead) == (people.department_director, people.results_practitioner)
    assert {one.person for one in event.members.filter(current=True)} == {people.measure_owner, people.executive}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("web:lean_action_new", {"what": "Sort it", "owner": "Measure Owner", "due_on": "2025-11-01"}),
        ("web:improvement_new", {
            "area": "leadership", "what": "A shift", "owner": "Measure Owner", "due_on": "2199-01-01",
        }),
        ("web:risk_owner", {"owner": "Department Director", "starts_on": "2026-03-03"}),
        ("web:risk_treatment_new", {"what": "A lock", "owner": "Department Director", "due_on": "2026-05-01"}),
        ("web:review_follow_up", {"what": "Count", "owner": "Executive", "due_on": "2030-01-01", "about": ""}),
        ("web:board_assistance", {
            "kind": "training", "given_on": "2026-02-20", "given_by": "Results Practitioner", "hours": "2",
            "topic": "Charts", "people": "4",
        }),
        ("web:audit_new", {
            "title": "Again", "measures": "calls-answered", "auditor": "Auditor", "starts_on": "2025-07-01",
            "last_day": "2025-12-31", "because": "The report changed hands.",
        }),
        ("web:development_new", {
            "year": "2022", "assessed_on": "2026-02-20", "assessors": "Results Facilitator", "department": "revenue",
        }),
        ("web:assignment_new", {
            "person": "Results Practitioner", "initiative": "risk-management", "results_class": "results_practitioner",
            "department": "revenue", "starts_on": "2026-03-02",
        }),
        ("web:seat_appoint", {
            # Holds a position, and no role.
            "executive": "Supervisor", "method": "open_competition", "merit_says": "Led two divisions.",
            "salary": "9000.00", "starts_on": "2026-04-01",
        }),
    ],
)  # fmt: skip
def test_the_full_name_of_one_person_is_taken(
    name: str, typed: dict[str, str], world: Any, send: Callable[..., Any]
) -> None:
    if "department" in typed:
        typed = {**typed, "department": str(getattr(world.departments, typed["department"]).pk)}
    answer = send(name, typed)
    assert answer.status_code in (200, 302), answer.context["problem"]


def test_an_incumbent_stays_named_by_who_changes_something_else_even_without_a_role(
    world: Any, signed_in: Callable[[Any], Any], at: Any
) -> None:
    row = Position.objects.get(pk=world.arguments()["web:position_edit"]["pk"])
    twin = _someone(at, world.people.nobody.full_name, world.departments.revenue)
    Position.objects.filter(pk=row.pk).update(incumbent=world.people.nobody)
    client = signed_in(world.people.agency_hr)
    page = client.get(reverse("web:position_edit", args=[row.pk])).content.decode()
    assert f'value="{world.people.nobody.pk}" checked' in page
    sent = dict(re.findall(r'name="(incumbent[^"]*)"[^>]* value="([^"]*)"', page))
    assert sent == {
        "incumbent": twin.full_name, "incumbent-for": twin.full_name, "incumbent-chosen": str(world.people.nobody.pk),
    }  # fmt: skip
    duties = {"purpose": "Keeps.", "duties-rows": "1", "duties-0-text": "Plans.", "duties-0-percent": "100"}
    rows = {"staff-rows": "1", "programs-rows": "1", "others-rows": "1"}
    answer = client.post(reverse("web:position_edit", args=[row.pk]), {**sent, **duties, **rows})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.incumbent == world.people.nobody


def test_a_holder_of_a_position_is_found_and_an_account_without_one_is_not(
    world: Any, signed_in: Callable[[Any], Any], on: Any
) -> None:
    client, address = signed_in(world.people.agency_hr), reverse("web:position_new")
    assert "Supervisor" in client.get(address, {"find": "incumbent", "incumbent": "supervisor"}).content.decode()
    assert f'value="{world.people.nobody.pk}"' not in _said(
        client.get(address, {"find": "incumbent", "incumbent": "nobo"})
    )
    for among in (lookups.WHO_SIGNS_IN, lookups.IN_SERVICE, lookups.HOLDERS, lookups.GONE_TOO, lookups.SUCCESSORS):
        assert world.people.nobody not in among.names(on)
        assert world.people.system_administrator not in among.names(on)
        assert world.people.nobody in among.usernames(on)


def test_somebody_who_is_gone_is_found_where_their_work_is_handed_over_and_nowhere_else(
    world: Any, signed_in: Callable[[Any], Any], at: Any, three: list[User]
) -> None:
    gone = three[0]
    do("end_role", world.people.system_administrator, at, assignment=gone.role_assignments.get(), ends_before=at.date())
    do("deactivate_user", world.people.system_administrator, at, user=gone)
    client = signed_in(world.people.agency_hr)
    found = client.get(reverse("web:custody_hand_over"), {"find": "giver", "giver": gone.full_name}).content.decode()
    assert gone.full_name in found
    assert world.departments.revenue.name in found
    other = {"find": "successor", "successor": gone.full_name}
    assert f">{gone.full_name} <" not in client.get(reverse("web:custody_hand_over"), other).content.decode()


def test_a_department_somebody_left_is_not_told_of_them_while_they_are_elsewhere(
    world: Any, at: Any, on: Any, three: list[User]
) -> None:
    admin, moved = world.people.system_administrator, three[0]
    do("end_role", admin, at, assignment=moved.role_assignments.get(), ends_before=on)
    do("grant_role", admin, at, user=moved, role=Role.AUDITOR)
    assert [one.department for one in lookups.told([moved], on)] == [""]


def test_a_successor_is_named_before_the_role_begins(world: Any, send: Callable[..., Any], at: Any, on: Any) -> None:
    first = on + timedelta(days=30)
    user = do("create_user", world.people.system_administrator, at, username="next", full_name="Nora Next")
    do(
        "grant_role", world.people.system_administrator, at, user=user, role=Role.DEPARTMENT_DIRECTOR,
        department=world.departments.revenue, starts_on=first,
    )  # fmt: skip
    sent = {
        "giver": "Department Director", "role": "department_director", "department": world.departments.revenue.pk,
        "successor": "nora next", "starts_on": first.isoformat(), "overlap_last_day": "", "numbers": "",
        "reason": "Retires.",
    }  # fmt: skip
    send("web:custody_hand_over", sent)
    assert HandOver.objects.get(successor=user).giver == world.people.department_director


def test_who_is_away_lets_somebody_stand_in_by_name(world: Any, send: Callable[..., Any], on: Any) -> None:
    send("web:custody_delegate", {
        "giver": "Department Director", "role": "department_director", "department": world.departments.revenue.pk,
        "holder": "Appointing Authority", "covers_contracts": "on", "starts_on": on.isoformat(),
        "last_day": (on + timedelta(days=6)).isoformat(), "reason": "Away at a hearing by name.",
    })  # fmt: skip
    assert Delegation.objects.get(reason="Away at a hearing by name.").holder == world.people.appointing_authority


def test_a_paper_is_filed_under_the_name_of_the_hand(world: Any, send: Callable[..., Any]) -> None:
    sent = {"role": "employee", "signed_by": "executive", "on_paper_on": "2026-03-01"}
    scan = SimpleUploadedFile("scan.pdf", b"MZ no scan", "application/pdf")
    form = send("web:agreement_paper", {**sent, "scan": scan}).context["form"]
    assert form.cleaned_data["signed_by"] == world.people.executive


def test_a_seat_that_was_held_before_is_taken_over_with_its_holder_by_name(
    world: Any, describe: Any, description: Any, at: Any, send: Callable[..., Any], three: list[User]
) -> None:
    service = Service(world.people, world.departments, description, describe, world.plan, at + timedelta(days=3))
    service.bare("T-7", world.departments.transport)
    sent = {"department": world.departments.transport.pk, "number": "T-7", "starts_on": "2026-01-01", "why": "So."}
    assert send("web:take_over", {**sent, "executive": "mara  number 2"}).status_code == 302
    assert Appointment.objects.get(seat__position__number="T-7").executive == three[1]


@pytest.mark.parametrize("field", ["team", "assessors"])
def test_a_line_that_fits_several_or_nobody_is_told_with_its_words_and_nothing_is_lost(
    field: str, world: Any, send: Callable[..., Any], at: Any
) -> None:
    people = staff(at, world.departments.revenue, 7, stem="mara")
    name = {"team": "web:lean_event_new", "assessors": "web:development_new"}[field]
    typed = "Measure Owner\nmara\nwho is that\nmara-1"
    page = _said(send(name, {field: typed}))
    listed = "; ".join(f"{one.full_name}, {world.departments.revenue.name}" for one in people[:5])
    assert f"“mara” fits 7 people: {listed}; and 2 more. Write the full name." in page
    whom = {"team": "Nobody in office fits", "assessors": "Nobody fits"}[field]
    assert f"{whom} “who is that”. Write the full name, as it is on record, or the username." in page
    assert typed in page.replace("\r\n", "\n")


def test_a_line_of_two_people_of_one_name_asks_for_the_username(world: Any, send: Callable[..., Any], at: Any) -> None:
    _someone(at, "Ann Lee", world.departments.revenue, username="al1")
    _someone(at, "Ann Lee", world.departments.transport, username="al2")
    page = _said(send("web:lean_event_new", {"team": "ann lee"}))
    told = f"Ann Lee, {world.departments.revenue.name}; Ann Lee, {world.departments.transport.name}"
    assert f"“ann lee” fits 2 people: {told}. Write the username where two have one name, else the full name." in page
    assert "al1" not in page


def test_people_of_one_name_who_stand_in_a_charter_stay_there_when_it_is_written_anew(
    world: Any, signed_in: Callable[[Any], Any], at: Any
) -> None:
    twins = [
        _someone(at, "Ann Lee", world.departments.revenue, username="al1"),
        _someone(at, "Ann Lee", world.departments.transport, username="al2"),
    ]
    sent = {
        "key": "mail-room", "title": "Mail", "department": world.departments.revenue.pk, "problem": "Lies.",
        "scope_in": "All.", "goal": "By ten.", "sponsor": "Department Director", "lead": "Results Practitioner",
        "team": "al2\nmeasure_owner\nal1", "starts_on": "2026-03-16", "last_day": "2026-03-20",
    }  # fmt: skip
    client = signed_in(world.people.results_facilitator)
    assert client.post(reverse("web:lean_event_new"), sent).status_code == 302
    address = reverse("web:lean_charter", args=["mail-room"])
    page = client.get(address).content.decode()
    assert "Ann Lee (al2)\nMeasure Owner\nAnn Lee (al1)</textarea>" in page
    again = {**sent, "team": "Ann Lee (al2)\nMeasure Owner\nAnn Lee (al1)", "goal": "By nine."}
    assert client.post(address, again).status_code == 302
    event = KaizenEvent.objects.get(key="mail-room")
    assert (event.goal, {one.person for one in event.members.filter(current=True)}) == (
        "By nine.",
        {*twins, world.people.measure_owner},
    )
    assert client.post(address, {**sent, "team": "Ann Lee (al2)"}).status_code == 302
    assert [one.person for one in event.members.filter(current=True)] == [twins[1]]


def test_a_sponsor_who_left_office_stays_named_in_the_charter_that_is_written_anew(
    world: Any, signed_in: Callable[[Any], Any], at: Any, three: list[User]
) -> None:
    sent = {
        "key": "mail-room", "title": "Mail", "department": world.departments.revenue.pk, "problem": "Lies.",
        "scope_in": "All.", "goal": "By ten.", "sponsor": "mara-1", "lead": "mara-2",
        "starts_on": "2026-03-16", "last_day": "2026-03-20",
    }  # fmt: skip
    client = signed_in(world.people.results_facilitator)
    assert client.post(reverse("web:lean_event_new"), sent).status_code == 302
    role = three[0].role_assignments.get()
    do("end_role", world.people.system_administrator, at, assignment=role, ends_before=at.date())
    name = three[0].full_name
    again = {**sent, "sponsor": name, "sponsor-for": name, "sponsor-chosen": str(three[0].pk), "goal": "By nine."}
    assert client.post(reverse("web:lean_charter", args=["mail-room"]), again).status_code == 302
    assert KaizenEvent.objects.get(key="mail-room").sponsor == three[0]


def test_lines_that_fit_nobody_or_several_are_look_ups_and_too_many_are_refused(
    world: Any, send: Callable[..., Any], three: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person_search, "MOST_LOOKUPS", 2)
    page = _said(send("web:development_new", {"assessors": "mara-1\nwho is that\nmara"}))
    assert "Wait a minute, then write more of the name, or the username." in page
    assert "Mara Number 3" not in page
    cache.clear()
    assert "Name 50 people at most." in _said(send("web:development_new", {"assessors": "x\n" * 51}))


@pytest.mark.parametrize(
    ("on_record", "typed"),
    [
        ("José Pérez", "Jose Perez"), ("Jose Perez", "JOSÉ PÉREZ"), ("Jürgen Müller", "jurgen muller"),
        ("Anna Strauß", "anna strauss"), ("Anna Strauss", "anna strauß"), ("Søren Łukasz", "Soren Lukasz"),
        ("Jose\u0301 Pe\u0301rez", "José Pérez"), ("Mary O’Neill", "mary o'neill"),
    ],
)  # fmt: skip
def test_a_name_is_found_with_its_accents_and_without(on_record: str, typed: str, world: Any, at: Any, on: Any) -> None:
    user = _someone(at, on_record, world.departments.revenue)
    assert [one.id for one in lookups.look_up(typed, on).rows] == [user.pk]
    assert [one.id for one in lookups.look_up(typed.split()[1], on).rows] == [user.pk]
    assert lookups.called(typed, on) == [user]


def test_two_names_that_differ_by_an_accent_are_a_choice(world: Any, at: Any, send: Callable[..., Any]) -> None:
    for name in ("José Pérez", "Jose Perez"):
        _someone(at, name, world.departments.revenue)
    page = _said(send("web:measure_owner", {"owner": "jose perez", "starts_on": "2026-03-01"}))
    assert "2 people fit “jose perez”." in page
    assert "José Pérez" in page


def test_marks_alone_find_nobody(world: Any, on: Any) -> None:
    for words in ("\u0301\u0301\u0301", "\xad\xad\xad", "%%%", "___"):
        assert lookups.look_up(words, on).total == 0


def test_a_form_of_people_takes_as_many_statements_whoever_is_on_record(world: Any, at: Any) -> None:
    counts = []
    for more in (1, 12):
        staff(at, world.departments.revenue, more, stem=f"mara{more}")
        form = DelegateForm({"giver": "mara", "holder": "number"}, departments=[world.departments.revenue.pk])
        with CaptureQueriesContext(connection) as asked:
            assert not form.is_valid()
            form.as_p()
        counts.append(len(asked))
    assert counts[0] == counts[1]
