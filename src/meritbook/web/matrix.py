"""Every address of the site against every role: who may open it, who may send to it.

The table is what is promised, not how it is enforced: views ask `meritbook.actions.permissions`, and
`tests/web/test_matrix.py` opens every address as every role and compares. `Open.OBJECT` marks addresses of one position
or decision: the role may open some of them, and which ones follows from the department, the appointment or the
reporting line.
"""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import (
    AGENCY,
    CENTRAL,
    EVERYBODY,
    LIMITED,
    NO_ROLE,
    PUBLIC,
    SIGNED_IN,
    SUPERVISOR,
    Address,
    Open,
    all_of,
    some_of,
)
from meritbook.web.competency_matrix import COMPETENCIES
from meritbook.web.results_matrix import RESULTS

__all__ = [
    "AGENCY",
    "CENTRAL",
    "EVERYBODY",
    "LIMITED",
    "MATRIX",
    "NO_ROLE",
    "PUBLIC",
    "SIGNED_IN",
    "SUPERVISOR",
    "Address",
    "Open",
]

_PLAN = Address(get=all_of(*EVERYBODY))
_POSITION = Address(get={**all_of(*CENTRAL), **some_of(*AGENCY, *LIMITED)})
_READ_LIST = Address(get=all_of(*CENTRAL, *AGENCY, *LIMITED))
_DOCUMENTS = Address(
    get=all_of(Role.ANALYST, Role.AGENCY_HR, Role.PERSONNEL_STAFF, Role.PERSONNEL_DIRECTOR, Role.AUDITOR)
)
_DESCRIBE = Address(get=all_of(Role.AGENCY_HR), post=all_of(Role.AGENCY_HR))
_LEDGER = Address(get=all_of(Role.ANALYST, Role.PERSONNEL_DIRECTOR, Role.AUDITOR))
_VERIFIERS = all_of(Role.ANALYST, Role.PERSONNEL_DIRECTOR, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR)
_READ_REQUIREMENT = Address(get=all_of(*CENTRAL, Role.AGENCY_HR))
_WRITE_REQUIREMENT = Address(get=all_of(Role.ANALYST), post=all_of(Role.ANALYST))
_MANAGE = Address(get=all_of(Role.SYSTEM_ADMINISTRATOR), post=all_of(Role.SYSTEM_ADMINISTRATOR))
_IMPORT = all_of(Role.ANALYST, Role.PERSONNEL_STAFF)
_EXAMINE = {**all_of(Role.ANALYST), **some_of(Role.AGENCY_HR)}
_READ_EXAMINATION = {**all_of(*CENTRAL), **some_of(Role.AGENCY_HR)}
_SERVICE = Address(get=all_of(*CENTRAL, *AGENCY))
_NOMINATION = Address(get={**all_of(*CENTRAL), **some_of(*AGENCY, Role.EXECUTIVE)})
_NOMINATE = some_of(Role.DEPARTMENT_DIRECTOR)
_STAFF, _DIRECTOR = all_of(Role.PERSONNEL_STAFF), all_of(Role.PERSONNEL_DIRECTOR)
_REVIEW = all_of(Role.ANALYST, Role.PERSONNEL_DIRECTOR)
_SIZE = {**_STAFF, **some_of(Role.AGENCY_HR)}
_ENTER = some_of(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR)
_KEEP_CALENDAR = all_of(*CENTRAL, *AGENCY, Role.EXECUTIVE)
_PRECEDENT = Address(get=all_of(*CENTRAL, Role.AGENCY_HR))
_SEAT = {**all_of(*CENTRAL), **some_of(*AGENCY, Role.EXECUTIVE)}
_DIRECT = Address(get=some_of(Role.DEPARTMENT_DIRECTOR), post=some_of(Role.DEPARTMENT_DIRECTOR))
_ANSWER = Address(get=some_of(Role.EXECUTIVE), post=some_of(Role.EXECUTIVE))
_RATERS = (Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY)
_READ_RATING = {
    **all_of(Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR),
    **some_of(*AGENCY, Role.EXECUTIVE),
}

_CENTRAL_CONTRACTS = (Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR)
"""They read every contract and write none."""
_READ_CONTRACTS = (*_CENTRAL_CONTRACTS, *AGENCY, Role.EXECUTIVE)
_AGREEMENT = Address(get={**all_of(*_CENTRAL_CONTRACTS), **some_of(*AGENCY, Role.EXECUTIVE)})
_WORDS = Address(get=some_of(*AGENCY, Role.EXECUTIVE), post=some_of(*AGENCY, Role.EXECUTIVE))
_OPEN_YEAR = (Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.PERSONNEL_STAFF)

