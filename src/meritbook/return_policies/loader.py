"""Reads policies on returns and refuses what is wrong in them."""

from __future__ import annotations

from functools import cache

from meritbook.core.results.return_policy import ReturnPolicy, ReturnPolicyError
from meritbook.policy_files import PolicyFiles

_FILES = PolicyFiles("meritbook.return_policies", ReturnPolicy, ReturnPolicyError)
SHIPPED = _FILES.shipped
"""The keys of the shipped policies; each is the name of a TOML file beside this module."""
read_return_policies = _FILES.read
"""The policies of a file, by their first day; raises `ReturnPolicyError` with the place of what is wrong."""
load_return_policies = cache(_FILES.load)
"""The shipped policies of that name, or those of the TOML file at that path. Raises `ReturnPolicyError`."""
