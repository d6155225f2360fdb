"""Where the messages of a site lead that is served from the command line."""

from __future__ import annotations

import os
from typing import Any

import pytest

from meritbook.cli.office import name_the_address

SERVED = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("demo", "named", "leads_to"),
    [
        (True, "", SERVED),
        (True, "https://merit.example", "https://merit.example"),
        (False, "", ""),  # a proxy stands before it, whose address nobody said
    ],
)
def test_only_a_demonstration_takes_the_address_at_which_it_is_served_for_its_own(
    demo: bool, named: str, leads_to: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MERITBOOK_ADDRESS", named)
    settings.MERITBOOK_DEMO, settings.MERITBOOK_ADDRESS = demo, named
    name_the_address(SERVED)
    assert leads_to == settings.MERITBOOK_ADDRESS == os.environ["MERITBOOK_ADDRESS"]
