"""Lays a plan in our own words out as text, so that its words have places to quote from.

The same plan gives the same bytes. Words of a criterion point at the definition, factor or exclusion that they are
taken from; words that stand nowhere else get their own line under "Clauses".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from meritbook.core.classes.model import ClassPlan, Criterion, JobClass, Named, Pay, Provision, Series
from meritbook.core.documents.layout import Layout
from meritbook.core.documents.model import BlockKind, Document, Passage, Span


def lay_out(plan: ClassPlan) -> tuple[ClassPlan, Document]:
    """The plan with the spans of all its passages filled in, and the document `plan:{key}@{revision}` they point into.

    White space within a passage is folded. Spans that the plan had before are replaced; a class or series without
    words of its own gets those of its heading, so that title and code can be quoted too.
    """
    page = _Page(Layout(key=f"plan:{plan.key}@{plan.revision}", name=plan.name))
    page.heading(plan.name, 1)
    laid: dict[str, Any] = {"notes": page.section("Notes", plan.notes, 2)}
    laid["series"] = tuple(_series(page, series) for series in plan.series)
    laid["competencies"] = _named(page, "Leadership competencies", plan.competencies)
    laid["initiatives"] = _named(page, "Initiatives", plan.initiatives)
    laid["provisions"] = tuple(_provision(page, provision) for provision in plan.provisions)
    if plan.dates:
        page.heading("Dates", 2)
    laid["dates"] = tuple(date.model_copy(update={"text": page.line(date.text)}) for date in plan.dates)
    if plan.gaps:
        page.heading("Gaps in the source", 2)
    laid["gaps"] = tuple(
        gap.model_copy(update={"after": page.line(gap.after, "list_item", lead=f"{gap.says} After: ")})
        for gap in plan.gaps
    )
    laid["headings"] = page.section("Headings of the source", plan.headings, 2)
    laid["marks"] = page.section("Marks of the source", plan.marks, 2)
    laid["unplaced"] = page.section("Unplaced", plan.unplaced, 2)
    return plan.model_copy(update=laid), page.layout.document()


class _Page:
    """The text so far, in a form that can be searched for words that already stand there."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._text = ""

    @property
    def end(self) -> int:
        return len(self._text)

    def _add(self, text: str, kind: BlockKind, *, level: int = 0, lead: str = "") -> Passage:
        folded = fold(text)
        span = self.layout.add(folded, kind, level=level, lead=lead)
        self._text += f"{lead}{folded}\n"
        return Passage(text=folded, spans=(span,))

    def heading(self, text: str, level: int) -> Passage:
        return self._add(text, "heading", level=level)

    def line(self, passage: Passage, kind: BlockKind = "paragraph", *, lead: str = "") -> Passage:
        return self._add(passage.text, kind, level=1 if kind == "list_item" else 0, lead=lead)

    def section(
        self, title: str, passages: Iterable[Passage], level: int, kind: BlockKind = "paragraph"
    ) -> tuple[Passage, ...]:
        items = tuple(passages)
        if not items:
            return ()
        self.heading(title, level)
        lead = "- " if kind == "list_item" else ""
        return tuple(self.line(item, kind, lead=lead) for item in items)

    def find(self, words: str, regions: Iterable[tuple[int, int]]) -> Passage | None:
        """The words where they already stand, in the first of the regions that has them."""
        folded = fold(words)
        if not folded:
            return None
        pattern = re.compile(re.escape(folded), re.IGNORECASE)
        for start, end in regions:
            found = pattern.search(self._text, start, end)
            if found:
                return Passage(text=found.group(), spans=(Span(start=found.start(), end=found.end()),))
        return None


def fold(text: str) -> str:
    """White space folded to single spaces, none at the ends."""
    return " ".join(text.split())


def _series(page: _Page, series: Series) -> Series:
    start = page.end
    own = page.heading(series.title, 2)
    laid: dict[str, Any] = {"words": _words(page, series.words, own)}
    laid["concept"] = page.section("Concept", series.concept, 3)
    if series.exclusions:
        page.heading("Exclusions", 3)
    exclusions = []
    for exclusion in series.exclusions:
        exclusions.append(exclusion.model_copy(update={"text": page.line(exclusion.text, "list_item", lead="- ")}))
        if exclusion.sends_to:
            page.line(Passage(text=f"Belongs instead to: {exclusion.sends_to}"))
    laid["exclusions"] = tuple(exclusions)
    if series.factors:
        page.heading("Distinguishing factors", 3)
    laid["factors"] = tuple(
        factor.model_copy(
            update={"text": page.line(factor.text, "list_item", lead=_lead(factor.name, factor.text))},
        )
        for factor in series.factors
    )
    laid |= _shared(page, series, 3)
    laid["notes"] = page.section("Notes on the series", series.notes, 3)
    own_end = page.end
    laid["classes"] = tuple(_job_class(page, job_class, (start, own_end)) for job_class in series.classes)
    regions = [(start, own_end), (start, page.end), (0, page.end)]
    laid["criteria"] = _criteria(page, f"Clauses of {series.title}", series.criteria, regions, 3)
    return series.model_copy(update=laid)


