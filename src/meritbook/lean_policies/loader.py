"""Reads policies on Lean and refuses what is wrong in them."""

from __future__ import annotations

import itertools
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from meritbook.core.results.lean_policy import LeanPolicy, LeanPolicyError
from meritbook.core.terms import Term

SHIPPED = ("standard",)
"""The keys of the shipped policies; each is the name of a TOML file beside this module."""


def read_lean_policies(text: str, *, where: str = "") -> tuple[LeanPolicy, ...]:
    """The policies of a file, by their first day; raises `LeanPolicyError` with the place of what is wrong."""
    try:
        rows = tomllib.loads(text).get("policy")
    except tomllib.TOMLDecodeError as error:
        raise LeanPolicyError(f"The policy is not valid TOML: {error}.", where=where) from error
    if not isinstance(rows, list) or not rows:
        raise LeanPolicyError("There is no [[policy]] in the file.", where=where)
    try:
        found = sorted((LeanPolicy.model_validate(row) for row in rows), key=lambda one: one.starts_on)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise LeanPolicyError(f"{place or 'policy'}: {first['msg']}.", where=where) from error
    terms = [Term(starts_on=one.starts_on, ends_before=one.ends_before) for one in found]
    for earlier, later in itertools.pairwise(terms):
        if earlier.overlaps(later):
            raise LeanPolicyError(f"Two policies hold on {later.starts_on.isoformat()}.", where=where)
    return tuple(found)


@cache
def load_lean_policies(name: str) -> tuple[LeanPolicy, ...]:
    """The shipped policies of that name, or those of the TOML file at that path. Raises `LeanPolicyError`."""
    if name in SHIPPED:
        text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
        return read_lean_policies(text, where=name)
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LeanPolicyError(
            f"“{name}” is no shipped policy ({', '.join(SHIPPED)}) and no file that can be read.", where=name
        ) from error
    return read_lean_policies(text, where=name)