_RATE = some_of(Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY)
_READ_YEAR = {
    **all_of(Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR),
    **some_of(*AGENCY, Role.EXECUTIVE),
}
_REVIEW_PROGRESS = Address(get=_RATE, post=_RATE)
_WRITE_NOTE = {**_RATE, **some_of(Role.EXECUTIVE)}
_OWN_NOTE = Address(get=some_of(Role.APPOINTING_AUTHORITY), post=some_of(Role.APPOINTING_AUTHORITY))
"""Of a note: its author alone, who in the record of the tests is the appointing authority."""
_RECORD_RESULT = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(*AGENCY)}

_READ_AGREEMENT = {
    **all_of(Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR),
    **some_of(*AGENCY, Role.EXECUTIVE),
}
_SIGNERS = some_of(Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY, Role.EXECUTIVE)

_CONSEQUENCE = Address(get={**all_of(*CENTRAL), **some_of(*AGENCY, Role.EXECUTIVE)})
_PROVE = Address(
    get=some_of(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR), post=some_of(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR)
)
_UNDO_STEP = some_of(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY)
_PAY = {
    **all_of(Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR),
    **some_of(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.EXECUTIVE),
}
_SETTLE = Address(get=None, post=all_of(Role.PERSONNEL_DIRECTOR))

_CENTRAL_CUSTODY = (Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR)
_CUSTODY = (*_CENTRAL_CUSTODY, *AGENCY)
_DELEGATE = (Role.PERSONNEL_DIRECTOR, Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY)
_HAND_OVER = (Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR)
_END_DELEGATION = Address(
    get={**all_of(Role.PERSONNEL_DIRECTOR), **some_of(*AGENCY)},
    post={**all_of(Role.PERSONNEL_DIRECTOR), **some_of(*AGENCY)},
)
_WATCH = (Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR)
_READ_FILES = (*_WATCH, Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR)
_FILE = Address(get={**all_of(*_WATCH), **some_of(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.EXECUTIVE)})
_HOLDERS = {**all_of(Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF), **some_of(Role.AGENCY_HR)}
_HOLD = Address(get=_HOLDERS, post=_HOLDERS)
_KEEPERS = {**_STAFF, **some_of(Role.AGENCY_HR)}
_KEEP = Address(get=_KEEPERS, post=_KEEPERS)
_PACKERS = {**all_of(*_WATCH), **some_of(Role.AGENCY_HR)}
_PACKET = Address(get=_PACKERS, post=_PACKERS)

