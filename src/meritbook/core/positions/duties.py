"""Duties out of lines: bullets, numbers, percentages before or after the words, table rows, or plain paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from meritbook.core.documents.model import BlockKind
from meritbook.core.positions.model import Duty

_BULLET = re.compile(r"^\s*(?:[•◦▪▫‣·●○■□➢➤✓✔\uf0a7\uf0b7\uf0d8*]|[-–—o](?=\s))\s*")
_ENUMERATOR = re.compile(
    r"^\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)](?=\s|\()\s*"
    r"|^\s*(?:duty|task|function)\s+#?\d{1,3}\s*[:.)–—-]\s*",
    re.IGNORECASE,
)


def _share(name: str) -> str:
    """A percent of time, its digits in the named group."""
    of_time = r"(?:\s+of\s+(?:the\s+|working\s+|work\s+|total\s+)*time)?"
    return rf"(?P<{name}>\d{{1,3}}(?:\.\d+)?)\s*(?:%|percent\b|per\s+cent\b|pct\b\.?){of_time}"


_LEADING = re.compile(
    rf"^\s*(?:\(\s*{_share('round')}\s*\)|\[\s*{_share('square')}\s*\]|{_share('bare')})"
    r"(?!\s*(?:of|to|or)\b|\s*[-–—]\s*\d)\s*[-–—:.,|]?\s*",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"\s*(?:[(\[]\s*{_share('bracketed')}\s*[)\]]|(?:\s[-–—]\s*|\t\s*|\s{{3,}}|\|\s*){_share('apart')})\s*[.;]?\s*$",
    re.IGNORECASE,
)
_END = 80
_BARE_PERCENT = re.compile(r"^\s*(\d{1,3}(?:\.\d+)?)\s*%?\s*$")
_ENDS = re.compile(r"[.;!?]\s*$")


class Line(NamedTuple):
    """One line of a document: its words, what kind of block it stands in, and which; the cells of a table row."""

    text: str
    kind: BlockKind
    block: int
    cells: tuple[str, ...] = ()


class Found(NamedTuple):
    """A duty as it stands in the document."""

    text: str
    percent: Decimal | None


class Duties(NamedTuple):
    """What a section of duties holds: the duties, and the words that introduce them."""

    duties: tuple[Found, ...]
    introduction: str


def _percent(match: re.Match[str]) -> Decimal | None:
    digits = next((digits for digits in match.groupdict().values() if digits), "")
    value = Decimal(digits)
    return value if value <= 100 else None


def split_percent(text: str) -> tuple[str, Decimal | None]:
    """The words of a duty and its percent of time, which stands before them or, in brackets or apart, after them."""
    # Only the ends are searched: a percent stands there or nowhere, and a long line costs no more than a short one.
    if (match := _LEADING.match(text[:_END])) and (percent := _percent(match)) is not None:
        return text[match.end() :].strip(), percent
    cut = max(0, len(text) - _END)
    if (match := _TRAILING.search(text[cut:])) and (percent := _percent(match)) is not None:
        end = "." if match.group().rstrip().endswith(".") else ""
        return text[: cut + match.start()].strip() + end, percent
    return text.strip(), None


def begins_duty(line: Line) -> bool:
    """Whether the line carries the mark of an item: a bullet, a number, a percentage before its words."""
    return bool(
        _BULLET.match(line.text)
        or _ENUMERATOR.match(line.text)
        or ((match := _LEADING.match(line.text[:_END])) and _percent(match) is not None)
    )


def without_marks(text: str) -> str:
    """The text without the bullet or number before it."""
    text = _BULLET.sub("", text, count=1)
    return _ENUMERATOR.sub("", text, count=1).strip()


def read_duties(lines: Sequence[Line], *, percent_column: int | None = None) -> Duties:
    """The duties of a section. No word is lost: what is no duty of its own continues the one before it.

    `percent_column` is the place of the column whose head says that it holds percentages.
    """
    lines = list(_one_duty_a_line(lines))
    led = _led_by_paragraphs(lines)
    marked = {line.block for line in lines if line.kind in ("list_item", "table_row") or begins_duty(line)}
    items: list[tuple[list[str], Decimal | None]] = []
    introduction: list[str] = []
    waiting: Decimal | None = None
    block: int | None = None
    apart = _sentences_apart(lines)
    for line in lines:
        new_block = line.block != block
        block = line.block
        if line.kind == "table_row":
            text, percent = _row(line, percent_column)
            starts = bool(text) and (
                percent is not None or not items or items[-1][1] is not None or waiting is not None
            )
        else:
            text, percent = split_percent(without_marks(line.text))
            starts = (line.kind == "list_item" and new_block) or begins_duty(line)
            starts = starts and not (led and line.kind == "list_item")
            starts = starts or (not marked and (new_block or line.block in apart))
            starts = starts or (waiting is not None and bool(text)) or (percent is not None and new_block)
        if not text:
            waiting = percent if percent is not None else waiting
        elif starts:
            items.append(([text], percent if percent is not None else waiting))
            waiting = None
        elif items:
            words, earlier = items[-1]
            words.append(text)
            items[-1] = (words, earlier if earlier is not None else percent)
        else:
            introduction.append(line.text.strip())
    found = tuple(Found(_joined(words), percent) for words, percent in items)
    return Duties(found, " ".join(introduction))


def _one_duty_a_line(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those that run several duties together (`plans (70%); hears (30%)`) taken apart."""
    for line in lines:
        parts = [part for part in line.text.split(";") if part.strip()]
        if len(parts) < 2 or line.cells or any(split_percent(part)[1] is None for part in parts):
            yield line
            continue
        for place, part in enumerate(parts):
            # Negative numbers: blocks of their own, which no block of the document has.
            yield Line(part.strip(), line.kind, -(1000 * line.block + place + 1))


