"""Reads policies on organizational development and refuses what is wrong in them."""

from __future__ import annotations

from functools import cache

from meritbook.core.results.development import DevelopmentPolicy, DevelopmentPolicyError
from meritbook.policy_files import PolicyFiles

_FILES = PolicyFiles("meritbook.development_policies", DevelopmentPolicy, DevelopmentPolicyError)
SHIPPED = _FILES.shipped
"""The keys of the shipped policies; each is the name of a TOML file beside this module."""
read_development_policies = _FILES.read
"""The policies of a file, by their first day; raises `DevelopmentPolicyError` with the place of what is wrong."""
load_development_policies = cache(_FILES.load)
"""The shipped policies of that name, or those of the TOML file at that path. Raises `DevelopmentPolicyError`."""
