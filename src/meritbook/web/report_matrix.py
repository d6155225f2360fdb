"""The addresses of annual reports against every role."""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import EVERYBODY, Address, all_of, some_of

_ALL = Address(get=all_of(*EVERYBODY))
_IN_OFFICE = all_of(*(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR))
_KEEP_ANY = all_of(Role.RESULTS_ADMINISTRATOR, Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR)
_KEEP = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR)}
_PUBLISH = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(Role.DEPARTMENT_DIRECTOR)}

REPORTS: dict[str, Address] = {
    "web:reports": _ALL,
    "web:report": _ALL,
    "web:report_edition": _ALL,
    "web:report_goal": _ALL,
    "web:report_list": _ALL,
    "web:report_file": _ALL,
    "web:report_new": Address(get=_KEEP_ANY, post=_KEEP_ANY),
    "web:report_draft": Address(get=_IN_OFFICE),
    "web:report_words": Address(get=_IN_OFFICE),
    "web:report_write": Address(get=_KEEP, post=_KEEP),
    "web:report_include": Address(get=_PUBLISH, post=_PUBLISH),
    "web:report_inclusion_end": Address(get=_PUBLISH, post=_PUBLISH),
    "web:report_publish": Address(get=_PUBLISH, post=_PUBLISH),
    "web:report_revise": Address(get=_KEEP, post=_KEEP),
    "web:report_withdraw": Address(get=_PUBLISH, post=_PUBLISH),
    "web:resource_moves": Address(get=_IN_OFFICE, post=_KEEP_ANY),
    "web:resource_move_withdraw": Address(get=_KEEP, post=_KEEP),
}
