"""Policies on risks, as dated and cited data: scales in words, what is material, who accepts and for how long."""

from meritbook.risk_policies.loader import SHIPPED, load_risk_policies, read_risk_policies

__all__ = ["SHIPPED", "load_risk_policies", "read_risk_policies"]
