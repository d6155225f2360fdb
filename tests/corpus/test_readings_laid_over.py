"""The shipped readings laid over the source documents themselves: every clause finds its words in its own class."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from meritbook.core.allocation.engine import PlanText, allocate
from meritbook.core.allocation.readings import lay_over
from meritbook.core.classes.model import ClassPlan, Criterion
from meritbook.core.classes.parse import parse_plan
from meritbook.core.documents.model import Document
from meritbook.core.positions.model import Duty, PositionDescription, Supervisor
from meritbook.plans import load_shipped
from meritbook.readers import read

pytestmark = pytest.mark.corpus
SOURCES = Path(__file__).parents[3] / "shared" / "sources"
FILES = {
    "kansas": "kansas-public-service-executive.txt",
    "maine": "maine-management-service-series.txt",
    "colorado": "colorado-senior-executive-service.txt",
    "pennsylvania": "pennsylvania-it-executive-1.txt",
    "iowa": "iowa-performance-results-series.txt",
}


def imported(key: str, *, without: str = "") -> tuple[ClassPlan, Document]:
    path = SOURCES / FILES[key]
    if not path.exists():
        pytest.skip("the source documents are not on this machine (../shared/sources)")
    data = path.read_bytes().replace(without.encode(), b"") if without else path.read_bytes()
    document = read(data, name=path.name)
    shipped = [text.plan for text in load_shipped().values()]
    return parse_plan(document, read_on=date(2026, 11, 22), shipped=shipped), document


def criteria(plan: ClassPlan) -> list[Criterion]:
    return [c for s in plan.series for c in (*s.criteria, *(c for k in s.classes for c in k.criteria))]


@pytest.mark.parametrize("key", sorted(FILES))
def test_every_shipped_clause_finds_its_words_in_the_source(key: str) -> None:
    plan, document = imported(key)
    shipped = load_shipped()[key]
    laid = lay_over(plan, document, shipped)
    assert [c.id for c in criteria(laid)] == [c.id for c in criteria(shipped.plan)]
    for criterion in criteria(laid):
        assert criterion.words, criterion.id
        for passage in criterion.words:
            for span in passage.spans:
                assert " ".join(span.cut(document.text).split()) == passage.text


def test_words_of_a_class_are_found_in_that_class_and_not_in_its_neighbour() -> None:
    plan, document = imported("kansas")
    laid = lay_over(plan, document, load_shipped()["kansas"])
    for job_class in laid.series[0].classes:
        own = [s for p in (*job_class.definition, *job_class.duties) for s in p.spans]
        for criterion in job_class.criteria:
            for span in criterion.words[0].spans:
                assert any(place.start <= span.start and span.end <= place.end for place in own), criterion.id


def test_a_revision_that_lost_the_words_leaves_the_clause_to_a_person() -> None:
    plan, document = imported("kansas", without="setting the priorities necessary")
    laid = lay_over(plan, document, load_shipped()["kansas"])
    lost = next(c for c in criteria(laid) if c.id == "ks.4.priorities")
    assert lost.words == ()
    assert lost.test is None
    position = PositionDescription(
        number="1",
        duties=(
            Duty(
                number=1,
                text="Plans and directs the inspection program, sets priorities and supervises its staff of ten.",
            ),
        ),
        reports_to=Supervisor(title="Division Director"),
    )
    result = allocate(position, [PlanText(laid, document)])
    found = next(f for c in result.candidates for f in c.clauses if f.criterion == "ks.4.priorities")
    assert found.verdict.value == "undetermined"
    assert "no longer has the words" in found.reason
