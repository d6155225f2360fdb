"""The demonstration on a part of the state: built, built again, killed and gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from meritbook.cli.output import Output
from meritbook.demo.descriptions import DemoPosition, positions
from meritbook.demo.state import State

pytestmark = pytest.mark.django_db

PART = {"department-director", "division-chief", "chief-of-sub-programs", "office-assistant", "unfinished-description"}


def part(state: State) -> Iterator[DemoPosition]:
    """The Departments of Revenue and of Health, with a few kinds of positions."""
    return (one for one in positions(state) if one.department in ("REV", "HHS", "CUL") and one.source in PART)


@pytest.fixture
def demonstrate(
    db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[], str]:
    """Runs the demonstration on the test's database."""
    from meritbook.demo import run, steps

    settings.MERITBOOK_HOME = tmp_path
    monkeypatch.setenv("MERITBOOK_DEMO", "")
    monkeypatch.setattr("meritbook.cli.home.has_records", lambda: True)
    monkeypatch.setattr(steps, "positions", part)

    def perform() -> str:
        assert run.demonstrate(Output()) == 0
        return capsys.readouterr().out

    return perform


def counts() -> dict[str, int]:
    """How many rows there are of each kind."""
    from django.apps import apps

    return {model.__name__: model._default_manager.count() for model in apps.get_app_config("records").get_models()}


def test_the_demonstration_does_the_main_job_and_a_second_run_doubles_nothing(demonstrate: Callable[[], str]) -> None:
    out = demonstrate()
    for words in (
        "18 departments, 117 people",
        "plan kansas",
        "characters kept",
        "What the allocations answered",
        "allocated  kansas: Public Service Executive II",
        "[position.percent_total]",
        "Who meets the minimum qualifications",
        "2005-PSE-02",
        "candidates-to-try.csv",
        "The record is sound",
        "Why Public Service Executive II",
        "analyst",
    ):
        assert words in out
    before = counts()
    assert before["Decision"] >= 2
    assert before["Application"] == 152
    assert before["Precedent"] >= 5
    assert before["PlanRevision"] == 9
    demonstrate()
    assert counts() == before


def test_the_examinations_hold_a_candidate_in_every_state(demonstrate: Callable[[], str], tmp_path: Path) -> None:
    from meritbook.records.models import (
        Application,
        Determination,
        Examination,
        Finding,
        Precedent,
        Settlement,
    )

    demonstrate()
    for examination in Examination.objects.all():
        verdicts = set(Finding.objects.filter(application__examination=examination).values_list("verdict", flat=True))
        assert verdicts == {"met", "not_met", "undetermined"}, examination
    assert {one.outcome for one in Determination.objects.all()} == {"qualified", "not_qualified", "information"}
    assert all(one.notice_pdf and one.notice_docx for one in Determination.objects.all())
    answered = Application.objects.get(determinations__number=2)
    assert [one.version for one in answered.statements.order_by("version")] == [1, 2]
    assert {one.status for one in Precedent.objects.all()} == {"standing", "overruled"}
    assert Settlement.objects.filter(verdict="undetermined", precedent__verdict="met").count() == 1
    assert Finding.objects.filter(asked__precedent__isnull=False).count() > 20
    assert {one.determined_by.username for one in Determination.objects.all()} == {"analyst", "hr.hhs", "hr.cul"}


def test_the_file_to_try_holds_hundreds_of_candidates_whom_nobody_has_received(
    demonstrate: Callable[[], str], tmp_path: Path
) -> None:
    from meritbook.readers.candidates import read_applications
    from meritbook.records.models import Application

    demonstrate()
    data = (tmp_path / "candidates-to-try.csv").read_bytes()
    found = read_applications(data, name="candidates-to-try.csv")
    assert len(found) > 300
    numbers = {one.candidate.number for one in found}
    assert len(numbers) == len(found)
    assert not Application.objects.filter(number__in=numbers).exists()


def test_a_run_that_was_killed_goes_on_where_it_stopped(
    demonstrate: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.actions import submit_description
    from meritbook.records.models import PositionVersion

    perform, calls = submit_description.perform, []

    def killed(*args: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return perform(*args, **more)

    monkeypatch.setattr(submit_description, "perform", killed)
    with pytest.raises(KeyboardInterrupt):
        demonstrate()
    monkeypatch.setattr(submit_description, "perform", perform)
    entered = PositionVersion.objects.count()
    assert entered
    demonstrate()
    from meritbook.demo.state import load_state

    assert PositionVersion.objects.count() == len(list(part(load_state()))) > entered


def test_the_record_of_a_real_office_is_left_alone(demonstrate: Callable[[], str], people: Any) -> None:
    from meritbook.demo.steps import NotADemoError

    with pytest.raises(NotADemoError):
        demonstrate()


def test_the_password_is_kept_for_its_owner_alone(settings: Any, tmp_path: Path) -> None:
    from meritbook.demo.steps import demo_password

    settings.MERITBOOK_HOME = tmp_path
    assert demo_password() == demo_password()
    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0
