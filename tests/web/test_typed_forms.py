"""What was typed into a long form comes back after the session ended, to whoever typed it and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from meritbook.records.models import FormDraft
from web_world import BACKEND

pytestmark = pytest.mark.django_db
WORDS = "Forty refunds came late in May."

FORMS = {
    "web:agreement_rating_interim": ("rating:{pk}:rater:interim", "department_director", "says"),
    "web:agreement_evidence_new": ("evidence:{pk}", "appointing_authority", "says"),
    "web:agreement_evidence_change": ("evidence:{pk}:{note}", "appointing_authority", "says"),
    "web:agreement_review_new": ("review:{pk}", "appointing_authority", "rater_says"),
    "web:agreement_review_answer": ("review_answer:{review}", "executive", "says"),
    "web:agreement_answer": ("contract_answer:{pk}", "department_director", "why"),
    "web:agreement_comment": ("contract_comment:{pk}", "department_director", "says"),
    "web:agreement_alter": ("contract_alter:{pk}", "department_director", "reason"),
    "web:seat_notice": ("notice:{pk}", "department_director", "reason"),
}
"""The name under which the words of a form are kept, who fills it, and one of its fields."""


@pytest.mark.parametrize("name", FORMS)
def test_words_that_were_sent_after_the_session_ended_come_back(
    world: Any, signed_in: Callable[[Any], Any], settings: Any, name: str
) -> None:
    if name == "web:agreement_alter":
        settings.MERITBOOK_ON = world.executives.agreement.ends_before - timedelta(days=1)
    key, who, field = FORMS[name]
    taken = world.arguments()[name]
    address, person = reverse(name, kwargs=taken), getattr(world.people, who)
    sent = {"typed-form": key.format(**taken), "typed-who": str(person.pk), field: WORDS}
    client = signed_in(None)
    assert client.post(address, sent).status_code == 302
    client.force_login(person, backend=BACKEND)
    offered = client.get(address).content.decode()
    assert f'name="typed-form" value="{sent["typed-form"]}"' in offered
    assert "did not send it" in offered
    assert WORDS not in offered
    assert WORDS in client.get(f"{address}?typed=take").content.decode()


def test_a_note_that_was_sent_is_kept_as_typed_no_more(world: Any, signed_in: Callable[[Any], Any]) -> None:
    pk = world.executives.agreement.pk
    client = signed_in(world.people.appointing_authority)
    client.post(reverse("web:typed"), {"typed-form": f"evidence:{pk}", "says": WORDS})
    assert FormDraft.objects.exists()
    address = reverse("web:agreement_evidence_new", args=[pk])
    assert client.post(address, {"says": "", "typed-form": f"evidence:{pk}"}).status_code == 422
    assert FormDraft.objects.exists()
    sent = {"says": WORDS, "happened_on": str(world.year.draft.happened_on), "sharing": "private", "about": ""}
    assert client.post(address, sent).status_code == 302
    assert not FormDraft.objects.exists()
