"""Is it possible now? What holds for a notice of dismissal once its day has come: whether it can be taken back."""

from __future__ import annotations

from datetime import date, timedelta

from meritbook.actions.policies import PolicyError
from meritbook.core.dates import day_in_words
from meritbook.records.models import ConsequenceStatus, DismissalNotice, EndCause

SEPARATION = "separation"
"""The draft of the law by which a notice takes effect."""


class NoticeTookEffectError(PolicyError):
    """The separation of which the notice tells took effect, or waits to be settled: the notice stands as it was."""

    code = "dismissal.took_effect"
    remedy = (
        "Withdrawing the notice would not bring the executive back. Whoever is to come back, by a decision on the "
        "appeal or by a correction of the office, is proposed for the seat anew, by reinstatement; the notice and the "
        "separation stay on record beside it."
    )


SETTLE_FIRST = (
    "Ask the State Personnel Director to stay the separation, with the reason: a notice whose separation is stayed for "
    "good can be withdrawn. Once it is confirmed, whoever is to come back is proposed anew, by reinstatement."
)


def check_before_separation(notice: DismissalNotice, *, on: date) -> None:
    """The notice has not taken effect; its day of separation is the last on which it can be withdrawn.

    It has taken effect once the separation is confirmed, be it on that day. After the day it can still be withdrawn
    where it separated nobody: by the law it was late, the separation was stayed for good, or the executive had left
    otherwise.
    """
    said = took_effect(notice, on=on)
    if said is not None:
        says, remedy = said
        raise NoticeTookEffectError(says, where="notice", remedy=remedy)


def took_effect(notice: DismissalNotice, *, on: date) -> tuple[str, str] | None:
    """Why it cannot be withdrawn any more, and what can be done instead; none where it can. One statement at most."""
    held = notice.appointment
    if held.ended_cause == EndCause.DISMISSAL and held.ends_before is not None:
        return (
            f"The separation on {day_in_words(notice.separation_on)} was confirmed: the appointment ends by it.",
            NoticeTookEffectError.remedy,
        )
    left = held.ends_before is not None and held.ends_before <= notice.separation_on + timedelta(days=1)
    if on <= notice.separation_on or notice.insisted_because or left:
        return None
    drafts = held.consequences.filter(draft=SEPARATION, due_on=notice.separation_on)
    stayed = [(one.status, one.stayed_until) for one in drafts]
    if any(status == ConsequenceStatus.STAYED and until is None for status, until in stayed):
        return None
    return (
        f"The last day on which it could be withdrawn was {day_in_words(notice.separation_on)}, the day of separation.",
        SETTLE_FIRST,
    )
