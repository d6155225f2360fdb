"""The requirements of the shipped plans, every class and level, without any public document at hand."""

from __future__ import annotations

import pytest

from meritbook.core.qualifications.class_text import NoRequirementError, class_text
from meritbook.core.qualifications.model import Text
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.plans import load_shipped


def requirements() -> dict[str, str]:
    found: dict[str, str] = {}
    for key, shipped in load_shipped().items():
        for series, job_class in shipped.plan.classes():
            try:
                found[f"{key}/{job_class.ref}"] = class_text(series, job_class)
            except NoRequirementError:
                continue
    return found


def test_the_shipped_plans_have_requirements_to_read() -> None:
    assert len(requirements()) >= 5


@pytest.mark.parametrize(("name", "text"), requirements().items())
def test_a_requirement_of_a_shipped_plan_is_read_to_the_last_word(name: str, text: str) -> None:
    unread = [node.text for node in parse_requirement(text).nodes() if isinstance(node, Text)]
    assert unread == [], name