MATRIX: dict[str, Address] = {
    "web:home": _PLAN,
    "web:accessibility": _PLAN,
    "web:privacy": _PLAN,
    "web:day": _MANAGE,
    "web:consequences": Address(get=all_of(*CENTRAL, *AGENCY, Role.EXECUTIVE)),
    "web:consequence": _CONSEQUENCE,
    "web:consequence_letter": _CONSEQUENCE,
    "web:consequence_confirm": _SETTLE,
    "web:consequence_stay": _SETTLE,
    "web:law_days": Address(get=all_of(*CENTRAL, *AGENCY)),
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
    "web:position_edit": Address(get=some_of(Role.AGENCY_HR), post=some_of(Role.AGENCY_HR)),
    "web:position_submit": Address(get=None, post=some_of(Role.AGENCY_HR)),
    "web:position_sign": Address(get=some_of(Role.APPOINTING_AUTHORITY), post=some_of(Role.APPOINTING_AUTHORITY)),
    "web:bench": Address(
        get={**all_of(*CENTRAL), **some_of(*AGENCY)}, post={**all_of(Role.ANALYST), **some_of(Role.AGENCY_HR)}
    ),
    "web:decide": Address(get=all_of(Role.ANALYST), post=all_of(Role.ANALYST)),
    "web:decisions": _READ_LIST,
    "web:decision": _POSITION,
    "web:letter": _POSITION,
    "web:undo": Address(get=None, post=all_of(Role.ANALYST)),
    "web:examinations": Address(get=all_of(*CENTRAL, Role.AGENCY_HR)),
    "web:examination_new": Address(get=all_of(Role.ANALYST, Role.AGENCY_HR), post=all_of(Role.ANALYST, Role.AGENCY_HR)),
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
    "web:seats": Address(get=all_of(*CENTRAL, *AGENCY, Role.EXECUTIVE)),
    "web:seat": Address(get=_SEAT),
    "web:seat_appoint": _DIRECT,
    "web:seat_notice": _DIRECT,
    "web:seat_support": _DIRECT,
    "web:seat_end": _DIRECT,
    "web:seat_review": Address(get=all_of(Role.PERSONNEL_DIRECTOR), post=all_of(Role.PERSONNEL_DIRECTOR)),
    "web:contract_new": Address(get=some_of(Role.AGENCY_HR), post=some_of(Role.AGENCY_HR)),
    "web:contract": Address(get=_SEAT, post=some_of(Role.AGENCY_HR)),
    "web:notice_letter": Address(get=_SEAT),
    "web:notice_withdraw": _DIRECT,
    "web:notice_draft": _DIRECT,
    "web:notice_proof": _PROVE,
    "web:notice_record": Address(get=_SEAT),
    "web:proof_withdraw": _PROVE,
    "web:proof_paper": Address(get=_SEAT),
    "web:agreed_day": Address(get=some_of(Role.AGENCY_HR), post=some_of(Role.AGENCY_HR)),
    "web:contract_undo": Address(get=_UNDO_STEP, post=_UNDO_STEP),
    "web:agreement_pay": Address(get=_PAY),
    "web:agreement_pay_approve": _DIRECT,
    "web:pay_withdraw": _DIRECT,
    "web:pay_letter": Address(get=_PAY),
    "web:pay_what_if": Address(
        get=all_of(
            Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR, Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR
        )
    ),
    "web:pay_limits": Address(
        get=all_of(
            Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR, Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR
        )
    ),
    "web:pay_limit_new": Address(get=all_of(Role.PERSONNEL_STAFF), post=all_of(Role.PERSONNEL_STAFF)),
    "web:pay_limit_withdraw": Address(get=all_of(Role.PERSONNEL_STAFF), post=all_of(Role.PERSONNEL_STAFF)),
    "web:pay_budget": Address(get=all_of(Role.AGENCY_HR), post=all_of(Role.AGENCY_HR)),
    "web:appointment": Address(get=_SEAT),
    "web:appointment_rights": _ANSWER,
    "web:appointment_decline": _ANSWER,
    "web:appointment_release": _DIRECT,
    "web:appointment_withdraw": _DIRECT,
    "web:appointment_make": _DIRECT,
    "web:own_notes": Address(get=all_of(*SIGNED_IN)),
    # Of a file beside a note that its author left behind: in the record of the tests, the appointing authority.
    "web:own_note_file": Address(get=some_of(Role.APPOINTING_AUTHORITY)),
    "web:files": Address(get=all_of(*_READ_FILES, Role.EXECUTIVE)),
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
    "web:precedent_overrule": Address(get=None, post=all_of(Role.ANALYST)),
    "web:ledger": _LEDGER,
    "web:entry": _LEDGER,
    "web:verify": Address(get=_VERIFIERS, post=_VERIFIERS),
    "web:people": Address(get=all_of(Role.SYSTEM_ADMINISTRATOR)),
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
    "web:nominations": Address(get=all_of(*CENTRAL, *AGENCY, Role.EXECUTIVE)),
    "web:nomination_new": Address(get=all_of(Role.DEPARTMENT_DIRECTOR), post=all_of(Role.DEPARTMENT_DIRECTOR)),
    "web:nomination": _NOMINATION,
    "web:nomination_notice": _NOMINATION,
    "web:nomination_return": Address(get=_REVIEW, post=_REVIEW),
    "web:nomination_resubmit": Address(get=_NOMINATE, post=_NOMINATE),
    "web:nomination_withdraw": Address(get=_NOMINATE, post=_NOMINATE),
    "web:nomination_judge": Address(get=_REVIEW, post=_REVIEW),
    "web:nomination_review": Address(get=all_of(Role.ANALYST), post=all_of(Role.ANALYST)),
    "web:nomination_decide": Address(get=_DIRECTOR, post=_DIRECTOR),
    "web:nomination_enter": Address(get=_ENTER, post=_ENTER),
    "web:calendar": Address(get=_KEEP_CALENDAR),
    "web:calendar_feed": _PLAN,
    "web:calendar_feed_make": Address(get=None, post=_KEEP_CALENDAR),
    "web:calendar_feed_revoke": Address(get=None, post=_KEEP_CALENDAR),
    "web:digest": Address(get=None, post=_KEEP_CALENDAR),
    "web:digest_end": Address(get=None, post=_KEEP_CALENDAR),
    "web:calibration": Address(get=all_of(Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.PERSONNEL_DIRECTOR)),
    "web:agreement_rating": Address(get=_READ_RATING),
    "web:agreement_rating_write": Address(
        get=some_of(*_RATERS, Role.EXECUTIVE), post=some_of(*_RATERS, Role.EXECUTIVE)
    ),
    "web:agreement_rating_interim": Address(get=some_of(*_RATERS), post=some_of(*_RATERS)),
    "web:agreement_appraisal": Address(get=_READ_RATING),
    "web:agreement_appraisal_show": Address(get=some_of(*_RATERS), post=some_of(*_RATERS)),
    "web:agreement_appraisal_comment": _ANSWER,
    "web:agreement_appraisal_finish": Address(get=some_of(*_RATERS), post=some_of(*_RATERS)),
    "web:agreement_appraisal_acknowledge": _ANSWER,
    "web:agreement_appraisal_refusal": Address(get=some_of(*_RATERS), post=some_of(*_RATERS)),
    "web:agreement_appraisal_undo": Address(get=some_of(*AGENCY), post=some_of(*AGENCY)),
    "web:agreement_appraisal_letter": Address(get=_READ_RATING),
    "web:choices": Address(get={**all_of(*CENTRAL), **some_of(*AGENCY, Role.EXECUTIVE)}),
    "web:custody": Address(get=all_of(*_CUSTODY)),
    "web:custody_delegate": Address(get=all_of(*_DELEGATE), post=all_of(*_DELEGATE)),
    "web:custody_hand_over": Address(get=all_of(*_HAND_OVER), post=all_of(*_HAND_OVER)),
    "web:delegation_end": _END_DELEGATION,
    "web:hand_over_withdraw": Address(get=some_of(*_HAND_OVER), post=some_of(*_HAND_OVER)),
    "web:agreement_undo": Address(get={**all_of(*_CENTRAL_CUSTODY), **some_of(*AGENCY, Role.EXECUTIVE)}),
    # the words of performance contracts
    "web:agreements": Address(get=all_of(*_READ_CONTRACTS)),
    "web:agreement": _AGREEMENT,
    "web:agreement_version": _AGREEMENT,
    "web:agreement_compare": _AGREEMENT,
    "web:agreement_new": Address(get=some_of(*AGENCY), post=some_of(*AGENCY)),
    "web:agreement_edit": _WORDS,
    "web:agreement_propose": _WORDS,
    "web:agreement_agree": _WORDS,
    "web:agreement_answer": _WORDS,
    "web:agreement_comment": _WORDS,
    "web:agreement_settle": _WORDS,
    "web:agreement_reopen": _WORDS,
    "web:agreement_withdraw": _WORDS,
    "web:agreement_alter": _WORDS,
    "web:year_open": Address(get=all_of(*_OPEN_YEAR), post=all_of(*_OPEN_YEAR)),
    "web:year_work": Address(get={**all_of(Role.PERSONNEL_STAFF), **some_of(*_OPEN_YEAR[:2])}),
    "web:year_stop": Address(get=None, post={**all_of(Role.PERSONNEL_STAFF), **some_of(*_OPEN_YEAR[:2])}),
    "web:year_resume": Address(get=None, post={**all_of(Role.PERSONNEL_STAFF), **some_of(*_OPEN_YEAR[:2])}),
    "web:typed": Address(get=None, post=all_of(*SIGNED_IN)),
    "web:typed_drop": Address(get=None, post=all_of(*SIGNED_IN)),
    **RESULTS,
    **COMPETENCIES,
    # Through the contract year
    "web:agreement_year": Address(get=_READ_YEAR),
    "web:agreement_sight": Address(get=_READ_YEAR),
    "web:agreement_measures": Address(get=all_of(*AGENCY, Role.RESULTS_ADMINISTRATOR)),
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
        get=some_of(*AGENCY, Role.EXECUTIVE), post=some_of(*AGENCY, Role.EXECUTIVE)
    ),
    "web:agreement_sign": Address(get=_SIGNERS, post=_SIGNERS),
    "web:agreement_refuse": Address(get=_SIGNERS, post=_SIGNERS),
    "web:agreement_paper": Address(get=some_of(Role.AGENCY_HR), post=some_of(Role.AGENCY_HR)),
    "account_login": Address(get=all_of(*EVERYBODY), post=all_of(*EVERYBODY)),
    "account_logout": Address(get=all_of(*EVERYBODY), post=all_of(*EVERYBODY)),
    "account_inactive": _PLAN,
    "account_reauthenticate": Address(get=all_of(*SIGNED_IN), post=all_of(*SIGNED_IN)),
    "account_change_password": Address(get=all_of(*SIGNED_IN), post=all_of(*SIGNED_IN)),
}
"""By the name of the address. The API's addresses are held by its own matrix."""
