"""The addresses of the ladder to the next level and the bench of talent, against every role.

Of the record of the tests: the executive shares something; nobody who plans succession is named for a class.
"""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import Address, all_of, some_of

_IN_OFFICE = all_of(*(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR))
_PLAN_SUCCESSION = all_of(Role.DEPARTMENT_DIRECTOR, Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF)
_OWN = some_of(Role.EXECUTIVE)

TALENT: dict[str, Address] = {
    "web:ladder": Address(get=_IN_OFFICE),
    "web:talent": Address(get=_IN_OFFICE),
    "web:talent_new": Address(get=_IN_OFFICE, post=_IN_OFFICE),
    "web:talent_withdraw": Address(get=_OWN, post=_OWN),
    "web:talent_bench": Address(get=_PLAN_SUCCESSION),
    "web:talent_class": Address(get=_PLAN_SUCCESSION, post=_PLAN_SUCCESSION),
    "web:talent_seats": Address(get=_PLAN_SUCCESSION),
}
