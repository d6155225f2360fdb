"""What is one person's alone is not told in a shell, to which nobody signs in, unless the office lets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli import confidential
from meritbook.cli.answers import schemas
from meritbook.records.models import LedgerEntry

pytestmark = pytest.mark.django_db
EXECUTIVE = ("--as", "executive")
OWN = (
    ("reports",),
    ("report", "1"),
    ("show-report", "1", "--reader", "auditor", "--relation", "colleague", "--competency", "candour"),
    ("take-back-report", "1", "--share", "1"),
    ("growth", "list"),
    ("growth", "show", "1"),
    ("ladder",),
    ("talent",),
    ("asked",),
    ("take-rating-back", "1", "--receipt", "0"),
)


def read_in_shell() -> list[Any]:
    return [one.facts for one in LedgerEntry.objects.filter(action="read_in_shell").order_by("seq")]


@pytest.mark.parametrize("command", OWN, ids=" ".join)
def test_a_shell_of_a_real_office_tells_nobodys_own(
    meritbook: Callable[..., Any], on_record: None, people: Any, command: tuple[str, ...]
) -> None:
    refused = meritbook("competencies", *command, *EXECUTIVE)
    assert refused.code == 3
    assert "Code: cli.confidential" in refused.err
    assert "Read it on the site, signed in as the person." in refused.err
    assert refused.out == ""
    assert read_in_shell() == []


def test_a_bench_is_not_looked_at_in_it(meritbook: Callable[..., Any], on_record: None, talent: Any) -> None:
    looks = ("competencies", "bench", "kansas:4275A4", "--why", "A seat falls free.", "--as", "department_director")
    assert "Code: cli.confidential" in meritbook(*looks).err
    assert not LedgerEntry.objects.filter(action="look_at_bench", why="A seat falls free.").exists()


def test_answers_are_not_sent_from_it_either(
    meritbook: Callable[..., Any], on_record: None, people: Any, tmp_path: Path
) -> None:
    # Whether somebody has answered already would be told by the refusal.
    refused = meritbook("competencies", "answer-assessment", "1", tmp_path / "answers.json", *EXECUTIVE)
    assert "Code: cli.confidential" in refused.err


def test_where_the_office_lets_it_each_reading_is_on_record_with_the_account(
    meritbook: Callable[..., Any], on_record: None, people: Any, shell_reads: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confidential, "account", lambda: "operator")
    found = meritbook("competencies", "reports", *EXECUTIVE, "--json")
    jsonschema.validate(found.json, schemas()["competencies-reports"])
    assert meritbook("competencies", "growth", "list", *EXECUTIVE).code == 0
    assert read_in_shell() == [
        {"of": "executive", "what": what, "account": "operator"}
        for what in ("the competency reports", "the development plans")
    ]
    entry = LedgerEntry.objects.filter(action="read_in_shell").latest("seq")
    # Nobody signed in, so that nobody is said to have read it.
    assert (entry.role, entry.actor) == ("shell", "system")


def test_the_account_is_the_one_of_the_machine_and_no_name_that_a_shell_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    before = confidential.account()
    assert before
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    assert confidential.account() == before


def test_the_acts_of_who_keeps_assessments_are_no_reading(
    meritbook: Callable[..., Any], on_record: None, people: Any
) -> None:
    assert meritbook("competencies", "assessments", "--as", "agency_hr").code == 0
