"""What a guest does by their link, without signing in: look, begin, keep a draft, answer, decline, take back.

A link is its guest's alone. To look at it binds nothing, for programs that guard mail open every link; whoever begins
binds it to their browser, and from another one it is refused, so that it is of no use when it is passed on. The ledger
says that a guest of this assessment did it, as it does of a person who signs in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from meritbook.actions import (
    answer_assessment,
    assessing,
    decline_rating,
    ledger,
    rating_drafts,
    rating_mail,
    take_back_declining,
)
from meritbook.actions import assessing_policies as possible
from meritbook.actions import take_back_rating as taking_back
from meritbook.actions.actor import SYSTEM
from meritbook.actions.round_policies import RoundWithdrawnError
from meritbook.core.competencies.answers import Ratings
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, MultiraterState, RaterStanding

ROLE = "guest"
"""How the ledger calls the part in which a guest acts."""


def look(link: str, browser: str) -> AssessmentRater:
    """Whose link it is. `browser` is what the browser holds since it began; empty where it has not.

    Raises `RatingLinkError` for a link that opens nothing, or nothing any more; `RoundWithdrawnError`;
    `OtherBrowserError`.
    """
    row = _found(link)
    _check_browser(row, browser)
    return row


def begin(link: str, browser: str, *, at: datetime) -> AssessmentRater:
    """Bind the link to the browser, where none is bound yet; raises what `look` and `check_window` raise."""
    with transaction.atomic():
        row = _bound(link, browser)
        possible.check_window(row.assessment, clock.day_of(at))
    return row


def save_draft(
    link: str, browser: str, *, at: datetime, given: Mapping[str, Any], comments: Mapping[str, Any]
) -> Ratings:
    """Keep what is typed so far. Raises what `rating_drafts.save` and `begin` raise."""
    with transaction.atomic():
        return rating_drafts.put(_bound(link, browser), given, comments, clock.day_of(at))


def answer_by_link(
    link: str, browser: str, *, at: datetime, given: Mapping[str, Any], comments: Mapping[str, Any], seen: str
) -> str:
    """The receipt, to be shown once. Raises what `answer_assessment` and `begin` raise."""
    with transaction.atomic():
        row = _bound(link, browser)
        receipt = answer_assessment.box_up(row, given, comments, seen, clock.day_of(at))
        _write(row, "answer_assessment", answer_assessment.WHY, at, {"assessment": row.assessment_id})
    return receipt


def decline_by_link(link: str, browser: str, *, at: datetime, because: str = "") -> AssessmentRater:
    """The guest, who declined. Raises what `decline_rating` and `begin` raise."""
    with transaction.atomic():
        row = _bound(link, browser)
        decline_rating.decline(row, because, clock.day_of(at))
        _write(row, "decline_rating", decline_rating.WHY, at, {"handed_back": False})
    return row


def take_back_declining_by_link(link: str, browser: str, *, at: datetime) -> AssessmentRater:
    """The guest, who is asked again. Raises what `take_back_declining` and `begin` raise."""
    with transaction.atomic():
        row = _bound(link, browser)
        take_back_declining.ask_again(row, clock.day_of(at))
        _write(row, "take_back_declining", take_back_declining.WHY, at, {"assessment": row.assessment_id})
    return row


def take_back_by_link(link: str, browser: str, *, at: datetime, receipt: str) -> AssessmentRater:
    """The guest, who has not answered now. Raises what `take_back_rating` and `begin` raise."""
    with transaction.atomic():
        row = _bound(link, browser)
        taking_back.take_out(row, receipt, clock.day_of(at))
        _write(row, "take_back_rating", taking_back.WHY, at, {"assessment": row.assessment_id})
    return row


def _found(link: str) -> AssessmentRater:
    rows = AssessmentRater.objects.exclude(standing=RaterStanding.REMOVED).select_related(
        "assessment__subject", "assessment__department", "assessment__version__model"
    )
    row = rows.filter(link_sha256=rating_mail.link_sha256(link)).first() if link else None
    if row is not None and row.assessment.state == MultiraterState.WITHDRAWN:
        raise RoundWithdrawnError("The assessment for which you were asked was withdrawn.", where="link")
    if row is None or row.assessment.state != MultiraterState.OPEN:
        raise possible.RatingLinkError("Nothing is answered by this link, or not any more.", where="link")
    return row


def _bound(link: str, browser: str) -> AssessmentRater:
    row = assessing.locked_rater(_found(link))
    if not browser:
        raise possible.OtherBrowserError(
            "Nobody has begun with this link in this browser.", where="link", remedy="Open the link, and press Begin."
        )
    _check_browser(row, browser)
    if not row.first_browser:
        row.first_browser = _browser_sha256(browser)
        row.save(update_fields=["first_browser"])
    return row


def _check_browser(row: AssessmentRater, browser: str) -> None:
    if row.first_browser and row.first_browser != _browser_sha256(browser):
        raise possible.OtherBrowserError("This link was begun in another browser.", where="link")


def _browser_sha256(browser: str) -> str:
    return hashlib.sha256(f"meritbook guest browser {browser}".encode("utf-8", "surrogatepass")).hexdigest()


def _write(row: AssessmentRater, action: str, why: str, at: datetime, facts: dict[str, Any]) -> None:
    ledger.write(
        SYSTEM,
        role=ROLE,
        at=at,
        why=why,
        action=action,
        subject=assessing.subject(row.assessment),
        facts=facts,
        records=[row],
    )
