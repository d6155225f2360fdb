"""Requirements and examinations: what can be done to them, and what is said where it cannot."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from meritbook.actions import (
    Actor,
    close_examination,
    open_examination,
    write_requirement,
)
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.policies import TakenError, TextError
from meritbook.actions.qualifying_policies import (
    ExaminationClosedError,
    ExaminationPositionError,
    RequirementKeyError,
    UnknownBindingError,
    WorkUnderWayError,
)
from meritbook.core.qualifications.judge import ClassNeededError
from meritbook.core.qualifications.parse import EmptyRequirementError
from meritbook.policies import UnknownPolicyError, find_policy
from meritbook.records.models import (
    Examination,
    Job,
    JobKind,
    LedgerEntry,
    RequirementVersion,
)
from qualifying_world import ON, TEXT, candidates, handed_in, job

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(people: Any, at: datetime) -> Callable[..., RequirementVersion]:
    """Writes a requirement, as the analyst."""

    def perform(**changes: Any) -> RequirementVersion:
        taken = {"key": "tax-audit-chief", "title": "Tax Audit Chief", "text": TEXT, "policy": "plain", **changes}
        return write_requirement.perform(Actor(people.analyst), at=at, why="Written.", **taken)

    return perform


@pytest.fixture
def open_(people: Any, at: datetime, departments: Any, requirement: Any) -> Callable[..., Examination]:
    """Opens an examination of the Department of Revenue, as its HR officer."""

    def perform(**changes: Any) -> Examination:
        taken = {
            "number": "2026-021",
            "title": "Tax Audit Chief",
            "requirement": requirement,
            "on": ON,
            "department": departments.revenue,
            **changes,
        }
        by = taken.pop("by", people.agency_hr)
        return open_examination.perform(Actor(by), at=at, why="A vacancy.", **taken)

    return perform


# --- requirements -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [{"title": "Chief of Tax Audit"}, {"text": TEXT.replace("Six", "Five")}, {"policy": "kansas"}],
    ids=["title", "text", "policy"],
)
def test_changed_words_title_or_policy_make_the_next_version(write: Any, change: dict[str, Any]) -> None:
    first, second = write(), write(**change)
    assert (first.version, second.version) == (1, 2)
    assert RequirementVersion.objects.count() == 2


def test_the_same_requirement_is_the_version_on_record(write: Any) -> None:
    first = write()
    before = LedgerEntry.objects.count()
    assert write(text=f"\n{TEXT}  ") == first
    assert LedgerEntry.objects.count() == before


def test_examples_are_kept_with_the_version(write: Any) -> None:
    example = handed_in("", job("j1", "2012-01")).candidate
    version = write(examples=[example])
    assert json.loads(version.examples_json) == [example.plain()]
    assert write(examples=[]).version == 2


def test_a_version_keeps_the_tree_that_was_read(write: Any) -> None:
    version = RequirementVersion.objects.get(pk=write().pk)
    assert [node.id for node in version.requirement.nodes()] == ["1", "1.1", "1.1.1", "1.1.2", "1.2"]


@pytest.mark.parametrize("key", ["", "Tax", "tax audit", "-tax", "tax--audit", "tax/1", "t" * 81])
def test_a_key_that_cannot_stand_in_an_address_is_refused(write: Any, key: str) -> None:
    with pytest.raises(RequirementKeyError):
        write(key=key)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"text": " ;. "}, EmptyRequirementError),
        ({"text": ""}, TextError),
        ({"text": "Two years\0 of experience"}, TextError),
        ({"text": "word " * 30_000}, TextError),
        ({"title": " "}, TextError),
        ({"policy": "atlantis"}, UnknownPolicyError),
    ],
)
def test_a_requirement_that_cannot_be_kept_is_refused(write: Any, change: dict[str, Any], problem: Any) -> None:
    with pytest.raises(problem):
        write(**change)
    assert RequirementVersion.objects.count() == 0


# --- examinations -----------------------------------------------------------------------------------------------


def test_an_examination_keeps_the_policy_as_it_was(open_: Any) -> None:
    examination = Examination.objects.get(pk=open_(policy="kansas+plain").pk)
    assert examination.policy == "kansas+plain"
    assert json.loads(examination.policy_json) == find_policy("kansas+plain").plain()


def test_without_a_named_policy_it_is_that_of_the_requirement(open_: Any) -> None:
    assert open_().policy == "plain"


def test_a_text_that_keeps_classes_apart_needs_the_class_to_be_named(write: Any, open_: Any) -> None:
    text = "AUDITOR I\n\nOne year of auditing experience.\n\nAUDITOR II\n\nTwo years of auditing experience."
    several = write(key="auditors", text=text)
    titles = several.requirement.titles()
    assert len(titles) == 2
    with pytest.raises(ClassNeededError):
        open_(requirement=several)
    assert open_(requirement=several, for_class=titles[1]).for_class == titles[1]


def test_a_special_requirement_that_the_text_does_not_have_binds_nobody(open_: Any) -> None:
    with pytest.raises(UnknownBindingError):
        open_(binding=["1.7"])


def test_a_number_that_an_examination_has_is_refused(open_: Any) -> None:
    open_()
    with pytest.raises(TakenError):
        open_()


def test_a_position_of_another_department_is_refused(open_: Any, position: Any, departments: Any, people: Any) -> None:
    with pytest.raises(ExaminationPositionError):
        open_(position=position, department=departments.transport, by=people.analyst)
    with pytest.raises(ExaminationPositionError):
        open_(position=position, department=None, by=people.analyst)
    assert open_(position=position).position == position


def test_agency_hr_opens_no_statewide_examination(open_: Any, people: Any) -> None:
    with pytest.raises(ForbiddenError):
        open_(department=None)
    assert open_(department=None, by=people.analyst).department is None


@pytest.fixture
def close(people: Any, at: datetime) -> Callable[[Examination], Examination]:
    """Closes an examination, as the HR officer."""
    return lambda examination: close_examination.perform(
        Actor(people.agency_hr), at=at, why="Filled.", examination=examination
    )


def test_a_closed_examination_takes_no_application_and_does_not_close_twice(
    examination: Any, receive: Any, close: Any
) -> None:
    closed = close(examination)
    assert (closed.status, closed.closed_by.username) == ("closed", "agency_hr")
    with pytest.raises(ExaminationClosedError):
        receive(*candidates())
    with pytest.raises(ExaminationClosedError):
        close(examination)


@pytest.mark.parametrize(("status", "in_the_way"), [("queued", True), ("running", True), ("stopped", False)])
def test_an_examination_is_not_closed_over_work_that_waits_or_runs(
    examination: Any, people: Any, at: datetime, close: Any, status: str, in_the_way: bool
) -> None:
    Job.objects.create(kind=JobKind.JUDGE, examination=examination, asked_by=people.analyst, asked_at=at, status=status)
    if in_the_way:
        with pytest.raises(WorkUnderWayError):
            close(examination)
    else:
        assert close(examination).status == "closed"
