"""Policies on returns on investment, as dated and cited data: the discount rate, what counts, who decides."""

from meritbook.return_policies.loader import SHIPPED, load_return_policies, read_return_policies

__all__ = ["SHIPPED", "load_return_policies", "read_return_policies"]
