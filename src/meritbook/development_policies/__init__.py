"""Policies on organizational development, as dated and cited data: areas, questions, levels, and surveys."""

from meritbook.development_policies.loader import SHIPPED, load_development_policies, read_development_policies

__all__ = ["SHIPPED", "load_development_policies", "read_development_policies"]
