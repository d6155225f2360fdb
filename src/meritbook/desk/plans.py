"""Class plans and their classes, as read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from meritbook.core.classes.model import ClassPlan, JobClass, Series
from meritbook.core.documents.model import Document
from meritbook.core.errors import MeritbookError
from meritbook.core.terms import Term
from meritbook.desk.paging import Page, paged
from meritbook.records.models import ClassEntry, PlanRevision


class NoSuchPlanError(MeritbookError):
    """No plan, revision, series or class of that name is on record."""

    code = "plan.unknown"
    remedy = "Open the list of class plans and choose one from there."
    http_status = 404


@dataclass(frozen=True)
class PlanLine:
    """A plan in the list: its revision in effect, and how many classes it has."""

    key: str
    revision: int
    name: str
    jurisdiction: str
    classes: int
    term: Term
    imported: bool
    """Whether it was read from a document of the user; otherwise its facts came with Meritbook."""


@dataclass(frozen=True)
class RevisionLine:
    """One revision of a plan."""

    revision: int
    term: Term
    imported: bool
    imported_by: str
    withdrawn: bool
    source_name: str
    source_id: int | None


@dataclass(frozen=True)
class ClassLine:
    """A class in a list."""

    plan: str
    plan_name: str
    revision: int
    ref: str
    code: str
    title: str
    series: str
    level: int | None
    pay: str


@dataclass(frozen=True)
class PlanPage:
    """A plan with the text that it points into, and its standing on record."""

    plan: ClassPlan
    document: Document
    record_id: int
    digest: str
    term: Term
    source_id: int | None
    revisions: tuple[RevisionLine, ...]
    current: bool

    @property
    def of_document(self) -> bool:
        """Whether the words are those of a document that was read in."""
        return self.source_id is not None


def _head() -> QuerySet[PlanRevision]:
    return PlanRevision.objects.defer("plan_json", "laid_out_json")


def plans(on: date) -> tuple[PlanLine, ...]:
    """The plans in effect on the day, in one statement."""
    rows = _head().filter(_on(on), withdrawn_at__isnull=True).annotate(size=Count("entries")).order_by("name", "key")
    return tuple(
        PlanLine(
            key=row.key,
            revision=row.revision,
            name=row.name,
            jurisdiction=row.jurisdiction,
            classes=row.size,
            term=_term(row),
            imported=row.source_id is not None,
        )
        for row in rows
    )


def find_classes(on: date, asked: str, page: int) -> Page[ClassLine]:
    """Classes in effect on the day whose code, title or words hold what was asked, codes and titles first in order."""
    query = ClassEntry.objects.filter(
        Q(plan_revision__starts_on__lte=on)
        & (Q(plan_revision__ends_before__isnull=True) | Q(plan_revision__ends_before__gt=on)),
        plan_revision__withdrawn_at__isnull=True,
    )
    for word in asked.split()[:8]:
        query = query.filter(Q(code__iexact=word) | Q(title__icontains=word) | Q(search_text__icontains=word))
    rows = query.order_by("title", "plan_revision__key", "position").values_list(
        "plan_revision__key",
        "plan_revision__name",
        "plan_revision__revision",
        "ref",
        "code",
        "title",
        "series_title",
        "level",
        "pay",
    )
    return paged(rows, page, lambda row: ClassLine(*row))


def plan_page(key: str, revision: int | None, on: date) -> PlanPage:
    """A plan at a revision (the one in effect when none is named); raises `NoSuchPlanError`."""
    rows = list(
        _head()
        .filter(key=key)
        .select_related("source", "imported_by")
        .defer("plan_json", "laid_out_json", "source__document_json", "source__text")
    )
    if not rows:
        raise NoSuchPlanError(f"There is no plan “{key}”.", where=key)
    now = next((row for row in rows if row.withdrawn_at is None and _term(row).covers(on)), None)
    row = next((one for one in rows if one.revision == revision), None) if revision else now or rows[0]
    if row is None:
        raise NoSuchPlanError(f"The plan “{key}” has no revision {revision}.", where=f"{key}@{revision}")
    plan, document = parsed(row.pk, row.digest)
    return PlanPage(
        plan=plan,
        document=document,
        record_id=row.pk,
        digest=row.digest,
        term=_term(row),
        source_id=row.source_id,
        revisions=tuple(
            RevisionLine(
                revision=one.revision,
                term=_term(one),
                imported=one.source_id is not None,
                imported_by=one.imported_by.full_name if one.imported_by else "",
                withdrawn=one.withdrawn_at is not None,
                source_name=one.source.name if one.source else "",
                source_id=one.source_id,
            )
            for one in rows
        ),
        current=now is not None and row.pk == now.pk,
    )


@lru_cache(maxsize=64)
def parsed(record: int, digest: str) -> tuple[ClassPlan, Document]:  # noqa: ARG001 - the digest keeps the cache true
    """A plan and its text. Parsed once in a process: the digest is that of the plan, which never changes."""
    row = PlanRevision.objects.select_related("source").get(pk=record)
    return row.plan, row.document


def series_of(page: PlanPage, ref: str) -> Series:
    """A series of the plan; raises `NoSuchPlanError`."""
    for series in page.plan.series:
        if series.ref == ref:
            return series
    raise NoSuchPlanError(f"{page.plan.name} has no series “{ref}”.", where=ref)


def class_of(page: PlanPage, ref: str) -> tuple[Series, JobClass]:
    """A class of the plan with its series; raises `NoSuchPlanError`."""
    for series, job_class in page.plan.classes():
        if job_class.ref == ref:
            return series, job_class
    raise NoSuchPlanError(f"{page.plan.name} has no class “{ref}”.", where=ref)


def plan_texts(on: date) -> tuple[tuple[int, str, str, int], ...]:
    """Record, digest, key and revision of each plan in effect, in the order in which they are considered."""
    rows = _head().filter(_on(on), withdrawn_at__isnull=True).order_by("key")
    return tuple(rows.values_list("pk", "digest", "key", "revision"))


def _on(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_before__isnull=True) | Q(ends_before__gt=day))


def _term(row: PlanRevision) -> Term:
    return Term(starts_on=row.starts_on, ends_before=row.ends_before)
