"""Reads policies on contracts and refuses what is wrong in them."""

from __future__ import annotations

from functools import cache

from meritbook.core.contracts.policy import ContractPolicy, ContractPolicyError
from meritbook.policy_files import PolicyFiles

_FILES = PolicyFiles(
    "meritbook.contract_policies", ContractPolicy, ContractPolicyError, shipped=("standard", "weighted")
)
SHIPPED = _FILES.shipped
"""The keys of the shipped policies; each is the name of a TOML file beside this module."""
read_contract_policies = _FILES.read
"""The policies of a file, by their first day; raises `ContractPolicyError` with the place of what is wrong."""
load_contract_policies = cache(_FILES.load)
"""The shipped policies of that name, or those of the TOML file at that path. Raises `ContractPolicyError`."""
