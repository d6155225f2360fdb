"""Reads the whole personnel file of an appointment from the record: a few statements for each part.

Left out: what is private to its author (evidence, drafts), and contracts whose form has left the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from meritbook.actions import copies, dismissing, ends, file_year, notice_policies
from meritbook.actions.file_items import Item, Kind, item, paper, taken_back
from meritbook.core.contracts.limits import a_month
from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.records import clock
from meritbook.records.models import (
    Appointment,
    Consequence,
    ConsequenceStatus,
    ContractRecord,
    Decision,
    Delegation,
    Determination,
    DismissalNotice,
    HandOverPosition,
    LegalHold,
    Nomination,
    Packet,
    PayDecision,
    PerformanceContract,
    PositionVersion,
    VersionStatus,
)


@dataclass(frozen=True)
class FileRecord:
    """A personnel file as it stands."""

    appointment: Appointment
    stands: str
    """How the appointment stands on the day, in words."""
    items: tuple[Item, ...]
    """By kind, then by day."""
    contracts: tuple[PerformanceContract, ...]
    """Those in the file, oldest first."""
    records: tuple[ContractRecord, ...]
    """Also of contracts that have left the file."""
    holds: tuple[LegalHold, ...]
    """Those that stand."""
    gone: tuple[ContractRecord, ...]
    """Whose form has left the file: nothing of the contract stands in it any more."""

    @cached_property
    def rows(self) -> frozenset[tuple[str, int]]:
        """The rows that the file tells of, by model and key."""
        found: set[tuple[str, int]] = set()
        for one in self.items:
            found.update((str(row._meta.model_name), row.pk) for row in one.rows)
        return frozenset(found)


def file_of(appointment: Appointment, *, on: date) -> FileRecord:
    """The file of the appointment, with what is in force or ended as on the day.

    `appointment` comes with its seat, position, department and executive.
    """
    end = ends.end_of(appointment)
    stands = ends.appointment_stands(appointment, end, on=on)
    records = tuple(appointment.contracts.order_by("starts_on", "pk").select_related("recorded_by"))
    gone = tuple(one for one in records if one.taken_from_file_on is not None)
    contracts = tuple(
        PerformanceContract.objects.filter(appointment=appointment)
        .exclude(record__in=[one.pk for one in gone])
        .select_related("record", "drawn_by", "withdrawn_by")
        .order_by("starts_on", "pk")
    )
    kept = [one for one in records if one.taken_from_file_on is None]
    found = [
        *_position(appointment),
        *_qualification(appointment),
        *_seat(appointment),
        *_appointment(appointment, stands),
        *_on_record(kept, end, on),
        *file_year.of_contracts(contracts, end, on=on),
        *_pay(appointment, gone),
        *_notices(appointment),
        *_consequences(appointment),
        *_custody(appointment, contracts),
        *_keeping(appointment),
    ]
    order = list(Kind)
    found.sort(key=lambda one: (order.index(one.kind), one.on, one.anchor))
    holds = LegalHold.objects.filter(executive=appointment.executive_id, released_at__isnull=True)
    return FileRecord(
        appointment=appointment,
        stands=stands,
        items=tuple(found),
        contracts=contracts,
        records=records,
        holds=tuple(holds.select_related("placed_by").order_by("pk")),
        gone=gone,
    )


def _position(appointment: Appointment) -> Iterator[Item]:
    position = appointment.seat.position
    until = appointment.ends_before
    official = PositionVersion.objects.filter(
        position=position, status__in=[VersionStatus.OFFICIAL, VersionStatus.SUPERSEDED], signed_at__isnull=False
    ).select_related("source", "signed_by", "created_by")
    for version in official.order_by("version"):
        day = clock.day_of(version.signed_at or version.created_at)
        if until is not None and day >= until:
            continue
        yield item(
            Kind.POSITION,
            day,
            f"Position description, version {version.version}",
            version,
            ("Signed by", version.signed_by.full_name if version.signed_by else ""),
            ("Duties", "; ".join(one.text for one in version.description.duties)),
            sha256=version.digest,
            view="web:position",
            key=position.pk,
            papers=[paper(version.source, "The file from which the description was read")],
            words=version.description_json,
        )
    decisions = Decision.objects.filter(position=position).select_related(
        "class_entry", "letter_pdf", "decided_by", "run"
    )
    for decision in decisions.order_by("number"):
        day = clock.day_of(decision.decided_at)
        if until is not None and day >= until:
            continue
        yield item(
            Kind.POSITION,
            day,
            f"Allocation decision {decision.number}: {decision.class_entry or decision.get_outcome_display()}",
            decision,
            ("Decided by", decision.decided_by.full_name),
            ("Status", decision.get_status_display()),
            ("Reason", decision.reason),
            view="web:decision",
            papers=[paper(decision.letter_pdf, "Letter of the decision")],
        )


def _qualification(appointment: Appointment) -> Iterator[Item]:
    if appointment.application_id is None:
        return
    rows = Determination.objects.filter(application=appointment.application_id).select_related(
        "notice_pdf", "determined_by", "application__examination"
    )
    for row in rows.order_by("number"):
        yield item(
            Kind.QUALIFICATION,
            clock.day_of(row.determined_at),
            f"Determination {row.number} in examination {row.application.examination.number}: "
            f"{row.get_outcome_display()}",
            row,
            ("Determined by", row.determined_by.full_name),
            ("Status", row.get_status_display()),
            ("Reason", row.reason),
            sha256=row.judgement_sha256,
            papers=[paper(row.notice_pdf, "Notice of the determination")],
        )


def _seat(appointment: Appointment) -> Iterator[Item]:
    seat = appointment.seat
    row = Nomination.objects.filter(seat=seat).select_related("nominated_by", "director_notice", "hr_notice").first()
    if row is not None:
        yield item(
            Kind.SEAT,
            clock.day_of(row.nominated_at),
            f"Nomination of position {seat.position.number}: {row.get_status_display()}",
            row,
            ("Nominated by", row.nominated_by.full_name),
            ("Rationale", row.rationale),
            ("Review", row.review_says),
            ("Decision", row.decision_says),
            view="web:nomination",
            papers=[
                paper(row.director_notice, "Notice to the director"),
                paper(row.hr_notice, "Notice to human resources"),
            ],
            verdicts=row.verdicts_json,
        )
    yield item(
        Kind.SEAT,
        seat.starts_on,
        f"Position {seat.position.number} in the service from {day_in_words(seat.starts_on)}",
        seat,
        ("Origin", seat.get_origin_display()),
        ("Ends before", seat.ends_before),
        ("Rule by which it left", seat.left_rule),
        ("Why it left", seat.left_because),
        view="web:seat",
    )


def _appointment(row: Appointment, stands: str) -> Iterator[Item]:
    yield item(
        Kind.APPOINTMENT,
        row.starts_on,
        f"Appointment from {day_in_words(row.starts_on)}: {stands}",
        row,
        ("Method", row.get_method_display()),
        ("Merit and fitness", row.merit_says),
        ("Salary for a month on the first day, in dollars", row.salary),
        ("Class certified before", row.previous_class),
        ("Qualification", f"{row.qualification.replace('_', ' ')}. {row.qualification_says}".strip()),
        ("On what it rests all the same", row.qualification_because),
        ("Rights acknowledged on", clock.day_of(row.acknowledged_at) if row.acknowledged_at else None),
        ("Hash of the rights as shown", row.rights_sha256),
        ("Ends before", row.ends_before),
        ("Why it ended", " ".join(part for part in (row.get_ended_cause_display(), row.ended_because) if part)),
        sha256=row.rights_sha256,
        view="web:appointment",
        words=row.rights_json,
        verdicts=row.verdicts_json,
    )


def _on_record(rows: list[ContractRecord], end: ends.End, on: date) -> Iterator[Item]:
    held = copies.copies_of(rows)
    for row in rows:
        yield item(
            Kind.CONTRACT,
            row.starts_on,
            f"Contract on record from {day_in_words(row.starts_on)}: {ends.record_stands(row, end, on=on)}",
            row,
            ("Ends before", row.ends_before),
            ("Salary for a month, in dollars", row.salary),
            ("Agreed, all had signed", row.agreed_on),
            ("Copy with the department's human resources", held[row.pk].department.says),
            ("Copy with central human resources", held[row.pk].central.says),
            ("Put into the file", row.filed_on),
            view="web:contract",
        )


def _pay(appointment: Appointment, gone: tuple[ContractRecord, ...]) -> Iterator[Item]:
    rows = PayDecision.objects.filter(appointment=appointment).exclude(starts_on__in=[one.starts_on for one in gone])
    for row in rows.select_related("approved_by", "withdrawn_by", "document").order_by("pk"):
        yield item(
            Kind.PAY,
            clock.day_of(row.approved_at),
            f"Salary from {day_in_words(row.starts_on)}: {a_month(row.salary)}",
            row,
            ("Before", f"{row.before} dollars for a month"),
            ("Approved by", row.approved_by.full_name),
            *((f"Ground: {one['ground'].replace('_', ' ')}", one["says"]) for one in json.loads(row.grounds_json)),
            ("Approved before the appraisal was final, because", row.cautioned_because),
            *taken_back(row),
            papers=[paper(row.document, "Letter on the salary")],
            verdicts=row.verdicts_json,
        )


def _notices(appointment: Appointment) -> Iterator[Item]:
    rows = DismissalNotice.objects.filter(appointment=appointment).select_related(
        "decided_by", "withdrawn_by", "document"
    )
    for row in rows.prefetch_related("proofs__document", "proofs__recorded_by", "proofs__withdrawn_by").order_by("pk"):
        yield item(
            Kind.NOTICE,
            row.served_on,
            f"Notice of dismissal, served {row.get_served_how_display().lower()}",
            row,
            ("Reason", row.reason),
            ("In writing", row.in_writing),
            ("Last day of service", row.separation_on),
            ("Last day to appeal", row.appeal_until or "not known from this notice"),
            ("Decided by", row.decided_by.full_name),
            ("Served though the law says otherwise, because", row.insisted_because),
            *taken_back(row),
            view="web:seat",
            key=appointment.seat_id,
            papers=[paper(row.document, "Letter of the notice")],
            verdicts=row.verdict_json,
        )
        for proof in row.proofs.all():
            yield item(
                Kind.NOTICE,
                clock.day_of(proof.served_at),
                f"Proof of service {proof.get_served_how_display().lower()}, by {proof.served_by_name}",
                proof,
                ("Place", proof.place),
                ("Witness", proof.witness),
                ("Arrived on", proof.arrived_on),
                ("Last day to appeal", proof.appeal_until),
                ("Says", proof.says),
                ("Recorded by", proof.recorded_by.full_name),
                *taken_back(proof),
                papers=[paper(proof.document, "Proof of service")],
            )


def _appeal_of(row: Consequence) -> str:
    """To whom a separation is appealed and until when; of other acts the letter says it."""
    served = clock.day_of(row.settled_at) if row.settled_at else row.due_on
    if row.draft != notice_policies.SEPARATION or row.status == ConsequenceStatus.OVERTAKEN:
        return ""
    verdict = LawVerdict.model_validate_json(row.verdict_json)
    if verdict.effect is None:
        return ""
    rights = dismissing.rights_against(row, verdict.effect.appeal, served_on=served)
    return f"{rights.says} {rights.other_says}".strip()


def _consequences(appointment: Appointment) -> Iterator[Item]:
    rows = Consequence.objects.filter(appointment=appointment).select_related("settled_by", "document")
    for row in rows.order_by("pk"):
        yield item(
            Kind.CONSEQUENCE,
            row.due_on,
            f"{row.says} ({row.get_status_display().lower()})",
            row,
            ("Rule", row.rule),
            ("Settled by", row.settled_by.full_name if row.settled_by else ""),
            ("Says", row.settled_says),
            ("Stayed until", row.stayed_until),
            ("Overtaken, because", row.overtaken_because),
            ("Right to appeal", _appeal_of(row)),
            view="web:consequence",
            papers=[paper(row.document, "Letter on it")],
            verdicts=row.verdict_json,
        )


def _custody(appointment: Appointment, contracts: tuple[PerformanceContract, ...]) -> Iterator[Item]:
    starts, ends = appointment.starts_on, appointment.ends_before or date.max
    moved = HandOverPosition.objects.filter(
        position=appointment.seat.position_id, hand_over__starts_on__gte=starts, hand_over__starts_on__lt=ends
    ).select_related("hand_over__giver", "hand_over__successor", "hand_over__withdrawn_by")
    overs = set()
    for one in moved.order_by("pk"):
        row = one.hand_over
        overs.add(row.pk)
        yield item(
            Kind.CUSTODY,
            row.starts_on,
            f"Hand-over from {row.giver.full_name} to {row.successor.full_name} ({row.get_role_display().lower()})",
            row,
            ("Overlap ends before", row.overlap_ends_before),
            ("Reason", row.reason),
            *taken_back(row),
            also=[one],
        )
    under = Q(hand_over__in=overs) | Q(signatures__version__contract__in=[one.pk for one in contracts])
    lent = Delegation.objects.filter(under).select_related("giver", "holder").distinct()
    for delegation in lent.order_by("pk"):
        yield item(
            Kind.CUSTODY,
            delegation.starts_on,
            f"Delegation: {delegation.holder.full_name} for {delegation.giver.full_name} "
            f"({delegation.get_role_display().lower()})",
            delegation,
            ("Covers", ", ".join(json.loads(delegation.covers_json))),
            ("Ends before", delegation.ends_before),
            ("Reason", delegation.reason),
            ("Ended early, because", delegation.ended_because),
        )


def _keeping(appointment: Appointment) -> Iterator[Item]:
    for hold in LegalHold.objects.filter(executive=appointment.executive_id).select_related("placed_by", "released_by"):
        yield item(
            Kind.KEEPING,
            clock.day_of(hold.placed_at),
            f"Legal hold: {hold.matter}",
            hold,
            ("Reason", hold.reason),
            ("Placed by", hold.placed_by.full_name),
            ("Released on", clock.day_of(hold.released_at) if hold.released_at else None),
            ("Why it was released", hold.released_because),
        )
    for packet in Packet.objects.filter(appointment=appointment).select_related("made_by", "document"):
        # Its zip is not in the file: each packet would hold all those before it.
        yield item(
            Kind.KEEPING,
            clock.day_of(packet.made_at),
            f"{packet.get_kind_display()}: {packet.purpose}",
            packet,
            ("Made by", packet.made_by.full_name),
            ("Files in it", packet.entries),
            sha256=packet.document.sha256,
        )
