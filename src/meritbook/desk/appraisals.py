"""Ratings as pages show them: of each thing that is rated the words, the results, and what each side says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meritbook.actions import appraisal_policies, appraising
from meritbook.actions import undo_appraisal as undo
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.contracts.measures import MeasureFinding
from meritbook.core.contracts.rating import Corrected, Mark, Remark, Row, corrected, missing, remarks, rows
from meritbook.core.contracts.text import ContractText
from meritbook.core.errors import MeritbookError
from meritbook.core.law.answer import LawVerdict
from meritbook.desk.contracts import contract
from meritbook.records import clock
from meritbook.records.models import (
    Appraisal,
    AppraisalKind,
    AppraisalStatus,
    ContractVersion,
    EvidenceNote,
    PerformanceContract,
    Sharing,
)
from meritbook.records.models import ContractStatus as Contracted

WRITE_FROM = timedelta(days=45)
"""How long before the last day of its term an appraisal comes onto the desk."""


class NoSuchAppraisalError(MeritbookError):
    """No appraisal of that number is on record, or none that this person may read yet."""

    code = "rating.unknown"
    remedy = "Open the rating of the contract; it shows what you may read. A draft is read by its own side alone."
    http_status = 404


@dataclass(frozen=True)
class Said:
    """What one side says of a row."""

    who: str
    mark: Mark
    rater: bool


@dataclass(frozen=True)
class Rated:
    """One row of the page."""

    row: Row
    measured: tuple[MeasureFinding, ...]
    evidence: tuple[EvidenceNote, ...]
    said: tuple[Said, ...]
    remarks: tuple[Remark, ...]

    @property
    def shows(self) -> bool:
        """Whether there is anything to stand beside the marks; areas and the whole have no measures."""
        return self.row.kind in ("objective", "project") or bool(self.evidence)

    @property
    def lacks_reason(self) -> bool:
        """Whether the rater's mark, as it is saved, asks for a reason that is not given."""
        given = any(side.mark.reason for side in self.said if side.rater)
        return not given and any(one.kind == "reason" for one in self.remarks)

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"rated-{self.row.key.replace('.', '-')}"


@dataclass(frozen=True)
class Sheet:
    """A rating with all that stands beside it."""

    contract: PerformanceContract
    version: ContractVersion
    appraisal: Appraisal | None
    """The rater's; none where there is none that the person may read."""
    own: Appraisal | None
    """The self-assessment; none where there is none that the person may read."""
    rows: tuple[Rated, ...]
    missing: tuple[Row, ...]
    frozen: bool
    """Whether the results are those with which it became final."""
    corrected: tuple[Corrected, ...]
    """What was corrected since."""
    verdicts: tuple[LawVerdict, ...]
    others: tuple[Appraisal, ...]
    """Interim ones and those taken back, as far as the person may read them."""
    general: tuple[EvidenceNote, ...]
    """Evidence about the contract as a whole."""


def appraisal(standing: Standing, contract_pk: int, pk: int) -> Appraisal:
    """One appraisal of a contract; raises `NoSuchContractError`, `NoSuchAppraisalError`."""
    row = contract(standing, contract_pk)
    found = appraising.readable(standing, row).filter(pk=pk).first()
    if found is None:
        raise NoSuchAppraisalError(f"There is no appraisal {pk} that you may read.", where=str(pk))
    found.contract = row
    return found


def appraisal_of(standing: Standing, pk: int) -> Appraisal:
    """One appraisal by its own number; raises `NoSuchAppraisalError`."""
    named = Appraisal.objects.filter(pk=pk, contract__in=standing.contracts()).first()
    if named is None:
        raise NoSuchAppraisalError(f"There is no appraisal {pk} that you may read.", where=str(pk))
    return appraisal(standing, named.contract_id, pk)


def sheet(standing: Standing, row: PerformanceContract, pk: int | None = None) -> Sheet:
    """The rating of the contract: the appraisal `pk`, else that of the year. Raises `NoSuchAppraisalError`.

    Raises `NotSignedError` while the contract is not signed by all.
    """
    every = list(appraising.readable(standing, row))
    stand = [one for one in every if one.status != AppraisalStatus.UNDONE]
    own = next((one for one in stand if one.kind == AppraisalKind.SELF), None)
    chosen = next((one for one in stand if one.kind == AppraisalKind.RATER and not one.interim), None)
    if pk is not None:
        chosen = next((one for one in every if one.pk == pk), None)
        if chosen is None:
            raise NoSuchAppraisalError(f"There is no appraisal {pk} that you may read.", where=str(pk))
        if chosen.kind == AppraisalKind.SELF:
            chosen, own = None, chosen
    version = _version(row, chosen)
    others = tuple(one for one in every if one.pk not in {x.pk for x in (own, chosen) if x is not None})
    return _sheet(standing.on, row, version, chosen, own, others)


