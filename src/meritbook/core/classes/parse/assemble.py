"""Turns the draft into the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from meritbook.core.classes.model import (
    ClassPlan,
    Criterion,
    DateNote,
    Gap,
    JobClass,
    Pay,
    Rank,
    Series,
    SourceNote,
    Term,
)
from meritbook.core.classes.parse import recognise
from meritbook.core.classes.parse.draft import ClassDraft, OwnerDraft, PlanDraft, SeriesDraft, readable, slug
from meritbook.core.classes.parse.headings import series_stem


def assemble(
    draft: PlanDraft,
    *,
    acronyms: frozenset[str],
    shipped: Sequence[ClassPlan],
    service: str = "",
    criteria: tuple[Criterion, ...] = (),
    gaps: Sequence[Gap] = (),
) -> ClassPlan:
    """The plan of the draft, without its accounting. `service` is set for a guide; `criteria` are the service's."""
    document = draft.source.document
    name = readable(draft.name or service or (draft.series[0].title if draft.series else ""), acronyms)
    known = recognise.recognise(draft, f"{name} {service}", shipped)
    jurisdiction = recognise.jurisdiction(document.text)
    basis = recognise.STATED if jurisdiction else ""
    if known is not None and not jurisdiction:
        jurisdiction, basis = known.jurisdiction, recognise.KNOWN if known.jurisdiction else ""
    elif known is not None and known.jurisdiction:
        jurisdiction = known.jurisdiction
    return ClassPlan(
        key=known.key if known else slug(name),
        name=known.name if known else name,
        aliases=known.aliases if known else (),
        jurisdiction=jurisdiction,
        jurisdiction_basis=basis,
        source=SourceNote(
            title=name,
            publisher=draft.publisher,
            document_sha256=document.sha256,
            document_key=document.key,
            read_on=draft.read_on,
            rank=_rank(document.text[:600], service),
        ),
        effective=_term(draft.dates),
        series=tuple(
            _series(item, acronyms, service, criteria, several=len(draft.series) > 1) for item in draft.series
        ),
        competencies=tuple(draft.competencies),
        initiatives=tuple(draft.initiatives),
        provisions=tuple(draft.provisions),
        dates=tuple(draft.dates),
        notes=tuple(draft.notes),
        gaps=tuple(gaps),
        headings=draft.source.headings(),
        marks=draft.source.marks(),
        unplaced=draft.source.left(),
    )


def _series(
    draft: SeriesDraft, acronyms: frozenset[str], service: str, criteria: tuple[Criterion, ...], *, several: bool
) -> Series:
    title = readable(draft.title, acronyms)
    roles: tuple[Literal["coordinator", "manager", "executive"], ...] = ("coordinator", "manager", "executive")
    role = next((role for role in roles if several and role in title.casefold().split()), "")
    return Series(
        ref=slug(series_stem(title) or title),
        title=title,
        kind="service" if service else "class_series",
        role=role,
        concept=tuple(draft.concept),
        exclusions=tuple(draft.exclusions),
        factors=tuple(draft.factors),
        criteria=criteria,
        classes=_classes(draft.classes, acronyms),
        **_owned(draft),
    )


def _classes(drafts: Sequence[ClassDraft], acronyms: frozenset[str]) -> tuple[JobClass, ...]:
    """The classes from low to high: by the level in their titles, else in the order of the text.

    Classes of one series without any level in their titles are ranked by the order of the text.
    """
    ranked = len(drafts) > 1 and all(item.level is None for item in drafts)
    if all(item.level is not None for item in drafts):
        drafts = sorted(drafts, key=lambda item: item.level or 0)
    found = []
    refs: set[str] = set()
    for place, item in enumerate(drafts, 1):
        title = readable(item.title, acronyms)
        ref = wanted = item.code or slug(title)
        again = 1
        while ref in refs:
            again += 1
            ref = f"{wanted}-{again}"
        refs.add(ref)
        found.append(
            JobClass(
                ref=ref,
                code=item.code,
                title=title,
                level=place if ranked else item.level,
                pay=Pay(
                    grade=item.grade,
                    scale_group=item.scale_group,
                    scale_type=item.scale_type,
                    words=tuple(item.pay_words),
                ),
                bargaining_unit=item.bargaining_unit,
                civil_service=item.civil_service,
                board_changes=tuple(item.board_changes),
                definition=tuple(item.definition),
                capacities=tuple(item.capacities),
                working_titles=tuple(item.working_titles),
                **_owned(item),
            )
        )
    return tuple(found)


def _owned(draft: OwnerDraft) -> dict[str, Any]:
    return {
        "duties": tuple(draft.duties),
        "knowledge_skills_abilities": tuple(draft.knowledge),
        "minimum_requirements": tuple(draft.requirements),
        "special_requirements": tuple(draft.special),
        "notes": tuple(draft.notes),
        "words": tuple(draft.words),
    }


def _term(notes: Sequence[DateNote]) -> Term | None:
    """Open from the effective day that the text gives in full; a month alone gives no day."""
    days = [note.on for note in notes if note.kind == "effective" and note.on is not None]
    return Term(starts_on=days[0]) if days else None


def _rank(head: str, service: str) -> Rank:
    folded = head.casefold()
    if "technical assistance" in folded:
        return "technical_assistance"
    if "guideline" in folded or service:
        return "guideline"
    return "class_specification"
