"""The matrix of roles and capabilities, as data: who may do what, and over what.

`docs/reference/roles.md` is generated from `MATRIX`, and a test compares them. `permissions` asks it.
"""

from __future__ import annotations

from enum import StrEnum

from meritbook.records.models import Role


class Capability(StrEnum):
    """Something that a person may be permitted to do."""

    READ_PLANS = "read_plans"
    IMPORT_DOCUMENT = "import_document"
    IMPORT_PLAN = "import_plan"
    INSTALL_PLANS = "install_plans"
    MANAGE_DEPARTMENTS = "manage_departments"
    MANAGE_USERS = "manage_users"
    READ_POSITION = "read_position"
    READ_DRAFT = "read_draft"
    DESCRIBE_POSITION = "describe_position"
    SUBMIT_DESCRIPTION = "submit_description"
    SIGN_DESCRIPTION = "sign_description"
    RUN_ALLOCATION = "run_allocation"
    READ_ALLOCATION = "read_allocation"
    DECIDE_ALLOCATION = "decide_allocation"
    UNDO_DECISION = "undo_decision"
    READ_DECISION = "read_decision"
    WRITE_REQUIREMENT = "write_requirement"
    READ_REQUIREMENT = "read_requirement"
    OPEN_EXAMINATION = "open_examination"
    READ_EXAMINATION = "read_examination"
    RECEIVE_APPLICATION = "receive_application"
    SETTLE_QUESTION = "settle_question"
    DETERMINE_QUALIFICATION = "determine_qualification"
    REVEAL_CANDIDATE = "reveal_candidate"
    READ_PRECEDENT = "read_precedent"
    OVERRULE_PRECEDENT = "overrule_precedent"
    READ_SERVICE = "read_service"
    READ_SEAT = "read_seat"
    RECORD_SIZE = "record_size"
    AUTHORISE_SEATS = "authorise_seats"
    TAKE_OVER_SEAT = "take_over_seat"
    MERGE_DEPARTMENTS = "merge_departments"
    NOMINATE_POSITION = "nominate_position"
    REVIEW_NOMINATION = "review_nomination"
    DECIDE_NOMINATION = "decide_nomination"
    SET_ENTRY_DAY = "set_entry_day"
    APPOINT_EXECUTIVE = "appoint_executive"
    RELEASE_EXECUTIVE = "release_executive"
    ACKNOWLEDGE_RIGHTS = "acknowledge_rights"
    RECORD_CONTRACT = "record_contract"
    SERVE_NOTICE = "serve_notice"
    WITHDRAW_SUPPORT = "withdraw_support"
    REVIEW_SEAT = "review_seat"
    WORK_THROUGH_DAYS = "work_through_days"
    SETTLE_CONSEQUENCE = "settle_consequence"
    KEEP_CALENDAR = "keep_calendar"
    READ_CONTRACT = "read_contract"
    DRAW_CONTRACT = "draw_contract"
    NEGOTIATE_CONTRACT = "negotiate_contract"
    SIGN_CONTRACT = "sign_contract"
    SIGN_OWN_CONTRACT = "sign_own_contract"
    FILE_SIGNATURE = "file_signature"
    OPEN_YEAR = "open_year"
    WRITE_EVIDENCE = "write_evidence"
    WRITE_OWN_EVIDENCE = "write_own_evidence"
    REVIEW_PROGRESS = "review_progress"
    ANSWER_REVIEW = "answer_review"
    RECORD_RESULT = "record_result"
    RATE_EXECUTIVE = "rate_executive"
    ASSESS_SELF = "assess_self"
    CALIBRATE = "calibrate"
    READ_PAY = "read_pay"
    APPROVE_PAY = "approve_pay"
    RECORD_BUDGET = "record_budget"
    RECORD_PAY_LIMIT = "record_pay_limit"
    PROVE_SERVICE = "prove_service"
    READ_CUSTODY = "read_custody"
    HAND_OVER = "hand_over"
    DELEGATE = "delegate"
    UNDO_STEP = "undo_step"
    READ_FILE = "read_file"
    KEEP_FILE = "keep_file"
    HOLD_FILE = "hold_file"
    MAKE_PACKET = "make_packet"
    READ_RESULTS = "read_results"
    KEEP_MEASURE = "keep_measure"
    RECORD_VALUE = "record_value"
    AUDIT_MEASURE = "audit_measure"
    KEEP_PLAN = "keep_plan"
    ADOPT_PLAN = "adopt_plan"
    REPORT_ACTION = "report_action"
    READ_RISK = "read_risk"
    KEEP_RISK = "keep_risk"
    ACCEPT_RISK = "accept_risk"
    KEEP_LEAN = "keep_lean"
    VERIFY_SAVINGS = "verify_savings"
    KEEP_RETURN = "keep_return"
    HOLD_REVIEW = "hold_review"
    READ_REPORT = "read_report"
    PUBLISH_REPORT = "publish_report"
    READ_DEVELOPMENT = "read_development"
    KEEP_DEVELOPMENT = "keep_development"
    ANSWER_SURVEY = "answer_survey"
    KEEP_BOARD = "keep_board"
    ASK_HELP = "ask_help"
    GIVE_HELP = "give_help"
    ASSIGN_WORK = "assign_work"
    READ_COMPETENCIES = "read_competencies"
    KEEP_COMPETENCIES = "keep_competencies"
    KEEP_ASSESSMENT = "keep_assessment"
    ANSWER_ASSESSMENT = "answer_assessment"
    READ_OWN_REPORT = "read_own_report"
    PLAN_GROWTH = "plan_growth"
    SHARE_TALENT = "share_talent"
    READ_TALENT = "read_talent"
    READ_LEDGER = "read_ledger"
    VERIFY_LEDGER = "verify_ledger"
    MOVE_DAY = "move_day"


