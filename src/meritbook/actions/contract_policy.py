"""The policy on contracts that this office decided on, as it holds on a day."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from meritbook.contract_policies import load_contract_policies
from meritbook.core.contracts.policy import ContractPolicy, policy_on


def contract_policy(on: date) -> ContractPolicy:
    """The policy on the day; raises `ContractPolicyError` when none holds, or the setting cannot be read."""
    return policy_on(load_contract_policies(settings.MERITBOOK_CONTRACT_POLICY), on)
