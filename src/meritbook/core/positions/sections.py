"""A document cut into sections: each a heading, the field that the heading names, and the lines under it.

Nothing is judged here and nothing is dropped: every word of the document stands in a heading or in a line.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from meritbook.core.documents.model import Document, Span
from meritbook.core.positions.duties import Line, begins_duty
from meritbook.core.positions.labels import (
    DUTY_FIELDS,
    ONE_LINE,
    Label,
    field_of,
    is_percent_head,
    next_label,
    read_label,
    read_title,
    read_unknown_label,
)

_HASHES = re.compile(r"^\s{0,3}#{1,6}\s+")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_RULE = re.compile(r"[\s:|=–—-]*")

_PROSE = frozenset({"purpose", "decisions", "contacts", "qualifications", "policy", "specialised"})
"""Fields of running text, in which a short label at the beginning of a line opens something else."""

LOOSE = "loose"
OTHER = "other"
_SUBORDINATE_HEADS = {
    "title": "title", "class": "title", "position": "title", "position title": "title", "class title": "title",
    "working title": "title", "job title": "title", "count": "count", "number": "count", "no": "count",
    "how many": "count", "number of positions": "count", "number of employees": "count", "kind": "kind", "type": "kind",
    "pay level": "pay_level", "pay grade": "pay_level", "grade": "pay_level", "pay group": "pay_level",
    "pay scale group": "pay_level",
}  # fmt: skip
_DUTY_HEADS = frozenset(
    {
        "duty", "task", "function", "essential function", "responsibility", "accountability", "description",
        "duty statement", "description of duty", "work performed", "job duty", "activity", "activities",
    }
)  # fmt: skip
"""Column heads in the singular, which mean duties only beside a column of percentages."""


@dataclasses.dataclass
class Section:
    """A stretch of the document: the field that its heading names (`other` when unknown, `loose` without heading)."""

    field: str
    heading: str
    lines: list[Line] = dataclasses.field(default_factory=list)
    aside: str = ""
    percent_column: int | None = None
    columns: tuple[str, ...] = ()
    """For a table of subordinates whose head names its columns: what each column holds."""

    @property
    def empty(self) -> bool:
        """Whether nothing stands under the heading yet."""
        return not any(line.text.strip() for line in self.lines)


def lines_of(document: Document) -> Iterator[Line]:
    """Every line of the document in order; words between its blocks come as paragraphs of their own."""
    end = 0
    number = 0
    for block in sorted(document.blocks, key=lambda block: (block.span.start, block.span.end)):
        start = max(block.span.start, end)
        for text in document.text[end:start].splitlines():
            number += 1
            yield Line(_unmarked(text), "paragraph", number)
        number += 1
        if block.kind == "table_row" and block.cells:
            yield Line(block.span.cut(document.text), block.kind, number, tuple(_cells(document, block.cells)))
        else:
            for text in document.text[start : block.span.end].splitlines():
                yield Line(_unmarked(text), block.kind, number)
        end = max(end, block.span.end)
    for text in document.text[end:].splitlines():
        number += 1
        yield Line(_unmarked(text), "paragraph", number)


def _unmarked(text: str) -> str:
    """The line without the marks by which plain text shows headings and bold words (`## Duties`, `**Number:**`)."""
    return _EMPHASIS.sub(r"\2", _HASHES.sub("", text))


def _cells(document: Document, spans: tuple[Span, ...]) -> Iterator[str]:
    for span in spans:
        yield _unmarked(" ".join(span.cut(document.text).split()))


def sections_of(document: Document) -> list[Section]:
    """The sections of the document in order; the first holds what stands before any heading."""
    cutter = _Cutter()
    for line in lines_of(document):
        # A line of dashes, or a row of them under a table's head, rules the page and says nothing.
        if not _RULE.fullmatch("".join(line.cells) or line.text):
            cutter.take(line)
    return cutter.sections


class _Cutter:
    def __init__(self) -> None:
        self.sections = [Section(LOOSE, "")]

    @property
    def now(self) -> Section:
        return self.sections[-1]

    def open(self, name: str, heading: str, line: Line, *, rest: str = "", aside: str = "") -> None:
        self.sections.append(Section(name, heading, aside=aside))
        if rest.strip():
            self.now.lines.append(Line(rest.strip(), "paragraph", line.block))

    def take(self, line: Line) -> None:
        if line.kind == "table_row" and line.cells:
            self.take_row(line)
        else:
            self.take_line(line)

    def take_line(self, line: Line) -> None:
        text = line.text.strip()
        if (rest := read_title(text)) is not None and not any(section.lines for section in self.sections):
            self.open("title", text, line, rest=rest)
            return
        label = read_label(text)
        if label and self.is_heading(label, line):
            begins = next_label(label.rest) if label.field in ONE_LINE else None
            rest = label.rest if begins is None else label.rest[:begins]
            self.open(label.field, label.words if label.rest else text, line, rest=rest, aside=label.aside)
            if begins is not None:
                self.take_line(line._replace(text=label.rest[begins:]))
            return
        if line.kind == "heading":
            unknown = read_unknown_label(text)
            head, rest = unknown if unknown else (text, "")
            self.open(OTHER, head, line, rest=rest)
            return
        if self.now.field in _PROSE and line.kind == "paragraph" and (unknown := self.unknown_in_prose(line)):
            self.open(OTHER, unknown[0], line, rest=unknown[1])
            return
        if self.between_answers(line):
            unknown = read_unknown_label(text)
            if unknown and not begins_duty(line):
                self.open(OTHER, unknown[0], line, rest=unknown[1])
                return
            if self.now.field != LOOSE and not self.now.empty and line.block != self.now.lines[-1].block:
                self.sections.append(Section(LOOSE, ""))
        self.now.lines.append(line)

    def is_heading(self, label: Label, line: Line) -> bool:
        """Whether the label opens a section here, or is only a word of the text that goes on."""
        inside_long = self.now.field not in ONE_LINE | {LOOSE, OTHER, "title"}
        if line.kind == "heading" or (label.rest and not inside_long):
            return True
        text = line.text.strip()
        if line.kind == "list_item" and inside_long and not label.rest:
            return text.endswith(":")
        if inside_long and label.rest:
            return ":" in text[: len(label.words) + 2] and label.words[:1].isupper() and not begins_duty(line)
        return text[:1].isupper() or text[:1].isdigit()

    def unknown_in_prose(self, line: Line) -> tuple[str, str] | None:
        """A label that we do not know, with its answer, behind a whole sentence of a section of prose."""
        unknown = read_unknown_label(line.text)
        if unknown is None or self.now.empty or begins_duty(line):
            return None
        label, rest = unknown
        last = self.now.lines[-1]
        ended = last.block != line.block or last.text.rstrip().endswith((".", "!", "?"))
        return unknown if ended and rest.strip() and label[:1].isupper() and len(label.split()) <= 3 else None

    def between_answers(self, line: Line) -> bool:
        """Whether the section before is answered in one line, so that this line may begin something new."""
        if line.kind == "list_item":
            return False
        return self.now.field in ONE_LINE | {LOOSE, "title"} or (self.now.field == OTHER and not self.now.empty)

    def take_row(self, line: Line) -> None:
        cells = [cell for cell in line.cells if cell]
        if self.take_heads(line):
            return
        place = 0
        pairs: list[tuple[Label, str]] = []
        while place < len(cells):
            label = read_label(cells[place])
            if label is None or (self.now.field in DUTY_FIELDS and len(label.words.split()) == 1 and place > 0):
                break
            if label.rest:
                pairs.append((label, label.rest))
                place += 1
            elif place + 1 < len(cells) and field_of(cells[place + 1].rstrip(" :")) is None:
                pairs.append((label, cells[place + 1]))
                place += 2
            else:
                pairs.append((label, ""))
                place += 1
        if not pairs:
            self.take_free_row(line, cells)
            return
        for label, answer in pairs:
            self.open(label.field, label.words, line, rest=answer, aside=label.aside)
        for cell in cells[place:]:
            self.now.lines.append(Line(cell, "paragraph", line.block))

    def take_free_row(self, line: Line, cells: list[str]) -> None:
        if self.now.field in DUTY_FIELDS or (self.now.field == "supervision" and self.now.columns):
            self.now.lines.append(line)
        elif len(cells) == 2 and len(cells[0]) <= 60 and self.now.field in ONE_LINE | {LOOSE, OTHER, "title"}:
            self.open(OTHER, cells[0], line, rest=cells[1])
        else:
            self.now.lines.append(Line(" | ".join(cells), "table_row", line.block))

    def take_heads(self, line: Line) -> bool:
        """Take the row as the head of a table of duties or of subordinates, if it is one."""
        cells = line.cells
        if len(cells) < 2:
            return False
        shares = [place for place, cell in enumerate(cells) if cell and is_percent_head(cell)]
        named = [field_of(cell) for cell in cells if cell and not is_percent_head(cell)]
        known = [name for name in named if name in DUTY_FIELDS]
        if self.now.field in DUTY_FIELDS or not known:
            one = [cell for cell in cells if " ".join(cell.casefold().split()).rstrip(" :") in _DUTY_HEADS]
            known += [self.now.field if self.now.field in DUTY_FIELDS else "duties"] * len(one)
        numbering = [cell for cell in cells if cell.strip().casefold().rstrip(".") in ("#", "no", "number", "nr")]
        if len(shares) == 1 and known and len(known) + len(numbering) >= len(named):
            self.open(known[0], " | ".join(cells), line)
            self.now.percent_column = shares[0]
            return True
        columns = tuple(_SUBORDINATE_HEADS.get(" ".join(cell.casefold().split()).rstrip(" ."), "") for cell in cells)
        if self.now.field == "supervision" and self.now.empty and all(columns) and "title" in columns:
            self.now.columns = columns
            return True
        return False
