"""What several actions do when they save documents and plans; each is called within the action's transaction."""

from __future__ import annotations

from datetime import date, datetime

from meritbook.actions.actor import Actor
from meritbook.core.classes.model import ClassPlan, JobClass, Series
from meritbook.core.documents.model import Document
from meritbook.core.values import canonical_json, digest
from meritbook.records.models import ClassEntry, PlanRevision, StoredDocument, store_original


def keep_document(
    actor: Actor, *, at: datetime, sha256: str, name: str, media_type: str, size: int, document: Document | None
) -> tuple[StoredDocument, bool]:
    """The row of an original that is stored already, and whether it is new. The same bytes have one row."""
    known = StoredDocument.objects.filter(sha256=sha256).first()
    if known is not None:
        return known, False
    row = StoredDocument.objects.create(
        sha256=sha256,
        name=name,
        media_type=media_type,
        size=size,
        encoding=document.encoding if document else "",
        document_json=canonical_json(document) if document else "",
        text=document.text if document else "",
        uploaded_by=actor.user,
        uploaded_at=at,
    )
    return row, True


def keep_bytes(actor: Actor, *, at: datetime, name: str, data: bytes, media_type: str) -> tuple[StoredDocument, bool]:
    """The row of a file that is kept byte for byte and not read, and whether it is new; the bytes are stored first."""
    return keep_document(
        actor,
        at=at,
        sha256=store_original(data),
        name=name,
        media_type=media_type,
        size=len(data),
        document=None,
    )


def pay_label(job_class: JobClass) -> str:
    """How a class is paid, in one line."""
    pay = job_class.pay
    parts = [
        f"grade {pay.grade}" if pay.grade else "",
        f"group {pay.scale_group}" if pay.scale_group else "",
        f"type {pay.scale_type}" if pay.scale_type else "",
    ]
    return ", ".join(part for part in parts if part)


def _search_text(plan: ClassPlan, series: Series, job_class: JobClass) -> str:
    parts = [plan.name, plan.jurisdiction, series.title, job_class.title, job_class.code]
    for passages in (job_class.working_titles, job_class.definition, job_class.duties, job_class.capacities):
        parts.extend(passage.text for passage in passages)
    return "\n".join(part for part in parts if part)


def keep_plan(
    actor: Actor,
    *,
    at: datetime,
    plan: ClassPlan,
    laid_out: Document | None,
    source: StoredDocument | None,
    starts_on: date,
    ends_before: date | None,
) -> PlanRevision:
    """The saved revision with its class index."""
    revision = PlanRevision.objects.create(
        key=plan.key,
        revision=plan.revision,
        name=plan.name[:300],
        jurisdiction=plan.jurisdiction[:200],
        plan_json=canonical_json(plan),
        digest=digest(plan),
        laid_out_json=canonical_json(laid_out) if laid_out else "",
        source=source,
        starts_on=starts_on,
        ends_before=ends_before,
        imported_by=actor.user,
        imported_at=at,
    )
    ClassEntry.objects.bulk_create(
        ClassEntry(
            plan_revision=revision,
            position=place,
            ref=job_class.ref[:120],
            code=job_class.code[:40],
            title=job_class.title[:300],
            series_ref=series.ref[:120],
            series_title=series.title[:300],
            level=job_class.level,
            pay=pay_label(job_class)[:200],
            search_text=_search_text(plan, series, job_class),
        )
        for place, (series, job_class) in enumerate(plan.classes())
    )
    return revision


def give_way(actor: Actor, *, at: datetime, current: PlanRevision, starts_on: date) -> None:
    """Let a revision make room for one that starts on the day.

    It ends there, or is withdrawn when it started on that very day.
    """
    if current.starts_on == starts_on:
        current.withdrawn_by, current.withdrawn_at = actor.user, at
    else:
        current.ends_before = starts_on
    current.save()


def first_day(plan: ClassPlan, today: date) -> date:
    """From when a shipped plan counts: the full effective day that its source gives, else today.

    Today is the day on which the office takes the plan into use. A month, or the day of a revision or a board change,
    stays a note of the plan: none of them says from when the whole plan was in effect.
    """
    return plan.effective.starts_on if plan.effective is not None else today
