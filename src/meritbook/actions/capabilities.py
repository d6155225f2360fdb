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
    """The position that the person holds."""
    SUBORDINATE = "subordinate"
    """Positions below the person's own, down the whole chain."""


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
_EXAMINE = (
    _C.OPEN_EXAMINATION,
    _C.READ_EXAMINATION,
    _C.RECEIVE_APPLICATION,
    _C.SETTLE_QUESTION,
    _C.DETERMINE_QUALIFICATION,
    _C.REVEAL_CANDIDATE,
)

MATRIX: dict[str, dict[Capability, Scope]] = {
    PUBLIC: {_C.READ_PLANS: _S.EVERYWHERE},
    Role.ANALYST: {
        **_READ_ALL,
        **_READ_SERVICE,
        _C.REVIEW_NOMINATION: _S.EVERYWHERE,
        _C.IMPORT_DOCUMENT: _S.EVERYWHERE,
        _C.IMPORT_PLAN: _S.EVERYWHERE,
        _C.RUN_ALLOCATION: _S.EVERYWHERE,
        _C.DECIDE_ALLOCATION: _S.EVERYWHERE,
        _C.UNDO_DECISION: _S.EVERYWHERE,
        **_READ_QUALIFYING,
        **dict.fromkeys(_EXAMINE, _S.EVERYWHERE),
        _C.WRITE_REQUIREMENT: _S.EVERYWHERE,
        _C.OVERRULE_PRECEDENT: _S.EVERYWHERE,
        _C.READ_LEDGER: _S.EVERYWHERE,
        _C.VERIFY_LEDGER: _S.EVERYWHERE,
    },
    Role.AGENCY_HR: {
        **_READ_DEPARTMENT,
        **_READ_SERVICE_OF_DEPARTMENT,
        _C.RECORD_SIZE: _S.DEPARTMENT,
        _C.SET_ENTRY_DAY: _S.DEPARTMENT,
        _C.RECORD_CONTRACT: _S.DEPARTMENT,
        **dict.fromkeys(_EXAMINE, _S.DEPARTMENT),
        _C.READ_REQUIREMENT: _S.EVERYWHERE,
        _C.READ_PRECEDENT: _S.EVERYWHERE,
        _C.IMPORT_DOCUMENT: _S.EVERYWHERE,
        _C.DESCRIBE_POSITION: _S.DEPARTMENT,
        _C.SUBMIT_DESCRIPTION: _S.DEPARTMENT,
        _C.RUN_ALLOCATION: _S.DEPARTMENT,
    },
    Role.DEPARTMENT_DIRECTOR: {
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
        **_READ_DEPARTMENT,
        **_READ_SERVICE_OF_DEPARTMENT,
        _C.SIGN_DESCRIPTION: _S.APPOINTED,
    },
    Role.EXECUTIVE: {
        _C.READ_POSITION: _S.OWN,
        _C.READ_DECISION: _S.OWN,
        _C.READ_SEAT: _S.OWN,
        _C.ACKNOWLEDGE_RIGHTS: _S.OWN,
        _C.KEEP_CALENDAR: _S.OWN,
    },
    SUPERVISOR: {_C.READ_POSITION: _S.SUBORDINATE, _C.READ_DECISION: _S.SUBORDINATE},
    Role.PERSONNEL_DIRECTOR: {
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
    Role.RESULTS_ADMINISTRATOR: {},
    Role.AUDITOR: {
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

NOT_ON_OWN_CASE = frozenset(
    {
        Capability.DESCRIBE_POSITION,
        Capability.SUBMIT_DESCRIPTION,
        Capability.SIGN_DESCRIPTION,
        Capability.RUN_ALLOCATION,
        Capability.DECIDE_ALLOCATION,
        Capability.UNDO_DECISION,
        Capability.NOMINATE_POSITION,
        Capability.REVIEW_NOMINATION,
        Capability.DECIDE_NOMINATION,
        Capability.SET_ENTRY_DAY,
        Capability.APPOINT_EXECUTIVE,
        Capability.RELEASE_EXECUTIVE,
        Capability.RECORD_CONTRACT,
        Capability.SERVE_NOTICE,
        Capability.WITHDRAW_SUPPORT,
        Capability.REVIEW_SEAT,
        Capability.SETTLE_CONSEQUENCE,
    }
)
"""Closed to the incumbent of the position, and to whoever is appointed to it, whatever roles they hold."""

CLOSED_TO_CANDIDATES = frozenset({*_EXAMINE})
"""Closed, for an examination and all that is in it, to whoever is a candidate in it."""

NOT_ON_DIRECT_REPORTS = frozenset({Capability.DECIDE_ALLOCATION, Capability.UNDO_DECISION})
"""Closed, besides, to the person whom the position reports to."""

NOT_ON_OWN_NOMINATION = frozenset({Capability.REVIEW_NOMINATION, Capability.DECIDE_NOMINATION})
"""Closed to whoever made the nomination, whatever other roles they hold."""
