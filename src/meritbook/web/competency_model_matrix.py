"""The addresses of competency models, their versions and crosswalks, against every role.

Of the record of the tests: everybody in office reads models; personnel staff keep them.
"""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import Address, all_of

_IN_OFFICE = Address(get=all_of(*(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR)))
_KEEPERS = all_of(Role.PERSONNEL_STAFF)
_KEEP = Address(get=_KEEPERS, post=_KEEPERS)

COMPETENCY_MODELS: dict[str, Address] = {
    "web:competency_models": _IN_OFFICE,
    "web:competency_model_new": _KEEP,
    "web:competency_model_write": _KEEP,
    "web:competency_model": _IN_OFFICE,
    "web:competency_model_compare": _IN_OFFICE,
    "web:competency_model_change": _KEEP,
    "web:competency_model_next": _KEEP,
    "web:competency_model_retire": _KEEP,
    "web:competency_model_take_over": _KEEP,
    "web:competency_model_file": _IN_OFFICE,
    "web:crosswalk": _IN_OFFICE,
    "web:crosswalk_new": _KEEP,
    "web:crosswalk_withdraw": _KEEP,
    "web:competency_class": _IN_OFFICE,
}