class Scope(StrEnum):
    """Over what a capability reaches."""

    EVERYWHERE = "everywhere"
    DEPARTMENT = "department"
    """The departments for which the role is held; all of them when it is held statewide."""
    APPOINTED = "appointed"
    """Positions of those departments for which the person is the appointing authority."""
    OWN = "own"
    """The position that the person holds; of the results, the measures and the actions of plans that they own."""
    SUBORDINATE = "subordinate"
    """Positions below the person's own, down the whole chain."""


ALSO_OWN = frozenset({Capability.REPORT_ACTION})
"""Held over a department, they reach besides what the person answers for themselves wherever it belongs."""

# Not roles that anyone is granted: what everybody may, what follows from a place in the chain, and the program itself.
PUBLIC, SUPERVISOR, SYSTEM = "public", "supervisor", "system"

_C, _S = Capability, Scope
_READ_ALL = {
    _C.READ_POSITION: _S.EVERYWHERE,
    _C.READ_DRAFT: _S.EVERYWHERE,
    _C.READ_ALLOCATION: _S.EVERYWHERE,
    _C.READ_DECISION: _S.EVERYWHERE,
}
_READ_DEPARTMENT = dict.fromkeys(_READ_ALL, _S.DEPARTMENT)
_READ_SERVICE = {_C.READ_SERVICE: _S.EVERYWHERE, _C.READ_SEAT: _S.EVERYWHERE, _C.KEEP_CALENDAR: _S.EVERYWHERE}
_READ_SERVICE_OF_DEPARTMENT = {**_READ_SERVICE, _C.READ_SEAT: _S.DEPARTMENT}
_READ_QUALIFYING = dict.fromkeys((_C.READ_REQUIREMENT, _C.READ_EXAMINATION, _C.READ_PRECEDENT), _S.EVERYWHERE)
EXAMINE = (
    _C.OPEN_EXAMINATION,
    _C.READ_EXAMINATION,
    _C.RECEIVE_APPLICATION,
    _C.SETTLE_QUESTION,
    _C.DETERMINE_QUALIFICATION,
    _C.REVEAL_CANDIDATE,
)
"""The acts of an examination."""

# Who draws up, reads and keeps contracts: central human resources reads all and acts on none of them.
_READ_CONTRACTS = dict.fromkeys((_C.READ_CONTRACT, _C.READ_PAY, _C.READ_CUSTODY, _C.READ_FILE), _S.EVERYWHERE)
_CONTRACTS_OF_DEPARTMENT = dict.fromkeys(_READ_CONTRACTS, _S.DEPARTMENT)

