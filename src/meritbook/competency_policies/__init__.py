"""Policies on competency assessments, as dated and cited data: anonymity, days, readers, ratings."""

from meritbook.competency_policies.loader import SHIPPED, load_competency_policies, read_competency_policies

__all__ = ["SHIPPED", "load_competency_policies", "read_competency_policies"]
