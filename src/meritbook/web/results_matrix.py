"""The addresses of the results register against every role."""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import Address, all_of, some_of
from meritbook.web.audits_matrix import AUDITS
from meritbook.web.board_matrix import BOARDS
from meritbook.web.development_matrix import DEVELOPMENT
from meritbook.web.help_matrix import HELP
from meritbook.web.lean_matrix import LEAN
from meritbook.web.report_matrix import REPORTS
from meritbook.web.returns_matrix import RETURNS

_RESULTS = Address(get=all_of(*(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR)))
"""Whoever is in office reads plans, measures and their values."""
_RISK_OFFICES = (Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR, Role.RESULTS_PRACTITIONER)
_READ_RISKS = Address(get=all_of(Role.RESULTS_ADMINISTRATOR, Role.AUDITOR, *_RISK_OFFICES))
_READ_RISK = Address(get={**all_of(Role.RESULTS_ADMINISTRATOR, Role.AUDITOR), **some_of(*_RISK_OFFICES)})
_RISK_KEEPERS = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(*_RISK_OFFICES)}
_KEEP_RISK = Address(get=_RISK_KEEPERS, post=_RISK_KEEPERS)
_ENTER_RISK = Address(
    get=all_of(Role.RESULTS_ADMINISTRATOR, *_RISK_OFFICES), post=all_of(Role.RESULTS_ADMINISTRATOR, *_RISK_OFFICES)
)
_RISK_ACCEPTORS = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(Role.DEPARTMENT_DIRECTOR)}
_KEEP_PLANS = (Role.RESULTS_ADMINISTRATOR, Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR)
_PLAN_KEPT = {
    **all_of(Role.RESULTS_ADMINISTRATOR),
    **some_of(Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR),
}
_KEEP_PLAN = Address(get=_PLAN_KEPT, post=_PLAN_KEPT)
_ADOPT_PLAN = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(Role.DEPARTMENT_DIRECTOR)}
_REPORT_ACTION = {**_PLAN_KEPT, **some_of(Role.MEASURE_OWNER)}
"""Of an action: its owner, who in the record of the tests is the owner of measures, and those who keep the plan."""
_KEEP_MEASURES = (Role.RESULTS_ADMINISTRATOR, Role.RESULTS_FACILITATOR, Role.DEPARTMENT_DIRECTOR)
_KEEPS = {
    **all_of(Role.RESULTS_ADMINISTRATOR),
    **some_of(Role.RESULTS_FACILITATOR, Role.DEPARTMENT_DIRECTOR),
}
_KEEP_MEASURE = Address(get=_KEEPS, post=_KEEPS)
_RECORD = {**_KEEPS, **some_of(Role.RESULTS_PRACTITIONER, Role.MEASURE_OWNER)}
_RECORDERS = (*_KEEP_MEASURES, Role.RESULTS_PRACTITIONER, Role.MEASURE_OWNER, Role.EXECUTIVE)
_HANDED_IN = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(Role.MEASURE_OWNER)}
"""Of a file: who handed it in, in the record of the tests a measure owner, and who records everywhere."""
_RECORD_VALUE = Address(get=_RECORD, post=_RECORD)

RESULTS: dict[str, Address] = {
    **BOARDS,
    **HELP,
    **AUDITS,
    **REPORTS,
    **DEVELOPMENT,
    **LEAN,
    # The results register
    "web:measures": _RESULTS,
    "web:risks": _READ_RISKS,
    "web:risk_new": _ENTER_RISK,
    "web:risk_appetite": Address(
        get=_READ_RISKS.get, post=all_of(Role.RESULTS_ADMINISTRATOR, Role.DEPARTMENT_DIRECTOR)
    ),
    "web:risk_runs": _READ_RISKS,
    "web:risk_run_new": _ENTER_RISK,
    "web:risk_run": _READ_RISK,
    "web:risk": _READ_RISK,
    "web:risk_words": _KEEP_RISK,
    "web:risk_owner": _KEEP_RISK,
    "web:risk_review": _KEEP_RISK,
    "web:risk_move": _KEEP_RISK,
    "web:risk_assess": _KEEP_RISK,
    "web:risk_control_new": _KEEP_RISK,
    "web:risk_control_test": _KEEP_RISK,
    "web:risk_treatment_new": _KEEP_RISK,
    "web:risk_treatment_move": _KEEP_RISK,
    "web:risk_ask": _KEEP_RISK,
    "web:risk_decide": Address(get=_RISK_ACCEPTORS, post=_RISK_ACCEPTORS),
    "web:risk_withdraw": _KEEP_RISK,
    "web:risk_indicator": _KEEP_RISK,
    "web:results_plans": _RESULTS,
    "web:results_plan": _RESULTS,
    "web:results_plan_version": _RESULTS,
    "web:results_plan_compare": _RESULTS,
    "web:results_plan_stratml": _RESULTS,
    "web:results_plan_map": _RESULTS,
    "web:results_goal": _RESULTS,
    "web:results_plan_new": Address(get=all_of(*_KEEP_PLANS), post=all_of(*_KEEP_PLANS)),
    "web:results_plan_edit": _KEEP_PLAN,
    "web:results_plan_take_in": _KEEP_PLAN,
    "web:results_plan_adopt": Address(get=_ADOPT_PLAN, post=_ADOPT_PLAN),
    "web:results_plan_amend": _KEEP_PLAN,
    "web:results_plan_withdraw": _KEEP_PLAN,
    "web:results_plan_confirm": _KEEP_PLAN,
    "web:results_plan_report": Address(get=_REPORT_ACTION, post=_REPORT_ACTION),
    "web:measure": _RESULTS,
    "web:measure_new": Address(get=all_of(*_KEEP_MEASURES), post=all_of(*_KEEP_MEASURES)),
    "web:value_files": Address(get=all_of(*_RECORDERS), post=all_of(*_RECORDERS)),
    "web:value_sample": Address(get=all_of(*_RECORDERS)),
    "web:value_file": Address(get=_HANDED_IN, post=_HANDED_IN),
    "web:value_work": Address(get=_HANDED_IN),
    "web:value_work_stop": Address(get=None, post=_HANDED_IN),
    "web:value_work_resume": Address(get=None, post=_HANDED_IN),
    "web:measure_change": _KEEP_MEASURE,
    "web:measure_query": _KEEP_MEASURE,
    "web:measure_query_end": _KEEP_MEASURE,
    "web:measure_fetch": Address(get=None, post=_RECORD),
    "web:measure_owner": _KEEP_MEASURE,
    "web:measure_retire": _KEEP_MEASURE,
    "web:measure_baseline": _KEEP_MEASURE,
    "web:measure_values": _RECORD_VALUE,
    "web:measure_correct": _RECORD_VALUE,
    **RETURNS,
}
