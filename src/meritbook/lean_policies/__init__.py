"""Policies on Lean, as dated and cited data: wastes, days of measuring again, kinds of savings, phases and gates."""

from meritbook.lean_policies.loader import SHIPPED, load_lean_policies, read_lean_policies

__all__ = ["SHIPPED", "load_lean_policies", "read_lean_policies"]
