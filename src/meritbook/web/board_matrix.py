"""The addresses of local boards against every role."""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import Address, all_of, some_of

_READ = Address(get=all_of(*(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR)))
_KEEPERS = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(Role.RESULTS_FACILITATOR)}
_KEEP = Address(get=_KEEPERS, post=_KEEPERS)
_ENTERS = all_of(Role.RESULTS_ADMINISTRATOR, Role.RESULTS_FACILITATOR)
_DECIDES = all_of(Role.RESULTS_ADMINISTRATOR)
_DECIDE = Address(get=_DECIDES, post=_DECIDES)
"""What the shipped policy on local boards leaves to the administrator of results."""

BOARDS: dict[str, Address] = {
    "web:boards": _READ,
    "web:boards_money": _READ,
    "web:boards_roll_up": _READ,
    "web:boards_roll_up_csv": _READ,
    "web:boards_roll_up_pdf": _READ,
    "web:board": _READ,
    "web:board_report": _READ,
    "web:board_sharing": _READ,
    "web:board_new": Address(get=_ENTERS, post=_ENTERS),
    "web:board_area": _KEEP,
    "web:board_member_new": _KEEP,
    "web:board_member": _KEEP,
    "web:board_plan": _KEEP,
    "web:board_program_new": _KEEP,
    "web:board_program_end": _KEEP,
    "web:board_figures": _KEEP,
    "web:board_file": _KEEP,
    "web:board_children": _KEEP,
    "web:board_payment": _KEEP,
    "web:board_indicator": _KEEP,
    "web:board_assistance": _KEEP,
    "web:board_report_new": _KEEP,
    "web:board_report_approve": _KEEP,
    "web:board_report_submit": _KEEP,
    "web:board_dissolve": _DECIDE,
    "web:board_designate": _DECIDE,
    "web:board_amend": _DECIDE,
    "web:board_carry": _DECIDE,
    "web:board_share_new": _DECIDE,
    "web:board_report_decide": _DECIDE,
}
