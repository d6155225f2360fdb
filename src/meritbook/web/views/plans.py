"""Class plans: list, plan, series, class, source text, source beside result, revisions. Open to the public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions.permissions import Capability
from meritbook.core.classes.compare import compare_plans
from meritbook.core.classes.model import ClassPlan, JobClass, Series
from meritbook.core.documents.model import Passage
from meritbook.desk import law as law_read
from meritbook.desk import pictures
from meritbook.desk import plans as read
from meritbook.desk.fields import fields_of, grouped
from meritbook.records import clock
from meritbook.web import marks
from meritbook.web.http import Request, number, page, page_number


@page("GET", public=True)
def plans(request: Request) -> HttpResponse:
    """All plans in effect today."""
    today = clock.today()
    context = {"plans": read.plans(today), "on": today, "can_import": request.standing.may(Capability.IMPORT_PLAN)}
    return render(request, "web/plans.html", context)


@page("GET", public=True)
def classes(request: Request) -> HttpResponse:
    """Classes in effect today, by words."""
    today = clock.today()
    asked = request.GET.get("q", "").strip()[:200]
    context = {"page": read.find_classes(today, asked, page_number(request)), "asked": asked, "on": today}
    return render(request, "web/classes.html", context)


@page("GET", public=True)
def plan_current(request: Request, key: str) -> HttpResponse:  # noqa: ARG001 - every page takes the request
    """Leads to the revision in effect today."""
    found = read.plan_page(key, None, clock.today())
    return HttpResponseRedirect(reverse("web:plan", args=[key, found.plan.revision]))


@page("GET", public=True)
def plan(request: Request, key: str, revision: int) -> HttpResponse:
    """One plan at one revision."""
    context = _context(request, key, revision)
    if context["plan"].accounting:
        context["picture"] = pictures.accounting(context["plan"].accounting.placed, context["plan"].accounting.unplaced)
    return render(request, "web/plan.html", context)


@page("GET", public=True)
def plan_source(request: Request, key: str, revision: int) -> HttpResponse:
    """The text that the plan's words stand in, with the places asked for marked."""
    context = _context(request, key, revision)
    context.update(marked_text(request, context["document"]))
    return render(request, "web/plan_source.html", context)


@page("GET", public=True)
def plan_fields(request: Request, key: str, revision: int) -> HttpResponse:
    """The source beside the result: each field leads to its place."""
    context = _context(request, key, revision)
    found: read.PlanPage = context["page"]
    fields = fields_of(found.plan)
    shown = [field for field in fields if field.spans]
    labels = {marks.address(span): f"{field.group}: {field.name}" for field in shown for span in field.spans}
    context["text"] = marks.marked(
        found.document,
        {span for field in shown for span in field.spans},
        labels=labels,
        page=page_number(request),
        size=1500,
        lit=frozenset(request.GET.get("lit", "")[:2000].split()),
    )
    context["groups"] = grouped(fields)
    context["fresh"] = "fresh" in request.GET
    if found.plan.accounting:
        context["picture"] = pictures.accounting(found.plan.accounting.placed, found.plan.accounting.unplaced)
    return render(request, "web/plan_fields.html", context)


@page("GET", public=True)
def plan_revisions(request: Request, key: str, revision: int) -> HttpResponse:
    """All revisions of a plan, with their terms."""
    return render(request, "web/plan_revisions.html", _context(request, key, revision))


@page("GET", public=True)
def series(request: Request, key: str, revision: int, ref: str) -> HttpResponse:
    """A series with its levels side by side."""
    context = _context(request, key, revision)
    chosen = read.series_of(context["page"], ref)
    context.update(
        series=chosen, rows=_rows(chosen), trail=[*context["trail"][:1], _plan_step(context), (chosen.title, "")]
    )
    return render(request, "web/series.html", context)


@page("GET", public=True)
def job_class(request: Request, key: str, revision: int, ref: str) -> HttpResponse:
    """A class."""
    context = _context(request, key, revision)
    chosen_series, chosen = read.class_of(context["page"], ref)
    sections = [
        ("Definition", chosen.definition),
        ("Duties", chosen.duties),
        ("Capacities of the class", chosen.capacities),
        ("Knowledge, skills and abilities", chosen.knowledge_skills_abilities),
        ("Special requirements", chosen.special_requirements),
        ("Working titles: examples, not classes", chosen.working_titles),
        ("Notes", chosen.notes),
    ]
    context.update(
        series=chosen_series,
        job_class=chosen,
        sections=[(label, passages) for label, passages in sections if passages],
        may_competencies=request.standing.may(Capability.READ_COMPETENCIES),
        states_requirement=bool(chosen.minimum_requirements or chosen_series.minimum_requirements),
        trail=[*context["trail"][:1], _plan_step(context), (chosen.title, "")],
    )
    return render(request, "web/class.html", context)


