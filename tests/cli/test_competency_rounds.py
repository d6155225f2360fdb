"""Rounds of competency assessments in a shell: who may not keep one, opening one, and who left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import jsonschema
import pytest

import rater_world as world
from meritbook.cli.answers import schemas
from meritbook.records.models import Role
from year_stage import do

pytestmark = pytest.mark.django_db
KEEPER, WHY = ("--as", "agency_hr"), ("--why", "For the round.")


@pytest.fixture
def today(settings: Any, at: Any) -> Any:
    settings.MERITBOOK_ON = at.date()
    return at


@pytest.fixture
def raters(departments: Any, today: Any) -> Any:
    return world.staff(today, departments.revenue, 4)


@pytest.fixture
def draft(people: Any, raters: Any, today: Any) -> Any:
    version = world.version_of(world.model_of(), today)
    return world.drawn(
        people.agency_hr, today, subject=people.executive, version=version, groups={"peer": raters[:3]}
    )  # fmt: skip


def test_a_keeper_who_is_asked_is_refused_with_the_reason(
    meritbook: Callable[..., Any], on_record: None, people: Any, departments: Any, draft: Any, raters: Any, today: Any
) -> None:
    do(
        "grant_role", people.system_administrator, today, user=raters[0], role=Role.AGENCY_HR,
        department=departments.revenue, starts_on=date(2020, 1, 1),
    )  # fmt: skip
    who = ("--as", "rater-1")
    shown = meritbook("competencies", "assessments", draft.pk, *who, "--json")
    named = meritbook(
        "competencies", "name-rater", draft.pk, "--group", "peer", "--rater", "rater-4", *who, *WHY, "--json"
    )
    for refused in (shown, named):
        assert refused.json["error"]["code"] == "permission.own_case"
        assert "does not keep it" in refused.json["error"]["message"]
    assert meritbook("competencies", "assessments", *who, "--json").json["total"] == 0
    assert meritbook("competencies", "assessments", *KEEPER, "--json").json["total"] == 1


def test_one_of_which_nothing_would_be_told_is_opened_with_confirm_alone(
    meritbook: Callable[..., Any], on_record: None, people: Any, draft: Any, raters: Any, today: Any
) -> None:
    do("deactivate_user", people.system_administrator, today, user=raters[0])
    days = ("--from", "2026-03-02", "--until", "2026-03-06")
    refused = meritbook("competencies", "open-assessment", draft.pk, *days, *KEEPER, *WHY, "--json")
    assert refused.json["error"]["code"] == "competencies.nothing_told"
    opened = meritbook("competencies", "open-assessment", draft.pk, *days, *KEEPER, *WHY, "--confirm")
    assert "Rater Number 1: cannot answer any more, as they hold no office" in opened.out
    assert "Nothing of the groups would be told: 2 in all groups together can answer, fewer than 3." in opened.out
    taken = ("competencies", "remove-rater", draft.pk, "rater-1", "--because", "Left.", *KEEPER, *WHY)
    shown = meritbook(*taken, "--json")
    jsonschema.validate(shown.json, schemas()["competencies-assessments"])
    assert shown.json["assessment"]["cannot_answer"] == []
    assert [one["asked"] for one in shown.json["assessment"]["groups"] if one["group"] == "peer"] == [2]
    assert "cli.unknown_name" in meritbook(*taken).err
    kept = meritbook("competencies", "remove-rater", draft.pk, "rater-2", "--because", "Slow.", *KEEPER, *WHY)
    assert "competencies.rater_stands" in kept.err
