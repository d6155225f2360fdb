"""Files made in the tests: good ones, bad ones, and dangerous ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import typst

from meritbook.core.documents import Document

SHARED = Path(__file__).parents[3] / "shared"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the public documents are not there: ../shared is absent")
    return SHARED


@pytest.fixture(scope="session")
def word_file() -> Callable[[Callable[[docx.document.Document], None]], bytes]:
    """A word-processor file, filled by the test."""

    def make(fill: Callable[[docx.document.Document], None]) -> bytes:
        document = docx.Document()
        fill(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def package() -> Callable[..., bytes]:
    """A bare package with a body of our own XML; parts may be added or replaced by name, None takes one out."""

    def make(body: str = "<w:p><w:r><w:t>Words.</w:t></w:r></w:p>", **parts: bytes | str | None) -> bytes:
        document = f'<w:document xmlns:w="{W}" xmlns:r="{RELATIONS}"><w:body>{body}</w:body></w:document>'
        found: dict[str, bytes | str | None] = {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "word/document.xml": document,
        }
        found.update({name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()})
        return zipped({name: content for name, content in found.items() if content is not None})

    return make


@pytest.fixture(scope="session")
def archive() -> Callable[[dict[str, bytes | str]], bytes]:
    return zipped


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


@pytest.fixture(scope="session")
def pdf_file() -> Callable[[str], bytes]:
    """A PDF set from Typst markup."""

    def make(markup: str) -> bytes:
        compiled = typst.compile(markup.encode())
        assert isinstance(compiled, bytes)
        return compiled

    return make


@pytest.fixture(scope="session")
def shape() -> Callable[[Document], list[tuple[str, int, str]]]:
    """The blocks of a document as kind, level and words; cells of a row are parted by bars."""

    def of(document: Document) -> list[tuple[str, int, str]]:
        return [
            (
                block.kind,
                block.level,
                " | ".join(cell.cut(document.text) for cell in block.cells) or block.span.cut(document.text),
            )
            for block in document.blocks
        ]

    return of


@pytest.fixture(scope="session")
def sound() -> Callable[[Document], None]:
    """Holds what is true of the blocks of every document."""

    def check(document: Document) -> None:
        end = 0
        for block in document.blocks:
            assert end <= block.span.start < block.span.end <= len(document.text)
            assert document.text[end : block.span.start].strip() == ""
            assert block.span.cut(document.text).strip() != ""
            for cell in block.cells:
                assert block.span.start <= cell.start <= cell.end <= block.span.end
            assert (block.kind == "heading") <= (1 <= block.level <= 6)
            assert (block.kind == "list_item") <= (block.level >= 1)
            assert (block.kind == "table_row") == bool(block.cells)
            end = block.span.end
        assert document.text[end:].strip() == ""
        assert "\0" not in document.text
        document.text.encode("utf-8")

    return check
