"""Refusals name the act in words that a clerk knows, and whoever was refused by their name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from meritbook.actions import Actor
from meritbook.actions.capabilities import Capability
from meritbook.actions.permission_words import WORDS
from meritbook.actions.permissions import ForbiddenError, require


def test_every_capability_is_said_as_an_act_and_each_in_words_of_its_own() -> None:
    assert set(WORDS) == set(Capability)
    assert len(set(WORDS.values())) == len(WORDS)
    assert [says for says in WORDS.values() if "_" in says or says.endswith(".") or says[0].isupper()] == []


@pytest.mark.django_db
def test_a_refusal_says_who_may_not_do_what(people: Any) -> None:
    with pytest.raises(ForbiddenError) as refused:
        require(Actor(people.measure_owner), Capability.PUBLISH_REPORT, on=date(2026, 3, 2))
    assert refused.value.message == "Measure Owner may not publish or withdraw an annual report here."
    assert refused.value.details["capability"] == "publish_report"
