"""The trust in measures as their newest audits rate it, for wherever a measure is shown: one statement for all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from meritbook.core.contracts.text import ContractText
from meritbook.core.results.audit_policy import TrustLevel
from meritbook.core.results.trust import NOT_AUDITED, Trust, changed, trust
from meritbook.records.models import MeasureVersion, TrustRating

__all__ = ["NOT_AUDITED", "Trust", "address_of", "trust_of", "trust_of_text"]


def address_of(audit: int, key: str) -> str:
    """Where the audit of a measure is read on the site."""
    return f"/results/audits/{audit}/measures/{key}/"


def trust_of(keys: Iterable[str], on: date) -> dict[str, Trust]:
    """The trust in each measure on the day, by its key; “not audited” where there is no rating, or no such measure.

    A rating whose last day is over, or whose measure was changed materially, says so in place of its word.
    """
    wanted = list(dict.fromkeys(keys))
    found = dict.fromkeys(wanted, NOT_AUDITED)
    if not wanted:
        return found

    versions = MeasureVersion.objects.filter(measure=OuterRef("measure"))
    begun = versions.filter(starts_on__lte=on).order_by("-starts_on").values("definition_json")[:1]
    # Before its first day a measure is what its first entry says.
    entry = Coalesce(Subquery(begun), Subquery(versions.order_by("starts_on").values("definition_json")[:1]))
    rows = TrustRating.objects.filter(Q(measure__key__in=wanted), current=True, rated_on__lte=on)
    for row in rows.select_related("measure", "audited").annotate(entry=entry):
        key = row.measure.key
        found[key] = trust(
            TrustLevel(row.level),
            because=row.because,
            rated_on=row.rated_on,
            last_day=row.lapses_on - timedelta(days=1),
            on=on,
            moved=changed(json.loads(row.entry_json), json.loads(row.entry)),
            audit=row.audited.audit_id,
            address=address_of(row.audited.audit_id, key),
        )
    return found


def trust_of_text(text: ContractText | None, on: date) -> dict[str, Trust]:
    """The trust in the measures of the register that the words of a contract are tied to, by the contract's own keys.

    One statement; measures of the contract's own are left out: no audit is of them.
    """
    tied = {one.key: one.register_key for one in text.measures() if one.register_key} if text is not None else {}
    found = trust_of(tied.values(), on)
    return {key: found[register_key] for key, register_key in tied.items()}
