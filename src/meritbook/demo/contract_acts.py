"""What the people of the story do about their contracts, each through the action that everybody uses, each once."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from meritbook.actions import (
    Actor,
    agree_contract,
    alter_contract,
    answer_review,
    attach_file,
    close_step,
    draw_contract,
    file_paper_signature,
    propose_contract,
    record_result,
    record_review,
    save_contract,
    sign_contract,
    write_evidence,
)
from meritbook.actions.contract_year_policies import Step
from meritbook.core.contracts.text import ContractText
from meritbook.demo import contracts
from meritbook.demo.service import FIRST_DAY, LAST_DAY, NEXT_FIRST_DAY, NEXT_LAST_DAY, Act
from meritbook.demo.serving import actor, of
from meritbook.records import clock
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    ContractStatus,
    ContractVersion,
    PerformanceContract,
    Position,
    SignerRole,
    User,
)
from meritbook.writers.paper import Paper, heading, paragraph
from meritbook.writers.paper_pdf import pdf

ONE_DAY = timedelta(days=1)


def _appointment(executive: str) -> Appointment:
    rows = Appointment.objects.filter(executive__username=executive, status=AppointmentStatus.IN_FORCE)
    found: Appointment = rows.select_related("seat__position__department", "executive").latest("starts_on")
    return found


def _contract(act: Act) -> PerformanceContract:
    found: PerformanceContract = PerformanceContract.objects.get(
        appointment__executive__username=act["executive"], starts_on=FIRST_DAY, withdrawn_at__isnull=True
    )
    return found


def _told(act: Act) -> Mapping[str, Any]:
    return contracts.contract_of(act["executive"])


def _position(act: Act) -> Position:
    return _appointment(act["executive"]).seat.position


def _draft(contract: PerformanceContract) -> ContractVersion | None:
    found: ContractVersion | None = contract.versions.filter(status=ContractStatus.DRAFT).first()
    return found


def told() -> list[Act]:
    """The acts about executives in office: a record without the service has no contracts to tell of."""
    held = set(
        Appointment.objects.filter(status=AppointmentStatus.IN_FORCE).values_list("executive__username", flat=True)
    )
    return [act for act in contracts.acts() if act["executive"] in held]


def _write(who: Actor, draft: ContractVersion, words: ContractText, why: str) -> None:
    draft = save_contract.perform(who, at=clock.now(), why=why, version=draft, text=words, base_sha256=draft.sha256)
    propose_contract.perform(who, at=clock.now(), why=why, version=draft)


# --- the words ------------------------------------------------------------------------------------------------------


def _take_over(act: Act) -> None:
    """The contract that was signed on paper before the record began: its words, and the scans of the signatures."""
    held = _appointment(act["executive"])
    officer = of("hr", held.seat.position)
    contract = held.performance_contracts.filter(starts_on=FIRST_DAY, withdrawn_at__isnull=True).first()
    why = "Signed on paper before the record began."
    if contract is None:
        draw_contract.perform(
            officer,
            at=clock.now(),
            why=why,
            appointment=held,
            starts_on=FIRST_DAY,
            ends_before=LAST_DAY + ONE_DAY,
            salary=held.contracts.get(starts_on=FIRST_DAY).salary,
        )
        contract = _contract(act)
    if (draft := _draft(contract)) is not None:
        words = contracts.filled(draft.text, _told(act))
        _write(officer, draft, words, why)
    version = contract.versions.latest("number")
    if version.status == ContractStatus.PROPOSED:
        version = agree_contract.perform(
            Actor(held.executive), at=clock.now(), why="These are the words on paper.", version=version
        )
    if version.status == ContractStatus.AGREED:
        _file_papers(officer, version)


def _file_papers(officer: Actor, version: ContractVersion) -> None:
    held = version.contract.appointment
    signed_on = held.contracts.get(starts_on=FIRST_DAY).agreed_on
    assert signed_on is not None  # noqa: S101  # the story takes over contracts that all had signed
    position = held.seat.position
    code = position.department.code.lower()
    signers = (
        (SignerRole.EMPLOYEE, held.executive, signed_on - 3 * ONE_DAY),
        (SignerRole.APPOINTING_AUTHORITY, User.objects.get(username=f"authority.{code}"), signed_on - 2 * ONE_DAY),
        (SignerRole.DEPARTMENT_DIRECTOR, User.objects.get(username=f"director.{code}"), signed_on),
    )
    done = set(version.signatures.values_list("role", flat=True))
    for role, who, on in signers:
        if role not in done:
            file_paper_signature.perform(
                officer,
                at=clock.now(),
                why="The paper lies in the personnel file.",
                version=version,
                role=role,
                signed_by=who,
                on_paper_on=on,
                scan=_scan(version, role, who, on.isoformat()),
            )


def _scan(version: ContractVersion, role: SignerRole, who: User, on: str) -> bytes:
    """The page with a signature, as the office's scanner would have made it; the story draws it."""
    position = version.contract.appointment.seat.position
    return pdf(
        Paper(
            name="letter",
            title=f"Signature page, position {position.number}",
            reference=f"Scan of {position.number}, {role.label.lower()}",
            jurisdiction="State of Larkmoor",
            office=position.department.name,
            written_on=version.contract.starts_on,
            parts=(
                heading(f"Signature page, position {position.number}", 1),
                paragraph(f"{role.label}: signed by hand, {who.full_name}, {on}."),
                paragraph("A made-up paper of a made-up state."),
            ),
        )
    )


