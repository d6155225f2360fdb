"""CSV of a whole examination: a line for each job, degree and licence, and the candidate's number in each."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
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
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [one.strip() for one in reader.fieldnames or ()]
        if len(head) != len(set(head)):
            raise CandidateFileError("A column stands twice in the first line.", where=f"{name}, line 1")
        unknown = sorted(set(head) - _ROW)
        if unknown or not {"candidate", "kind"} <= set(head):
            says = (
                f"Unknown columns: {', '.join(unknown)}." if unknown else "The columns candidate and kind are needed."
            )
            raise CandidateFileError(says, where=f"{name}, line 1", details={"columns": sorted(_ROW)})
        reader.fieldnames = head
        return _candidates(reader, name)
    except csv.Error as problem:
        raise CandidateFileError(
            f"The file is not valid CSV: {problem}.", where=f"{name}, line {reader.line_num}"
        ) from problem


def _candidates(reader: csv.DictReader[str], name: str) -> tuple[Application, ...]:
    lists: dict[str, dict[str, list[Any] | None]] = {}
    for row in reader:
        where = f"{name}, line {reader.line_num}"
        if None in row or None in row.values():
            raise CandidateFileError("The line has another number of values than the first.", where=where)
        cells = {key: value.strip() for key, value in row.items() if value and value.strip()}
        number = cells.get("candidate", "")
        if not number:
            raise CandidateFileError("The line names no candidate.", where=where)
        mine = lists.setdefault(number, {"job": None, "degree": None, "licence": None})
        try:
            _row(cells, mine)
        except ValidationError as problem:
            raise CandidateFileError(first_problem(problem), where=where) from problem
        except (ValueError, ArithmeticError) as problem:
            raise CandidateFileError(f"{problem}.", where=where) from problem
    found = []
    for number, mine in lists.items():
        kept = {key: None if value is None else tuple(value) for key, value in mine.items()}
        try:
            candidate = Candidate(number=number, jobs=kept["job"], degrees=kept["degree"], licences=kept["licence"])
        except ValidationError as problem:
            raise CandidateFileError(first_problem(problem), where=f"{name}, candidate {number}") from problem
        found.append(Application(candidate=candidate))
    return tuple(found)


def _row(cells: dict[str, str], mine: dict[str, list[Any] | None]) -> None:
    """One line: a job, a degree, a licence, or `no job`, `no degree`, `no licence` for the answer "none"."""
    kind = cells.get("kind", "").lower()
    if kind.startswith("no ") and kind[3:] in mine:
        mine[kind[3:]] = mine[kind[3:]] or []
        return
    if kind not in mine:
        raise ValueError(f"kind: “{kind}” is none of job, degree, licence, no job, no degree, no licence")
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
        raise ValueError(f"{key}: “{value}” is neither yes nor no")
    return None
