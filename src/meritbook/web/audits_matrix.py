"""The addresses of audits of measures against every role."""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import Address, all_of, some_of

_READ = Address(get=all_of(*(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR)))
"""Whoever is in office reads audits, as they read measures."""
_AUDITORS = {**all_of(Role.AUDITOR), **some_of(Role.RESULTS_ADMINISTRATOR, Role.RESULTS_FACILITATOR)}
"""An administrator keeps measures as well, and may have a part in one; a facilitator is of one department."""
_AUDIT = Address(get=_AUDITORS, post=_AUDITORS)
_CHARTER = all_of(Role.AUDITOR, Role.RESULTS_ADMINISTRATOR, Role.RESULTS_FACILITATOR)
_ANSWERERS = {
    **all_of(Role.RESULTS_ADMINISTRATOR),
    **some_of(Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR, Role.MEASURE_OWNER),
}
_ANSWER = Address(get=_ANSWERERS, post=_ANSWERERS)

AUDITS: dict[str, Address] = {
    "web:audits": _READ,
    "web:audit": _READ,
    "web:audit_measure": _READ,
    "web:audit_sample_file": _READ,
    "web:audit_findings": _READ,
    "web:audit_finding": _READ,
    "web:audit_new": Address(get=_CHARTER, post=_CHARTER),
    "web:audit_sample": _AUDIT,
    "web:audit_recalculate": _AUDIT,
    "web:audit_grade": _AUDIT,
    "web:audit_finding_new": _AUDIT,
    "web:audit_rate": _AUDIT,
    "web:audit_withdraw": _AUDIT,
    "web:audit_finding_answer": _ANSWER,
    "web:audit_finding_done": _ANSWER,
    "web:audit_finding_verify": _AUDIT,
}
