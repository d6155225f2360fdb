"""Reads policies on competency assessments and refuses what is wrong in them."""

from __future__ import annotations

from functools import cache

from meritbook.core.competencies.policy import CompetencyPolicy, CompetencyPolicyError
from meritbook.policy_files import PolicyFiles

_FILES = PolicyFiles("meritbook.competency_policies", CompetencyPolicy, CompetencyPolicyError)
SHIPPED = _FILES.shipped
"""The keys of the shipped policies; each is the name of a TOML file beside this module."""
read_competency_policies = _FILES.read
"""The policies of a file, by their first day; raises `CompetencyPolicyError` with the place of what is wrong."""
load_competency_policies = cache(_FILES.load)
"""The shipped policies of that name, or those of the TOML file at that path. Raises `CompetencyPolicyError`."""
