"""Policies on audits of measures, as dated and cited data: criteria, samples, and what a rating needs."""

from meritbook.audit_policies.loader import SHIPPED, load_audit_policies, read_audit_policies

__all__ = ["SHIPPED", "load_audit_policies", "read_audit_policies"]
