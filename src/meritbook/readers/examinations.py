"""CSV of a whole examination: a line for each job, degree and licence, and the candidate's number in each."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from meritbook.core.qualifications.candidate import Application, Candidate, Degree, HeldLicence, Job
from meritbook.readers.candidates import CandidateFileError, date_in, first_problem, level_of, number_in

_ROW = frozenset(
    re.findall(
        r"\w+",
        "candidate kind id title class_title employer starts ends current hours full_time paid duties level "
        "field institution conferred expected semester_hours quarter_hours accredited name class issuer "
        "valid_from valid_through never_lapses",
    )
)
"""The columns that a line may have."""


def read_rows(text: str, name: str) -> tuple[Application, ...]:
    """The applications of an examination, in the order of their first lines; raises `CandidateFileError`."""
    table = Table(text, name)
    found: list[Application] = []
    wrong = list(table.loose)
    for place in range(len(table)):
        try:
            found.append(table.application(place))
        except BadLinesError as problem:
            wrong += problem.lines
    if wrong:
        first = min(wrong, key=lambda one: one.line)
        raise CandidateFileError(first.says, where=first.place)
    return tuple(found)


@dataclass(frozen=True)
class BadLine:
    """A line that cannot be read: its number from 1, the candidate's number, and what is wrong with it."""

    line: int
    place: str
    number: str
    says: str


class BadLinesError(Exception):
    """Every line of one candidate that cannot be read. For the readers themselves: callers tell it in their own way."""

    def __init__(self, lines: Sequence[BadLine]) -> None:
        super().__init__(lines[0].says)
        self.lines = tuple(lines)


class Table:
    """The lines of an examination by candidate, in the order of the candidates' first lines.

    Only the lines are kept; a candidate is made from theirs when asked for, so that a file of many thousands needs
    memory for its text alone. Raises `CandidateFileError` for a first line that does not say what the columns are, and
    where the file is no CSV: from there on nobody can say which line is whose.
    """

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.loose: list[BadLine] = []
        """Lines at the beginning that name no candidate and follow on none."""
        self._mine: dict[str, list[tuple[int, list[str], str]]] = {}
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            self._head = self._columns(next(reader, []))
            self._column = self._head.index("candidate")
            before = ""
            for row in reader:
                before = self._keep(reader.line_num, row, before) if row else before
        except csv.Error as problem:
            raise CandidateFileError(
                f"The file is not valid CSV: {problem}.", where=f"{name}, line {reader.line_num}"
            ) from problem
        self.numbers = tuple(self._mine)
        """The candidates' numbers, each once."""

    def __len__(self) -> int:
        return len(self.numbers)

    def _columns(self, first: list[str]) -> list[str]:
        head = [one.strip() for one in first]
        if len(head) != len(set(head)):
            raise CandidateFileError("A column stands twice in the first line.", where=f"{self.name}, line 1")
        # A file without a first line of columns begins with somebody's line: its values are not repeated.
        unknown = [str(place) for place, one in enumerate(head, start=1) if one not in _ROW]
        if unknown or not {"candidate", "kind"} <= set(head):
            says = (
                f"Unknown columns, counted from 1: {', '.join(unknown)[:300]}."
                if unknown
                else "The columns candidate and kind are needed."
            )
            raise CandidateFileError(says, where=f"{self.name}, line 1", details={"columns": sorted(_ROW)})
        return head

    def _keep(self, line: int, row: list[str], before: str) -> str:
        """Put a line to its candidate; gives the candidate's number."""
        number = row[self._column].strip() if self._column < len(row) else ""
        says = ""
        if not number:
            says = "The line names no candidate."
        elif len(row) != len(self._head):
            says = "The line has another number of values than the first."
        # A line without a number most likely goes on with the candidate before, who must not be judged without it.
        owner = number or before
        if owner:
            self._mine.setdefault(owner, []).append((line, row, says))
        else:
            self.loose.append(BadLine(line, self._place(line), "", says))
        return owner

    def _place(self, line: int) -> str:
        return f"{self.name}, line {line}"

    def application(self, place: int) -> Application:
        """The application at a place, from 0; raises `BadLinesError` with every line of it that cannot be read."""
        number = self.numbers[place]
        lists: dict[str, list[Any] | None] = {"job": None, "degree": None, "licence": None}
        wrong: list[BadLine] = []
        for line, row, says in self._mine[number]:
            if not says:
                cells = {key: value.strip() for key, value in zip(self._head, row, strict=True) if value.strip()}
                says = _problem_of(cells, lists)
            if says:
                wrong.append(BadLine(line, self._place(line), number, says))
        if wrong:
            raise BadLinesError(wrong)
        kept = {key: None if value is None else tuple(value) for key, value in lists.items()}
        try:
            candidate = Candidate(number=number, jobs=kept["job"], degrees=kept["degree"], licences=kept["licence"])
        except ValidationError as problem:
            first = self._mine[number][0][0]
            place_of = f"{self.name}, candidate {number}"
            raise BadLinesError([BadLine(first, place_of, number, first_problem(problem))]) from problem
        return Application(candidate=candidate)


