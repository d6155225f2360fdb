"""The addresses of investments, the budget and quarterly reviews against every role."""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import Address, all_of, some_of

_READ = Address(get=all_of(*(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR)))
_OFFICES = (Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR)
_KEEPERS = all_of(Role.RESULTS_ADMINISTRATOR, *_OFFICES)
_ENTER = Address(get=_KEEPERS, post=_KEEPERS)
_KEEP_OF = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(*_OFFICES)}
_KEEP = Address(get=_KEEP_OF, post=_KEEP_OF)
_VERIFY_OF = {**all_of(Role.RESULTS_ADMINISTRATOR, Role.AUDITOR), **some_of(Role.DEPARTMENT_DIRECTOR)}
"""Not the facilitator, who in the record of the tests made the case."""
_REVIEW_LIST = Address(get=all_of(Role.RESULTS_ADMINISTRATOR, Role.AUDITOR, *_OFFICES, Role.RESULTS_PRACTITIONER))
_REVIEW = Address(
    get={**all_of(Role.RESULTS_ADMINISTRATOR, Role.AUDITOR), **some_of(*_OFFICES, Role.RESULTS_PRACTITIONER)}
)
_FOLLOW_UP = Address(
    get={
        **all_of(Role.RESULTS_ADMINISTRATOR, Role.AUDITOR),
        **some_of(*_OFFICES, Role.RESULTS_PRACTITIONER, Role.MEASURE_OWNER),
    }
)
"""Of a follow-up: its owner, who in the record of the tests is the owner of measures, and who reads the review."""
_REPORT_OF = {**_KEEP_OF, **some_of(Role.MEASURE_OWNER)}

RETURNS: dict[str, Address] = {
    "web:returns": _READ,
    "web:return": _READ,
    "web:return_new": _ENTER,
    "web:return_edit": _KEEP,
    "web:return_decide": _KEEP,
    "web:return_start": _KEEP,
    "web:return_verify": Address(get=_VERIFY_OF, post=_VERIFY_OF),
    "web:return_end": _KEEP,
    "web:budget": _READ,
    "web:budget_unit": _READ,
    "web:budget_unit_new": _ENTER,
    "web:budget_spending": _KEEP,
    "web:reviews": _REVIEW_LIST,
    "web:review_new": _ENTER,
    "web:review": _REVIEW,
    "web:review_file": _REVIEW,
    "web:review_table": _REVIEW,
    "web:review_open": _KEEP,
    "web:review_off": _KEEP,
    "web:review_decision": _KEEP,
    "web:review_follow_up": _KEEP,
    "web:review_close": _KEEP,
    "web:follow_ups": _READ,
    "web:follow_up": _FOLLOW_UP,
    "web:follow_up_report": Address(get=_REPORT_OF, post=_REPORT_OF),
    "web:follow_up_settle": _KEEP,
}
