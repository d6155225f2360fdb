"""The head of a specification: tables of classes, and labels that each say one thing (`Job Code: 01721`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meritbook.core.classes.model import BoardChange
from meritbook.core.classes.parse.dates import read_day
from meritbook.core.classes.parse.draft import ClassDraft, PlanDraft
from meritbook.core.classes.parse.errors import DuplicateCodeError
from meritbook.core.classes.parse.lexicon import COLUMNS, META_LINE
from meritbook.core.classes.parse.units import Unit
from meritbook.core.documents.model import Passage

CODE = re.compile(r"(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{1,9}$", re.IGNORECASE)
CODE_LINE = re.compile(
    r"(?P<code>(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z]|\d{4,})[A-Z0-9-]{3,8})[ \t]*(?:\n\s*(?P<title>\S.*))?\Z", re.DOTALL
)
"""A class code on a line of its own, with or without the title on the next."""
_TAG = re.compile(r"</?[a-zA-Z]{1,6}>|\*\*")


def columns_of(text: str, unit: Unit) -> list[str] | None:
    """The columns that a unit names, when it is the head of a table of classes; at least a code and one more."""
    if unit.kind == "row":
        kinds = [_column(_TAG.sub("", text[start:end]).strip()) for start, end in unit.cells]
        if "code" not in kinds or len([kind for kind in kinds if kind]) < max(2, len(kinds) - 1):
            return None
        return [kind or "other" for kind in kinds]
    content = " ".join(_TAG.sub("", text[unit.start : unit.end]).split()) if unit.end - unit.start < 300 else ""
    found: list[str] = []
    position = 0
    while position < len(content):
        for kind, pattern in COLUMNS:
            match = pattern.match(content, position)
            if match and match.end() > position and (match.end() == len(content) or content[match.end()] == " "):
                found.append(kind)
                position = match.end() + 1
                break
        else:
            return None
    return found if "code" in found and len(found) > 1 else None


def in_rows(text: str, units: list[Unit]) -> Iterator[Unit]:
    """The units, with tables of classes set right that plain text has taken apart.

    A paragraph whose first line is the head of a table is divided into its lines. Where each cell stands in a paragraph
    of its own, the cells of the head, and then of each row, are put together again.
    """
    at = 0
    while at < len(units):
        unit = units[at]
        stop = text.find("\n", unit.start, unit.end)
        columns = _stacked(text, units, at)
        if columns:
            width = len(columns)
            while at + width <= len(units):
                row = Unit("row", units[at].start, units[at + width - 1].end)
                row.cells = [(cell.start, cell.end) for cell in units[at : at + width]]
                if not (columns_of(text, row) or row_cells(text, row, columns)):
                    break
                yield row
                at += width
            continue
        if unit.kind == "paragraph" and stop > 0 and columns_of(text, Unit("paragraph", unit.start, stop)):
            for line in re.finditer(r"[^\n]*\S[^\n]*", text[unit.start : unit.end]):
                yield Unit("paragraph", unit.start + line.start(), unit.start + line.end())
        else:
            yield unit
        at += 1


def _stacked(text: str, units: list[Unit], at: int) -> list[str]:
    """The columns of a head whose cells are paragraphs one after the other."""
    kinds: list[str] = []
    for unit in units[at : at + 8]:
        kind = _column(text[unit.start : unit.end]) if unit.kind == "paragraph" and unit.end - unit.start < 50 else ""
        if not kind:
            break
        kinds.append(kind)
    return kinds if "code" in kinds and len(kinds) > 1 else []


def row_cells(text: str, unit: Unit, columns: list[str]) -> list[tuple[int, int]] | None:
    """The cells of a row under the columns, or `None` when the unit is no row of that table."""
    if unit.kind == "row":
        cells = [cell for cell in unit.cells if text[cell[0] : cell[1]].strip()]
    else:
        words = [
            (unit.start + found.start(), unit.start + found.end())
            for found in re.finditer(r"\S+", text[unit.start : unit.end])
        ]
        if "title" in columns and len(words) > len(columns):
            at = columns.index("title")
            after = len(columns) - at - 1
            cut = len(words) - after
            words = [*words[:at], (words[at][0], words[cut - 1][1]), *words[cut:]]
        cells = words
    if not len(columns) - 1 <= len(cells) <= len(columns):
        return None
    at = columns.index("code")
    if at >= len(cells) or not CODE.match(text[cells[at][0] : cells[at][1]].strip()):
        return None
    return cells


def add_row(plan: PlanDraft, cells: list[tuple[int, int]], columns: list[str]) -> ClassDraft:
    """The class that a row of the table describes. Each cell goes to the field that its column names."""
    job_class = ClassDraft()
    for kind, (start, end) in zip(columns, cells, strict=False):
        passage = plan.source.passage(start, end)
        if passage is not None:
            fill(plan, job_class, kind, passage)
    return job_class


def meta_line(text: str, unit: Unit) -> re.Match[str] | None:
    """The label of a line that says one thing of one class, when its value can be one."""
    found = META_LINE.match(text, unit.start, unit.end)
    if not found:
        return None
    value = " ".join(text[found.end() : unit.end].split())
    if not value or "__" in value or len(value) > 120:
        return None
    if found.group("code") and not CODE.match(value.split()[0].strip("*")):
        return None
    return found


def names_a_code(text: str, units: list[Unit]) -> bool:
    """Whether the head gives one class code by a label or on a line of its own: then it is one class's document."""
    for unit in units[:12]:
        found = meta_line(text, unit)
        if (found and found.group("code")) or CODE_LINE.match(text[unit.start : unit.end]):
            return True
    return False


