"""Encodings: declared, marked, plain UTF-8, or guessed and said so."""

from __future__ import annotations

import codecs

import pytest

from meritbook import readers
from meritbook.readers.errors import BinaryFileError, EncodingError

ENGLISH = "The agency’s “results” – 50 % of the manager's work…\n\n• Plans and directs the café’s budget\n" * 3
FRENCH = (
    "La ministre délégué à l'intérieur définit les règles générales; le procès-verbal est signé. Où ça? Là-bas.\n" * 4
)
RUSSIAN = "Классификатор должностей государственной службы определяет обязанности руководителя отдела.\n" * 6


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_not_part_of_the_text(mark, encoding):
    document = readers.read(mark + ENGLISH.encode(encoding), name="a.txt")
    assert (document.text, document.encoding, document.warnings) == (ENGLISH, encoding, ())


def test_utf_8_without_a_mark_is_read_without_a_warning():
    document = readers.read(ENGLISH.encode(), name="a.txt")
    assert (document.text, document.encoding, document.warnings) == (ENGLISH, "utf-8", ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_that_forgot_their_mark_are_told_by_their_pattern(encoding):
    document = readers.read(ENGLISH.encode(encoding), name="a.txt")
    assert (document.text, document.encoding) == (ENGLISH, encoding)
    assert len(document.warnings) == 1


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (ENGLISH, "windows-1252", "windows-1252"),
        (ENGLISH.replace("•", "·"), "mac-roman", "mac-roman"),
        (FRENCH, "latin-1", "windows-1252"),
        (FRENCH, "cp850", "cp850"),
        (FRENCH, "mac-roman", "mac-roman"),
    ],
)
def test_western_encodings_are_guessed_and_the_guess_is_named_in_a_warning(text, encoding, told):
    document = readers.read(text.encode(encoding), name="a.txt")
    assert document.text == text
    assert document.encoding == told
    assert "guess" in document.warnings[0]


def test_code_page_437_is_read_as_what_it_says():
    document = readers.read(FRENCH.replace("À", "A").encode("cp437"), name="a.txt")
    assert document.text == FRENCH
    assert document.encoding in {"cp437", "cp850"}


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_other_scripts_are_guessed_by_their_statistics(encoding):
    document = readers.read(RUSSIAN.encode(encoding), name="a.txt")
    assert document.text == RUSSIAN
    assert "guess" in document.warnings[0]


def test_html_is_read_in_the_encoding_that_it_declares():
    data = '<html><head><meta charset="windows-1251"></head><body><p>Отдел</p></body></html>'.encode("windows-1251")
    document = readers.read(data, name="a.html")
    assert "Отдел" in document.text
    assert (document.encoding, document.warnings) == ("windows-1251", ())


def test_html_that_declares_latin_1_means_windows_1252_as_browsers_do():
    data = '<html><meta http-equiv=Content-Type content="text/html; charset=iso-8859-1"><p>“Results”'.encode("cp1252")
    document = readers.read(data, name="a.html")
    assert "“Results”" in document.text
    assert document.encoding == "windows-1252"


def test_html_that_declares_the_wrong_encoding_is_read_as_the_utf_8_that_it_is_and_says_so():
    document = readers.read('<html><meta charset="latin1"><p>“Café”'.encode(), name="a.html")
    assert "“Café”" in document.text
    assert "latin1" in document.warnings[0]


@pytest.mark.parametrize("label", ["zip", "hex", "rot13", "utf-7", "undefined", "no-such", "idna", "unicode_escape"])
def test_a_declared_encoding_that_is_no_encoding_of_text_is_not_used(label):
    document = readers.read(f'<html><meta charset="{label}"><p>Caf'.encode() + b"\xe9 au lait</p>", name="a.html")
    assert "Café" in document.text
    assert label in document.warnings[0]


@pytest.mark.parametrize(
    "data",
    [b"words\0words", bytes(range(256)) * 10, b"\x7fELF\x02\x01\x01\0\0\0\0", b"\x01\x02\x03\x04" * 10],
)
def test_what_is_no_text_is_refused_as_binary(data):
    with pytest.raises(BinaryFileError) as caught:
        readers.read(data, name="thing.txt")
    assert caught.value.code == "reader.binary"
    assert "thing.txt" in caught.value.message


def test_half_of_a_surrogate_pair_never_reaches_the_text():
    with pytest.raises(EncodingError) as caught:
        readers.read(codecs.BOM_UTF16_LE + b"a\0\x00\xd8b\0", name="half.txt")
    assert caught.value.code == "reader.encoding"
    assert "half.txt" in caught.value.message
