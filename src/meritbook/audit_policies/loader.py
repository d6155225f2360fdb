"""Reads policies on audits and refuses what is wrong in them."""

from __future__ import annotations

from functools import cache

from meritbook.core.results.audit_policy import AuditPolicy, AuditPolicyError
from meritbook.policy_files import PolicyFiles

_FILES = PolicyFiles("meritbook.audit_policies", AuditPolicy, AuditPolicyError)
SHIPPED = _FILES.shipped
"""The keys of the shipped policies; each is the name of a TOML file beside this module."""
read_audit_policies = _FILES.read
"""The policies of a file, by their first day; raises `AuditPolicyError` with the place of what is wrong."""
load_audit_policies = cache(_FILES.load)
"""The shipped policies of that name, or those of the TOML file at that path. Raises `AuditPolicyError`."""