# The results register. Everybody in office reads plans, measures and their values; risks stay in their department.
_KEEP_RESULTS = (
    _C.KEEP_MEASURE, _C.RECORD_VALUE, _C.KEEP_PLAN, _C.REPORT_ACTION, _C.READ_RISK, _C.KEEP_RISK, _C.KEEP_LEAN,
    _C.KEEP_RETURN, _C.HOLD_REVIEW, _C.READ_DEVELOPMENT, _C.KEEP_DEVELOPMENT,
)  # fmt: skip
_ADMINISTER_RESULTS = dict.fromkeys(
    (
        *_KEEP_RESULTS,
        _C.AUDIT_MEASURE,
        _C.ADOPT_PLAN,
        _C.ACCEPT_RISK,
        _C.PUBLISH_REPORT,
        _C.KEEP_BOARD,
        _C.GIVE_HELP,
        _C.ASSIGN_WORK,
    ),
    _S.EVERYWHERE,
)
# Leadership competencies: everybody in office reads models, answers what they are asked, and has what is their own.
_OWN_GROWTH = {
    _C.READ_COMPETENCIES: _S.EVERYWHERE,
    **dict.fromkeys((_C.ANSWER_ASSESSMENT, _C.READ_OWN_REPORT, _C.PLAN_GROWTH, _C.SHARE_TALENT), _S.OWN),
}
_READ_RESULTS = {
    **_OWN_GROWTH,
    _C.READ_RESULTS: _S.EVERYWHERE,
    _C.REPORT_ACTION: _S.OWN,
    _C.ANSWER_SURVEY: _S.OWN,
    _C.ASK_HELP: _S.OWN,
}
_LEAD_RESULTS = {
    **_READ_RESULTS,
    **dict.fromkeys(
        (*_KEEP_RESULTS, _C.ADOPT_PLAN, _C.ACCEPT_RISK, _C.VERIFY_SAVINGS, _C.PUBLISH_REPORT), _S.DEPARTMENT
    ),
}

