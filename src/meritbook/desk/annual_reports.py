"""Annual reports as read: the list, an edition with its parts, and one goal. The public reads what was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from meritbook.actions import report_papers, reporting
from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.report_drawing import Drawn, draw
from meritbook.core.errors import MeritbookError
from meritbook.core.results.report import (
    KINDS,
    Contents,
    GoalTold,
    Head,
    Part,
    contents,
)
from meritbook.core.values import Value
from meritbook.desk.paging import Page, paged
from meritbook.desk.report_trust import trust_of
from meritbook.records.models import AnnualReport, EditionStatus, ReportEdition, StoredDocument

FEW = 10
"""Rows of a list that the page of a report shows itself; the rest stands on a page of its own."""
LISTS = {
    "left-out": ("left_out", "Left out, and why"),
    "actions": ("action", "Actions"),
    "resources-moved": ("move", "Resources moved"),
    "savings": ("saving", "Verified savings"),
    "changes": ("change", "What this edition says otherwise"),
}
"""The lists of a report: the kind of part, and its heading."""
PUBLIC = (EditionStatus.PUBLISHED, EditionStatus.FOLLOWED)


class NoSuchReportError(MeritbookError):
    """No such report, edition, goal or list, or none that is open to this person."""

    code = "results.no_report"
    remedy = "See the list of annual reports for those that are published."
    http_status = 404


class WithdrawnError(MeritbookError):
    """An edition that was withdrawn, and is not given out any more."""

    code = "results.report_withdrawn"
    remedy = "Open the report to read why, and whether another edition took its place."
    http_status = 410


@dataclass(frozen=True)
class ReportLine:
    """A report in a list."""

    report: AnnualReport
    published: ReportEdition | None
    """The edition that stands; none where none does."""
    draft: ReportEdition | None
    """The draft, for those who may read it."""
    withdrawn: ReportEdition | None
    """The newest that was withdrawn after it was published, where none stands."""


@dataclass(frozen=True)
class Listed:
    """The first rows of a list, and how many there are."""

    name: str
    heading: str
    rows: tuple[Any, ...]
    total: int

    @property
    def more(self) -> bool:
        """Whether a page of its own shows more."""
        return self.total > len(self.rows)


@dataclass(frozen=True)
class EditionShown:
    """All that the page of an edition shows."""

    edition: ReportEdition
    head: Head
    lists: dict[str, Listed]
    editions: tuple[ReportEdition, ...]
    sha256: str

    @property
    def report(self) -> AnnualReport:
        """Its report."""
        return self.edition.report


def _drafts(standing: Standing) -> bool:
    """Whether drafts are open to the person."""
    return standing.may(Capability.READ_RESULTS)


def visible(standing: Standing) -> QuerySet[AnnualReport]:
    """The reports that the person may read."""
    rows: QuerySet[AnnualReport] = AnnualReport.objects.select_related("department", "plan__department")
    if _drafts(standing):
        return rows
    return rows.filter(Exists(ReportEdition.objects.filter(report=OuterRef("pk"), published_at__isnull=False)))


def lines(standing: Standing, *, words: str = "", number: int = 1) -> Page[ReportLine]:
    """One page of the reports, the newest year first; three statements."""
    rows = visible(standing)
    if words:
        named = Q(department__name__icontains=words) | Q(key__icontains=words) | Q(year__icontains=words)
        rows = rows.filter(named)
    editions = Prefetch("editions", ReportEdition.objects.order_by("number"), to_attr="every")
    page: Page[Any] = paged(rows.order_by("-starts_on", "key").prefetch_related(editions), number)
    shown = tuple(_line(one, one.every, _drafts(standing)) for one in page.rows)
    return Page(rows=shown, number=page.number, of=page.of, total=page.total)


def _line(report: AnnualReport, editions: Sequence[ReportEdition], drafts: bool) -> ReportLine:
    def newest(*states: str) -> ReportEdition | None:
        return next((one for one in reversed(editions) if one.status in states and one.was_published), None)

    published = newest(EditionStatus.PUBLISHED)
    draft = next((one for one in editions if one.status == EditionStatus.DRAFT), None)
    return ReportLine(
        report=report,
        published=published,
        draft=draft if drafts else None,
        withdrawn=None if published else newest(EditionStatus.WITHDRAWN),
    )


def report(standing: Standing, key: str) -> AnnualReport:
    """One report; raises `NoSuchReportError`."""
    found: AnnualReport | None = visible(standing).filter(key__iexact=key[:100].replace("\0", "")).first()
    if found is None:
        raise NoSuchReportError(f"There is no report “{key[:80]}” that you may read.", where=key[:80])
    return found


def editions(standing: Standing, row: AnnualReport) -> list[ReportEdition]:
    """The editions that the person may read of, in their order; what was withdrawn as a draft only those in office."""
    rows = row.editions.select_related("published_by", "withdrawn_by", "begun_by", "revises").order_by("number")
    found = list(rows if _drafts(standing) else rows.filter(published_at__isnull=False))
    for one in found:
        one.report = row
    return found


def edition(standing: Standing, row: AnnualReport, number: int | None = None) -> ReportEdition:
    """One edition; without a number that which stands, else the newest that the person may read.

    Raises `NoSuchReportError`.
    """
    every = editions(standing, row)
    if number is None:
        stands = [one for one in every if one.status == EditionStatus.PUBLISHED]
        found = (stands or every)[-1] if every else None
    else:
        found = next((one for one in every if one.number == number), None)
    if found is None:
        raise NoSuchReportError(f"The report has no edition {number or ''} that you may read.", where=row.key)
    return found


def draft(standing: Standing, row: AnnualReport) -> ReportEdition:
    """The draft of a report; raises `NoSuchReportError`."""
    every = editions(standing, row) if _drafts(standing) else []
    found = next((one for one in every if one.status == EditionStatus.DRAFT), None)
    if found is None:
        raise NoSuchReportError("The report has no draft that you may read.", where=row.key)
    return found


def drawn(row: ReportEdition, on: date) -> Drawn:
    """The draft as it would be published on the day, with what audits say of its measures then."""
    return draw(row, on=on, trust=trust_of)


def open_to(standing: Standing, row: ReportEdition) -> bool:
    """Whether what the edition says is given out to the person: a withdrawn one only to those in office."""
    return row.status in PUBLIC or _drafts(standing)


def shown(standing: Standing, row: ReportEdition) -> EditionShown:
    """The page of an edition; seven statements of a published one.

    Raises `WithdrawnError` where it is not given out any more.
    """
    _check_open(standing, row)
    lists = {name: _few(row, name) for name in LISTS} if row.was_published else _few_of(row, standing.on)
    return EditionShown(
        edition=row,
        head=head(row, standing.on),
        lists=lists,
        editions=tuple(editions(standing, row.report)),
        sha256=row.sha256,
    )


def _check_open(standing: Standing, row: ReportEdition) -> None:
    if not open_to(standing, row):
        raise WithdrawnError(f"Edition {row.number} was withdrawn: {row.withdrawn_because}", where=row.report.key)


def head(row: ReportEdition, on: date) -> Head:
    """The head of an edition, that of a draft as it would be published on the day."""
    found = one_of(row, on, "head", "head")
    assert isinstance(found, Head)  # noqa: S101  # said to the type checker: by its kind
    return found


def one_of(row: ReportEdition, on: date, kind: str, key: str) -> Value:
    """A part of an edition by its kind and key; raises `NoSuchReportError`."""
    if row.was_published:
        text = row.parts.filter(kind=kind, key=key).values_list("content_json", flat=True).first()
        if text is not None:
            return KINDS[kind].model_validate_json(text)
    else:
        for one in _drawn_once(row, on).of(kind):
            if one.key == key:
                return one.content
    raise NoSuchReportError(f"The edition has no {kind} {key}.", where=key)


def _drawn_once(row: ReportEdition, on: date) -> Drawn:
    """The draft, drawn once for the row that a page works with."""
    held: tuple[date, Drawn] | None = row.__dict__.get("_drawn")
    if held is None or held[0] != on:
        held = (on, drawn(row, on))
        row.__dict__["_drawn"] = held
    return held[1]


def parts_drawn(row: ReportEdition, on: date, kind: str) -> tuple[Part, ...]:
    """The parts of a kind of a draft, as it would be published on the day."""
    return _drawn_once(row, on).of(kind)


def _few(row: ReportEdition, name: str) -> Listed:
    kind, heading = LISTS[name]
    rows = row.parts.filter(kind=kind).order_by("number")
    some = [KINDS[kind].model_validate_json(one) for one in rows.values_list("content_json", flat=True)[: FEW + 1]]
    total = rows.count() if len(some) > FEW else len(some)
    return Listed(name, heading, tuple(some[:FEW]), total)


def _few_of(row: ReportEdition, on: date) -> dict[str, Listed]:
    found = _drawn_once(row, on)
    every = {name: (heading, found.of(kind)) for name, (kind, heading) in LISTS.items()}
    return {
        name: Listed(name, heading, tuple(one.content for one in parts[:FEW]), len(parts))
        for name, (heading, parts) in every.items()
    }


def listed(standing: Standing, row: ReportEdition, name: str, number: int = 1) -> Page[Value]:
    """One page of a list of the edition; raises `NoSuchReportError`, `WithdrawnError`."""
    if name not in LISTS:
        raise NoSuchReportError(f"A report has no list “{name[:40]}”.", where=name[:40])
    return part_page(standing, row, LISTS[name][0], number=number)


def part_page(
    standing: Standing, row: ReportEdition, kind: str, *, goal: str | None = None, number: int = 1
) -> Page[Value]:
    """One page of the parts of a kind, those of a goal where one is named: two statements of a published edition."""
    _check_open(standing, row)
    if not row.was_published:
        parts = [one.content for one in _drawn_once(row, standing.on).of(kind) if goal in (None, one.goal)]
        return paged(parts, number)
    rows = row.parts.filter(kind=kind).order_by("number")
    if goal is not None:
        rows = rows.filter(goal=goal)
    read = KINDS[kind].model_validate_json
    return paged(rows.values_list("content_json", flat=True), number, read)


def goal(standing: Standing, row: ReportEdition, key: str) -> GoalTold:
    """A goal of the edition; raises `NoSuchReportError`, `WithdrawnError`."""
    _check_open(standing, row)
    found = next((one for one in head(row, standing.on).goals if one.key == key), None)
    if found is None:
        raise NoSuchReportError(f"The report has no goal “{key[:80]}”.", where=key[:80])
    return found


def paper(standing: Standing, row: ReportEdition, form: str) -> tuple[StoredDocument, str]:
    """A paper of a published edition, and the name to save it by; raises `NoSuchReportError`, `WithdrawnError`."""
    _check_open(standing, row)
    kept = {"pdf": row.pdf, "xlsx": row.xlsx, "zip": row.data}.get(form)
    if kept is None:
        raise NoSuchReportError(f"The edition is not kept as {form[:10]}.", where=row.report.key)
    return kept, report_papers.file_name(row.report.key, row.number, form)


def whole(standing: Standing, row: ReportEdition) -> Contents:
    """The edition as a whole; raises `WithdrawnError`."""
    _check_open(standing, row)
    parts = reporting.parts_of(row) if row.was_published else _drawn_once(row, standing.on).parts
    return contents(parts, row.number)


def acts_on(standing: Standing, row: AnnualReport) -> frozenset[str]:
    """What the person may do with the report as it stands: `write`, `publish`, `withdraw`, `revise`."""
    if standing.user is None:
        return frozenset()
    states = list(row.editions.values_list("status", "published_at"))
    keeps = standing.may(Capability.KEEP_PLAN, row)
    publishes = standing.may(Capability.PUBLISH_REPORT, row)
    is_draft = any(status == EditionStatus.DRAFT for status, _ in states)
    was = any(at is not None for _, at in states)
    found = {
        "write": keeps and is_draft,
        "publish": publishes and is_draft,
        "withdraw": publishes,
        "revise": keeps and was and not is_draft,
    }
    return frozenset(name for name, may in found.items() if may)
