"""Serve notice of dismissal for failure to perform: the law gives the days, and the letter is written in the act."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from meritbook.actions import appointing, dismissing, ledger, papers, policies
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import Appointment, DismissalNotice


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    appointment: Appointment,
    reason: str,
    served_on: date,
    served_how: str,
    in_writing: bool = True,
    insisted_because: str = "",
    paper: papers.Paper | None = None,
) -> DismissalNotice:
    """The notice, with the last day of service and the last day to appeal as the law has them, and its letter.

    The letter is written in the act and bears its day: it is served today. What was served before is a `paper`, which
    is kept as the notice, with a record of its service in place of the letter.

    One that is late, or not in writing, is refused with the verdict, unless `insisted_because` says why it is served
    all the same. Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `NotInForceError`; `NoticeDayError`;
    `NoticeStandsError`; `NoNoticeRuleError`; `LawRefusesError`; `PaperError`; `LetterError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    insisted = policies.check_text(insisted_because, field="insisted_because", required=False)
    file = papers.look(paper)
    with transaction.atomic():
        held = appointing.locked(appointment)
        role = require(actor, Capability.SERVE_NOTICE, held, on=on)
        possible.check_in_force(held, on=served_on)
        possible.check_served_how(served_how)
        possible.check_notice_day(held, served_on, on=on, paper=paper is not None)
        possible.check_no_notice(held)
        said = dismissing.judged(held, served_on=served_on, served_how=served_how, in_writing=in_writing, on=on)
        late = said.verdict.verdict is Verdict.NOT_MET
        if not insisted:
            possible.check_law([said.verdict])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        notice = DismissalNotice(
            appointment=held,
            reason=reason,
            in_writing=in_writing,
            served_on=served_on,
            served_how=served_how,
            separation_on=said.separation_on,
            appeal_until=said.appeal_until,
            insisted_because=insisted if late else "",
            verdict_json=canonical_json(said.verdict),
            decided_by=actor.user,
            decided_at=at,
        )
        kept = papers.keep(actor, at=at, file=file) if file is not None else None
        written = dismissing.write(actor, at=at, notice=notice, said=said, entry=ledger.next_entry(), paper=kept)
        notice.document, notice.record = (kept, written) if kept is not None else (written, None)
        try:
            with transaction.atomic():
                notice.save()
        except IntegrityError as problem:
            raise possible.NoticeStandsError("Another notice was served at the same moment.") from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="serve_notice",
            subject=f"notice:{notice.pk}",
            facts={
                "position": held.seat.position.number,
                "executive": held.executive.username,
                "reason": reason,
                "served_on": served_on.isoformat(),
                "served_how": served_how,
                "in_writing": in_writing,
                "separation_on": said.separation_on.isoformat(),
                "appeal_until": said.appeal_until.isoformat() if said.appeal_until else None,
                "verdict": str(said.verdict.verdict),
                "insisted_because": notice.insisted_because,
                "letter": notice.document.sha256,
                "record": notice.record.sha256 if notice.record is not None else None,
            },
            records=[one for one in (notice, notice.document, notice.record) if one is not None],
        )
    return notice
