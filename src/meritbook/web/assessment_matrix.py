"""The addresses of competency assessments: what is asked of one, and the keeping of them, against every role.

Of the record of the tests: the executive of the Department of Revenue is assessed; the department's HR officer keeps
it. The measure owner is asked as a peer, and answered once before.
"""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import EVERYBODY, Address, all_of, some_of

_IN_OFFICE = all_of(*(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR))
_KEEPERS = all_of(Role.PERSONNEL_STAFF, Role.AGENCY_HR)
_KEPT = {**all_of(Role.PERSONNEL_STAFF), **some_of(Role.AGENCY_HR)}
_KEEP = Address(get=_KEPT, post=_KEPT)
_RATER = some_of(Role.MEASURE_OWNER)
_ASKED = Address(get=_RATER, post=_RATER)
_LINK = all_of(*EVERYBODY)
"""Whoever has the link."""

ASSESSMENTS: dict[str, Address] = {
    "web:competencies": Address(get=_IN_OFFICE),
    "web:assessment_answer": _ASKED,
    "web:assessment_draft": Address(get=None, post=_RATER),
    "web:assessment_decline": _ASKED,
    "web:assessment_delegate": _ASKED,
    "web:assessment_take_back": _ASKED,
    "web:guest_answer": Address(get=_LINK, post=_LINK),
    # Only from the browser that began.
    "web:guest_draft": Address(get=None, post={}),
    "web:guest_decline": Address(get=_LINK, post=_LINK),
    "web:guest_take_back": Address(get=_LINK, post=_LINK),
    "web:assessments": Address(get=_KEEPERS),
    "web:assessment_new": Address(get=_KEEPERS, post=_KEEPERS),
    "web:assessment": Address(get={**_KEPT, **some_of(Role.EXECUTIVE)}),
    "web:assessment_rater_new": _KEEP,
    "web:assessment_rater_remove": _KEEP,
    "web:assessment_open": _KEEP,
    "web:assessment_close": _KEEP,
    "web:assessment_withdraw": _KEEP,
}
