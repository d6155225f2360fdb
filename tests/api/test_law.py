"""The law over the API: what can be looked up, and cases put before it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from meritbook.law import SHIPPED, load_law

pytestmark = pytest.mark.django_db

BODY = "application/json"
SIZE = {"department.permanent_fte": 1500, "department.positions": 15, "department.more_for_cause": 0}


@pytest.fixture
def send(world: Any, client: Client) -> Any:
    """Puts cases before the Colorado pack."""

    def checked(**body: Any) -> Any:
        return client.post(
            "/api/law-packs/colorado-ses/check",
            json.dumps(body),
            content_type=BODY,
            HTTP_AUTHORIZATION=f"Bearer {world.tokens['analyst'].token}",
        )

    return checked


def error(response: Any) -> tuple[int, str, str]:
    answer = response.json()["error"]
    assert answer["to_do"]
    return response.status_code, answer["code"], answer["where"]


# --- looked up ------------------------------------------------------------------------------------------------


def test_every_pack_is_listed_with_its_rules_and_what_was_not_read(client: Client) -> None:
    answer = client.get("/api/law-packs").json()
    assert [one["key"] for one in answer] == list(SHIPPED)
    for one in answer:
        law = load_law(one["key"])
        assert [rule["id"] for rule in one["rules"]] == list(law.rules)
        assert one["note"] == law.pack.note
        assert one == client.get(f"/api/law-packs/{one['key']}").json()


def test_a_rule_comes_with_its_check_citation_rank_and_readings(client: Client) -> None:
    answer = client.get("/api/law-packs/colorado-ses/rules/contract.due").json()
    law = load_law("colorado-ses")
    assert answer["rule"]["check"] == law.rules["contract.due"].check
    assert answer["citation"]["rank"] == "technical_assistance"
    assert [one["id"] for one in answer["readings"]] == [one.id for one in law.readings_of("contract.due")]
    assert [one["name"] for one in answer["facts"]] == list(law.facts_of("contract.due"))


def test_the_facts_of_a_rule_say_their_unit_and_who_supplies_them(client: Client) -> None:
    answer = client.get("/api/law-packs/colorado-ses/facts?rule=seats.department_entitlement").json()
    named = {one["fact"]["name"]: one for one in answer["facts"]}
    assert named["department.permanent_fte"]["fact"]["unit"] == "FTE"
    assert named["department.permanent_fte"]["fact"]["ask"] == "agency_hr"
    assert "seats.department_entitlement" in named["department.permanent_fte"]["rules"]
    every = client.get("/api/law-packs/colorado-ses/facts").json()
    assert len(every["facts"]) == len(load_law("colorado-ses").facts)


def test_differences_of_two_packs_come_in_pages(client: Client) -> None:
    answer = client.get("/api/law-packs/kansas-pse/differences/iowa-prs").json()
    assert answer["total"] > len(answer["rows"]) == 25
    assert answer["rows"][0]["only_in"] in ("kansas-pse", "iowa-prs")
    assert client.get("/api/law-packs/kansas-pse/differences/kansas-pse").json()["total"] == 0


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("atlantis", "law.unknown_pack"),
        ("atlantis/facts", "law.unknown_pack"),
        ("kansas-pse/differences/atlantis", "law.unknown_pack"),
        ("kansas-pse/rules/seats.state_cap", "law.unknown_rule"),
        ("kansas-pse/facts?rule=seats.state_cap", "law.unknown_rule"),
    ],
)
def test_what_there_is_not_is_not_found(client: Client, path: str, code: str) -> None:
    assert error(client.get(f"/api/law-packs/{path}"))[:2] == (404, code)


# --- cases ----------------------------------------------------------------------------------------------------


def test_one_case_is_judged_by_every_rule_of_the_pack(send: Any) -> None:
    answer = send(cases=[SIZE], on="2005-01-10").json()
    assert (answer["judged"], answer["failed"], answer["pack"], answer["on"]) == (1, 0, "colorado-ses", "2005-01-10")
    verdicts = {one["rule"]: one for one in answer["cases"][0]["verdicts"]}
    assert list(verdicts) == list(load_law("colorado-ses").rules)
    assert verdicts["seats.department_entitlement"]["verdict"] == "met"
    assert verdicts["contract.due"]["verdict"] == "undetermined"


def test_many_cases_keep_their_order_labels_and_days_and_a_bad_one_is_named_without_stopping_the_others(
    send: Any,
) -> None:
    answer = send(
        cases=[
            {"case": "enough", **SIZE},
            {"case": "misspelt", "department.fte": 99},
            {"case": "too many", **SIZE, "department.positions": 16},
            {"case": "no such day", "on": "2005-02-30", **SIZE},
            {"case": "in groups", "on": "2005-02-10", "department": {"permanent_fte": 99.5, "positions": 0}},
        ],
        on="2005-01-10",
        rules=["seats.department_entitlement"],
    ).json()
    assert (answer["judged"], answer["failed"]) == (3, 2)
    told = [(one["number"], one["case"], one["verdicts"][0]["verdict"]) for one in answer["cases"] if one["verdicts"]]
    assert told == [(1, "enough", "met"), (3, "too many", "not_met"), (5, "in groups", "met")]
    wrong = [(one["number"], one["error"]["code"], one["error"]["where"]) for one in answer["cases"] if one["error"]]
    assert wrong == [(2, "law.unknown_fact", "body.cases.1"), (4, "law.fact_invalid", "body.cases.3.on")]
    assert answer["cases"][4]["verdicts"][0]["on"] == "2005-02-10"


def test_a_case_without_a_day_is_told_to_name_one(send: Any) -> None:
    answer = send(cases=[SIZE]).json()
    assert answer["cases"][0]["error"]["code"] == "api.invalid"
    assert answer["cases"][0]["error"]["where"] == "body.cases.0.on"


def test_a_reading_is_taken_the_other_way_and_a_figure_changed_for_a_simulation(send: Any) -> None:
    asked = {"cases": [{**SIZE, "department.permanent_fte": 101, "department.positions": 2}], "on": "2005-01-10"}
    rules = ["seats.department_entitlement"]

    def verdict(**more: Any) -> Any:
        return send(**asked, rules=rules, **more).json()["cases"][0]["verdicts"][0]

    assert verdict()["verdict"] == "not_met"
    assert verdict(readings=["whole-hundreds=alternative"])["verdict"] == "met"
    simulated = verdict(changes={"seats.fte_per_position": 50})
    assert simulated["verdict"] == "met"
    assert any("A simulation" in one for one in simulated["cautions"])


def test_strict_refuses_a_day_for_which_the_law_is_not_known(send: Any) -> None:
    assert error(send(cases=[SIZE], on="2011-01-10", strict=True))[:2] == (409, "law.not_known_on_day")
    own = send(cases=[{"on": "2011-01-10", **SIZE}], strict=True).json()
    assert own["cases"][0]["error"]["code"] == "law.not_known_on_day"
    assert send(cases=[SIZE], on="2011-01-10").json()["judged"] == 1


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"rules": ["seats.none"]}, 404, "law.unknown_rule"),
        ({"readings": ["none=alternative"]}, 404, "law.unknown_reading"),
        ({"changes": {"seats.none": 1}}, 404, "law.unknown_parameter"),
        ({"changes": {"seats.fte_per_position": 0}}, 404, "law.unknown_parameter"),
        ({"cases": []}, 422, "api.invalid"),
        ({"misspelt": True}, 422, "api.invalid"),
        ({"on": "soon"}, 422, "api.invalid"),
        ({"on": "0001-01-01"}, 400, "law.fact_invalid"),
    ],
)
def test_a_wrong_question_is_refused_as_a_whole(send: Any, more: dict[str, Any], status: int, code: str) -> None:
    body = {"cases": [SIZE], "on": "2005-01-10", **more}
    assert error(send(**body))[:2] == (status, code)


def test_more_cases_or_verdicts_than_one_request_may_ask_for_are_refused_with_what_to_do(send: Any) -> None:
    many = send(cases=[{}] * 501, on="2005-01-10", rules=["seats.state_cap"])
    assert error(many) == (413, "api.too_many_cases", "body.cases")
    assert "501" in many.json()["error"]["message"]
    rules = len(load_law("colorado-ses").rules)
    most = 2_000 // rules
    assert error(send(cases=[{}] * (most + 1), on="2005-01-10"))[:2] == (413, "api.too_many_cases")
    assert send(cases=[{}] * most, on="2005-01-10", rules=["seats.state_cap"]).json()["judged"] == most


def test_a_text_that_cannot_be_kept_is_refused_in_its_place(send: Any) -> None:
    assert error(send(cases=[{"case": "\ud800", **SIZE}], on="2005-01-10"))[:2] == (422, "api.invalid")


def test_cases_are_judged_for_people_who_sign_in(client: Client) -> None:
    response = client.post("/api/law-packs/colorado-ses/check", {"cases": [{}]}, content_type=BODY)
    assert error(response)[:2] == (401, "api.sign_in")