def add_meta(plan: PlanDraft, job_class: ClassDraft, unit: Unit, found: re.Match[str]) -> None:
    """Fill the field that the label names; the label itself is a heading."""
    kind = next(
        name
        for name in ("schematic", "code", "title", "grade", "group", "type", "unit", "service", "other")
        if found.group(name)
    )
    plan.source.heading(unit.start, found.end())
    passage = plan.source.passage(found.end(), unit.end)
    if passage is not None:
        fill(plan, job_class, kind, passage)


def fill(plan: PlanDraft, job_class: ClassDraft, kind: str, passage: Passage) -> None:
    """Put one value into the field of the class that it belongs to, and its words beside it."""
    value = passage.text
    if kind == "code":
        job_class.code = value.split()[0]
        job_class.code_at = passage.spans[0].start
        job_class.words.append(passage)
    elif kind == "title":
        job_class.name(value)
        job_class.words.append(passage)
    elif kind in ("grade", "group", "type"):
        setattr(job_class, {"grade": "grade", "group": "scale_group", "type": "scale_type"}[kind], value)
        job_class.pay_words.append(passage)
    elif kind == "unit":
        job_class.bargaining_unit = value
        job_class.words.append(passage)
    elif kind == "service":
        job_class.civil_service = {"n": False, "no": False, "c": True, "y": True, "yes": True}.get(value.casefold())
        if re.fullmatch(r"(?i)(?:civil|classified)(?: service)?", value):
            job_class.civil_service = True
        if re.match(r"(?i)non-?civil|unclassified", value):
            job_class.civil_service = False
        job_class.words.append(passage)
    elif kind == "change":
        job_class.board_changes.append(BoardChange(number=value, words=(passage,)))
    elif kind == "history" and job_class.board_changes:
        last = job_class.board_changes[-1]
        on, _, _ = read_day(value, plan.read_on)
        job_class.board_changes[-1] = last.model_copy(update={"on": on, "words": (*last.words, passage)})
    else:
        job_class.notes.append(passage)


def refuse_duplicates(plan: PlanDraft, classes: list[ClassDraft]) -> None:
    """Raise `DuplicateCodeError` when two classes carry one code, naming both places."""
    seen: dict[str, ClassDraft] = {}
    for job_class in classes:
        if not job_class.code:
            continue
        first = seen.setdefault(job_class.code.casefold(), job_class)
        if first is not job_class:
            lines = [plan.source.line_of(item.code_at) for item in (first, job_class)]
            raise DuplicateCodeError(
                f"The class code {job_class.code} stands twice: for “{first.title}” on line {lines[0]} and for "
                f"“{job_class.title}” on line {lines[1]}.",
                where=f"{plan.source.document.name}, lines {lines[0]} and {lines[1]}",
                details={"code": job_class.code, "lines": lines, "titles": [first.title, job_class.title]},
            )


def _column(cell: str) -> str:
    return next((kind for kind, pattern in COLUMNS if pattern.fullmatch(" ".join(cell.split()))), "")
