"""Places in a text, marked so that they can be addressed without a script."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meritbook.core.documents.layout import Layout
from meritbook.core.documents.model import Document, Span
from meritbook.web import marks


def _document(*texts: str) -> Document:
    layout = Layout(key="k", name="n")
    for text in texts:
        layout.add(text)
    return layout.document()


def _words(page: marks.MarkedPage) -> list[str]:
    return [unescape(re.sub(r"<[^>]+>", "", str(block.html))) for block in page.blocks]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=30), min_size=1),
    st.lists(st.tuples(st.integers(0, 80), st.integers(1, 40)), max_size=8),
)
def test_marks_add_no_word_lose_none_and_give_each_place_one_address(
    texts: list[str], places: list[tuple[int, int]]
) -> None:
    document = _document(*texts)
    spans = [Span(start=start, end=start + length) for start, length in places]
    page = marks.marked(document, spans)
    assert _words(page) == texts
    html = "".join(str(block.html) for block in page.blocks)
    assert html.count("<mark") == html.count("</mark>")
    found = re.findall(r'<mark id="(s\d+-\d+)"', html)
    assert len(found) == len(set(found))


def test_a_place_that_crosses_another_is_continued_under_the_same_name() -> None:
    html = str(marks.marked(_document("abcdefghij"), [Span(start=0, end=5), Span(start=3, end=8)]).blocks[0].html)
    assert html.count('id="s3-8"') == 1
    assert html.count('data-of="s3-8"') == 2


def test_the_page_of_a_place_is_the_one_that_shows_it() -> None:
    document = _document(*(f"line {n}" for n in range(30)))
    span = document.blocks[17].span
    page = marks.page_of(document, span, size=10)
    assert page == 2
    html = "".join(str(block.html) for block in marks.marked(document, [span], page=page, size=10).blocks)
    assert f'id="{marks.address(span)}"' in html


@pytest.mark.parametrize("text", ["", "s", "1", "5-2", "a-b", "1-", "-1", "1-2-3", "٣-٤", "9" * 40 + "-" + "9" * 41])
def test_an_address_that_is_none_names_no_place(text: str) -> None:
    assert marks.parse_address(text) is None
