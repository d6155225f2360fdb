"""What the tests of the pages about candidates share: reading a page, and sending its forms back as they stand."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.urls import reverse


def text_of(response: Any) -> str:
    """The page as it was sent, with its entities resolved."""
    return unescape(response.content.decode())


def words_of(response: Any) -> str:
    """What a reader sees, without markup and with white space folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(response)).split())


def hidden_value(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def place(name: str, row: Any, *more: Any) -> str:
    """The address of a page about an application, or about another row."""
    return reverse(f"web:{name}", args=[row.pk, *more])


def settle_fields(client: Any, row: Any, key: str, **more: str) -> dict[str, str]:
    """What the form of a question sends, as it stands on the page."""
    page = text_of(client.get(place("application_settle", row), {"key": key}))
    sent = {
        "key": key,
        "statement": hidden_value(page, "statement"),
        "verdict": "met",
        "why": "Read with the supervisor.",
    }
    for name in ("instead_of", "precedent"):
        if f'name="{name}"' in page:
            sent[name] = hidden_value(page, name)
    return {**sent, **more}


def determine_fields(client: Any, row: Any, **more: str) -> dict[str, str]:
    """What the form of a determination sends, as it stands on the page."""
    page = text_of(client.get(place("application_determine", row)))
    sent = {"judgement": hidden_value(page, "judgement"), "outcome": "qualified", "determine": "1"}
    if 'name="instead_of"' in page:
        sent["instead_of"] = hidden_value(page, "instead_of")
    return {**sent, **more}


def with_password(client: Any) -> Any:
    """The same client, just after its person gave the password."""
    from conftest import PASSWORD

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client