def marked_text(request: HttpRequest, document: Any) -> dict[str, Any]:
    """The page of a text on which the places in `?mark=` stand, and whether one of them is none."""
    asked = request.GET.getlist("mark")[:20]
    spans = [span for span in map(marks.parse_address, asked) if span and span.end <= len(document.text)]
    at = number(request.GET.get("page"))
    if at is None:
        at = marks.page_of(document, spans[0]) if spans else 1
    return {"text": marks.marked(document, spans, page=at), "missed": len(spans) < len(asked)}


def _plan_step(context: dict[str, Any]) -> tuple[str, str]:
    chosen = context["plan"]
    return chosen.name, reverse("web:plan", args=[chosen.key, chosen.revision])


def _context(request: Request, key: str, revision: int) -> dict[str, Any]:
    found = read.plan_page(key, revision, clock.today())
    return {
        "page": found,
        "plan": found.plan,
        "document": found.document,
        "source": reverse("web:plan_source", args=[key, revision]),
        "law_packs": law_read.packs_of_plan(key),
        "can_import": request.standing.may(Capability.IMPORT_PLAN),
        "trail": [("Class plans", reverse("web:plans")), (found.plan.name, "")],
    }


@dataclass(frozen=True)
class Line:
    """One statement in a cell."""

    text: str
    passage: Passage | None = None
    same: bool = False


@dataclass(frozen=True)
class Cell:
    """What one class says."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Row:
    """One part of the classes side by side."""

    label: str
    cells: tuple[Cell, ...]
    list: bool = False


PARTS = (
    ("Definition", "definition", False),
    ("Duties", "duties", True),
    ("Capacities", "capacities", True),
    ("Knowledge, skills and abilities", "knowledge_skills_abilities", True),
    ("Minimum requirements", "minimum_requirements", False),
    ("Special requirements", "special_requirements", True),
    ("Working titles", "working_titles", True),
)


def _rows(chosen: Series) -> tuple[Row, ...]:
    facts = (
        Row("Code", tuple(Cell((Line(one.code),) if one.code else ()) for one in chosen.classes)),
        Row("Pay", tuple(Cell(_pay(one)) for one in chosen.classes)),
    )
    rows = [row for row in facts if any(cell.lines for cell in row.cells)]
    for label, name, as_list in PARTS:
        cells, before = [], frozenset[str]()
        for one in chosen.classes:
            passages = [
                getattr(part, "text", part) if name == "minimum_requirements" else part for part in getattr(one, name)
            ]
            cells.append(
                Cell(tuple(Line(said.text, said, same=as_list and _folded(said) in before) for said in passages))
            )
            before = frozenset(_folded(said) for said in passages)
        if any(cell.lines for cell in cells):
            rows.append(Row(label, tuple(cells), list=as_list))
    return tuple(rows)


def _folded(passage: Passage) -> str:
    return " ".join(passage.text.casefold().split())


def _pay(one: JobClass) -> tuple[Line, ...]:
    pay = one.pay
    parts = (
        pay.grade and f"grade {pay.grade}",
        pay.scale_group and f"scale group {pay.scale_group}",
        pay.scale_type and f"type {pay.scale_type}",
    )
    said = ", ".join(part for part in parts if part)
    return (Line(said),) if said else ()


@page("GET", public=True)
def plan_compare(request: Request, key: str, revision: int, other: int) -> HttpResponse:
    """Two revisions of a plan compared, clause by clause."""
    older, newer = sorted((revision, other))
    context = _context(request, key, revision)
    today = clock.today()
    before, after = read.plan_page(key, older, today).plan, read.plan_page(key, newer, today).plan
    context.update(older=older, newer=newer, found=compare_plans(before, after), names=_names(before, after))
    return render(request, "web/plan_compare.html", context)


def _names(*plans: ClassPlan) -> dict[str, str]:
    """The titles of series and classes by their refs; the newer plan's words where both have one."""
    named = {}
    for one in plans:
        for series_, class_ in one.classes():
            named[series_.ref] = series_.title
            named[class_.ref] = class_.title
    return named
