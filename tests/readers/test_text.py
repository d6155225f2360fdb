"""Plain text: its blocks, and that not a character is lost or moved."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meritbook import readers
from meritbook.core.documents import Document
from meritbook.readers.errors import BinaryFileError, EmptyFileError, TooLargeError
from meritbook.readers.limits import Limits
from meritbook.readers.lines import heading_level, marker

LINES = st.sampled_from(
    [
        "",
        " ",
        "HEADING ONE",
        "Short Title",
        "Ends with a colon:",
        "- a dash item",
        "• a bullet",
        "•",
        "1. first",
        "(a) second",
        "a paragraph that goes on and on until the line is long enough to look as if it had been wrapped by hand",
        "Job Code\tPay Grade",
        "4272A4\t30",
        "\tindented",
        "| a | b |",
        "a | b",
        "one   two   three",
        "or",
        "---",
        "\u200b",
        "<u>Class Code</u>\t<u>Class Title</u>",
        "\t1\t2\t3",
        "Overall\t\t\t",
        "# Marked down",
        "**bold**",
        "_____",
        "٣ \u202eabc",
    ]
)
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\f", "\x85", "\u2028"])


def _text(data: str, name: str = "a.txt") -> Document:
    return readers.read(data.encode("utf-8"), name=name)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300))
def test_every_character_of_any_text_lies_in_one_block_and_the_text_is_unchanged(sound, text):
    if not text.strip() or text.startswith("\ufeff") or sum(ord(c) < 32 for c in text) > 8 or text.lstrip()[:1] in "<%":
        return
    if text.startswith(("PK", "{\\rtf", "GIF8")):
        return
    try:
        document = _text(text)
    except BinaryFileError:
        return
    assert document.text == text
    sound(document)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(LINES, BREAKS), min_size=1, max_size=25))
def test_lines_of_every_kind_in_any_order_keep_their_places(sound, lines):
    text = "".join(line + end for line, end in lines)
    if not text.strip():
        with pytest.raises(EmptyFileError):
            _text(text)
        return
    document = _text(text)
    assert document.text == text
    sound(document)


def test_line_ends_and_blanks_stay_as_they_are_so_that_a_span_is_a_place_in_the_file():
    data = b"One\r\n\r\n  Two words \rThree\x0c"
    document = readers.read(data, name="a.txt")
    assert document.text.encode() == data
    assert data[document.blocks[1].span.start : document.blocks[1].span.end].startswith(b"Two words")


def test_headings_are_told_by_capitals_colons_and_titles_that_stand_alone(shape):
    lines = [
        "TASKS:",
        "TITLE EXAMINER I",
        "Knowledge, Skills and Abilities",
        "Note:",
        "Work is done. It ends.",
        "## Marked",
    ]
    assert shape(_text("\n\n".join(lines))) == [
        ("heading", 1, "TASKS:"),
        ("heading", 2, "TITLE EXAMINER I"),
        ("heading", 2, "Knowledge, Skills and Abilities"),
        ("heading", 3, "Note:"),
        ("paragraph", 0, "Work is done. It ends."),
        ("heading", 2, "## Marked"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "REV: 6/24",
        "JOB TITLE: CLERK 1",
        "$49,903 to $72,996",
        "12/01/2020",
        "Home | About | Help",
        "Name: _____",
        "or",
        "He said it was so.",
        "(Exam Open to All)",
        "Six years of experience; and",
        "____",
        "4272A4",
    ],
)
def test_lines_that_only_look_like_headings_are_none(line):
    assert heading_level(line, alone=True) == 0


@pytest.mark.parametrize(
    ("line", "length"),
    [
        ("- dash", 2),
        ("• bullet", 2),
        ("•tight", 1),
        ("1. one", 3),
        ("12) twelve", 4),
        ("(a) letter", 4),
        ("iv. roman", 4),
        ("o   circle", 4),
        ("* star", 2),
        ("1.2.3. deep", 7),
        ("-Plans", 1),
    ],
)
def test_markers_of_list_items_are_told_with_the_space_behind_them(line, length):
    found = marker(line)
    assert found is not None
    assert found.length == length


@pytest.mark.parametrize(
    "line", ["----", "- - - -", "-5 degrees", "2018. ", "1.5 million", "A. Smith", "orange", "3", "e.g. this"]
)
def test_what_is_no_marker_is_not_taken_for_one(line):
    assert marker(line) is None


def test_a_list_within_a_list_is_deeper(shape):
    text = "1. One\n   a. First\n   b. Second\n2. Two\n\n(1) other\n"
    assert [level for _, level, _ in shape(_text(text))][:4] == [1, 2, 2, 1]


def test_a_marker_alone_on_its_line_takes_the_next_line_as_its_words(shape):
    assert shape(_text("• \nClass Code: 0010\n\n• \nRevised: 1997\n")) == [
        ("list_item", 1, "• \nClass Code: 0010"),
        ("list_item", 1, "• \nRevised: 1997"),
    ]


def test_rows_are_told_by_tabs_with_empty_cells_in_their_columns(shape):
    assert shape(_text("\t1\t2\t3\nOverall\t\t\t\n")) == [
        ("table_row", 0, " | 1 | 2 | 3"),
        ("table_row", 0, "Overall |  |  | "),
    ]


def test_a_cell_is_named_without_the_tags_around_its_words(shape):
    assert shape(_text("<u>Class Code</u>\t<u>Class Title</u>\n00715\tClerk\n"))[0] == (
        "table_row",
        0,
        "Class Code | Class Title",
    )


def test_columns_run_together_part_where_the_header_is_made_of_known_column_headings(shape):
    text = "Job Code Pay Grade Bargaining Unit\n01721 10 A3\n"
    assert shape(_text(text)) == [
        ("table_row", 0, "Job Code | Pay Grade | Bargaining Unit"),
        ("table_row", 0, "01721 | 10 | A3"),
    ]


def test_a_sentence_over_a_row_of_codes_is_no_table_header(shape):
    kinds = {kind for kind, _, _ in shape(_text("Codes of the class are\n01721 10 A3\n"))}
    assert "table_row" not in kinds


def test_bars_make_rows_only_with_a_neighbour_of_as_many_columns(shape):
    assert [kind for kind, _, _ in shape(_text("Agencies | Services | Help\n"))] == ["paragraph"]
    assert [kind for kind, _, _ in shape(_text("Code | Title\n12 | Clerk\n"))] == ["table_row", "table_row"]


def test_a_paragraph_wrapped_by_hand_is_one_block(shape):
    text = (
        "This class runs, with two deputies, the whole of what is one\n"
        "Division and of its field offices, and reports on results to\n"
        "the Director.\n"
    )
    assert len(shape(_text(text))) == 1


def test_lines_of_their_own_in_a_text_that_is_not_wrapped_stay_apart(shape):
    long = "Candidates are examined by interview alone, and will hear in good time where and when it is held. " * 2
    text = f"{long}\n\nFrom 9:00 am Monday, May 7, 2018 to May 21\nFrom 9:00 am Monday, May 6, 2019 to May 20\n"
    assert len(shape(_text(text))) == 3


def test_a_heading_broken_after_its_first_word_is_one_heading(shape):
    assert shape(_text("TYPICAL\nEXAMPLES OF WORK\n(ILLUSTRATIVE ONLY)\n\nFree\nLibrary Specialty\n")) == [
        ("heading", 1, "TYPICAL\nEXAMPLES OF WORK\n(ILLUSTRATIVE ONLY)"),
        ("heading", 2, "Free\nLibrary Specialty"),
    ]


def test_a_large_text_is_read_whole(sound):
    letters = string.ascii_letters
    text = "".join(
        f"{letters[at % 50] * (at % 90)}{' ' * (at % 7)}\n{'' if at % 3 else chr(10)}" for at in range(60_000)
    )
    document = _text(text)
    assert len(text) > 2_500_000
    assert document.text == text
    sound(document)


@pytest.mark.parametrize(
    "text", ["a" * 2_000_000, "\t" * 500_000 + "a", " " * 500_000 + "a\tb", "|" * 500_000, "- " * 300_000]
)
def test_a_single_monstrous_line_is_read_like_any_other(text, sound):
    sound(_text(text))


def test_more_blocks_than_the_limit_are_refused():
    with pytest.raises(TooLargeError) as caught:
        readers.read(b"a\n\n" * 50, name="many.txt", limits=Limits(max_blocks=49))
    assert "many.txt" in caught.value.message
