"""Reads policies on Lean and refuses what is wrong in them."""

from __future__ import annotations

from functools import cache

from meritbook.core.results.lean_policy import LeanPolicy, LeanPolicyError
from meritbook.policy_files import PolicyFiles

_FILES = PolicyFiles("meritbook.lean_policies", LeanPolicy, LeanPolicyError)
SHIPPED = _FILES.shipped
"""The keys of the shipped policies; each is the name of a TOML file beside this module."""
read_lean_policies = _FILES.read
"""The policies of a file, by their first day; raises `LeanPolicyError` with the place of what is wrong."""
load_lean_policies = cache(_FILES.load)
"""The shipped policies of that name, or those of the TOML file at that path. Raises `LeanPolicyError`."""
