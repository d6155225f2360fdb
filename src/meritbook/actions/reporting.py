"""What the acts on annual reports share: the lock, the words as a row, and how the ledger names a report."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, overload

from meritbook.core.results.periods import Frequency, Period, period_on
from meritbook.core.results.report import Part, ReportWords
from meritbook.core.values import canonical_json, digest
from meritbook.records.models import AnnualReport, Department, ReportEdition, ReportText, User


def locked(edition: ReportEdition) -> ReportEdition:
    """The edition as it stands, with its report kept from others until the transaction ends."""
    AnnualReport.objects.select_for_update(of=("self",)).get(pk=edition.report_id)
    found: ReportEdition = ReportEdition.objects.select_related("report__department", "report__plan__department").get(
        pk=edition.pk
    )
    return found


def year_of(report: AnnualReport) -> Period:
    """The fiscal year of the report."""
    return period_on(report.starts_on, Frequency.YEARLY, report.starts_on.month)


def newest_text(edition: ReportEdition) -> ReportText:
    """The words of the edition that count."""
    found = edition.texts.select_related("saved_by").order_by("-number").first()
    assert found is not None  # noqa: S101  # an edition begins with words, be they none
    return found


def put_words(edition: ReportEdition, words: ReportWords, *, number: int, by: User, at: datetime) -> ReportText:
    """The words as a version of the edition, saved."""
    return ReportText.objects.create(
        edition=edition,
        number=number,
        words_json=canonical_json(words),
        sha256=digest(words),
        saved_by=by,
        saved_at=at,
    )


def parts_of(edition: ReportEdition) -> tuple[Part, ...]:
    """The sealed parts of a published edition, in their order; one statement."""
    rows = edition.parts.order_by("number").values_list("kind", "key", "goal", "content_json")
    return tuple(Part.read(*row) for row in rows)


def subject(report: AnnualReport) -> str:
    """How the ledger names the report."""
    return f"annualreport:{report.key}"


def told(edition: ReportEdition, **more: Any) -> dict[str, Any]:
    """What the ledger says of an edition."""
    return {"edition": edition.number, "status": edition.status, **more}


@overload
def plain(amount: Decimal) -> Decimal: ...
@overload
def plain(amount: None) -> None: ...
def plain(amount: Decimal | None) -> Decimal | None:
    """An amount without the zeros that the column adds; none of none."""
    return None if amount is None else Decimal(f"{amount.normalize():f}")


def name_of(department: Department | None) -> str:
    """What a report calls the department, or what stands in the place of none."""
    return department.name if department else "The enterprise as a whole"
