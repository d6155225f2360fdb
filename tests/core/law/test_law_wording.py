"""What no shipped rule says has words as well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.law.making import CHECK, RULE, write
from meritbook.core.law.wording import Phrase, Wording
from meritbook.law import read_law


def _lines(phrase: Phrase, depth: int = 0) -> Iterator[str]:
    yield "  " * depth + phrase.text
    for part in phrase.parts:
        yield from _lines(part, depth + 1)


def said(folder: Path, check: str) -> list[str]:
    """A check of the made-up law in words."""
    law = read_law(write(folder, **{"rules__boat-rule": RULE.replace(CHECK, check)}))
    return list(_lines(Wording(law, law.rule("boat.rule")).check()))


USED = ' and boat.length <= boat.longest and holds(boat.harbor, "coast.harbors") and boat.sails' + (
    " and all_between(boat.marks, mark.least, mark.least) and by(boat.inspected, boat.built_on)"
)
"""Keeps every part of the made-up law in use."""


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (
            "max(boat.built_on, today) > min(boat.built_on, today)",
            "The later of the day on which the boat was built and the day of the check: later than the earlier of the "
            "day on which the boat was built and the day of the check.",
        ),
        (
            "boat.length - boat.length * 2 + boat.longest < max(boat.length, boat.longest)",
            "The length of the boat less the length of the boat times 2 plus the longest boat: less than the greater "
            "of the length of the boat and the longest boat.",
        ),
        (
            'boat.harbor == "north"',
            "The harbor of the boat: it is “The northern harbor”.",
        ),
        (
            'boat.harbor != "north"',
            "The harbor of the boat: not the same as “The northern harbor”.",
        ),
        (
            "boat.length <= (boat.longest if boat.sails and not happened(boat.inspected) else boat.length)",
            "The length of the boat: at most the longest boat where it is so that the boat has sails and not: it has "
            "happened that the boat was inspected, or else the length of the boat.",
        ),
        (
            "not_before(boat.inspected, boat.built_on)",
            "The boat was inspected, not before the day on which the boat was built.",
        ),
    ],
)
def test_a_line_has_words(tmp_path: Path, check: str, words: str) -> None:
    assert said(tmp_path, f"({check}){USED}")[1].strip() == words


def test_none_of_several_is_a_list(tmp_path: Path) -> None:
    assert said(tmp_path, f"not (boat.sails or boat.length > boat.longest){USED}")[1:4] == [
        "  None of these:",
        "    The boat has sails.",
        "    The length of the boat: more than the longest boat.",
    ]
