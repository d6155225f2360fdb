"""Make an appraisal final: it is judged by the law, frozen with its results, sealed, and written as a PDF."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import appraisal_policies as possible
from meritbook.actions import appraising, ledger
from meritbook.actions.actor import Actor
from meritbook.actions.appointing_policies import check_law
from meritbook.actions.permissions import Capability, require
from meritbook.core.contracts.rating import missing, needs_reason
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import Appraisal
from meritbook.records.states import APPRAISAL_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, appraisal: Appraisal, meeting_on: date | None = None) -> Appraisal:
    """The appraisal, final. `meeting_on` is the day of the meeting with the executive; none where none was held.

    A missing mark refuses it by the law's rule on the scale, unless it is an interim one. That the meeting was not
    about a week before is a caution that is kept with it. Raises `ForbiddenError`; `OwnCaseError`;
    `AppraisalKindError`; `StateError`; `NotSignedError`; `AppraisalChangedError`; `MeetingDayError`;
    `ReasonNeededError`; `IncompleteRatingError`; `LawRefusesError`; `LetterError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = appraising.locked(appraisal)
        role = require(actor, Capability.RATE_EXECUTIVE, row, on=on)
        possible.check_rater(row)
        row.status = next_state(APPRAISAL_MOVES, "finish_appraisal", row.status, of="The appraisal")
        version = possible.check_signed(row.contract)
        possible.check_same_words(row, version)
        possible.check_meeting_day(row.contract, meeting_on, on=on)
        marks = appraising.marks_of(row, version.text)
        findings = appraising.findings_of(row.contract, version.text, on=on)
        possible.check_reasons(needs_reason(version.text, marks, findings))
        verdicts = appraising.judged(version.text, marks, final=on, meeting=meeting_on, on=on)
        if not row.interim:
            possible.check_complete(missing(version.text, marks), verdicts.get(possible.SCALE))
            check_law(one for one in verdicts.values() if one.rule == possible.SCALE)
        row.meeting_on, row.version = meeting_on, version
        row.final_by, row.final_at = actor.user, at
        rating = appraising.frozen(row, version, marks, findings, on=on)
        row.results_json = canonical_json([one.plain() for one in rating.findings])
        row.verdicts_json = canonical_json([one.plain() for one in verdicts.values()])
        row.sha256 = rating.seal()
        row.document = appraising.write_letter(actor, at=at, row=row, rating=rating, verdicts=tuple(verdicts.values()))
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="finish_appraisal",
            subject=f"appraisal:{row.pk}",
            facts={
                **appraising.told(row),
                **appraising.tell(row),
                "version": version.number,
                "sha256": row.sha256,
                "letter": row.document.sha256,
                "meeting_on": meeting_on.isoformat() if meeting_on else None,
                "verdicts": {one.rule: str(one.verdict) for one in verdicts.values()},
            },
            records=[row, row.document],
        )
    return row
