"""Policies on local boards, as dated data: who sits on them, how money is shared, what is reported and by when."""

from meritbook.empowerment_policies.loader import (
    SHIPPED,
    load_empowerment_policies,
    read_empowerment_policies,
)

__all__ = ["SHIPPED", "load_empowerment_policies", "read_empowerment_policies"]
