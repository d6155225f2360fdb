"""Every address of the site against every role: who may open it, who may send to it.

The table is what is promised, not how it is enforced: views ask `meritbook.actions.permissions`, and
`tests/web/test_matrix.py` opens every address as every role and compares. `Open.OBJECT` marks addresses of one position
or decision: the role may open some of them, and which ones follows from the department, the appointment or the
reporting line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from meritbook.records.models import Role


class Open(StrEnum):
    """How far an address is open."""

    YES = "yes"
    OBJECT = "object"
    """For the objects that the role reaches."""


PUBLIC = "public"
NO_ROLE = "no_role"
"""Somebody who signs in and holds no role."""
SUPERVISOR = "supervisor"
"""Somebody who holds no role, and whose position others report to."""

EVERYBODY = (PUBLIC, NO_ROLE, SUPERVISOR, *Role.values)
SIGNED_IN = (NO_ROLE, SUPERVISOR, *Role.values)
CENTRAL = (Role.ANALYST, Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR)
"""They read every position."""
AGENCY = (Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY)
"""They read the positions of their department."""
LIMITED = (Role.EXECUTIVE, SUPERVISOR)
"""They read the position that they hold, or those below it."""


def _all(*roles: str) -> dict[str, Open]:
    return dict.fromkeys(roles, Open.YES)


def _some(*roles: str) -> dict[str, Open]:
    return dict.fromkeys(roles, Open.OBJECT)


@dataclass(frozen=True)
class Address:
    """Who may open an address and who may send to it. A role that is not named may not."""

    get: dict[str, Open] | None
    """`None` when the address is not opened, only sent to."""
    post: dict[str, Open] | None = None
    """`None` when nothing is sent to it."""


_PLAN = Address(get=_all(*EVERYBODY))
_RESULTS = Address(get=_all(*(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR)))
"""Whoever is in office reads plans, measures and their values."""
_RISK_OFFICES = (Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR, Role.RESULTS_PRACTITIONER)
_READ_RISKS = Address(get=_all(Role.RESULTS_ADMINISTRATOR, Role.AUDITOR, *_RISK_OFFICES))
_READ_RISK = Address(get={**_all(Role.RESULTS_ADMINISTRATOR, Role.AUDITOR), **_some(*_RISK_OFFICES)})
_RISK_KEEPERS = {**_all(Role.RESULTS_ADMINISTRATOR), **_some(*_RISK_OFFICES)}
_KEEP_RISK = Address(get=_RISK_KEEPERS, post=_RISK_KEEPERS)
_ENTER_RISK = Address(
    get=_all(Role.RESULTS_ADMINISTRATOR, *_RISK_OFFICES), post=_all(Role.RESULTS_ADMINISTRATOR, *_RISK_OFFICES)
)
_RISK_ACCEPTORS = {**_all(Role.RESULTS_ADMINISTRATOR), **_some(Role.DEPARTMENT_DIRECTOR)}
_KEEP_PLANS = (Role.RESULTS_ADMINISTRATOR, Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR)
_PLAN_KEPT = {
    **_all(Role.RESULTS_ADMINISTRATOR),
    **_some(Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR),
}
_KEEP_PLAN = Address(get=_PLAN_KEPT, post=_PLAN_KEPT)
_ADOPT_PLAN = {**_all(Role.RESULTS_ADMINISTRATOR), **_some(Role.DEPARTMENT_DIRECTOR)}
_REPORT_ACTION = {**_PLAN_KEPT, **_some(Role.MEASURE_OWNER)}
"""Of an action: its owner, who in the record of the tests is the owner of measures, and those who keep the plan."""
_KEEP_MEASURES = (Role.RESULTS_ADMINISTRATOR, Role.RESULTS_FACILITATOR, Role.DEPARTMENT_DIRECTOR)
_KEEPS = {
    **_all(Role.RESULTS_ADMINISTRATOR),
    **_some(Role.RESULTS_FACILITATOR, Role.DEPARTMENT_DIRECTOR),
}
_KEEP_MEASURE = Address(get=_KEEPS, post=_KEEPS)
_RECORD = {**_KEEPS, **_some(Role.RESULTS_PRACTITIONER, Role.MEASURE_OWNER)}
_RECORDERS = (*_KEEP_MEASURES, Role.RESULTS_PRACTITIONER, Role.MEASURE_OWNER, Role.EXECUTIVE)
_HANDED_IN = {**_all(Role.RESULTS_ADMINISTRATOR), **_some(Role.MEASURE_OWNER)}
"""Of a file: who handed it in, in the record of the tests a measure owner, and who records everywhere."""
_RECORD_VALUE = Address(get=_RECORD, post=_RECORD)
_POSITION = Address(get={**_all(*CENTRAL), **_some(*AGENCY, *LIMITED)})
_READ_LIST = Address(get=_all(*CENTRAL, *AGENCY, *LIMITED))
_DOCUMENTS = Address(
    get=_all(Role.ANALYST, Role.AGENCY_HR, Role.PERSONNEL_STAFF, Role.PERSONNEL_DIRECTOR, Role.AUDITOR)
)
_DESCRIBE = Address(get=_all(Role.AGENCY_HR), post=_all(Role.AGENCY_HR))
_LEDGER = Address(get=_all(Role.ANALYST, Role.PERSONNEL_DIRECTOR, Role.AUDITOR))
_VERIFIERS = _all(Role.ANALYST, Role.PERSONNEL_DIRECTOR, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR)
_READ_REQUIREMENT = Address(get=_all(*CENTRAL, Role.AGENCY_HR))
_WRITE_REQUIREMENT = Address(get=_all(Role.ANALYST), post=_all(Role.ANALYST))
_MANAGE = Address(get=_all(Role.SYSTEM_ADMINISTRATOR), post=_all(Role.SYSTEM_ADMINISTRATOR))
_IMPORT = _all(Role.ANALYST, Role.PERSONNEL_STAFF)
_EXAMINE = {**_all(Role.ANALYST), **_some(Role.AGENCY_HR)}
_READ_EXAMINATION = {**_all(*CENTRAL), **_some(Role.AGENCY_HR)}
_SERVICE = Address(get=_all(*CENTRAL, *AGENCY))
_NOMINATION = Address(get={**_all(*CENTRAL), **_some(*AGENCY, Role.EXECUTIVE)})
_NOMINATE = _some(Role.DEPARTMENT_DIRECTOR)
_STAFF, _DIRECTOR = _all(Role.PERSONNEL_STAFF), _all(Role.PERSONNEL_DIRECTOR)
_REVIEW = _all(Role.ANALYST, Role.PERSONNEL_DIRECTOR)
_SIZE = {**_STAFF, **_some(Role.AGENCY_HR)}
_ENTER = _some(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR)
_KEEP_CALENDAR = _all(*CENTRAL, *AGENCY, Role.EXECUTIVE)
_PRECEDENT = Address(get=_all(*CENTRAL, Role.AGENCY_HR))
_SEAT = {**_all(*CENTRAL), **_some(*AGENCY, Role.EXECUTIVE)}
_DIRECT = Address(get=_some(Role.DEPARTMENT_DIRECTOR), post=_some(Role.DEPARTMENT_DIRECTOR))
_ANSWER = Address(get=_some(Role.EXECUTIVE), post=_some(Role.EXECUTIVE))
_RATERS = (Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY)
_READ_RATING = {
    **_all(Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR),
    **_some(*AGENCY, Role.EXECUTIVE),
}

_CENTRAL_CONTRACTS = (Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR)
"""They read every contract and write none."""
_READ_CONTRACTS = (*_CENTRAL_CONTRACTS, *AGENCY, Role.EXECUTIVE)
_AGREEMENT = Address(get={**_all(*_CENTRAL_CONTRACTS), **_some(*AGENCY, Role.EXECUTIVE)})
_WORDS = Address(get=_some(*AGENCY, Role.EXECUTIVE), post=_some(*AGENCY, Role.EXECUTIVE))
_OPEN_YEAR = (Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.PERSONNEL_STAFF)

_RATE = _some(Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY)
_READ_YEAR = {
    **_all(Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR),
    **_some(*AGENCY, Role.EXECUTIVE),
}
_REVIEW_PROGRESS = Address(get=_RATE, post=_RATE)
_WRITE_NOTE = {**_RATE, **_some(Role.EXECUTIVE)}
_OWN_NOTE = Address(get=_some(Role.APPOINTING_AUTHORITY), post=_some(Role.APPOINTING_AUTHORITY))
"""Of a note: its author alone, who in the record of the tests is the appointing authority."""
_RECORD_RESULT = {**_all(Role.RESULTS_ADMINISTRATOR), **_some(*AGENCY)}

_READ_AGREEMENT = {
    **_all(Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR),
    **_some(*AGENCY, Role.EXECUTIVE),
}
_SIGNERS = _some(Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY, Role.EXECUTIVE)

_CONSEQUENCE = Address(get={**_all(*CENTRAL), **_some(*AGENCY, Role.EXECUTIVE)})
_PROVE = Address(
    get=_some(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR), post=_some(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR)
)
_UNDO_STEP = _some(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY)
_PAY = {
    **_all(Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR),
    **_some(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.EXECUTIVE),
}
_SETTLE = Address(get=None, post=_all(Role.PERSONNEL_DIRECTOR))

_CENTRAL_CUSTODY = (Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR)
_CUSTODY = (*_CENTRAL_CUSTODY, *AGENCY)
_DELEGATE = (Role.PERSONNEL_DIRECTOR, Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY)
_HAND_OVER = (Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR)
_END_DELEGATION = Address(
    get={**_all(Role.PERSONNEL_DIRECTOR), **_some(*AGENCY)}, post={**_all(Role.PERSONNEL_DIRECTOR), **_some(*AGENCY)}
)
_WATCH = (Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR)
_READ_FILES = (*_WATCH, Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR)
_FILE = Address(get={**_all(*_WATCH), **_some(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.EXECUTIVE)})
_HOLDERS = {**_all(Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF), **_some(Role.AGENCY_HR)}
_HOLD = Address(get=_HOLDERS, post=_HOLDERS)
_KEEPERS = {**_STAFF, **_some(Role.AGENCY_HR)}
_KEEP = Address(get=_KEEPERS, post=_KEEPERS)
_PACKERS = {**_all(*_WATCH), **_some(Role.AGENCY_HR)}
_PACKET = Address(get=_PACKERS, post=_PACKERS)

MATRIX: dict[str, Address] = {
    "web:home": _PLAN,
    "web:accessibility": _PLAN,
    "web:privacy": _PLAN,
    "web:day": _MANAGE,
    "web:consequences": Address(get=_all(*CENTRAL, *AGENCY, Role.EXECUTIVE)),
    "web:consequence": _CONSEQUENCE,
    "web:consequence_letter": _CONSEQUENCE,
    "web:consequence_confirm": _SETTLE,
    "web:consequence_stay": _SETTLE,
    "web:law_days": Address(get=_all(*CENTRAL, *AGENCY)),
    "web:plans": _PLAN,
    "web:plan_current": _PLAN,
    "web:plan": _PLAN,
    "web:plan_source": _PLAN,
    "web:plan_fields": _PLAN,
    "web:plan_revisions": _PLAN,
    "web:plan_compare": _PLAN,
    "web:series": _PLAN,
    "web:class": _PLAN,
    "web:classes": _PLAN,
    "web:law": _PLAN,
    "web:law_compare": _PLAN,
    "web:law_pack": _PLAN,
    "web:law_rule": _PLAN,
    "web:law_check": _PLAN,
    "web:documents": _DOCUMENTS,
    "web:original": _DOCUMENTS,
    "web:import": Address(get=_IMPORT, post=_IMPORT),
    "web:positions": _READ_LIST,
    "web:department_positions": _READ_LIST,
    "web:position": _POSITION,
    "web:position_text": _POSITION,
    "web:position_compare": _POSITION,
    "web:position_source": _POSITION,
    "web:position_new": _DESCRIBE,
    "web:position_file": _DESCRIBE,
    "web:position_edit": Address(get=_some(Role.AGENCY_HR), post=_some(Role.AGENCY_HR)),
    "web:position_submit": Address(get=None, post=_some(Role.AGENCY_HR)),
    "web:position_sign": Address(get=_some(Role.APPOINTING_AUTHORITY), post=_some(Role.APPOINTING_AUTHORITY)),
    "web:bench": Address(
        get={**_all(*CENTRAL), **_some(*AGENCY)}, post={**_all(Role.ANALYST), **_some(Role.AGENCY_HR)}
    ),
    "web:decide": Address(get=_all(Role.ANALYST), post=_all(Role.ANALYST)),
    "web:decisions": _READ_LIST,
    "web:decision": _POSITION,
    "web:letter": _POSITION,
    "web:undo": Address(get=None, post=_all(Role.ANALYST)),
    "web:examinations": Address(get=_all(*CENTRAL, Role.AGENCY_HR)),
    "web:examination_new": Address(get=_all(Role.ANALYST, Role.AGENCY_HR), post=_all(Role.ANALYST, Role.AGENCY_HR)),
    "web:examination": Address(get=_READ_EXAMINATION),
    "web:examination_file": Address(get=_EXAMINE, post=_EXAMINE),
    "web:examination_judge": Address(get=None, post=_EXAMINE),
    "web:examination_determine": Address(get=_EXAMINE, post=_EXAMINE),
    "web:examination_close": Address(get=_EXAMINE, post=_EXAMINE),
    "web:examination_questions": Address(get=_READ_EXAMINATION),
    "web:examination_question": Address(get=_READ_EXAMINATION, post=_EXAMINE),
    "web:job": Address(get=_READ_EXAMINATION),
    "web:job_left_out": Address(get=_READ_EXAMINATION),
    "web:job_stop": Address(get=None, post=_EXAMINE),
    "web:job_resume": Address(get=None, post=_EXAMINE),
    "web:candidate_new": Address(get=_EXAMINE, post=_EXAMINE),
    "web:application": Address(get=_READ_EXAMINATION),
    "web:application_answer": Address(get=_EXAMINE, post=_EXAMINE),
    "web:application_settle": Address(get=_EXAMINE, post=_EXAMINE),
    "web:settlement_withdraw": Address(get=None, post=_EXAMINE),
    "web:application_determine": Address(get=_EXAMINE, post=_EXAMINE),
    "web:application_notice": Address(get=_READ_EXAMINATION),
    "web:application_who": Address(get=_EXAMINE, post=_EXAMINE),
    "web:application_account": Address(get=_EXAMINE, post=_EXAMINE),
    "web:seats": Address(get=_all(*CENTRAL, *AGENCY, Role.EXECUTIVE)),
    "web:seat": Address(get=_SEAT),
    "web:seat_appoint": _DIRECT,
    "web:seat_notice": _DIRECT,
    "web:seat_support": _DIRECT,
    "web:seat_end": _DIRECT,
    "web:seat_review": Address(get=_all(Role.PERSONNEL_DIRECTOR), post=_all(Role.PERSONNEL_DIRECTOR)),
    "web:contract_new": Address(get=_some(Role.AGENCY_HR), post=_some(Role.AGENCY_HR)),
    "web:contract": Address(get=_SEAT, post=_some(Role.AGENCY_HR)),
    "web:notice_letter": Address(get=_SEAT),
    "web:notice_withdraw": _DIRECT,
    "web:notice_draft": _DIRECT,
    "web:notice_proof": _PROVE,
    "web:notice_record": Address(get=_SEAT),
    "web:proof_withdraw": _PROVE,
    "web:proof_paper": Address(get=_SEAT),
    "web:agreed_day": Address(get=_some(Role.AGENCY_HR), post=_some(Role.AGENCY_HR)),
    "web:contract_undo": Address(get=_UNDO_STEP, post=_UNDO_STEP),
    "web:agreement_pay": Address(get=_PAY),
    "web:agreement_pay_approve": _DIRECT,
    "web:pay_withdraw": _DIRECT,
    "web:pay_letter": Address(get=_PAY),
    "web:pay_what_if": Address(
        get=_all(Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR, Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR)
    ),
    "web:pay_limits": Address(
        get=_all(Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR, Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR)
    ),
    "web:pay_limit_new": Address(get=_all(Role.PERSONNEL_STAFF), post=_all(Role.PERSONNEL_STAFF)),
    "web:pay_limit_withdraw": Address(get=_all(Role.PERSONNEL_STAFF), post=_all(Role.PERSONNEL_STAFF)),
    "web:pay_budget": Address(get=_all(Role.AGENCY_HR), post=_all(Role.AGENCY_HR)),
    "web:appointment": Address(get=_SEAT),
    "web:appointment_rights": _ANSWER,
    "web:appointment_decline": _ANSWER,
    "web:appointment_release": _DIRECT,
    "web:appointment_withdraw": _DIRECT,
    "web:appointment_make": _DIRECT,
    "web:own_notes": Address(get=_all(*SIGNED_IN)),
    "web:own_note_file": Address(get=_some(*SIGNED_IN)),
    "web:files": Address(get=_all(*_READ_FILES, Role.EXECUTIVE)),
    "web:file": _FILE,
    "web:file_document": _FILE,
    "web:packet_zip": _FILE,
    "web:packet_paper": _FILE,
    "web:file_hold": _HOLD,
    "web:file_hold_release": _HOLD,
    "web:file_copy_send": _KEEP,
    "web:file_copy_receive": _KEEP,
    "web:file_take": _KEEP,
    "web:file_packet": _PACKET,
    "web:file_full_copy": _ANSWER,
    "web:precedents": _PRECEDENT,
    "web:precedent": _PRECEDENT,
    "web:precedent_overrule": Address(get=None, post=_all(Role.ANALYST)),
    "web:ledger": _LEDGER,
    "web:entry": _LEDGER,
    "web:verify": Address(get=_VERIFIERS, post=_VERIFIERS),
    "web:people": Address(get=_all(Role.SYSTEM_ADMINISTRATOR)),
    "web:person_new": _MANAGE,
    "web:department_new": _MANAGE,
    "web:department_end": _MANAGE,
    "web:person": _MANAGE,
    "web:person_shut_out": _MANAGE,
    "web:person_let_in": _MANAGE,
    "web:person_password": _MANAGE,
    "web:role_end": _MANAGE,
    "web:class_requirement": _PLAN,
    "web:requirements": _READ_REQUIREMENT,
    "web:requirement": _READ_REQUIREMENT,
    "web:requirement_version": _READ_REQUIREMENT,
    "web:requirement_compare": _READ_REQUIREMENT,
    "web:requirement_new": _WRITE_REQUIREMENT,
    "web:requirement_edit": _WRITE_REQUIREMENT,
    "web:qualification_policies": _PLAN,
    "web:qualification_policy": _PLAN,
    "web:service": _SERVICE,
    "web:service_department": _SERVICE,
    "web:simulate": _SERVICE,
    "web:take_over": Address(get=_STAFF, post=_STAFF),
    "web:merge": Address(get=_STAFF, post=_STAFF),
    "web:department_size": Address(get=_SIZE, post=_SIZE),
    "web:seats_authorise": Address(get=_DIRECTOR, post=_DIRECTOR),
    "web:authorisation_end": Address(get=_DIRECTOR, post=_DIRECTOR),
    "web:nominations": Address(get=_all(*CENTRAL, *AGENCY, Role.EXECUTIVE)),
    "web:nomination_new": Address(get=_all(Role.DEPARTMENT_DIRECTOR), post=_all(Role.DEPARTMENT_DIRECTOR)),
    "web:nomination": _NOMINATION,
    "web:nomination_notice": _NOMINATION,
    "web:nomination_return": Address(get=_REVIEW, post=_REVIEW),
    "web:nomination_resubmit": Address(get=_NOMINATE, post=_NOMINATE),
    "web:nomination_withdraw": Address(get=_NOMINATE, post=_NOMINATE),
    "web:nomination_judge": Address(get=_REVIEW, post=_REVIEW),
    "web:nomination_review": Address(get=_all(Role.ANALYST), post=_all(Role.ANALYST)),
    "web:nomination_decide": Address(get=_DIRECTOR, post=_DIRECTOR),
    "web:nomination_enter": Address(get=_ENTER, post=_ENTER),
    "web:calendar": Address(get=_KEEP_CALENDAR),
    "web:calendar_feed": _PLAN,
    "web:calendar_feed_make": Address(get=None, post=_KEEP_CALENDAR),
    "web:calendar_feed_revoke": Address(get=None, post=_KEEP_CALENDAR),
    "web:digest": Address(get=None, post=_KEEP_CALENDAR),
    "web:digest_end": Address(get=None, post=_KEEP_CALENDAR),
    "web:calibration": Address(get=_all(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.PERSONNEL_DIRECTOR)),
    "web:agreement_rating": Address(get=_READ_RATING),
    "web:agreement_rating_write": Address(get=_some(*_RATERS, Role.EXECUTIVE), post=_some(*_RATERS, Role.EXECUTIVE)),
    "web:agreement_rating_interim": Address(get=_some(*_RATERS), post=_some(*_RATERS)),
    "web:agreement_appraisal": Address(get=_READ_RATING),
    "web:agreement_appraisal_show": Address(get=_some(*_RATERS), post=_some(*_RATERS)),
    "web:agreement_appraisal_comment": _ANSWER,
    "web:agreement_appraisal_finish": Address(get=_some(*_RATERS), post=_some(*_RATERS)),
    "web:agreement_appraisal_acknowledge": _ANSWER,
    "web:agreement_appraisal_refusal": Address(get=_some(*_RATERS), post=_some(*_RATERS)),
    "web:agreement_appraisal_undo": Address(get=_some(*AGENCY), post=_some(*AGENCY)),
    "web:agreement_appraisal_letter": Address(get=_READ_RATING),
    "web:choices": Address(get={**_all(*CENTRAL), **_some(*AGENCY, Role.EXECUTIVE)}),
    "web:custody": Address(get=_all(*_CUSTODY)),
    "web:custody_delegate": Address(get=_all(*_DELEGATE), post=_all(*_DELEGATE)),
    "web:custody_hand_over": Address(get=_all(*_HAND_OVER), post=_all(*_HAND_OVER)),
    "web:delegation_end": _END_DELEGATION,
    "web:hand_over_withdraw": Address(get=_some(*_HAND_OVER), post=_some(*_HAND_OVER)),
    "web:agreement_undo": Address(get={**_all(*_CENTRAL_CUSTODY), **_some(*AGENCY, Role.EXECUTIVE)}),
    # the words of performance contracts
    "web:agreements": Address(get=_all(*_READ_CONTRACTS)),
    "web:agreement": _AGREEMENT,
    "web:agreement_version": _AGREEMENT,
    "web:agreement_compare": _AGREEMENT,
    "web:agreement_new": Address(get=_some(*AGENCY), post=_some(*AGENCY)),
    "web:agreement_edit": _WORDS,
    "web:agreement_propose": _WORDS,
    "web:agreement_agree": _WORDS,
    "web:agreement_answer": _WORDS,
    "web:agreement_comment": _WORDS,
    "web:agreement_settle": _WORDS,
    "web:agreement_reopen": _WORDS,
    "web:agreement_withdraw": _WORDS,
    "web:agreement_alter": _WORDS,
    "web:year_open": Address(get=_all(*_OPEN_YEAR), post=_all(*_OPEN_YEAR)),
    "web:year_work": Address(get={**_all(Role.PERSONNEL_STAFF), **_some(*_OPEN_YEAR[:2])}),
    "web:year_stop": Address(get=None, post={**_all(Role.PERSONNEL_STAFF), **_some(*_OPEN_YEAR[:2])}),
    "web:year_resume": Address(get=None, post={**_all(Role.PERSONNEL_STAFF), **_some(*_OPEN_YEAR[:2])}),
    "web:typed": Address(get=None, post=_all(*SIGNED_IN)),
    "web:typed_drop": Address(get=None, post=_all(*SIGNED_IN)),
    # The results register
    "web:measures": _RESULTS,
    "web:risks": _READ_RISKS,
    "web:risk_new": _ENTER_RISK,
    "web:risk_appetite": Address(get=_READ_RISKS.get, post=_all(Role.RESULTS_ADMINISTRATOR, Role.DEPARTMENT_DIRECTOR)),
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
    "web:results_plan_new": Address(get=_all(*_KEEP_PLANS), post=_all(*_KEEP_PLANS)),
    "web:results_plan_edit": _KEEP_PLAN,
    "web:results_plan_take_in": _KEEP_PLAN,
    "web:results_plan_adopt": Address(get=_ADOPT_PLAN, post=_ADOPT_PLAN),
    "web:results_plan_amend": _KEEP_PLAN,
    "web:results_plan_withdraw": _KEEP_PLAN,
    "web:results_plan_confirm": _KEEP_PLAN,
    "web:results_plan_report": Address(get=_REPORT_ACTION, post=_REPORT_ACTION),
    "web:agreement_sight": Address(get=_READ_YEAR),
    "web:measure": _RESULTS,
    "web:measure_new": Address(get=_all(*_KEEP_MEASURES), post=_all(*_KEEP_MEASURES)),
    "web:value_files": Address(get=_all(*_RECORDERS), post=_all(*_RECORDERS)),
    "web:value_file": Address(get=_HANDED_IN, post=_HANDED_IN),
    "web:value_work": Address(get=_HANDED_IN),
    "web:value_work_stop": Address(get=None, post=_HANDED_IN),
    "web:value_work_resume": Address(get=None, post=_HANDED_IN),
    "web:measure_change": _KEEP_MEASURE,
    "web:measure_owner": _KEEP_MEASURE,
    "web:measure_retire": _KEEP_MEASURE,
    "web:measure_baseline": _KEEP_MEASURE,
    "web:measure_values": _RECORD_VALUE,
    "web:measure_correct": _RECORD_VALUE,
    # Through the contract year
    "web:agreement_year": Address(get=_READ_YEAR),
    "web:agreement_measures": Address(get=_all(*AGENCY, Role.RESULTS_ADMINISTRATOR)),
    "web:agreement_evidence_new": Address(get=_WRITE_NOTE, post=_WRITE_NOTE),
    "web:agreement_evidence_change": _OWN_NOTE,
    "web:agreement_evidence_share": _OWN_NOTE,
    "web:agreement_evidence_withdraw": _OWN_NOTE,
    "web:agreement_evidence_attach": _OWN_NOTE,
    "web:agreement_evidence_file": Address(get=_READ_YEAR),
    "web:agreement_review_new": _REVIEW_PROGRESS,
    "web:agreement_review_answer": _ANSWER,
    "web:agreement_review_withdraw": _REVIEW_PROGRESS,
    "web:agreement_step_close": _REVIEW_PROGRESS,
    "web:agreement_result_new": Address(get=_RECORD_RESULT, post=_RECORD_RESULT),
    "web:agreement_result_correct": Address(get=_RECORD_RESULT, post=_RECORD_RESULT),
    "web:agreement_signatures": Address(get=_READ_AGREEMENT),
    "web:agreement_pdf": Address(get=_READ_AGREEMENT),
    "web:agreement_signature_file": Address(get=_READ_AGREEMENT),
    "web:agreement_signature_withdraw": Address(
        get=_some(*AGENCY, Role.EXECUTIVE), post=_some(*AGENCY, Role.EXECUTIVE)
    ),
    "web:agreement_sign": Address(get=_SIGNERS, post=_SIGNERS),
    "web:agreement_refuse": Address(get=_SIGNERS, post=_SIGNERS),
    "web:agreement_paper": Address(get=_some(Role.AGENCY_HR), post=_some(Role.AGENCY_HR)),
    "account_login": Address(get=_all(*EVERYBODY), post=_all(*EVERYBODY)),
    "account_logout": Address(get=_all(*EVERYBODY), post=_all(*EVERYBODY)),
    "account_inactive": _PLAN,
    "account_reauthenticate": Address(get=_all(*SIGNED_IN), post=_all(*SIGNED_IN)),
    "account_change_password": Address(get=_all(*SIGNED_IN), post=_all(*SIGNED_IN)),
}
"""By the name of the address. The API's addresses are held by its own matrix."""
