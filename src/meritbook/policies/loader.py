"""Reads the shipped policies and refuses what is wrong in them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from pydantic import ValidationError

from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.policy import Policy, filled

SHIPPED = (
    "california",
    "colorado",
    "iowa",
    "kansas",
    "los-angeles",
    "maine",
    "pennsylvania",
    "plain",
    "south-florida",
)
"""The keys of the shipped policies; each is the name of a TOML file beside this module."""


class PolicyFileError(MeritbookError):
    """A policy file that cannot be used: not TOML, a key that is unknown, missing or given twice, a rule without its
    citation, two values of a rule on one day, or a day of the known term without one."""

    code = "policies.file_invalid"
    remedy = "Correct the named place; docs/reference/qualification-policies.md lists the rules and their fields."
    http_status = 500


class UnknownPolicyError(MeritbookError):
    """A name under which no policy is shipped."""

    code = "policies.unknown"
    remedy = "Use one of the names that the message lists, or two joined by a plus, such as pennsylvania+plain."
    http_status = 404


def read_policy(text: str, *, where: str = "") -> Policy:
    """A policy from TOML; raises `PolicyFileError` with the place of what is wrong."""
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyFileError(f"The policy is not valid TOML: {error}.", where=where) from error
    try:
        return Policy.model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PolicyFileError(f"{place or 'policy'}: {first['msg']}.", where=where) from error


@cache
def _load(key: str) -> Policy:
    policy = read_policy(
        resources.files(__package__).joinpath(f"{key}.toml").read_text(encoding="utf-8"), where=f"{key}.toml"
    )
    if policy.key != key:
        raise PolicyFileError(f"key: the file is {key}.toml and says {policy.key}.", where=f"{key}.toml")
    return policy


def load_policies() -> dict[str, Policy]:
    """The shipped policies by key, in a fixed order; the dict is the caller's own."""
    return {key: _load(key) for key in SHIPPED}


def find_policy(name: str) -> Policy:
    """The policy of that name; `a+b` is `a`, and where it is silent `b`. Raises `UnknownPolicyError`."""
    keys = [one.strip().casefold().replace(" ", "-").replace("_", "-") for one in name.split("+")]
    unknown = [key for key in keys if key not in SHIPPED]
    if unknown or not 1 <= len(keys) <= 2:
        raise UnknownPolicyError(
            f"No policy goes by the name “{name}”. There are: {', '.join(SHIPPED)}.",
            where=name,
            details={"policies": list(SHIPPED)},
        )
    return _load(keys[0]) if len(keys) == 1 else filled(_load(keys[0]), _load(keys[1]))
