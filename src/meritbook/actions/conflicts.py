"""Who keeps out of a case whatever roles they hold, and which acts may be delegated, as data beside the matrix."""

from __future__ import annotations

from meritbook.actions.capabilities import EXAMINE, Capability

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
        Capability.DRAW_CONTRACT,
        Capability.SIGN_CONTRACT,
        Capability.FILE_SIGNATURE,
        Capability.WRITE_EVIDENCE,
        Capability.REVIEW_PROGRESS,
        Capability.RECORD_RESULT,
        Capability.RATE_EXECUTIVE,
        Capability.APPROVE_PAY,
        Capability.PROVE_SERVICE,
        Capability.UNDO_STEP,
        Capability.KEEP_FILE,
        Capability.HOLD_FILE,
        Capability.MAKE_PACKET,
    }
)
"""Closed to the incumbent of the position, and to whoever is appointed to it, whatever roles they hold."""

NOT_ON_OWN_RESULTS = frozenset(
    {Capability.AUDIT_MEASURE, Capability.ACCEPT_RISK, Capability.VERIFY_SAVINGS, Capability.KEEP_ASSESSMENT}
)
"""Closed to whoever has a part in it: owns or recorded what is audited, asks for the acceptance, is assessed or asked
in an assessment."""

CLOSED_TO_CANDIDATES = frozenset(EXAMINE)
"""Closed, for an examination and all that is in it, to whoever is a candidate in it."""

NOT_ON_DIRECT_REPORTS = frozenset({Capability.DECIDE_ALLOCATION, Capability.UNDO_DECISION})
"""Closed, besides, to the person whom the position reports to."""

NOT_ON_OWN_NOMINATION = frozenset({Capability.REVIEW_NOMINATION, Capability.DECIDE_NOMINATION})
"""Closed to whoever made the nomination, whatever other roles they hold."""

DELEGABLE: dict[str, frozenset[Capability]] = {
    "contracts": frozenset({Capability.READ_CONTRACT, Capability.DRAW_CONTRACT, Capability.SIGN_CONTRACT}),
    "reviews": frozenset({Capability.READ_CONTRACT, Capability.WRITE_EVIDENCE, Capability.REVIEW_PROGRESS}),
    "ratings": frozenset({Capability.READ_CONTRACT, Capability.RATE_EXECUTIVE, Capability.RECORD_RESULT}),
    "pay": frozenset({Capability.READ_CONTRACT, Capability.READ_PAY, Capability.APPROVE_PAY}),
    "notices": frozenset(
        {Capability.READ_CONTRACT, Capability.READ_SEAT, Capability.SERVE_NOTICE, Capability.PROVE_SERVICE}
    ),
}
"""The groups of acts that a director or an appointing authority may delegate, and what each permits."""
