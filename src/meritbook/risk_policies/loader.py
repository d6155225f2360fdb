"""Reads policies on risks and refuses what is wrong in them."""

from __future__ import annotations

from functools import cache

from meritbook.core.results.risk_policy import RiskPolicy, RiskPolicyError
from meritbook.policy_files import PolicyFiles

_FILES = PolicyFiles("meritbook.risk_policies", RiskPolicy, RiskPolicyError)
SHIPPED = _FILES.shipped
"""The keys of the shipped policies; each is the name of a TOML file beside this module."""
read_risk_policies = _FILES.read
"""The policies of a file, by their first day; raises `RiskPolicyError` with the place of what is wrong."""
load_risk_policies = cache(_FILES.load)
"""The shipped policies of that name, or those of the TOML file at that path. Raises `RiskPolicyError`."""
