"""Who takes part in the competency assessments of the demonstration: each of them can sign in and do their part."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

GROUPS = ("peers", "reports", "others")


@cache
def told() -> dict[str, Any]:
    """The story as the file has it."""
    text = files("meritbook.demo").joinpath("data", "competencies.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def asked_in(round_: dict[str, Any]) -> tuple[str, ...]:
    """The eleven of a round as the file has it: who is assessed, their supervisor, and the groups in their order."""
    return (round_["subject"], told()["supervisor"], *(one for group in GROUPS for one in round_[group]))


def usernames() -> frozenset[str]:
    """Everybody who is asked in one of the rounds."""
    return frozenset((*asked_in(told()), *asked_in(told()["open"])))
