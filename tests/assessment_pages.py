"""What tests of the pages of competency assessments read of a page, and what they send to one."""

from __future__ import annotations

import re
from typing import Any

from assessment_world import given

SECRET = "The cellar smells of almonds."


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, (response.status_code, response.content[-900:])
    return str(response.content.decode())


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def receipt_in(page: str) -> str:
    found = re.search(r'class="mb-receipt"><code>([^<]+)</code>', page)
    assert found is not None
    return found[1]


def typed(assessment: Any, place: int = 3, words: str = "") -> dict[str, str]:
    """What a browser sends."""
    chosen = {f"b-{key}": str(said) for key, said in given(assessment, place).items()}
    return {**chosen, "c-integrity": words}
