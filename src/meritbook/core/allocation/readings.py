"""The criteria of an imported plan: those of a shipped plan laid over it, or readings of its own words.

Criteria rest on words. Where an imported revision no longer has the words, the clause stays and its test goes: a
person judges it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from meritbook.core.allocation.class_text import compile_clause
from meritbook.core.allocation.levels import PlanText
from meritbook.core.classes.model import ClassPlan, Criterion, JobClass, Series
from meritbook.core.documents.model import Document, Passage, Span


def lay_over(plan: ClassPlan, document: Document, shipped: PlanText) -> ClassPlan:
    """The imported plan with the criteria of the shipped plan, each with its words in the imported document.

    Series and classes are matched by reference, then by code, then by title. A criterion whose anchors are not found
    keeps no words and no test, so that it is undetermined and asks a person.
    """
    series = []
    for one in plan.series:
        known = _known_series(one, shipped.plan.series)
        if known is None:
            series.append(_own_criteria(one))
            continue
        place = _places(one, document)
        classes = tuple(_lay_class(job_class, known.classes, document, place) for job_class in one.classes)
        whole = (0, len(document.text))
        own = [place]
        if known.kind == "service":
            own.append(whole)  # its criteria stand in the sections of a guide
        elif len(one.classes) == 1:
            own.extend(_regions(one.classes[0]))  # what the one class says, the series says
        criteria = tuple(_place(c, document, *own) for c in known.criteria)
        update = {"criteria": criteria, "classes": classes, "kind": known.kind, "role": known.role}
        series.append(one.model_copy(update=update))
    return plan.model_copy(update={"series": tuple(series)})


def read_criteria(plan: ClassPlan, document: Document) -> ClassPlan:
    """An imported plan that nobody knows, with criteria compiled from its exclusions and definitions as far as they
    can be read.

    A clause that names a value of a facet gets a test; every other clause waits for a person. `document` is the
    plan's text, into which the words of the clauses already point.
    """
    if any(passage_end > len(document.text) for passage_end in _ends(plan)):
        raise ValueError("the plan's passages do not point into this document")
    return plan.model_copy(update={"series": tuple(_own_criteria(one) for one in plan.series)})


# --- laying over ---------------------------------------------------------------------------------------------


def _known_series(one: Series, known: Sequence[Series]) -> Series | None:
    codes = {c.code for c in one.classes if c.code}
    titles = {_fold(c.title) for c in one.classes}
    for other in known:
        if other.ref == one.ref or _fold(other.title) in (_fold(one.title), _fold(one.title).removesuffix(" series")):
            return other
    for other in known:
        if codes & {c.code for c in other.classes if c.code} or titles & {_fold(c.title) for c in other.classes}:
            return other
    return None


def _lay_class(
    job_class: JobClass, known: Sequence[JobClass], document: Document, series_place: tuple[int, int]
) -> JobClass:
    for other in known:
        if (
            (job_class.code and job_class.code == other.code)
            or _fold(job_class.title) == _fold(other.title)
            or job_class.ref == other.ref
        ):
            places = _regions(job_class) or [series_place]
            criteria = tuple(_place(c, document, *places) for c in other.criteria)
            return job_class.model_copy(update={"criteria": criteria, "level": job_class.level or other.level})
    return job_class.model_copy(update={"criteria": ()})


def _place(criterion: Criterion, document: Document, *places: tuple[int, int]) -> Criterion:
    """The criterion with its words in the document, sought in these places only: the same words of another class
    prove nothing."""
    for anchor in criterion.anchors:
        for start, end in places:
            found = _find(anchor, document.text, start, end)
            if found is not None:
                return criterion.model_copy(update={"words": (_clause_at(document.text, found),)})
    return criterion.model_copy(update={"words": (), "test": None})


def _find(anchor: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    pattern = r"\s+".join(_loose(word) for word in anchor.split())
    match = re.compile(pattern, re.IGNORECASE).search(text, start, end)
    return (match.start(), match.end()) if match else None


def _loose(word: str) -> str:
    """A word of an anchor; apostrophes, hyphens and marks of emphasis may differ."""
    return re.escape(word).replace(r"\-", r"[-‐‑–]?\s?").replace("'", "['’]").replace("’", "['’]")


def _clause_at(text: str, found: tuple[int, int]) -> Passage:
    """The anchor widened to its clause: to the nearest stop or semicolon, at most 240 characters each way."""
    left = max((text.rfind(mark, max(0, found[0] - 240), found[0]) for mark in (". ", "; ", "\n", ": ")), default=-1)
    start = left + 1 if left >= 0 else found[0]
    stops = [at for mark in (".", ";", "\n") if (at := text.find(mark, found[1], found[1] + 240)) >= 0]
    end = min(stops, default=found[1])
    while start < found[0] and not text[start].isalnum():
        start += 1
    return Passage(text=" ".join(text[start:end].split()), spans=(Span(start=start, end=end),))


def _regions(job_class: JobClass) -> list[tuple[int, int]]:
    parts = [*job_class.definition, *job_class.capacities, *job_class.duties]
    return [(span.start, span.end) for passage in parts for span in passage.spans]


def _places(one: Series, document: Document) -> tuple[int, int]:
    spans = [span for passage in (*one.concept, *(e.text for e in one.exclusions)) for span in passage.spans]
    if not spans:
        return (0, len(document.text))
    return (min(span.start for span in spans), max(span.end for span in spans))


def _ends(plan: ClassPlan) -> Iterable[int]:
    for series, job_class in plan.classes():
        for passage in (*series.concept, *job_class.definition):
            yield from (span.end for span in passage.spans)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


# --- reading an unknown plan ---------------------------------------------------------------------------------


def _own_criteria(one: Series) -> Series:
    criteria = []
    for exclusion in one.exclusions:
        test, about = compile_clause(exclusion.text.text, exclusion=True)
        criteria.append(
            Criterion(
                id=f"{one.ref}.x.{exclusion.id}",
                purpose="exclusion",
                says=_short(exclusion.text.text),
                words=(exclusion.text,),
                test=test,
                sends_to=exclusion.sends_to,
                question=f"Does this exclusion apply: {_short(exclusion.text.text)}?" if test is None else about,
                ask="analyst" if test is None else "supervisor",
            )
        )
    classes = tuple(_own_class(job_class, alone=len(one.classes) == 1) for job_class in one.classes)
    return one.model_copy(update={"criteria": tuple(criteria), "classes": classes})


def _own_class(job_class: JobClass, *, alone: bool) -> JobClass:
    criteria = []
    for number, passage in enumerate(job_class.definition, start=1):
        test, about = compile_clause(passage.text, exclusion=False)
        criteria.append(
            Criterion(
                id=f"{job_class.ref}.{number}",
                purpose="level",
                says=_short(passage.text),
                words=(passage,),
                test=test,
                essential=test is not None or number == 1 or alone,
                question=f"Does this part of the definition describe the position: {_short(passage.text)}?"
                if test is None
                else about,
                ask="analyst" if test is None else "supervisor",
            )
        )
    return job_class.model_copy(update={"criteria": tuple(criteria)})


def _short(text: str) -> str:
    words = " ".join(text.split()).rstrip(" .;")
    return words if len(words) <= 140 else words[:140].rsplit(" ", 1)[0] + " …"
