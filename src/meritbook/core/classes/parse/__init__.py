"""From a published class specification to a class plan, with nothing lost.

The parser goes by the habits of class specifications (how they head their sections, list their classes, number
their levels), never by the name of a file. Which skill reads what: `units` divides the text, `headings` and
`lexicon` find headings, `tables` reads the head, `reading` goes from top to bottom and knows what each piece is about,
`place` puts words into fields with the help of `exclusions`, `factors`, `requirements`, `working_titles` and `dates`;
`named` reads competencies and initiatives, `guide` a guide to a service, `gaps` finds what the source lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from meritbook.core.classes.accounting import AccountingError, account
from meritbook.core.classes.model import ClassPlan, Criterion
from meritbook.core.classes.parse import gaps, guide, tables
from meritbook.core.classes.parse.assemble import assemble
from meritbook.core.classes.parse.draft import ClassDraft, PlanDraft, SeriesDraft, key_of, stem_of
from meritbook.core.classes.parse.errors import DuplicateCodeError, NotRecognisedError
from meritbook.core.classes.parse.headings import Piece, Titles, discover, pieces, series_stem
from meritbook.core.classes.parse.lexicon import CORE
from meritbook.core.classes.parse.reading import Reading
from meritbook.core.classes.parse.source import Source
from meritbook.core.classes.parse.units import Unit, divide
from meritbook.core.documents.model import Document

__all__ = ["AccountingError", "DuplicateCodeError", "NotRecognisedError", "parse_plan"]


def parse_plan(document: Document, *, read_on: date, shipped: Sequence[ClassPlan] = ()) -> ClassPlan:
    """Read a class specification, or a guide to a service, into a class plan.

    `read_on` is the day of reading; it stands in the source note, and no date of the document with a year of two
    figures is taken to lie more than a year after it. With `shipped`, a document whose classes are those of a shipped
    plan gets that plan's key, name, aliases and jurisdiction. Criteria of a shipped plan are not laid over here.

    Every non-blank character of the document's text is in exactly one passage of the plan; `ClassPlan.accounting` is
    counted over the finished plan. Raises `NotRecognisedError` when the document is neither, `DuplicateCodeError`
    when one code stands for two classes.
    """
    source = Source(document)
    draft = PlanDraft(source=source, read_on=read_on)
    units = divide(document)
    text = document.text
    acronyms = _acronyms(text)
    units = _classes(draft, units)
    found = list(pieces(text, units, Titles(draft.classes())))
    sections = {piece.name for piece in found if piece.kind == "section" and piece.name in CORE}
    service = ""
    criteria: tuple[Criterion, ...] = ()
    if draft.classes() or (_codes(found) and sections) or (len(sections) >= 2 and sections & {"concept", "definition"}):
        if not draft.series:
            draft.series.append(SeriesDraft())
        Reading(draft, found, several=len(draft.classes()) > 1).read()
        _finish(draft)
    else:
        service = guide.service_of(text)
        if not service or guide.guide_headings(found, text) < 3:
            raise NotRecognisedError(
                "This document is not recognised as a class specification: it names no class and no series, and has "
                f"{len(sections)} of the headings that specifications have.",
                where=document.name,
                details={"sections": sorted(sections)},
            )
        draft.series.append(SeriesDraft(title=service))
        criteria = guide.Guide(draft, found).read(acronyms)
    headings = {piece.unit.start for piece in found if piece.kind not in ("text", "item")}
    lost = gaps.find(text, [piece.unit for piece in found], headings)
    plan = assemble(draft, acronyms=acronyms, shipped=shipped, service=service, criteria=criteria, gaps=lost)
    return plan.model_copy(update={"accounting": account(plan, document)})


def _classes(draft: PlanDraft, units: list[Unit]) -> list[Unit]:
    """The classes that a table or, without one, the headings give; the units that are left."""
    text = draft.source.text
    rows: list[ClassDraft] = []
    left: list[Unit] = []
    columns: list[str] | None = None
    for unit in tables.in_rows(text, units):
        head = tables.columns_of(text, unit)
        if head is not None:
            columns = head
            draft.source.heading(unit.start, unit.end)
            continue
        cells = tables.row_cells(text, unit, columns) if columns else None
        if cells is None or columns is None:
            columns = None
            left.append(unit)
        else:
            rows.append(tables.add_row(draft, cells, columns))
    tables.refuse_duplicates(draft, rows)
    headed = discover(text, left) if not rows else []
    if headed and tables.names_a_code(text, left):
        headed = [(title, titles) for title, titles in headed if series_stem(title)]
    if rows:
        _by_stem(draft, rows, left)
    for title, titles in headed:
        series = SeriesDraft(title=title)
        for name in titles:
            job_class = ClassDraft()
            job_class.name(name)
            series.classes.append(job_class)
        draft.series.append(series)
    return left


def _by_stem(draft: PlanDraft, rows: list[ClassDraft], units: list[Unit]) -> None:
    """Divide the classes of a table among the series that headings name; without such headings they are one series."""
    text = draft.source.text
    stems: dict[str, SeriesDraft] = {}
    for unit in units:
        title = text[unit.start : unit.end] if unit.end - unit.start < 120 else ""
        stem = series_stem(" ".join(title.split())) if title else None
        if stem and any(key_of(row.title).startswith(stem + " ") for row in rows):
            stems.setdefault(stem, SeriesDraft(title=" ".join(title.split())))
    common = {stem_of(row.title) for row in rows if row.title}
    rest = SeriesDraft(title=common.pop() if len(common) == 1 else "")
    for row in rows:
        own = next((series for stem, series in stems.items() if key_of(row.title).startswith(stem + " ")), rest)
        if len(stems) == 1:
            own = next(iter(stems.values()))
        own.classes.append(row)
    draft.series += [series for series in (*stems.values(), rest) if series.classes]


def _finish(draft: PlanDraft) -> None:
    """Drop empty classes, refuse a code that stands twice, and name what has no name yet."""
    for series in draft.series:
        kept: list[ClassDraft] = []
        for item in series.classes:
            same = next((other for other in kept if item.code and other.code == item.code), None)
            if same is not None and not item.title and not item.definition and not item.duties:
                same.take_in(item)
            else:
                kept.append(item)
        series.classes = kept
    tables.refuse_duplicates(draft, draft.classes())
    for series in draft.series:
        for item in series.classes:
            item.title = item.title or draft.name or draft.source.document.name
        series.title = series.title or _series_title(series, draft)
    draft.name = draft.name or draft.series[0].title


def _series_title(series: SeriesDraft, draft: PlanDraft) -> str:
    stems = {stem_of(item.title) for item in series.classes}
    if len(series.classes) > 1 and draft.name:
        return draft.name
    return stems.pop() if stems else draft.name


def _codes(found: list[Piece]) -> bool:
    return any(piece.kind == "meta" for piece in found)


def _acronyms(text: str) -> frozenset[str]:
    """Words in capitals amid ordinary lines; those of four letters or more only when they never stand small."""
    words: set[str] = set()
    for line in text.splitlines():
        if len(line.split()) > 6 and any(character.islower() for character in line):
            words |= set(re.findall(r"\b[A-Z]{2,5}\b", line))
    ordinary = set(re.findall(r"\b[A-Z]?[a-z]{3,}\b", text))
    return frozenset(word for word in words if len(word) < 4 or not ordinary & {word.lower(), word.capitalize()})