def _led_by_paragraphs(lines: Sequence[Line]) -> bool:
    """Whether paragraphs carry the percentages and list items none: then the items spell out the paragraph before."""
    items = [line for line in lines if line.kind == "list_item"]
    others = [line for line in lines if line.kind == "paragraph" or line.kind == "heading"]
    return (
        bool(items)
        and bool(others)
        and split_percent(without_marks(others[0].text))[1] is not None
        and others[0].block < items[0].block
        and all(split_percent(without_marks(line.text))[1] is None for line in items)
    )


def _joined(words: Sequence[str]) -> str:
    """The lines of a duty as one text: lines that break a sentence are joined by a space, others stay apart."""
    wrapped = not any(_ENDS.search(line) for line in words[:-1])
    return (" " if wrapped else "\n").join(words)


def _sentences_apart(lines: Sequence[Line]) -> set[int]:
    """The blocks of several lines in which every line ends a sentence: there, each line is a duty of its own."""
    by_block: dict[int, list[str]] = {}
    for line in lines:
        by_block.setdefault(line.block, []).append(line.text)
    return {block for block, texts in by_block.items() if len(texts) > 1 and all(_ENDS.search(text) for text in texts)}


def _row(line: Line, percent_column: int | None) -> tuple[str, Decimal | None]:
    """The words and the percent of a table row; a cell that is only a running number is a mark."""
    percent: Decimal | None = None
    words: list[str] = []
    for place, cell in enumerate(line.cells or (line.text,)):
        bare = _BARE_PERCENT.match(cell)
        if percent is None and bare and (place == percent_column or "%" in cell) and Decimal(bare[1]) <= 100:
            percent = Decimal(bare[1])
        elif not re.fullmatch(r"\s*\d{1,3}[.)]?\s*", cell) and cell.strip():
            words.append(cell.strip())
    text = " | ".join(words)
    if percent is None:
        return split_percent(without_marks(text))
    return without_marks(text), percent


def numbered(found: Sequence[tuple[Found, bool | None]]) -> tuple[Duty, ...]:
    """The duties numbered from 1 in their order, each with whether it is essential."""
    return tuple(
        Duty(number=place, text=duty.text, percent=duty.percent, essential=essential)
        for place, (duty, essential) in enumerate(found, start=1)
    )
