"""The addresses of organizational development against every role.

Of the record of the tests: the assessments are the Department of Revenue's, by its facilitator; one is not shown yet,
one is shown and not answered, and the owner of measures carries its improvement out.
"""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import Address, all_of, some_of

_IN_OFFICE = all_of(*(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR))
_OFFICES = (Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR, Role.RESULTS_PRACTITIONER)
_READ_ALL = all_of(Role.RESULTS_ADMINISTRATOR, Role.AUDITOR)
_DRAFT = {**_READ_ALL, **some_of(Role.RESULTS_FACILITATOR)}
"""What is not shown yet is read by its assessors, and by those who read everywhere."""
_KEEPERS = all_of(Role.RESULTS_ADMINISTRATOR, Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR)
_ASSESSOR = some_of(Role.RESULTS_FACILITATOR)
_ASSESS = Address(get=_ASSESSOR, post=_ASSESSOR)
_DIRECTOR = some_of(Role.DEPARTMENT_DIRECTOR)
_PLANS = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR)}
_REPORTS = {**_PLANS, **some_of(Role.MEASURE_OWNER)}
_KEPT = {
    **all_of(Role.RESULTS_ADMINISTRATOR),
    **some_of(Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR),
}
_KEEP_SURVEY = Address(get=_KEPT, post=_KEPT)

DEVELOPMENT: dict[str, Address] = {
    "web:development": Address(get=all_of(Role.RESULTS_ADMINISTRATOR, Role.AUDITOR, *_OFFICES)),
    "web:development_new": Address(get=_KEEPERS, post=_KEEPERS),
    "web:development_one": Address(get=_DRAFT),
    "web:development_area": _ASSESS,
    "web:development_evidence": _ASSESS,
    "web:development_file": Address(get=_DRAFT),
    "web:development_show": _ASSESS,
    "web:development_reopen": _ASSESS,
    "web:development_answer": Address(get=_DIRECTOR, post=_DIRECTOR),
    "web:improvement_new": Address(get=_PLANS, post=_PLANS),
    "web:improvement": Address(get=_REPORTS, post=_REPORTS),
    "web:surveys": Address(get=_IN_OFFICE),
    "web:survey_new": Address(get=_KEEPERS, post=_KEEPERS),
    "web:survey": Address(get=_IN_OFFICE),
    "web:survey_table": Address(get=_IN_OFFICE),
    "web:survey_answer": Address(get=_IN_OFFICE, post=_IN_OFFICE),
    "web:survey_change": _KEEP_SURVEY,
    "web:survey_open": _KEEP_SURVEY,
    "web:survey_close": _KEEP_SURVEY,
    "web:survey_withdraw": _KEEP_SURVEY,
}
