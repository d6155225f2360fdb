"""Files on disk and their names: limits before bytes, clear refusals, names of every script."""

from __future__ import annotations

import inspect
import os
import random
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meritbook import readers
from meritbook.readers import errors
from meritbook.readers.limits import Limits
from meritbook.readers.names import NAMELESS, clean_name

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "readers.md"


def test_a_file_is_known_by_the_hash_of_its_bytes_under_every_name(tmp_path):
    place = tmp_path / "Classes.TXT"
    place.write_bytes(b"Words of a class.\n")
    document = readers.read_path(place)
    assert document.key == document.sha256 == readers.read(b"Words of a class.\n", name="other.txt").key
    assert (document.name, document.size, document.media_type) == ("Classes.TXT", 18, "text/plain")


def test_the_same_bytes_give_the_same_document():
    data = "Café\n\n- one\n- two\n".encode("cp1252")
    assert readers.read(data, name="a.txt") == readers.read(data, name="a.txt")


@pytest.mark.parametrize("data", [b"", b"  \n\t\r\n ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused_as_empty(data):
    with pytest.raises(errors.EmptyFileError) as caught:
        readers.read(data, name="nothing.txt")
    assert caught.value.code == "reader.empty"
    assert "nothing.txt" in caught.value.message
    assert caught.value.to_do


def test_a_file_of_200_megabytes_is_refused_by_its_size_without_being_read(tmp_path, monkeypatch):
    place = tmp_path / "huge.txt"
    with place.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("the file was opened"))
    with pytest.raises(errors.TooLargeError) as caught:
        readers.read_path(place)
    assert caught.value.code == "reader.too_large"
    assert "200.0 MiB" in caught.value.message
    assert caught.value.http_status == 413


def test_bytes_over_the_limit_are_refused():
    with pytest.raises(errors.TooLargeError):
        readers.read(b"x" * 101, name="a.txt", limits=Limits(max_bytes=100))
    assert readers.read(b"x" * 100, name="a.txt", limits=Limits(max_bytes=100)).size == 100


def test_a_path_without_a_file_a_folder_and_a_pipe_are_refused_each_in_its_own_way(tmp_path):
    with pytest.raises(errors.FileMissingError) as missing:
        readers.read_path(tmp_path / "gone.txt")
    with pytest.raises(errors.DirectoryGivenError) as folder:
        readers.read_path(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(errors.NotReadableError) as pipe:
        readers.read_path(tmp_path / "pipe")
    with pytest.raises(errors.ReaderError):
        readers.read_path("a\0b")
    codes = [caught.value.code for caught in (missing, folder, pipe)]
    assert codes == ["reader.not_found", "reader.is_a_directory", "reader.not_readable"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"{\\rtf1\\ansi Words}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x1f\x8b\x08\x00", "gzip"),
    ],
)
def test_known_formats_that_are_not_read_are_named_with_what_to_do(data, what):
    with pytest.raises(errors.UnsupportedFormatError) as caught:
        readers.read(data, name="a.txt")
    assert what in caught.value.message
    assert "DOCX" in caught.value.to_do


def test_content_decides_over_the_name(word_file, pdf_file):
    assert readers.read(pdf_file("Words."), name="a.docx").media_type == "application/pdf"
    assert readers.read(word_file(lambda document: document.add_paragraph("Words.")), name="a.txt").blocks
    assert readers.read(b"The mark %PDF-1.7 within a line.", name="a.pdf").media_type == "text/plain"


@pytest.mark.parametrize(
    ("given_name", "stored"),
    [
        ("C:\\Users\\me\\класс.docx", "класс.docx"),
        ("/srv/files/分類.txt", "分類.txt"),
        ("../../etc/passwd", "passwd"),
        ("re\u0301sume\u0301.txt", "r\u00e9sum\u00e9.txt"),
        ("invoice\u202excod.exe", "invoicexcod.exe"),
        ("a\0b\nc\td.txt", "a�b�c�d.txt"),
        ("می\u200cخواهم.txt", "می\u200cخواهم.txt"),
        ("\ud800bad.txt", "�bad.txt"),
        ("", NAMELESS),
        ("..", NAMELESS),
        ("///", NAMELESS),
        ("\u202e\u200b", NAMELESS),
        ("وصف وظيفي.pdf", "وصف وظيفي.pdf"),
        ("🏛️ 職務.docx", "🏛️ 職務.docx"),
    ],
)
def test_names_keep_every_script_and_lose_paths_and_tricks(given_name, stored):
    assert readers.read(b"Words.", name=given_name).name == stored


@given(st.text())
def test_any_name_becomes_one_that_can_be_stored_and_shown(name):
    cleaned = clean_name(name)
    assert 0 < len(cleaned) <= 255
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean_name(cleaned) == cleaned
    assert not {"/", "\\"} & set(cleaned)
    assert not {unicodedata.category(character) for character in cleaned} & {"Cc", "Cs", "Zl", "Zp"}
    cleaned.encode("utf-8")


def test_a_long_name_keeps_its_ending():
    cleaned = clean_name("x" * 400 + ".docx")
    assert len(cleaned) == 255
    assert cleaned.endswith("….docx")


def _kinds() -> list[type[errors.ReaderError]]:
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    return [kind for kind in found if issubclass(kind, errors.ReaderError)]


def test_each_kind_of_error_has_a_code_and_a_remedy_of_its_own():
    codes = [kind.code for kind in _kinds()]
    assert len(set(codes)) == len(codes) > 12
    for kind in _kinds():
        assert kind.code.startswith("reader.")
        assert kind.remedy.endswith(".")
        assert 400 <= kind.http_status < 500


def test_each_code_stands_in_the_reference():
    page = REFERENCE.read_text(encoding="utf-8")
    missing = [kind.code for kind in _kinds() if f"`{kind.code}`" not in page]
    assert missing == []


def test_reading_a_text_loads_none_of_the_heavy_libraries():
    program = (
        "import sys; from meritbook import readers; readers.read('Café'.encode(), name='a.txt');"
        "heavy = {'pypdfium2', 'lxml', 'docx', 'charset_normalizer', 'django'} & set(sys.modules);"
        "print(sorted(heavy))"
    )
    paths = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(  # noqa: S603 the program is ours
        [sys.executable, "-c", program], env={"PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "text"])
def test_bytes_changed_at_random_end_in_a_document_or_a_clear_refusal(word_file, pdf_file, sound, form):
    chance = random.Random(form)  # noqa: S311 the same bytes in each run
    whole = {
        "docx": lambda: word_file(lambda document: document.add_paragraph("Words.", style="List Number")),
        "pdf": lambda: pdf_file("= Title\nWords of the page.\n+ one\n+ two"),
        "html": lambda: b"<html><table><tr><td>a</td><td>b</td></tr></table><p>Words</p><script>x</script></html>",
        "text": lambda: "TITLE\n\n- “one”\n- two\n\na\tb\tc\n".encode("utf-16"),
    }[form]()
    refused: list[errors.ReaderError] = []
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 3, 20])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            document = readers.read(bytes(data), name="changed")
        except errors.ReaderError as error:
            refused.append(error)
        else:
            sound(document)
    for error in refused:
        assert error.code != errors.ReaderError.code
        assert "changed" in error.message
