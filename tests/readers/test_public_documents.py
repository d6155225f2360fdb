"""Public documents as they were published: all of them read, and the five sources with the structure that they have."""

from __future__ import annotations

from pathlib import Path

import pytest

from meritbook import readers
from meritbook.core.documents import Document

pytestmark = pytest.mark.corpus

SOURCES = {  # how many headings a person finds, at least
    "colorado-senior-executive-service.txt": 27,
    "iowa-performance-results-series.txt": 12,
    "kansas-public-service-executive.txt": 8,
    "maine-management-service-series.txt": 13,
    "pennsylvania-it-executive-1.txt": 5,
}


def _source(shared: Path, name: str) -> Document:
    return readers.read_path(shared / "sources" / f"{name}.txt")


def _rows(document: Document) -> list[list[str]]:
    return [[cell.cut(document.text) for cell in block.cells] for block in document.blocks if block.cells]


def _headings(document: Document) -> list[tuple[int, str]]:
    return [(block.level, block.span.cut(document.text)) for block in document.blocks if block.kind == "heading"]


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_a_source_is_kept_letter_for_letter_with_its_headings_items_and_rows(shared, sound, name):
    path = shared / "sources" / name
    document = readers.read_path(path)
    sound(document)
    assert document.text.encode() == path.read_bytes()
    assert document.warnings == ()
    kinds = [block.kind for block in document.blocks]
    lines = document.text.splitlines()
    assert kinds.count("list_item") == sum(line.strip().startswith(("- ", "•")) for line in lines)
    assert kinds.count("table_row") == sum("\t" in line for line in lines) + 2 * name.startswith("pennsylvania")
    assert kinds.count("heading") >= SOURCES[name]


def test_the_class_table_of_kansas_has_a_cell_for_each_code_title_and_grade(shared):
    rows = _rows(_source(shared, "kansas-public-service-executive"))
    assert [row[0] for row in rows] == ["Job Code", "4272A4", "4273A4", "4274A4", "4275A4"]
    assert [row[2] for row in rows] == ["Pay Grade", "30", "33", "35", "37"]


def test_the_tasks_of_kansas_are_items_under_the_heading_of_their_level(shared):
    document = _source(shared, "kansas-public-service-executive")
    counts: dict[str, int] = {}
    under = ""
    for block in document.blocks:
        if block.kind == "heading":
            under = block.span.cut(document.text)
        elif block.kind == "list_item":
            counts[under] = counts.get(under, 0) + 1
    assert counts == {"PSE I": 8, "PSE II": 8, "PSE III": 11, "PSE IV": 10, "LEVELS OF WORK": 1}


def test_the_levels_of_maine_are_headings_below_those_of_their_series(shared):
    headings = _headings(_source(shared, "maine-management-service-series"))
    series = [words for level, words in headings if level == 1 and words.endswith("SERIES")]
    levels = [words for level, words in headings if level == 2]
    assert len(series) == 4  # the page's own title and three series
    assert len(levels) == 9
    assert all(words.endswith(("I", "II", "III")) for words in levels)


def test_the_header_table_of_pennsylvania_parts_into_seven_columns(shared):
    header, values = _rows(_source(shared, "pennsylvania-it-executive-1"))
    assert values == ["01721", "10", "ST", "A3", "N", "787-08", "01/19/2022"]
    assert (header[0], header[3], header[6]) == ("Job Code", "Bargaining Unit", "Executive Board Change History")


def test_the_table_header_of_iowa_is_read_without_its_tags(shared):
    rows = _rows(_source(shared, "iowa-performance-results-series"))
    assert rows[0] == ["Class Code", "Class Title"]
    assert [row[0] for row in rows[1:]] == ["00715", "00717", "00718"]


def test_the_form_of_colorado_keeps_its_rating_columns(shared):
    rows = _rows(_source(shared, "colorado-senior-executive-service"))
    assert rows[0] == ["CUSTOMERS", "1", "2", "3", "4"]
    assert {len(row) for row in rows} == {5, 6}


@pytest.mark.parametrize(
    ("folder", "step"),
    [
        ("california-class-specs", 12),
        ("california-html", 2),
        ("los-angeles-bulletins", 6),
        ("los-angeles-pdf", 2),
        ("los-angeles-structured", 1),
        ("new-york-city-postings", 1),
        ("philadelphia-class-specs", 12),
        ("philadelphia-html", 2),
        ("philadelphia-revisions", 3),
    ],
)
def test_documents_of_every_corpus_read_without_error_and_lose_nothing(shared, sound, folder, step):
    paths = sorted((shared / "corpus" / folder).iterdir())[::step]
    for path in paths:
        document = readers.read_path(path)
        sound(document)
        assert len(document.blocks) > 1, path.name
        for block in document.blocks:
            assert (block.page is not None) == (path.suffix == ".pdf")
            assert (block.origin is not None) == (path.suffix in {".htm", ".html"})