def _alter(act: Act) -> None:
    told, contract = _told(act)["alteration"], _contract(act)
    held = contract.appointment
    authority, executive = of("authority", held.seat.position), Actor(held.executive)
    if not contract.versions.filter(alters__isnull=False).exists():
        alter_contract.perform(authority, at=clock.now(), why=told["reason"], contract=contract, reason=told["reason"])
    if (draft := _draft(contract)) is not None:
        words = contracts.altered(draft.text, told)
        _write(authority, draft, words, told["reason"])
    version = contract.versions.latest("number")
    if version.status == ContractStatus.PROPOSED:
        version = agree_contract.perform(executive, at=clock.now(), why="Agreed.", version=version)
    for role, who in ((SignerRole.EMPLOYEE, executive), (SignerRole.APPOINTING_AUTHORITY, authority)):
        if version.status == ContractStatus.AGREED and not version.signatures.filter(role=role).exists():
            sign_contract.perform(
                who, at=clock.now(), why="Signed.", version=version, role=role, seen_sha256=version.sha256
            )
            version.refresh_from_db()


def _propose_next(act: Act) -> None:
    """The contract of the next year as the appointing authority proposes it; the reader goes on from here."""
    held = _appointment(act["executive"])
    authority = of("authority", held.seat.position)
    why = "For the talk on the coming year."
    contract = held.performance_contracts.filter(starts_on=NEXT_FIRST_DAY).first()
    if contract is None:
        draw_contract.perform(
            authority,
            at=clock.now(),
            why=why,
            appointment=held,
            starts_on=NEXT_FIRST_DAY,
            ends_before=NEXT_LAST_DAY + ONE_DAY,
        )
        contract = held.performance_contracts.get(starts_on=NEXT_FIRST_DAY)
    if (draft := _draft(contract)) is not None:
        propose_contract.perform(authority, at=clock.now(), why=why, version=draft)


# --- the year -------------------------------------------------------------------------------------------------------


def _result(act: Act) -> None:
    key, ends_on, value = _told(act)["results"][act["place"]]
    contract = _contract(act)
    if not contract.results.filter(measure=key, period_ends_on=ends_on).exists():
        measure = next(one for one in contract.versions.latest("number").text.measures() if one.key == key)
        record_result.perform(
            of("hr", _position(act)),
            at=clock.now(),
            why="Report of the quarter.",
            contract=contract,
            measure=key,
            period_ends_on=ends_on,
            value=Decimal(value),
            source=f"{measure.source.rstrip('.')}, {ends_on:%B %Y}.",
        )


def _review(act: Act) -> None:
    told, contract = _told(act)["review"][act["place"]], _contract(act)
    review = contract.reviews.filter(held_on=act.on).first()
    if review is None:
        review = record_review.perform(
            of("authority", _position(act)),
            at=clock.now(),
            why="Held on this day.",
            contract=contract,
            kind=told["kind"],
            held_on=act.on,
            rater_says=told["says"],
            problem=told.get("problem", ""),
            next_on=told.get("next_on"),
            steps=[
                Step(about=about, what=what, help=help_, due_on=due_on)
                for about, what, help_, due_on, _, _ in told.get("steps", ())
            ],
        )
    if review.answered_at is None:
        answer_review.perform(actor(act["executive"]), at=clock.now(), why="Read.", review=review, says=told["answer"])


def _close_step(act: Act) -> None:
    told = _told(act)["review"][act["place"]]
    _, what, _, _, outcome, reached = told["steps"][act["step"]]
    step = _contract(act).reviews.get(held_on=told["on"]).steps.get(what=what)
    if step.closed_at is None:
        close_step.perform(
            of("authority", _position(act)),
            at=clock.now(),
            why="The day of the step is over.",
            step=step,
            reached=reached,
            outcome=outcome,
        )


def _evidence(act: Act) -> None:
    told, contract = _told(act)["evidence"][act["place"]], _contract(act)
    note = contract.evidence.filter(says=told["says"]).first()
    who = actor(act["executive"]) if told["by"] == "executive" else of("authority", _position(act))
    if note is None:
        note = write_evidence.perform(
            who,
            at=clock.now(),
            why="Noted.",
            contract=contract,
            says=told["says"],
            happened_on=act.on,
            about=told["about"],
            shared=told["shared"],
        )
    if "file" in told and not note.files.exists():
        taken = attach_file.take(io.BytesIO(told["file_says"].encode("utf-8")), name=told["file"])
        attach_file.perform(who, at=clock.now(), why="Noted.", note=note, file=taken)


ACTS: dict[str, Callable[[Act], None]] = {
    "take_over_contract": _take_over,
    "record_result": _result,
    "review_progress": _review,
    "close_step": _close_step,
    "write_evidence": _evidence,
    "alter_contract": _alter,
    "propose_next": _propose_next,
}
"""What is done for each kind of act of `contracts.acts`."""