def _problem_of(cells: dict[str, str], mine: dict[str, list[Any] | None]) -> str:
    """What is wrong with a line; empty when it was taken into the lists."""
    try:
        _row(cells, mine)
    except ValidationError as problem:
        return first_problem(problem)
    except (ValueError, ArithmeticError) as problem:
        return f"{problem}."
    return ""


def _row(cells: dict[str, str], mine: dict[str, list[Any] | None]) -> None:
    """One line: a job, a degree, a licence, or `no job`, `no degree`, `no licence` for the answer "none"."""
    kind = cells.get("kind", "").lower()
    if kind.startswith("no ") and kind[3:] in mine:
        mine[kind[3:]] = mine[kind[3:]] or []
        return
    if kind not in mine:
        raise ValueError("kind is none of job, degree, licence, no job, no degree, no licence")
    so_far = mine[kind] or []
    entry_id = cells.get("id", f"{kind}{len(so_far) + 1}")
    mine[kind] = so_far
    if kind == "job":
        so_far.append(
            Job(
                id=entry_id,
                title=cells.get("title", ""),
                class_title=cells.get("class_title", ""),
                employer=cells.get("employer", ""),
                starts=date_in(cells, "starts"),
                ends=date_in(cells, "ends"),
                current=_yes(cells, "current") or False,
                hours=number_in(cells, "hours"),
                full_time=_yes(cells, "full_time"),
                paid=_yes(cells, "paid"),
                duties=tuple(one.strip() for one in cells.get("duties", "").split("|") if one.strip()),
            )
        )
    elif kind == "degree":
        so_far.append(
            Degree(
                id=entry_id,
                level=level_of(cells.get("level", "")),
                title=cells.get("title", cells.get("level", "")),
                field=cells.get("field", ""),
                institution=cells.get("institution", ""),
                conferred=date_in(cells, "conferred"),
                expected=date_in(cells, "expected"),
                semester_hours=number_in(cells, "semester_hours"),
                quarter_hours=number_in(cells, "quarter_hours"),
                accredited=_yes(cells, "accredited"),
            )
        )
    else:
        so_far.append(
            HeldLicence(
                id=entry_id,
                name=cells.get("name", ""),
                class_=cells.get("class", ""),
                issuer=cells.get("issuer", ""),
                valid_from=date_in(cells, "valid_from"),
                valid_through=date_in(cells, "valid_through"),
                never_lapses=_yes(cells, "never_lapses") or False,
            )
        )


def _yes(cells: Mapping[str, str], key: str) -> bool | None:
    value = cells.get(key, "").lower()
    if value in ("yes", "true", "1"):
        return True
    if value in ("no", "false", "0"):
        return False
    if value:
        raise ValueError(f"{key} is neither yes nor no")
    return None
