"""Who opens the addresses of local boards in the record of `web_world`."""

from __future__ import annotations

_KEPT = (
    "_new", "_area", "_member_new", "_member", "_plan", "_program_new", "_program_end", "_figures", "_file",
    "_children", "_payment", "_indicator", "_assistance", "_report_new", "_report_approve", "_report_submit",
)  # fmt: skip
_DECIDED = ("_dissolve", "_designate", "_amend", "_carry", "_share_new", "_report_decide")
SEEN_BY = {
    "web:boards": "results_facilitator",
    "web:boards_money": "results_administrator",
    "web:boards_roll_up": "auditor",
    "web:board": "results_facilitator",
    "web:board_report": "results_facilitator",
    "web:board_sharing": "auditor",
    **{f"web:board{name}": "results_facilitator" for name in _KEPT},
    **{f"web:board{name}": "results_administrator" for name in _DECIDED},
}
