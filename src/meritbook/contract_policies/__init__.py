"""The shipped policies on contracts: weights, and who is asked again for which section; one TOML file each."""

from meritbook.contract_policies.loader import SHIPPED, load_contract_policies, read_contract_policies

__all__ = ["SHIPPED", "load_contract_policies", "read_contract_policies"]