def _version(row: PerformanceContract, chosen: Appraisal | None) -> ContractVersion:
    if chosen is not None and chosen.final_at is not None and chosen.version is not None:
        return chosen.version
    return appraisal_policies.check_signed(row)


def _sheet(
    on: date,
    row: PerformanceContract,
    version: ContractVersion,
    chosen: Appraisal | None,
    own: Appraisal | None,
    others: tuple[Appraisal, ...],
) -> Sheet:
    text = version.text
    now = appraising.findings_of(row, text, on=on)
    final = chosen is not None and chosen.final_at is not None
    found = appraising.sealed(chosen).findings if chosen is not None and final else now
    marks = appraising.marks_of(chosen, text) if chosen is not None else {}
    verdicts: tuple[LawVerdict, ...] = ()
    if chosen is not None and final:
        verdicts = tuple(LawVerdict.model_validate(one) for one in json.loads(chosen.verdicts_json))
    notes = list(
        row.evidence.filter(sharing=Sharing.SHARED, withdrawn_at__isnull=True)
        .select_related("written_by")
        .order_by("happened_on", "pk")
    )
    return Sheet(
        contract=row,
        version=version,
        appraisal=chosen,
        own=own,
        rows=_rows(text, found, notes, chosen, own),
        missing=missing(text, marks) if chosen is not None and chosen.final_at is None else (),
        frozen=final,
        corrected=corrected(found, now) if final else (),
        verdicts=verdicts,
        others=others,
        general=tuple(one for one in notes if not one.about),
    )


def _rows(
    text: ContractText,
    found: Sequence[MeasureFinding],
    notes: Sequence[EvidenceNote],
    chosen: Appraisal | None,
    own: Appraisal | None,
) -> tuple[Rated, ...]:
    said = {one.measure: one for one in found}
    sides = [
        (who, appraising.marks_of(one, text), one.kind == AppraisalKind.RATER)
        for who, one in (("Rater", chosen), ("Self-assessment", own))
        if one is not None
    ]
    against = remarks(text, sides[0][1], found) if chosen is not None else ()
    return tuple(
        Rated(
            row=row,
            measured=tuple(said[one.key] for one in row.measures if one.key in said),
            evidence=tuple(one for one in notes if one.about == row.key),
            said=tuple(Said(who, marks.get(row.key, Mark()), rater) for who, marks, rater in sides),
            remarks=tuple(one for one in against if one.key == row.key),
        )
        for row in rows(text)
    )


def kind_for(standing: Standing, row: PerformanceContract) -> str:
    """Which kind of appraisal the person writes; empty where they write none."""
    if standing.may(Capability.RATE_EXECUTIVE, row):
        return AppraisalKind.RATER
    return AppraisalKind.SELF if standing.may(Capability.ASSESS_SELF, row) else ""


def steps(standing: Standing, row: Appraisal) -> tuple[str, ...]:
    """What the person may do about the appraisal as it stands: `write`, `show`, `comment`, `finish`, `acknowledge`,
    `refusal`, `undo`."""
    may = standing.may
    mine, rates = may(Capability.ASSESS_SELF, row), may(Capability.RATE_EXECUTIVE, row)
    writes = mine if row.kind == AppraisalKind.SELF else rates
    rater, status = row.kind == AppraisalKind.RATER, row.status
    return tuple(
        name
        for name, open_to in (
            ("write", writes and status in appraising.OPEN),
            ("show", writes and status == AppraisalStatus.DRAFT),
            ("comment", rater and mine and status == AppraisalStatus.SHOWN),
            ("finish", rater and rates and status == AppraisalStatus.SHOWN),
            ("acknowledge", rater and mine and status == AppraisalStatus.FINAL),
            ("refusal", rater and rates and status == AppraisalStatus.FINAL and row.refused_at is None),
            ("undo", status != AppraisalStatus.UNDONE and may(undo.asked(standing, row), row)),
        )
        if open_to
    )


def state_in_words(row: Appraisal) -> str:
    """Where an appraisal stands, as a person would say it."""
    said = {
        AppraisalStatus.DRAFT: f"Draft, saved by {row.written_by.full_name}",
        AppraisalStatus.SHOWN: "Shown to the raters" if row.kind == AppraisalKind.SELF else "Shown to the executive",
        AppraisalStatus.FINAL: "Final, not acknowledged yet",
        AppraisalStatus.ACKNOWLEDGED: "Final, acknowledged by the executive",
        AppraisalStatus.UNDONE: "Taken back",
    }[AppraisalStatus(row.status)]
    if row.status == AppraisalStatus.FINAL and row.refused_at is not None:
        said = "Final; the executive would not acknowledge it"
    return f"Interim. {said}" if row.interim else said


def signed_in(row: PerformanceContract) -> bool:
    """Whether there is something that can be rated."""
    return row.withdrawn_at is None and row.versions.filter(status=Contracted.SIGNED).exists()


def day(row: Appraisal) -> date | None:
    """The day on which it became final."""
    return clock.day_of(row.final_at) if row.final_at is not None else None
