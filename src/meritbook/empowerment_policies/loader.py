"""Reads policies on local boards and refuses what is wrong in them."""

from __future__ import annotations

from functools import cache

from meritbook.core.results.board_policy import EmpowermentPolicy, EmpowermentPolicyError
from meritbook.policy_files import PolicyFiles

_FILES = PolicyFiles("meritbook.empowerment_policies", EmpowermentPolicy, EmpowermentPolicyError)
SHIPPED = _FILES.shipped
"""The keys of the shipped policies; each is the name of a TOML file beside this module."""
read_empowerment_policies = _FILES.read
"""The policies of a file, by their first day; raises `EmpowermentPolicyError` with the place of what is wrong."""
load_empowerment_policies = cache(_FILES.load)
"""The shipped policies of that name, or those of the TOML file at that path. Raises `EmpowermentPolicyError`."""
