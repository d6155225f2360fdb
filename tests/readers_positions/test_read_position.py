"""Position descriptions out of files of every format, and what is said when one cannot be read."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import docx
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from meritbook.core.errors import MeritbookError
from meritbook.core.positions.errors import (
    PositionFieldInvalidError,
    PositionFieldUnknownError,
    PositionNotJsonError,
)
from meritbook.core.positions.model import Duty, PositionDescription, Supervisor
from meritbook.readers.errors import EmptyFileError, ReaderError
from meritbook.readers.positions import read_position

DUTIES = (
    Duty(number=1, text="Plans the audit program.", percent=Decimal(60)),
    Duty(number=2, text="Directs four units.", percent=Decimal(40)),
)
PLAIN: dict[str, Any] = {
    "number": "0417-22",
    "reports_to": {"title": "Director"},
    "duties": [
        {"number": 1, "text": "Plans the audit program.", "percent": 60},
        {"number": 2, "text": "Directs four units.", "percent": 40},
    ],
}


def from_json(plain: object, **options: Any) -> PositionDescription:
    return read_position(json.dumps(plain).encode(), name="position.json", **options)


def expect_the_two_duties(position: PositionDescription) -> None:
    assert position.number == "0417-22"
    assert position.reports_to == Supervisor(title="Director")
    assert [(duty.text, duty.percent) for duty in position.duties] == [(duty.text, duty.percent) for duty in DUTIES]


def test_json_is_read_whatever_its_name_and_wrapper() -> None:
    expect_the_two_duties(from_json(PLAIN))
    expect_the_two_duties(from_json({"position": PLAIN}))
    expect_the_two_duties(read_position(json.dumps(PLAIN).encode(), name="description.txt"))
    expect_the_two_duties(read_position(json.dumps(PLAIN).encode("utf-16"), name="x"))
    expect_the_two_duties(read_position(b"\xef\xbb\xbf" + json.dumps(PLAIN).encode(), name="x"))


def test_what_we_write_as_json_is_read_back_the_same() -> None:
    position = PositionDescription(
        number="1", duties=DUTIES, budget=Decimal("2100000.10"), subordinates=(), other=(("Travel", "Monthly"),)
    )
    assert read_position(json.dumps(position.plain()).encode(), name="x") == position


def test_percents_in_words_and_duties_without_numbers_are_taken() -> None:
    position = from_json({"number": "0417-22", "duties": [{"text": "Plans.", "percent": "62.5 %"}, {"text": "Acts."}]})
    assert position.duties == (
        Duty(number=1, text="Plans.", percent=Decimal("62.5")),
        Duty(number=2, text="Acts."),
    )


def test_money_in_json_keeps_its_exact_digits() -> None:
    position = read_position(b'{"number": "1", "budget": 2100000.10, "fte": 42.5}', name="x")
    assert (position.budget, position.fte) == (Decimal("2100000.10"), Decimal("42.5"))


@pytest.mark.parametrize(
    ("plain", "field", "nearest"),
    [
        ({"duty": []}, "duty", "duties"),
        ({"Working Title": "x"}, "Working Title", "working_title"),
        ({"specialized_qualification": "x"}, "specialized_qualification", "specialised_qualification"),
        ({"duties": [{"text": "x", "precent": 4}]}, "duties.1.precent", "percent"),
        ({"reports_to": {"titel": "x"}}, "reports_to.titel", "title"),
        ({"zzz": 1}, "zzz", ""),
    ],
)
def test_a_field_that_we_do_not_have_is_refused_with_the_nearest_one(
    plain: dict[str, Any], field: str, nearest: str
) -> None:
    with pytest.raises(PositionFieldUnknownError) as refused:
        from_json({"number": "1", **plain})
    assert refused.value.details["unknown"] == [{"field": field, "nearest": nearest}]
    assert field in str(refused.value)


@pytest.mark.parametrize(
    ("plain", "field"),
    [
        ({"duties": [{"text": "x"}, {"text": "y", "percent": 101}]}, "duties.2.percent"),
        ({"duties": [{"text": "x", "percent": "-3"}]}, "duties.1.percent"),
        ({"budget": -1}, "budget"),
        ({"budget": "lots"}, "budget"),
        ({"duties": "all of it"}, "duties"),
        ({"policy_role": "king"}, "policy_role"),
        ({"subordinates": [{"title": "x", "count": 1.5}]}, "subordinates.1.count"),
        ({"schema_version": "9"}, "schema_version"),
    ],
)
def test_a_value_that_a_field_cannot_take_is_named_with_its_place(plain: dict[str, Any], field: str) -> None:
    with pytest.raises(PositionFieldInvalidError) as refused:
        from_json({"number": "1", **plain})
    assert refused.value.where == field
    assert [fault["field"] for fault in refused.value.details["faults"]] == [field]


@pytest.mark.parametrize(
    "data",
    [
        b'{"number": "1",}',
        b'{"number": "1"',
        b"{'number': 1}",
        b'{"number": "1", "number": "2"}',
        b'{"budget": NaN}',
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b'{"budget": ' + b"9" * 5000 + b"}",
    ],
)
def test_broken_json_is_refused_and_never_read_as_text(data: bytes) -> None:
    with pytest.raises(PositionNotJsonError):
        read_position(data, name="position.json")


def test_the_place_of_a_fault_in_json_is_told() -> None:
    with pytest.raises(PositionNotJsonError, match="line 2, column"):
        read_position(b'{"number": "1",\n"budget": }', name="x")


@pytest.mark.parametrize("plain", [[], [PLAIN], {"position": [PLAIN]}])
def test_json_that_holds_no_single_object_is_refused(plain: object) -> None:
    with pytest.raises(PositionFieldInvalidError):
        from_json(plain)


def test_text_that_begins_with_a_bracket_is_text() -> None:
    assert read_position(b"[DRAFT] Runs the audit.\n", name="x.txt").purpose == "[DRAFT] Runs the audit."


def test_control_characters_of_a_file_are_taken_out() -> None:
    assert from_json({"number": "04\u000017", "working_title": "a\u202eb"}).working_title == "ab"
    assert from_json({"number": "1", "purpose": "one\ftwo"}).purpose == "one\ntwo"


def test_the_caller_gives_the_number_when_the_file_has_none() -> None:
    assert from_json({"purpose": "x"}, number="7").number == "7"
    assert from_json({"number": "9"}, number="7").number == "9"
    assert read_position(b"Runs the audit.\n", name="x.txt", number="7").number == "7"


def test_a_text_file_with_headings_is_read() -> None:
    expect_the_two_duties(
        read_position(
            b"Position number: 0417-22\nReports to: Director\n\nDuties\n\n"
            b"60% - Plans the audit program.\n40% - Directs four units.\n",
            name="position.txt",
        )
    )


def test_a_page_with_a_table_of_duties_is_read() -> None:
    expect_the_two_duties(
        read_position(
            b"<!doctype html><html><body><table><tr><th>Position number</th><td>0417-22</td></tr>"
            b"<tr><th>Reports to</th><td>Director</td></tr></table><h2>Duties</h2><table><tr><th>Percent of time</th>"
            b"<th>Duty</th></tr><tr><td>60%</td><td>Plans the audit program.</td></tr>"
            b"<tr><td>40%</td><td>Directs four units.</td></tr></table></body></html>",
            name="position.html",
        )
    )


def test_a_word_processor_file_with_headings_and_a_list_is_read() -> None:
    file = docx.Document()
    file.add_heading("Position description", 0)
    file.add_paragraph("Position number: 0417-22")
    file.add_paragraph("Reports to: Director")
    file.add_heading("Essential functions", 1)
    file.add_paragraph("Plans the audit program. (60%)", style="List Bullet")
    file.add_paragraph("40 % Directs four units.", style="List Bullet")
    data = io.BytesIO()
    file.save(data)
    position = read_position(data.getvalue(), name="position.docx")
    expect_the_two_duties(position)
    assert [duty.essential for duty in position.duties] == [True, True]


def test_a_pdf_with_headings_and_a_list_is_read() -> None:
    source = b"""= Position description