def _job_class(page: _Page, job_class: JobClass, series_region: tuple[int, int]) -> JobClass:
    start = page.end
    own = page.heading(f"{job_class.code} {job_class.title}".strip(), 3)
    laid: dict[str, Any] = {"words": _words(page, job_class.words, own)}
    laid["pay"] = _pay(page, job_class.pay)
    facts = []
    if job_class.bargaining_unit:
        facts.append(f"Bargaining unit: {job_class.bargaining_unit}")
    if job_class.civil_service is not None:
        facts.append("Civil service" if job_class.civil_service else "Not civil service")
    for fact in facts:
        page.line(Passage(text=fact))
    laid["board_changes"] = tuple(
        change.model_copy(
            update={
                "words": _words(
                    page,
                    change.words,
                    page.line(Passage(text=f"Executive board change {change.number}{_on(change.on)}")),
                )
            }
        )
        for change in job_class.board_changes
    )
    laid["definition"] = page.section("Definition", job_class.definition, 4)
    laid["capacities"] = page.section("Capacities", job_class.capacities, 4, "list_item")
    laid |= _shared(page, job_class, 4)
    laid["working_titles"] = page.section("Working titles", job_class.working_titles, 4, "list_item")
    laid["notes"] = page.section("Notes on the class", job_class.notes, 4)
    regions = [(start, page.end), series_region, (0, page.end)]
    laid["criteria"] = _criteria(page, f"Clauses of {job_class.title}", job_class.criteria, regions, 4)
    return job_class.model_copy(update=laid)


def _shared(page: _Page, owner: Series | JobClass, level: int) -> dict[str, Any]:
    """What a class has, and a series when the text states it once for all its classes."""
    laid: dict[str, Any] = {
        "duties": page.section("Examples of work", owner.duties, level, "list_item"),
        "knowledge_skills_abilities": page.section(
            "Knowledge, skills and abilities", owner.knowledge_skills_abilities, level, "list_item"
        ),
    }
    if owner.minimum_requirements:
        page.heading("Minimum requirements", level)
    laid["minimum_requirements"] = tuple(
        way.model_copy(update={"text": page.line(way.text, "list_item", lead="- ")})
        for way in owner.minimum_requirements
    )
    laid["special_requirements"] = page.section("Special requirements", owner.special_requirements, level, "list_item")
    return laid


def _criteria(
    page: _Page,
    title: str,
    criteria: tuple[Criterion, ...],
    regions: list[tuple[int, int]],
    level: int,
) -> tuple[Criterion, ...]:
    laid = []
    opened = False
    for criterion in criteria:
        words = []
        for passage in criterion.words:
            found = page.find(passage.text, regions)
            if found is None:
                if not opened:
                    page.heading(title, level)
                    opened = True
                found = page.line(passage, "list_item", lead="- ")
            words.append(found)
        laid.append(criterion.model_copy(update={"words": tuple(words)}))
    return tuple(laid)


def _pay(page: _Page, pay: Pay) -> Pay:
    parts = [
        f"{label} {value}"
        for label, value in (
            ("pay grade", pay.grade),
            ("pay scale group", pay.scale_group),
            ("pay scale type", pay.scale_type),
        )
        if value
    ]
    if not parts:
        return pay.model_copy(update={"words": tuple(page.line(passage) for passage in pay.words)})
    line = ", ".join(parts)
    own = page.line(Passage(text=line[0].upper() + line[1:]))
    return pay.model_copy(update={"words": _words(page, pay.words, own)})


def _named(page: _Page, title: str, entries: tuple[Named, ...]) -> tuple[Named, ...]:
    if not entries:
        return ()
    page.heading(title, 2)
    laid = []
    for entry in entries:
        start = page.end
        if entry.text is None:
            text = None
            page.line(Passage(text=entry.name), "list_item", lead="- ")
        else:
            text = page.line(entry.text, "list_item", lead=_lead(entry.name, entry.text))
        region = ((start, page.end),)
        words = tuple(page.find(passage.text, region) or page.line(passage) for passage in entry.words)
        laid.append(entry.model_copy(update={"text": text, "words": words}))
    return tuple(laid)


def _provision(page: _Page, provision: Provision) -> Provision:
    if provision.heading:
        page.heading(provision.heading, 2)
    return provision.model_copy(update={"text": tuple(page.line(passage) for passage in provision.text)})


def _words(page: _Page, words: tuple[Passage, ...], own: Passage) -> tuple[Passage, ...]:
    """The words where they stand in the line just written; other words get a line; without words, the line itself."""
    region = ((own.spans[0].start, page.end),)
    return tuple(page.find(passage.text, region) or page.line(passage) for passage in words) or (own,)


def _lead(name: str, text: Passage) -> str:
    """The name before its text, unless the text begins with it."""
    return f"{name}: " if name and not text.text.casefold().startswith(name.casefold()) else "- "


def _on(on: object) -> str:
    return f" of {on}" if on is not None else ""
