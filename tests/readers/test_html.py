"""HTML: structure and words in, everything that runs or fetches out, and each block's place in the file."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meritbook import readers
from meritbook.core.documents import Document
from meritbook.readers.errors import EmptyFileError, TooLargeError
from meritbook.readers.limits import Limits

FRAGMENTS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<li>",
        "<ul>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</tr>",
        "</table>",
        "<h2>",
        "</h2>",
        "<br>",
        "words ",
        "More words. ",
        "&amp;",
        "&nbsp;",
        "<b>",
        "</b>",
        "<!-- note -->",
        "<script>x</script>",
        "<a href='#'>",
        "</a>",
        "<",
        ">",
        "'",
        '"',
        "<p title='",
        "<pre>",
        "</pre>",
        "<header>",
        "</header>",
        "<h1>",
        "</h1>",
        "<style>",
        "<!--",
        "<td hidden>",
        "\n",
        "é",
        "<title>t</title>",
    ]
)


def _html(body: str, name: str = "page.html") -> Document:
    return readers.read(f"<!doctype html><html><body>{body}</body></html>".encode(), name=name)


def test_headings_lists_paragraphs_and_tables_become_blocks(shape):
    document = _html(
        "<h1>Clerk</h1><p>Does <b>clerical</b>\n work.</p><ul><li>Sorts mail</li><ul><li>daily</li></ul></ul>"
        "<table><tr><th>Code</th><th>Title</th></tr><tr><td>12</td><td></td></tr></table>"
    )
    assert shape(document) == [
        ("heading", 1, "Clerk"),
        ("paragraph", 0, "Does clerical work."),
        ("list_item", 1, "Sorts mail"),
        ("list_item", 2, "daily"),
        ("table_row", 0, "Code | Title"),
        ("table_row", 0, "12 | "),
    ]


def test_each_block_knows_its_place_in_the_decoded_file():
    source = "<html><body>\n<h2> Duties &amp; Tasks </h2>\n<p>Plans\nthe <i>work</i>.</p></body></html>"
    document = readers.read(source.encode(), name="a.html")
    places = [block.origin.cut(source) for block in document.blocks if block.origin]
    assert places == ["Duties &amp; Tasks", "Plans\nthe <i>work</i>."]


@settings(max_examples=200, deadline=None)
@given(st.lists(FRAGMENTS, min_size=1, max_size=30))
def test_markup_however_broken_is_read_with_places_in_order(sound, fragments):
    source = "<html><body>" + "".join(fragments)
    try:
        document = readers.read(source.encode(), name="a.html")
    except EmptyFileError:
        return
    sound(document)
    for block in document.blocks:
        assert block.origin is not None
        words, place = block.span.cut(document.text), html.unescape(block.origin.cut(source)).strip()
        assert (place[0], place[-1]) == (words[0], words[-1])


def test_scripts_styles_frames_and_handlers_are_left_out_and_counted(shape):
    document = _html(
        "<script>alert('x</p>')</script><style>p{}</style><p onclick='go()' ONLOAD=x>Words.</p>"
        "<iframe src=//x>in</iframe>"
        "<a href='javascript:go()'>link</a><object data=x>fallback</object><embed src=x>"
    )
    assert shape(document)[0] == ("paragraph", 0, "Words.")
    assert "alert" not in document.text
    assert "fallback" not in document.text
    (warning,) = document.warnings
    for part in ("1 script", "1 style sheet", "2 event handlers", "1 frame", "1 script link", "2 embedded objects"):
        assert part in warning


def test_what_a_reader_cannot_see_is_left_out_and_counted():
    document = _html(
        "<p>Seen</p><p style='display: none'>Unseen</p><div hidden><p>Unseen too</p></div><p>Seen again</p>"
    )
    assert document.text.split("\n")[:2] == ["Seen", "Seen again"]
    assert "2 hidden elements" in document.warnings[0]


def test_menus_are_left_out_while_a_title_in_the_page_header_stays(shape):
    menu = "".join(f"<li><a href='/{at}'>Entry {at}</a></li>" for at in range(30))
    document = _html(
        f"<header><h1>Clerk</h1><p>Search</p></header><ul>{menu}</ul><p>Classes</p><ul><li><a href=x>12</a></ul>"
    )
    assert shape(document) == [("heading", 1, "Clerk"), ("heading", 2, "Classes"), ("list_item", 1, "12")]
    assert "30 entries of menus" in document.warnings[0]


def test_a_table_that_lays_out_the_page_does_not_turn_it_into_rows(shape):
    document = _html("<table><tr><td>Menu<td><p>Clerk<table><tr><td>Code<td>12</table><p>Works.</table>")
    assert ("table_row", 0, "Code | 12") in shape(document)
    assert ("paragraph", 0, "Works.") in shape(document)


def test_the_html_of_a_word_processor_reads_as_its_text(shape):
    document = readers.read(
        b"<html>\r\n<head><meta http-equiv=Content-Type content='text/html; charset=windows-1252'>\r\n"
        b"<style>\r\n<!-- p.MsoNormal {margin:0in} -->\r\n</style></head>\r\n<body lang=EN-US>"
        b"<p class=MsoNormal><u><span style='font-family:\r\n\"Arial\"'>GENERAL\r\nDEFINITION</span></u></p>"
        b"<p class=MsoNormal><span>&nbsp;</span></p>"
        b"<p class=MsoListParagraph>\xb7<span>&nbsp;&nbsp; </span>the city\x92s mail</p>",
        name="a.htm",
    )
    assert shape(document) == [
        ("heading", 1, "GENERAL DEFINITION"),
        ("list_item", 1, "· the city’s mail"),
    ]


def test_html_is_told_by_its_content_under_any_name():
    assert readers.read(b"<!DOCTYPE HTML>\n<p>Words", name="a.txt").media_type == "text/html"
    assert readers.read(b"Words and <u>more</u> words", name="a.txt").media_type == "text/plain"
    assert readers.read(b"<p>Words", name="a.htm").media_type == "text/html"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "deep",
        "<p>one " * 40_000,
        "<table><tr><td>" * 30_000 + "x",
        "<b '" * 200_000 + "x",
        "<!--" * 200_000,
        "<a '>'" * 100_001 + "x",
        "<script" * 100_000,
        "<script>x" * 100_000,
        "< " * 300_000,
        "&amp" * 300_000,
        "</" * 300_000,
        "<ul><li>" * 50_000 + "x",
        "<p hidden>" * 100_000,
        "a" * 10_000_000,
    ],
)
def test_deep_broken_and_monstrous_pages_neither_hang_nor_overflow(body, sound):
    sound(readers.read(("<html>start<p>" + body).encode(), name="a.html"))


def test_more_blocks_than_the_limit_are_refused():
    with pytest.raises(TooLargeError) as caught:
        readers.read(b"<html>" + b"<p>one" * 30, name="a.html", limits=Limits(max_blocks=29))
    assert caught.value.code == "reader.too_large"


def test_a_page_of_nothing_but_script_is_empty_and_says_so():
    with pytest.raises(EmptyFileError) as caught:
        _html("<script>document.write('Words')</script>")
    assert caught.value.code == "reader.empty"
