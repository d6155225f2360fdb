"""`choices`, `desk`, `digest` on the command line."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from typing import Any

import pytest

from meritbook.actions import Actor, mail, send_digest, subscribe_digest
from meritbook.core.service.choice_model import Choices
from service_state import MORNING, State, state
from service_world import position_row, seat_row

__all__ = ["state"]

pytestmark = pytest.mark.usefixtures("on_record")


def test_the_choices_are_shown_by_the_number_of_the_position(state: State, meritbook: Callable[..., Any]) -> None:
    ran = meritbook("choices", "0012-03", "--on", "2005-04-25")
    assert ran.code == 0
    assert "R. Osei, 0012-03 (REV), as of 2005-04-25" in ran.out
    assert "Notice served by: 2005-04-30" in ran.out
    assert "Last day: 2005-05-05." in ran.out
    assert "unknown then" in ran.out
    assert "Caution: " in ran.err


def test_as_json_the_choices_are_the_published_value(state: State, meritbook: Callable[..., Any]) -> None:
    ran = meritbook(
        "choices", state.seats["osei"].pk, "--on", "2005-04-25", "--salary", "9250.50", "--served", "mail", "--json"
    )
    found = Choices.model_validate(ran.json)
    assert str(found.choice("change_pay").cost.year_change) == "3006.00"
    serve = found.choice("serve_notice")
    assert serve.appeal is not None
    assert serve.appeal.last_day is None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("9999-99",), "service.no_such_seat"),
        (("0012-03", "--salary", "much"), "cli.usage"),
        (("0012-03", "--salary", "NaN"), "cli.usage"),
        (("0012-03", "--served", "pigeon"), "cli.usage"),
        (("0012-03", "--notice-on", "2005-04-24"), "choices.notice_day"),
        (("0012-03", "--arrived-on", "soon"), "cli.date"),
        (("0012-03", "--salary", "9000.001"), "law.fact_invalid"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_code(
    arguments: tuple[str, ...], code: str, state: State, meritbook: Callable[..., Any]
) -> None:
    ran = meritbook("choices", *arguments, "--on", "2005-04-25", "--json")
    assert ran.code != 0
    assert ran.json["error"]["code"] == code


def test_a_number_that_two_departments_share_is_not_guessed(state: State, meritbook: Callable[..., Any]) -> None:
    seat_row(position_row(state.transport, "0012-03", state.hr), state.hr)
    assert (
        meritbook("choices", "0012-03", "--on", "2005-04-25", "--json").json["error"]["code"] == "service.seat_unclear"
    )


def test_a_desk_is_shown_for_a_person_on_a_day(state: State, meritbook: Callable[..., Any]) -> None:
    ran = meritbook("desk", "--as", "director", "--on", "2005-04-25")
    assert ran.code == 0
    lines = [line.strip() for line in ran.out.splitlines()]
    assert "2. R. Osei, 0012-03: notice by 30 April 2005, or none · last day 30 April 2005" in lines
    answer = meritbook("desk", "--as", "director", "--on", "2005-05-01", "--json").json
    assert answer["sections"][0]["acts"][0]["rule"] == "contract.due"
    past = "This day is past. What began after it is left out"
    assert lines[0].startswith(past)
    assert answer["note"].startswith(past)
    assert meritbook("desk", "--as", "director", "--json").json["note"] == ""
    assert meritbook("desk", "--as", "no-one", "--json").json["error"]["code"] == "cli.unknown_name"


def test_the_digest_is_sent_once_and_json_stays_one_document(
    state: State, meritbook: Callable[..., Any], settings: Any
) -> None:
    settings.EMAIL_BACKEND = mail.CONSOLE
    subscribe_digest.perform(Actor(state.director), at=MORNING, why="Weekly.", address="d@agency.example", weekday=0)
    first = meritbook("digest", "--on", "2005-04-25", "--json")
    assert [one["sent"] for one in first.json["digests"]] == [True]
    assert "To: d@agency.example" in first.err
    assert meritbook("digest", "--on", "2005-04-25", "--json").json["digests"] == []


def test_a_refusal_of_the_mail_server_ends_with_bad_news_and_the_others_are_sent(
    state: State, meritbook: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for user in (state.director, state.hr):
        subscribe_digest.perform(
            Actor(user), at=MORNING, why="Weekly.", address=f"{user.username}@agency.example", weekday=0
        )

    def some(address: str, message: Any) -> None:
        if address.startswith("director"):
            raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(send_digest, "_mail", some)
    ran = meritbook("digest", "--on", "2005-06-06", "--json")
    assert ran.code == 1
    assert {one["username"]: one["sent"] for one in ran.json["digests"]} == {"director": False, "hr": True}
