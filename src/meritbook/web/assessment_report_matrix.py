"""The addresses of the report of an assessment and who may see it, against every role.

In the record of the tests the report is the executive's, who shows agency HR a part of it.
"""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import SIGNED_IN, Address, all_of, some_of

_IN_OFFICE = all_of(*(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR))
_READERS = some_of(Role.EXECUTIVE, Role.AGENCY_HR)
_OWN = some_of(Role.EXECUTIVE)
_KEEPERS = all_of(Role.AGENCY_HR, Role.PERSONNEL_STAFF)
_KEPT = {**all_of(Role.PERSONNEL_STAFF), **some_of(Role.AGENCY_HR)}

ASSESSMENT_REPORTS: dict[str, Address] = {
    "web:assessment_reports": Address(get=_IN_OFFICE),
    "web:assessment_report": Address(get=_READERS),
    "web:assessment_report_table": Address(get=_READERS),
    "web:assessment_report_paper": Address(get=_OWN, post=_OWN),
    "web:assessment_report_share": Address(get=_OWN, post=_OWN),
    "web:assessment_report_unshare": Address(get=_OWN, post=_OWN),
    # Whoever lost every role can still take back what they show.
    "web:shown": Address(get=all_of(*SIGNED_IN)),
    "web:shown_end": Address(get=_OWN, post=_OWN),
    "web:assessment_reports_set": Address(get=_KEEPERS, post=_KEEPERS),
    "web:assessment_reports_work": Address(get=_KEPT),
    "web:assessment_reports_stop": Address(get=None, post=_KEPT),
    "web:assessment_reports_resume": Address(get=None, post=_KEPT),
}
