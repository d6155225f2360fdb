"""Competency models out of CSV, XLSX and JSON, in the shapes in which they are handed out.

A table has a line for each part of the model; the column `part` says which: `model`, `source`, `authored`, `starts`,
`role`, `scale`, `competency`, `behaviour`. A point of the scale says its rank, 1 for the lowest, so that no scale is
read upside down. Every cell that cannot be taken is named, and nothing is left out in silence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from pydantic import ValidationError

from meritbook.core.competencies.keys import key_of
from meritbook.core.competencies.model import (
    Behaviour,
    Competency,
    CompetencyModel,
    CompetencyModelError,
    ModelRole,
    ScaleDirectionError,
)
from meritbook.core.competencies.model_table import COLUMNS, USED
from meritbook.core.competencies.scale import scale_of
from meritbook.core.errors import MeritbookError
from meritbook.core.faults import fault_in_words
from meritbook.core.results.cells import Cell, CellKind
from meritbook.core.values import Value
from meritbook.readers.errors import TooLargeError
from meritbook.readers.limits import MEBIBYTE, Limits
from meritbook.readers.value_tables import Table, read_tables, text_of

MODEL_LIMITS: Final = Limits(max_bytes=2 * MEBIBYTE, max_inflated=20 * MEBIBYTE, max_entries=500)
_SMALLER: Final = "A model has some hundred lines. Take out what does not belong to it, and send it again."
_MOST_TOLD: Final = 50


def read_model_file(data: bytes, *, name: str) -> CompetencyModel:
    """The model of a CSV, XLSX or JSON file.

    Raises `CompetencyModelError` (its details list every place), `ScaleDirectionError`, and what `read_tables` raises.
    """
    if len(data) > MODEL_LIMITS.max_bytes:
        raise TooLargeError(
            f"“{name}” is larger than {MODEL_LIMITS.max_bytes // MEBIBYTE} MB.", where=name, remedy=_SMALLER
        )
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return _of_json(text_of(data, name), name)
    try:
        tables = read_tables(data, name=name, limits=MODEL_LIMITS)
    except TooLargeError as problem:
        raise TooLargeError(problem.message, where=problem.where, remedy=_SMALLER) from problem
    return _Sheet(name, tables).model()


def valid_model(given: dict[str, Any], where: str = "") -> CompetencyModel:
    """Plain data as a model; raises `CompetencyModelError` with each place of what is wrong."""
    try:
        return CompetencyModel.model_validate(given)
    except ValidationError as error:
        found = [
            (".".join(str(one) for one in each["loc"]) or "model", fault_in_words(each))
            for each in error.errors(include_url=False)
        ]
        raise _refused(found, where) from error


def _refused(problems: Sequence[tuple[str, str]], where: str) -> CompetencyModelError:
    told = [f"{place}: {_sentence(says)}" for place, says in problems[:_MOST_TOLD]]
    more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
    return CompetencyModelError(
        f"The model cannot be taken: {told[0].rstrip('.')}{more}.",
        where=problems[0][0] or where,
        details={"problems": [{"where": problems[at][0], "says": one} for at, one in enumerate(told)]},
    )


def _sentence(says: str) -> str:
    return says if says.endswith((".", "?")) else f"{says}."


def _of_json(text: str, name: str) -> CompetencyModel:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise CompetencyModelError(f"“{twice[:60]}” stands twice in one object of the file.", where=name)
        return found

    try:
        plain = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=once)
    except (json.JSONDecodeError, RecursionError) as problem:
        raise CompetencyModelError(f"“{name}” is no sound JSON: {problem}.", where=name) from problem
    if not isinstance(plain, dict):
        raise CompetencyModelError(f"“{name}” holds no model: it begins with a list.", where=name)
    model = valid_model(plain, name)
    scale_of(model.scale.points, said=True)
    return model


class _Sheet:
    """The lines of a table, by part; problems are gathered, so that all are told at once."""

    def __init__(self, name: str, tables: Sequence[Table]) -> None:
        self.name = name
        self.problems: list[tuple[str, str]] = []
        self.lines: dict[str, list[dict[str, Cell]]] = {part: [] for part in USED}
        for table in tables:
            self._table(table)

    def _wrong(self, place: str, says: str) -> None:
        self.problems.append((place, says))

    def _table(self, table: Table) -> None:
        rows = [row for row in table.rows if any(cell.text for cell in row)]
        heads = [cell.text.strip().casefold() for cell in rows[0]]
        if "part" not in heads:
            sheet = f"The sheet “{table.name}” has" if table.name else "The table has"
            self._wrong(rows[0][0].place, f"{sheet} no column “part” in its first line")
            return
        for cell, head in zip(rows[0], heads, strict=True):
            if head not in COLUMNS:
                self._wrong(cell.place, f"there is no column “{cell.text[:40]}” in a model")
            elif heads.count(head) > 1 and heads.index(head) != rows[0].index(cell):
                self._wrong(cell.place, f"the column “{head}” stands twice")
        for row in rows[1:]:
            self._row(heads, row)

    def _row(self, heads: list[str], row: Sequence[Cell]) -> None:
        line: dict[str, Cell] = {}
        for at, cell in enumerate(row):
            if not cell.text:
                continue
            if at >= len(heads) or not heads[at]:
                self._wrong(cell.place, "stands beside the table")
            elif self._plain(cell):
                line.setdefault(heads[at], cell._replace(text=_unquoted(cell.text)))
        part = line["part"].text.strip().casefold() if "part" in line else ""
        if part not in USED:
            said = f"“{part[:40]}” is no part of a model" if part else "the line does not say its part"
            self._wrong(line["part"].place if part else row[0].place, f"{said}; it is one of {', '.join(USED)}")
            return
        for head, cell in line.items():
            if head != "part" and head in COLUMNS and head not in USED[part]:
                self._wrong(cell.place, f"a line of the part “{part}” has nothing in the column “{head}”")
        self.lines[part].append(line)

    def _plain(self, cell: Cell) -> bool:
        if cell.kind is CellKind.FORMULA:
            self._wrong(cell.place, "holds a formula; put its words there")
        elif cell.kind is CellKind.ERROR:
            self._wrong(cell.place, f"holds the error {cell.text[:20]}")
        elif cell.merged:
            self._wrong(cell.place, "is one of several cells made one; unmerge them")
        elif cell.hidden:
            self._wrong(cell.place, "stands where the file hides it; show it or take it out")
        else:
            return True
        return False

    def model(self) -> CompetencyModel:
        """The model; raises `CompetencyModelError`, `ScaleDirectionError`."""
        head = self._one("model")
        given: dict[str, Any] = {key: _said(head, key) for key in ("key", "name", "says")}
        given["source"] = _said(self._one("source"), "says")
        given["authored"] = _said(self._one("authored", needed=False), "says")
        given["starts_on"] = _said(self._one("starts", needed=False), "says") or None
        roles = self._ranked("role", needed=False)
        given["roles"] = [one for line in roles if (one := self._made(line, self._role)) is not None]
        direction: MeritbookError | None = None
        try:
            given["scale"] = self._scale()
        except ScaleDirectionError as problem:
            direction = problem
        except CompetencyModelError as problem:
            self._wrong(problem.where, problem.message)
        given["competencies"] = self._competencies({one.key for one in given["roles"]})
        if self.problems:
            raise _refused(self.problems, self.name)
        if direction is not None:
            raise direction
        return valid_model(given, self.name)

    def _one(self, part: str, *, needed: bool = True) -> dict[str, Cell]:
        lines = self.lines[part]
        if not lines and needed:
            self._wrong(self.name, f"no line has the part “{part}”")
        for line in lines[1:]:
            self._wrong(line["part"].place, f"a second line of the part “{part}”")
        return lines[0] if lines else {}

    def _made(self, line: dict[str, Cell], make: Callable[[dict[str, Cell]], Value]) -> Any:
        """What the line makes; none of one that is wrong, which is gathered with the place of its cell."""
        try:
            return make(line)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                field = {"definition": "says"}.get(str(each["loc"][0]) if each["loc"] else "", "")
                field = field or (str(each["loc"][0]) if each["loc"] else "part")
                self._wrong(line.get(field, line["part"]).place, f"{field}: {fault_in_words(each)}")
            return None

    def _role(self, line: dict[str, Cell]) -> Value:
        return ModelRole(
            key=_said(line, "key") or key_of(_said(line, "name")),
            name=_said(line, "name"),
            says=_said(line, "says"),
            plan=_said(line, "plan"),
            classes=_parts(_said(line, "classes")),
        )

    def _ranked(self, part: str, *, needed: bool) -> list[dict[str, Cell]]:
        """The lines by their rank, 1 first; in the order of the file where none says one."""
        lines = self.lines[part]
        said = [line["rank"].text.removesuffix(".0") if "rank" in line else "" for line in lines]
        if not any(said) and not needed:
            return lines
        ranks = []
        for line, text in zip(lines, said, strict=True):
            if not (text.isascii() and text.isdigit() and len(text) < 4):
                self._wrong(line.get("rank", line["part"]).place, f"“{text[:20]}” is no rank; 1 is the first")
            else:
                ranks.append(int(text))
        if len(ranks) == len(lines) and sorted(ranks) != list(range(1, len(lines) + 1)):
            self._wrong(lines[0]["rank"].place, f"the ranks of the part “{part}” are not 1 to {len(lines)}, each once")
        if len(ranks) < len(lines):
            return lines
        return [line for _, line in sorted(zip(ranks, lines, strict=True), key=lambda pair: pair[0])]

    def _scale(self) -> Any:
        lines = self.lines["scale"]
        if not lines:
            self._wrong(self.name, "no line has the part “scale”")
            return None
        ranked = any("rank" in line for line in lines)
        wrong = len(self.problems)
        ordered = self._ranked("scale", needed=ranked)
        if len(self.problems) > wrong:
            return None
        try:
            return scale_of([_said(line, "name") for line in ordered], said=ranked)
        except MeritbookError as problem:
            place = lines[0].get("rank", lines[0].get("name", lines[0]["part"])).place
            raise type(problem)(problem.message, where=place) from problem

    def _competencies(self, roles: set[str]) -> list[Any]:
        behaviours: dict[str, dict[str, list[Behaviour]]] = {}
        taken = {_said(line, "key") for line in self.lines["behaviour"]} - {""}
        names = {_said(line, "key") or key_of(_said(line, "name")) for line in self.lines["competency"]}
        for line in self.lines["behaviour"]:
            competency, role = _said(line, "competency"), _said(line, "role")
            if competency not in names:
                self._wrong(line.get("competency", line["part"]).place, f"there is no competency “{competency[:60]}”")
            if role not in roles:
                self._wrong(line.get("role", line["part"]).place, f"there is no role “{role[:60]}”")
            key = _said(line, "key") or key_of(_said(line, "says"), taken)
            taken.add(key)

            def one(line: dict[str, Cell], key: str = key) -> Value:
                return Behaviour(key=key, says=_said(line, "says"))

            if (found := self._made(line, one)) is not None:
                behaviours.setdefault(competency, {}).setdefault(role, []).append(found)

        def make(line: dict[str, Cell]) -> Value:
            key = _said(line, "key") or key_of(_said(line, "name"))
            held = {role: tuple(each) for role, each in behaviours.get(key, {}).items()}
            return Competency(
                key=key,
                name=_said(line, "name"),
                definition=_said(line, "says"),
                behaviours=held,
                cues=_parts(_said(line, "cues")),
            )

        return [found for line in self.lines["competency"] if (found := self._made(line, make)) is not None]


def _said(line: dict[str, Cell], column: str) -> str:
    return line[column].text.strip() if column in line else ""


def _parts(said: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in said.split(";") if one.strip())


def _unquoted(said: str) -> str:
    """Without the mark that keeps a spreadsheet from taking words for a formula."""
    return said[1:] if said[:1] == "'" and said[1:2] in ("=", "+", "-", "@", "'") else said
