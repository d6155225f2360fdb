"""`results` on the command line: a quarterly review from its call to its minutes, and its follow-ups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_record")]
KEEPER, OWNER, AUDITOR = ("--as", "results_facilitator"), ("--as", "measure_owner"), ("--as", "auditor")


@pytest.fixture(autouse=True)
def _on_a_day(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)


def test_a_review_is_called_opened_on_what_was_read_and_closed_with_minutes(
    meritbook: Callable[..., Any], reviews: Any
) -> None:
    call = ("results", "call-review", "--department", "revenue", "--quarter", "2025-05-01", "--on", "2026-03-02")
    assert "permission.denied" in meritbook(*call, *AUDITOR, "--why", "Spring.").err
    called = meritbook(*call, *KEEPER, "--why", "Spring.", "--json")
    jsonschema.validate(called.json, schemas()["results-review"])
    assert (called.json["status"], called.json["sealed"], called.json["quarter"]) == ("called", False, "FY2025 Q4")
    assert meritbook(*call, *KEEPER, "--why", "Spring.", "--json").json["error"]["code"] == "results.review_taken"
    number, seal = called.json["id"], called.json["pack_sha256"]
    assert f"Seal of the pack as it is now: {seal}" in meritbook("results", "review", number, *KEEPER).out
    of = (number, *KEEPER)
    closed_too_early = meritbook("results", "close-review", *of, "--present", "All.", "--json")
    assert closed_too_early.code == 3
    assert meritbook("results", "open-review", *of, "--sha256", "0" * 64, "--json").json["error"]["code"] == (
        "results.review"
    )
    assert meritbook("results", "open-review", number, *AUDITOR, "--sha256", seal, "--json").json["error"]["code"] == (
        "permission.denied"
    )
    opened = meritbook("results", "open-review", *of, "--sha256", seal, "--json")
    assert (opened.json["sealed"], opened.json["pack_sha256"]) == (True, seal)
    decided = meritbook("results", "review-decision", *of, "--says", "Hire a clerk.", "--why", "Queues.")
    assert "Decided: Hire a clerk." in decided.out
    give = ("results", "give-follow-up", *of, "--what", "Count the queue.", "--due", "2026-04-01", "--owner")
    assert meritbook(*give, "no-such", "--json").json["error"]["code"] == "results.follow_up_owner"
    given = meritbook(*give, "measure_owner", "--json")
    assert [(one["what"], one["state"]) for one in given.json["follow_ups"]] == [("Count the queue.", "open")]
    closed = meritbook("results", "close-review", *of, "--present", "Director.", "--says", "In an hour.", "--json")
    assert (closed.json["status"], closed.json["minutes"]["present"]) == ("closed", "Director.")


def test_a_review_is_called_off_before_it_opens(meritbook: Callable[..., Any], reviews: Any) -> None:
    off = ("results", "call-off-review", reviews.called.pk, *KEEPER, "--why", "Budget week.")
    assert meritbook(*off, "--json").json["status"] == "called_off"
    assert meritbook(*off).code == 3
    nowhere = meritbook("results", "call-off-review", 10**20, *KEEPER, "--why", "So.", "--json")
    assert nowhere.json["error"]["code"] == "results.no_review"


def test_a_follow_up_is_reported_by_its_owner_and_settled_by_somebody_else(
    meritbook: Callable[..., Any], reviews: Any
) -> None:
    report = ("results", "report-follow-up", reviews.given.pk, *OWNER, "--says", "Two clerks were ill.")
    done = meritbook(*report, "--json")
    jsonschema.validate(done.json, schemas()["results-follow-up"])
    assert done.json["state"] == "reported"
    settle = ("results", "settle-follow-up", reviews.given.pk)
    assert meritbook(*settle, "accept", *OWNER, "--says", "So.").code == 3
    assert meritbook(*settle, "splendid", *KEEPER, "--says", "So.").code == 2
    back = meritbook(*settle, "give-back", *KEEPER, "--says", "Say how many days.")
    assert ": open. " in back.out
    assert meritbook(*report).code == 0
    assert meritbook(*settle, "accept", *KEEPER, "--says", "Seen.", "--json").json["state"] == "accepted"
    other = meritbook("results", "settle-follow-up", reviews.reported.pk, "drop", *KEEPER, "--says", "Moved.", "--json")
    assert other.json["state"] == "dropped"
