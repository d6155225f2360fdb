"""May this person? Each role by the matrix, and nobody on their own case."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from meritbook.actions import SYSTEM, Actor, end_role, grant_role, reference
from meritbook.actions.permissions import (
    MATRIX,
    NOT_ON_DIRECT_REPORTS,
    NOT_ON_OWN_CASE,
    PUBLIC,
    SUPERVISOR,
    Capability,
    ForbiddenError,
    OwnCaseError,
    Scope,
    Standing,
    may,
    require,
)
from meritbook.actions.permissions import (
    SYSTEM as SYSTEM_ROLE,
)
from meritbook.records.models import Position, Role

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_matrix_names_every_role_and_what_is_not_granted() -> None:
    assert set(MATRIX) == {*Role.values, PUBLIC, SUPERVISOR, SYSTEM_ROLE}


def test_every_capability_is_held_by_somebody() -> None:
    assert {capability for held in MATRIX.values() for capability in held} == set(Capability)


@pytest.mark.parametrize("page", reference.PARTS)
def test_the_reference_page_says_what_the_program_holds(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    assert reference.filled(page, text) == text, "run `make docs`"


# What each may do to the executive's position in the Department of Revenue: written out, not taken from the matrix.
READ = {"read_position", "read_draft", "read_allocation", "read_decision"}
DIRECTS = {
    "draw_contract",
    "sign_contract",
    "write_evidence",
    "review_progress",
    "record_result",
    "rate_executive",
    "undo_step",
}
EXPECTED = {
    "analyst": READ | {"run_allocation", "decide_allocation", "undo_decision", "review_nomination"},
    "second_analyst": READ | {"run_allocation", "decide_allocation", "undo_decision", "review_nomination"},
    "agency_hr": READ
    | {"describe_position", "submit_description", "run_allocation", "set_entry_day", "record_contract"}
    | {"draw_contract", "file_signature", "record_result", "prove_service", "undo_step"}
    | {"keep_file", "hold_file", "make_packet"},
    "department_director": READ
    | {
        "nominate_position",
        "set_entry_day",
        "appoint_executive",
        "release_executive",
        "serve_notice",
        "withdraw_support",
    }
    | DIRECTS
    | {"approve_pay", "prove_service"},
    "appointing_authority": READ | {"sign_description"} | DIRECTS,
    "executive": {"read_position", "read_decision"},
    "personnel_director": READ | {"decide_nomination", "review_seat", "settle_consequence", "hold_file", "make_packet"},
    "personnel_staff": READ | {"keep_file", "hold_file", "make_packet"},
    "results_administrator": {"record_result"},
    "auditor": READ | {"make_packet"},
    "system_administrator": set(),
    "supervisor": {"read_position", "read_decision"},
    "nobody": set(),
    "agency_hr_elsewhere": set(),
    "results_facilitator": set(),
    "results_practitioner": set(),
    "measure_owner": set(),
}
ON_A_POSITION = [
    *(Capability(name) for name in sorted(READ)),
    *sorted(NOT_ON_OWN_CASE),
]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_each_person_may_do_to_a_position(position: Position, people: Any, on: date, name: str) -> None:
    standing = Standing(getattr(people, name), on)
    assert {str(capability) for capability in ON_A_POSITION if standing.may(capability, position)} == EXPECTED[name]


def test_the_expectations_name_everybody(people: Any) -> None:
    assert set(people.all()) == set(EXPECTED)


@pytest.mark.parametrize("capability", Capability)
def test_the_public_reads_plans_and_published_reports_and_nothing_else(
    position: Position, on: date, capability: Capability
) -> None:
    public = capability in {Capability.READ_PLANS, Capability.READ_REPORT}
    for user in (None, AnonymousUser()):
        assert may(user, capability, on=on) is public
        assert may(user, capability, position, on=on) is public


@pytest.mark.parametrize("capability", sorted(NOT_ON_OWN_CASE))
def test_nobody_acts_on_their_own_case_whatever_roles_they_hold(
    position: Position, people: Any, at: Any, on: date, capability: Capability
) -> None:
    for role in Role:
        if not people.executive.role_assignments.filter(role=role).exists():
            grant_role.perform(SYSTEM, at=at, why="All at once.", user=people.executive, role=role)
    position.appointing_authority = people.executive
    with pytest.raises(OwnCaseError):
        require(Actor(people.executive), capability, position, on=on)


@pytest.mark.parametrize("capability", sorted(NOT_ON_OWN_CASE))
def test_the_direct_supervisor_does_not_decide_but_may_do_the_rest(
    position: Position, people: Any, at: Any, on: date, capability: Capability
) -> None:
    for role in (
        Role.ANALYST,
        Role.AGENCY_HR,
        Role.APPOINTING_AUTHORITY,
        Role.DEPARTMENT_DIRECTOR,
        Role.PERSONNEL_DIRECTOR,
    ):
        grant_role.perform(SYSTEM, at=at, why="All at once.", user=people.supervisor, role=role)
    position.appointing_authority = people.supervisor
    assert may(people.supervisor, capability, position, on=on) is (capability not in NOT_ON_DIRECT_REPORTS)


def test_a_role_holds_from_its_first_day_up_to_its_end(people: Any, position: Position, at: Any, on: date) -> None:
    ends = on + timedelta(days=10)
    grant_role.perform(
        SYSTEM, at=at, why="For ten days.", user=people.nobody, role=Role.AUDITOR, starts_on=on, ends_before=ends
    )
    days = [on - timedelta(days=1), on, ends - timedelta(days=1), ends]
    assert [may(people.nobody, Capability.READ_POSITION, position, on=day) for day in days] == [
        False,
        True,
        True,
        False,
    ]


def test_a_person_who_was_shut_out_holds_no_role(people: Any, position: Position, on: date) -> None:
    people.auditor.is_active = False
    assert not may(people.auditor, Capability.READ_POSITION, position, on=on)


def test_a_role_that_was_taken_back_before_it_began_never_held(people: Any, at: Any, on: date) -> None:
    held = grant_role.perform(SYSTEM, at=at, why="By mistake.", user=people.nobody, role=Role.AUDITOR)
    end_role.perform(Actor(people.system_administrator), at=at, why="It was a mistake.", assignment=held)
    assert Standing(people.nobody, on).roles == ()


def test_everybody_sees_the_positions_that_the_matrix_opens_and_no_other(
    position: Position, people: Any, on: date
) -> None:
    above = position.supervisor
    for name, person in people.all().items():
        seen = set(Standing(person, on).positions().values_list("number", flat=True))
        for one in (position, above):
            assert (one.number in seen) is may(person, Capability.READ_POSITION, one, on=on), (name, one.number)
    assert set(Standing(people.executive, on).positions()) == {position}
    assert set(Standing(people.supervisor, on).positions()) == {position}
    assert set(Standing(people.agency_hr_elsewhere, on).positions()) == set()
    assert set(Standing(people.auditor, on).positions()) == {position, above}


def test_a_supervisor_sees_down_the_whole_chain(
    position: Position, people: Any, describe: Any, description: Any, on: date
) -> None:
    below = describe(description.model_copy(update={"number": "0500-01"}), supervisor=position).position
    assert set(Standing(people.supervisor, on).positions()) == {position, below}
    assert may(people.supervisor, Capability.READ_POSITION, below, on=on)


def test_a_reporting_line_that_runs_in_a_circle_does_not_hang_the_question(
    position: Position, people: Any, on: date
) -> None:
    Position.objects.filter(pk=position.supervisor_id).update(supervisor=position)
    assert position in set(Standing(people.supervisor, on).positions())
    Position.objects.filter(pk=position.supervisor_id).update(supervisor=None)


def test_drafts_are_hidden_from_those_who_see_only_what_was_signed(draft: Any, people: Any, on: date) -> None:
    assert not Standing(people.executive, on).versions().exists()
    assert draft in set(Standing(people.agency_hr, on).versions())


def test_an_executive_reads_the_signed_version_but_not_the_allocation_bench(
    official_version: Any, people: Any, on: date
) -> None:
    standing = Standing(people.executive, on)
    assert list(standing.versions()) == [official_version]
    assert not standing.may(Capability.READ_ALLOCATION, official_version)


def test_a_refusal_names_who_and_what(people: Any, on: date) -> None:
    with pytest.raises(ForbiddenError) as caught:
        require(Actor(people.analyst), Capability.MANAGE_USERS, on=on)
    assert "Analyst" in caught.value.message
    assert caught.value.details == {"capability": "manage_users"}
    assert caught.value.http_status == 403


def test_the_program_itself_takes_no_part_in_cases(position: Position, on: date) -> None:
    for capability in NOT_ON_OWN_CASE:
        with pytest.raises(ForbiddenError):
            require(SYSTEM, capability, position, on=on)


def test_scopes_that_follow_from_a_position_are_not_granted_department_wide() -> None:
    held = MATRIX[Role.EXECUTIVE]
    for_all = (Capability.READ_RESULTS, Capability.READ_COMPETENCIES)
    assert {scope for name, scope in held.items() if name not in for_all} == {Scope.OWN}
    assert set(MATRIX[SUPERVISOR].values()) == {Scope.SUBORDINATE}