MATRIX: dict[str, dict[Capability, Scope]] = {
    PUBLIC: {_C.READ_PLANS: _S.EVERYWHERE, _C.READ_REPORT: _S.EVERYWHERE},
    Role.ANALYST: {
        **_READ_RESULTS,
        **_READ_ALL,
        **_READ_SERVICE,
        _C.REVIEW_NOMINATION: _S.EVERYWHERE,
        _C.IMPORT_DOCUMENT: _S.EVERYWHERE,
        _C.IMPORT_PLAN: _S.EVERYWHERE,
        _C.RUN_ALLOCATION: _S.EVERYWHERE,
        _C.DECIDE_ALLOCATION: _S.EVERYWHERE,
        _C.UNDO_DECISION: _S.EVERYWHERE,
        **_READ_QUALIFYING,
        **dict.fromkeys(EXAMINE, _S.EVERYWHERE),
        _C.WRITE_REQUIREMENT: _S.EVERYWHERE,
        _C.OVERRULE_PRECEDENT: _S.EVERYWHERE,
        _C.READ_LEDGER: _S.EVERYWHERE,
        _C.VERIFY_LEDGER: _S.EVERYWHERE,
    },
    Role.AGENCY_HR: {
        **_READ_RESULTS,
        _C.KEEP_ASSESSMENT: _S.DEPARTMENT,
        **_CONTRACTS_OF_DEPARTMENT,
        _C.DRAW_CONTRACT: _S.DEPARTMENT,
        _C.FILE_SIGNATURE: _S.DEPARTMENT,
        _C.OPEN_YEAR: _S.DEPARTMENT,
        _C.RECORD_RESULT: _S.DEPARTMENT,
        _C.CALIBRATE: _S.DEPARTMENT,
        _C.RECORD_BUDGET: _S.DEPARTMENT,
        _C.PROVE_SERVICE: _S.DEPARTMENT,
        _C.HAND_OVER: _S.DEPARTMENT,
        _C.UNDO_STEP: _S.DEPARTMENT,
        _C.KEEP_FILE: _S.DEPARTMENT,
        _C.HOLD_FILE: _S.DEPARTMENT,
        _C.MAKE_PACKET: _S.DEPARTMENT,
        **_READ_DEPARTMENT,
        **_READ_SERVICE_OF_DEPARTMENT,
        _C.RECORD_SIZE: _S.DEPARTMENT,
        _C.SET_ENTRY_DAY: _S.DEPARTMENT,
        _C.RECORD_CONTRACT: _S.DEPARTMENT,
        **dict.fromkeys(EXAMINE, _S.DEPARTMENT),
        _C.READ_REQUIREMENT: _S.EVERYWHERE,
        _C.READ_PRECEDENT: _S.EVERYWHERE,
        _C.IMPORT_DOCUMENT: _S.EVERYWHERE,
        _C.DESCRIBE_POSITION: _S.DEPARTMENT,
        _C.SUBMIT_DESCRIPTION: _S.DEPARTMENT,
        _C.RUN_ALLOCATION: _S.DEPARTMENT,
    },
    Role.DEPARTMENT_DIRECTOR: {
        **_LEAD_RESULTS,
        _C.READ_TALENT: _S.DEPARTMENT,
        **_CONTRACTS_OF_DEPARTMENT,
        _C.DRAW_CONTRACT: _S.DEPARTMENT,
        _C.SIGN_CONTRACT: _S.DEPARTMENT,
        _C.OPEN_YEAR: _S.DEPARTMENT,
        _C.WRITE_EVIDENCE: _S.DEPARTMENT,
        _C.REVIEW_PROGRESS: _S.DEPARTMENT,
        _C.RECORD_RESULT: _S.DEPARTMENT,
        _C.RATE_EXECUTIVE: _S.DEPARTMENT,
        _C.CALIBRATE: _S.DEPARTMENT,
        _C.APPROVE_PAY: _S.DEPARTMENT,
        _C.PROVE_SERVICE: _S.DEPARTMENT,
        _C.HAND_OVER: _S.DEPARTMENT,
        _C.DELEGATE: _S.DEPARTMENT,
        _C.UNDO_STEP: _S.DEPARTMENT,
        **_READ_DEPARTMENT,
        **_READ_SERVICE_OF_DEPARTMENT,
        _C.NOMINATE_POSITION: _S.DEPARTMENT,
        _C.SET_ENTRY_DAY: _S.DEPARTMENT,
        _C.APPOINT_EXECUTIVE: _S.DEPARTMENT,
        _C.RELEASE_EXECUTIVE: _S.DEPARTMENT,
        _C.SERVE_NOTICE: _S.DEPARTMENT,
        _C.WITHDRAW_SUPPORT: _S.DEPARTMENT,
    },
    Role.APPOINTING_AUTHORITY: {
        **_READ_RESULTS,
        _C.READ_CONTRACT: _S.APPOINTED,
        _C.DRAW_CONTRACT: _S.APPOINTED,
        _C.SIGN_CONTRACT: _S.APPOINTED,
        _C.WRITE_EVIDENCE: _S.APPOINTED,
        _C.REVIEW_PROGRESS: _S.APPOINTED,
        _C.RECORD_RESULT: _S.APPOINTED,
        _C.RATE_EXECUTIVE: _S.APPOINTED,
        _C.DELEGATE: _S.APPOINTED,
        _C.UNDO_STEP: _S.APPOINTED,
        _C.READ_CUSTODY: _S.DEPARTMENT,
        **_READ_DEPARTMENT,
        **_READ_SERVICE_OF_DEPARTMENT,
        _C.SIGN_DESCRIPTION: _S.APPOINTED,
    },
    Role.EXECUTIVE: {
        **_READ_RESULTS,
        _C.RECORD_VALUE: _S.OWN,
        _C.READ_CONTRACT: _S.OWN,
        _C.NEGOTIATE_CONTRACT: _S.OWN,
        _C.SIGN_OWN_CONTRACT: _S.OWN,
        _C.WRITE_OWN_EVIDENCE: _S.OWN,
        _C.ANSWER_REVIEW: _S.OWN,
        _C.ASSESS_SELF: _S.OWN,
        _C.READ_FILE: _S.OWN,
        _C.READ_POSITION: _S.OWN,
        _C.READ_DECISION: _S.OWN,
        _C.READ_SEAT: _S.OWN,
        _C.ACKNOWLEDGE_RIGHTS: _S.OWN,
        _C.KEEP_CALENDAR: _S.OWN,
    },
    SUPERVISOR: {_C.READ_POSITION: _S.SUBORDINATE, _C.READ_DECISION: _S.SUBORDINATE},
    Role.PERSONNEL_DIRECTOR: {
        **_READ_RESULTS,
        _C.READ_TALENT: _S.EVERYWHERE,
        **_READ_CONTRACTS,
        _C.CALIBRATE: _S.EVERYWHERE,
        _C.DELEGATE: _S.EVERYWHERE,
        _C.HOLD_FILE: _S.EVERYWHERE,
        _C.MAKE_PACKET: _S.EVERYWHERE,
        **_READ_ALL,
        **_READ_QUALIFYING,
        **_READ_SERVICE,
        _C.AUTHORISE_SEATS: _S.EVERYWHERE,
        _C.DECIDE_NOMINATION: _S.EVERYWHERE,
        _C.REVIEW_SEAT: _S.EVERYWHERE,
        _C.SETTLE_CONSEQUENCE: _S.EVERYWHERE,
        _C.READ_LEDGER: _S.EVERYWHERE,
        _C.VERIFY_LEDGER: _S.EVERYWHERE,
    },
    Role.PERSONNEL_STAFF: {
        **_READ_RESULTS,
        **dict.fromkeys((_C.KEEP_COMPETENCIES, _C.KEEP_ASSESSMENT, _C.READ_TALENT), _S.EVERYWHERE),
        **_READ_CONTRACTS,
        _C.OPEN_YEAR: _S.EVERYWHERE,
        _C.RECORD_PAY_LIMIT: _S.EVERYWHERE,
        _C.KEEP_FILE: _S.EVERYWHERE,
        _C.HOLD_FILE: _S.EVERYWHERE,
        _C.MAKE_PACKET: _S.EVERYWHERE,
        **_READ_ALL,
        **_READ_QUALIFYING,
        **_READ_SERVICE,
        _C.RECORD_SIZE: _S.EVERYWHERE,
        _C.TAKE_OVER_SEAT: _S.EVERYWHERE,
        _C.MERGE_DEPARTMENTS: _S.EVERYWHERE,
        _C.WORK_THROUGH_DAYS: _S.EVERYWHERE,
        _C.IMPORT_DOCUMENT: _S.EVERYWHERE,
        _C.IMPORT_PLAN: _S.EVERYWHERE,
    },
    Role.RESULTS_ADMINISTRATOR: {
        _C.RECORD_RESULT: _S.EVERYWHERE,
        **_READ_RESULTS,
        **_ADMINISTER_RESULTS,
        _C.VERIFY_SAVINGS: _S.EVERYWHERE,
    },
    Role.RESULTS_FACILITATOR: {
        **_READ_RESULTS,
        **dict.fromkeys(
            (*_KEEP_RESULTS, _C.AUDIT_MEASURE, _C.VERIFY_SAVINGS, _C.KEEP_BOARD, _C.GIVE_HELP), _S.DEPARTMENT
        ),
    },
    Role.RESULTS_PRACTITIONER: {
        **_READ_RESULTS,
        **dict.fromkeys(
            (_C.RECORD_VALUE, _C.READ_RISK, _C.KEEP_RISK, _C.KEEP_LEAN, _C.READ_DEVELOPMENT, _C.GIVE_HELP),
            _S.DEPARTMENT,
        ),
    },
    Role.MEASURE_OWNER: {**_READ_RESULTS, _C.RECORD_VALUE: _S.OWN},
    Role.AUDITOR: {
        **_READ_RESULTS,
        **dict.fromkeys((_C.AUDIT_MEASURE, _C.READ_RISK, _C.VERIFY_SAVINGS, _C.READ_DEVELOPMENT), _S.EVERYWHERE),
        **_READ_CONTRACTS,
        _C.MAKE_PACKET: _S.EVERYWHERE,
        **_READ_ALL,
        **_READ_QUALIFYING,
        **_READ_SERVICE,
        _C.READ_LEDGER: _S.EVERYWHERE,
        _C.VERIFY_LEDGER: _S.EVERYWHERE,
    },
    Role.SYSTEM_ADMINISTRATOR: {
        _C.INSTALL_PLANS: _S.EVERYWHERE,
        _C.MANAGE_DEPARTMENTS: _S.EVERYWHERE,
        _C.MANAGE_USERS: _S.EVERYWHERE,
        _C.VERIFY_LEDGER: _S.EVERYWHERE,
        _C.MOVE_DAY: _S.EVERYWHERE,
    },
    SYSTEM: {
        _C.IMPORT_DOCUMENT: _S.EVERYWHERE,
        _C.IMPORT_PLAN: _S.EVERYWHERE,
        _C.INSTALL_PLANS: _S.EVERYWHERE,
        _C.MANAGE_DEPARTMENTS: _S.EVERYWHERE,
        _C.MANAGE_USERS: _S.EVERYWHERE,
        _C.WORK_THROUGH_DAYS: _S.EVERYWHERE,
        _C.VERIFY_LEDGER: _S.EVERYWHERE,
        _C.MOVE_DAY: _S.EVERYWHERE,
    },
}