Position number: 0417-22 \\
Reports to: Director
== Duties
+ (60%) Plans the audit program.
+ (40%) Directs four units.
"""
    expect_the_two_duties(read_position(typst.compile(source), name="position.pdf"))


def test_an_empty_file_is_refused_by_the_readers() -> None:
    with pytest.raises(EmptyFileError):
        read_position(b"", name="position.txt")
    with pytest.raises(ReaderError):
        read_position(bytes(range(256)) * 8, name="position.bin")


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(st.binary(max_size=120), st.text(max_size=80).map(lambda text: b"{" + text.encode("utf-8", "replace")))
)
def test_any_bytes_are_read_or_refused_with_a_code(data: bytes) -> None:
    try:
        position = read_position(data, name="upload")
    except MeritbookError as refused:
        answer: object = refused.plain()["code"]
    else:
        answer = position.schema_version
    assert answer


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*PositionDescription.model_fields, "duty"]), JSON, max_size=4))
def test_any_json_object_is_a_description_or_is_refused_with_every_place(plain: dict[str, Any]) -> None:
    refusals = (PositionFieldInvalidError, PositionFieldUnknownError, PositionNotJsonError)
    try:
        answer: object = from_json(plain)
    except refusals as refused:
        answer = refused.details
    # A refusal names its places; what is accepted is a whole value that survives being written and read again.
    assert answer if isinstance(answer, dict) else from_json(answer.plain()) == answer
