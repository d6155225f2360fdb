"""`competencies asked`, `answer-assessment`, `assessments` and the acts of who keeps one, and the daily work."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import rater_world as world
from meritbook.cli.answers import schemas
from meritbook.records.models import AssessmentRater, MultiraterAssessment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shell_reads")]
KEEPER = ("--as", "agency_hr")
FIRST = ("--as", "rater-1")


@pytest.fixture
def version(people: Any, at: Any) -> Any:
    return world.version_of(world.model_of(), at)


@pytest.fixture
def raters(departments: Any, at: Any) -> Any:
    return world.staff(at, departments.revenue, 4)


@pytest.fixture
def today(settings: Any, at: Any) -> Any:
    settings.MERITBOOK_ON = at.date()
    return at


@pytest.fixture
def row(people: Any, raters: Any, version: Any, today: Any) -> Any:
    return world.opened(
        people.agency_hr, today, days=7, subject=people.executive, version=version, groups={"peer": raters[:4]}
    )


def test_one_is_drawn_up_named_for_opened_and_closed(
    meritbook: Callable[..., Any], on_record: None, raters: Any, version: Any, today: Any, settings: Any
) -> None:
    why = ("--why", "The yearly round.")
    drawn = meritbook(
        "competencies", "draw-assessment", "executive", "--model", "small", "--role", "executive", *KEEPER, *why,
        "--json",
    )  # fmt: skip
    jsonschema.validate(drawn.json, schemas()["competencies-assessments"])
    number = drawn.json["assessment"]["line"]["id"]
    assert drawn.json["assessment"]["would_be_told"] == []
    for one in raters[:3]:
        named = meritbook(
            "competencies", "name-rater", number, "--group", "peer", "--rater", one.username, *KEEPER, *why, "--json"
        )
    assert named.json["assessment"]["would_be_told"] == [["peer"]]
    guest = meritbook(
        "competencies", "name-rater", number, "--group", "other", "--guest", "Mary", "--address", "m@outside.example",
        *KEEPER, *why,
    )  # fmt: skip
    assert "other: 1 asked. Mary" in guest.out
    assert "If everybody answers who can, these would be told: peers, others as one." in guest.out
    opened = meritbook(
        "competencies", "open-assessment", number, "--from", "2026-03-02", "--until", "2026-03-06", *KEEPER, *why
    )
    assert "no group of fewer than 3 is told by itself" in opened.out
    for n, one in enumerate(raters[:3]):
        world.answer(MultiraterAssessment.objects.get(pk=number), one, today, 1 + n)
    early = meritbook("competencies", "close-assessment", number, *KEEPER, *why, "--json")
    assert early.json["error"]["code"] == "competencies.assessment_days"
    settings.MERITBOOK_ON = today.date() + timedelta(days=5)
    closed = meritbook("competencies", "close-assessment", number, *KEEPER, *why, "--json")
    jsonschema.validate(closed.json, schemas()["competencies-assessments"])
    assert closed.json["assessments"][0]["told"]
    # What is told is the person's own: nothing that anybody answered stands here.
    assert "candour" not in closed.out
    listed = meritbook("competencies", "assessments", *KEEPER, "--json")
    jsonschema.validate(listed.json, schemas()["competencies-assessments"])
    assert [one["id"] for one in listed.json["assessments"]] == [number]


def test_what_is_asked_is_looked_at_before_it_is_sent_and_taken_back_by_the_receipt(
    meritbook: Callable[..., Any], on_record: None, row: Any, tmp_path: Path
) -> None:
    asked = meritbook("competencies", "asked", *FIRST, "--json")
    jsonschema.validate(asked.json, schemas()["competencies-asked"])
    (one,) = asked.json["asked"]
    assert (one["subject"], one["group"], one["answerable"]) == ("Executive", "peer", True)
    file = tmp_path / "answers.json"
    given = world.places(row, 4, "not-observed")
    file.write_text(json.dumps({"given": given, "comments": {"candour": "Call 555 123 456 789."}}), encoding="utf-8")
    shown = meritbook("competencies", "answer-assessment", one["id"], file, *FIRST).out
    assert "! It may tell a long number" in shown
    assert "Often" in shown
    assert "Not observed" in shown
    assert AssessmentRater.objects.get(pk=one["id"]).standing == "asked"
    seen = re.search(r"--seen ([0-9a-f]{64})", shown)
    assert seen is not None
    sent = meritbook("competencies", "answer-assessment", one["id"], file, *FIRST, "--seen", seen[1]).out
    receipt = re.search(r"Receipt: ([0-9a-f-]+)", sent)
    assert receipt is not None
    wrong = meritbook("competencies", "take-rating-back", row.pk, "--as", "rater-2", "--receipt", receipt[1])
    assert "competencies.no_such_request" in wrong.err
    back = meritbook("competencies", "take-rating-back", row.pk, *FIRST, "--receipt", receipt[1])
    assert "taken back and gone" in back.out
    assert AssessmentRater.objects.get(pk=one["id"]).standing == "asked"


@pytest.mark.parametrize("held", ["not json", "[1, 2]", '{"given": 4}', '{"given": {}, "name": "me"}', ""])
def test_a_file_that_holds_no_answers_is_refused(
    meritbook: Callable[..., Any], on_record: None, row: Any, tmp_path: Path, held: str
) -> None:
    file = tmp_path / "answers.json"
    file.write_text(held, encoding="utf-8")
    mine = AssessmentRater.objects.get(user__username="rater-1").pk
    found = meritbook("competencies", "answer-assessment", mine, file, *FIRST)
    assert found.code != 0
    assert "competencies.answer" in found.err


def test_what_a_keeper_reads_in_the_shell_is_the_same_whoever_has_answered(
    meritbook: Callable[..., Any], on_record: None, row: Any, raters: Any, today: Any
) -> None:
    before = meritbook("competencies", "assessments", row.pk, *KEEPER, "--json").out
    world.answer(row, raters[0], today, 5)
    assert meritbook("competencies", "assessments", row.pk, *KEEPER, "--json").out == before
    hidden = meritbook("competencies", "assessments", row.pk, "--as", "agency_hr_elsewhere", "--json")
    assert hidden.json["error"]["code"] == "competencies.no_such_assessment"
    refused = meritbook("competencies", "assessments", "--as", "auditor", "--json")
    assert refused.json["error"]["code"] == "permission.denied"


def test_names_that_are_none_are_told(meritbook: Callable[..., Any], on_record: None, row: Any) -> None:
    why = ("--why", "For the round.")
    group = meritbook("competencies", "name-rater", row.pk, "--group", "friend", *KEEPER, *why)
    assert "supervisor, peer, report or other" in group.err
    model = meritbook(
        "competencies", "draw-assessment", "executive", "--model", "none", "--role", "x", *KEEPER, *why
    )  # fmt: skip
    assert "No model that is in use carries the key" in model.err


def test_the_daily_work_closes_what_is_over_and_names_nobody(
    meritbook: Callable[..., Any], on_record: None, row: Any, raters: Any, today: Any, settings: Any
) -> None:
    for n, one in enumerate(raters):
        world.answer(row, one, today, 1 + n)
    settings.MERITBOOK_ON = today.date() + timedelta(days=7)
    # No seat of the service is on record, so that the law has no day to begin with.
    ticked = meritbook("tick")
    assert "law_day.beginning" in ticked.err
    assert f"Assessment {row.pk}: closed." in ticked.err
    assert "Rater" not in ticked.out + ticked.err
    assert MultiraterAssessment.objects.get(pk=row.pk).state == "closed"
