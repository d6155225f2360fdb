"""What the acts on competency models share: the lock, the version that stands, and a version as a value."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.values import canonical_json, digest
from meritbook.records.models import CompetencyModelRow, CompetencyModelVersion, StoredDocument, User


def subject(row: CompetencyModelRow) -> str:
    """How the ledger calls it."""
    return f"competency_model:{row.key}"


def locked(row: CompetencyModelRow) -> CompetencyModelRow:
    """The model as it stands, kept from others until the transaction ends."""
    found: CompetencyModelRow = (
        CompetencyModelRow.objects.select_for_update(of=("self",)).select_related("owner").get(pk=row.pk)
    )
    return found


def current(row: CompetencyModelRow) -> CompetencyModelVersion:
    """The version of it with which a new assessment begins."""
    found: CompetencyModelVersion = row.versions.select_related("model").get(current=True)
    return found


def model_of(version: CompetencyModelVersion) -> CompetencyModel:
    """The words of a version."""
    return _read(version.model_json)


@lru_cache(maxsize=64)
def _read(model_json: str) -> CompetencyModel:
    """A few versions are read over and over; the values are frozen, so every page may share them."""
    return CompetencyModel.model_validate_json(model_json)


def keep(
    row: CompetencyModelRow,
    model: CompetencyModel,
    *,
    by: User | None,
    at: datetime,
    document: StoredDocument | None = None,
) -> tuple[CompetencyModelVersion, CompetencyModelVersion | None]:
    """The next version of a model that is locked or new, and the one that it takes the place of, both saved."""
    before = row.versions.filter(current=True).first()
    if before is not None:
        before.current = False
        before.save(update_fields=["current"])
    kept = CompetencyModelVersion.objects.create(
        model=row,
        number=before.number + 1 if before else 1,
        model_json=canonical_json(model),
        sha256=digest(model),
        document=document,
        saved_by=by,
        saved_at=at,
    )
    return kept, before
