"""The shipped policies: how each jurisdiction counts experience and education, dated and cited, one TOML file each."""

from meritbook.policies.loader import (
    SHIPPED,
    PolicyFileError,
    UnknownPolicyError,
    find_policy,
    load_policies,
    read_policy,
)

__all__ = ["SHIPPED", "PolicyFileError", "UnknownPolicyError", "find_policy", "load_policies", "read_policy"]
