"""Ratings from 1 to 4 by people, of objectives, areas, projects and the whole, with the measured results beside them.

Nothing here computes a rating: not from other ratings, not from weights, not from results. What nobody rated is empty.
Source: SES Form 1 of the Colorado guide, instructions on evaluation and rating levels; ADR 0021.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, field_validator

from meritbook.core.contracts.measures import MeasureFinding
from meritbook.core.contracts.text import ContractText, Measure, Objective, Project
from meritbook.core.errors import MeritbookError
from meritbook.core.values import Value, digest
from meritbook.core.verdict import Verdict

LOWEST, HIGHEST = 1, 4
"""The ends of the scale, in points; what they mean is `LEVELS`."""
LEVELS: dict[int, str] = {
    1: "Needs improvement",
    2: "Meets part of what is expected",
    3: "Meets what is expected",
    4: "Outstanding",
}
"""What the marks mean, for the forms. The form of the office words the two ends."""
OVERALL = "overall"
"""The key of the rating of the whole; no objective and no project carries it."""
MOST_WORDS = 20_000
RowKind = Literal["objective", "area", "project", "overall"]


class MarkError(MeritbookError):
    """A mark that is not a whole number from 1 to 4, or that belongs to nothing in the contract."""

    code = "rating.mark"
    remedy = "Choose 1, 2, 3 or 4, or leave it not rated."
    http_status = 422


class Row(Value):
    """One thing that is rated."""

    key: str
    kind: RowKind
    title: str
    about: str = ""
    """What makes it plain: the clarification of an objective, the results expected of a project."""
    area: str = ""
    """The title of the area that an objective stands in."""
    weight: Decimal | None = None
    """In percent, shown beside and used for nothing."""
    measures: tuple[Measure, ...] = ()


class Mark(Value):
    """What somebody says of one row: a mark or none, words, and the reason where the results ask for one."""

    mark: int | None = Field(None, ge=LOWEST, le=HIGHEST, strict=True)
    says: str = Field("", max_length=MOST_WORDS)
    reason: str = Field("", max_length=MOST_WORDS)

    @field_validator("says", "reason")
    @classmethod
    def _stripped(cls, value: str) -> str:
        return value.strip()


Marks = Mapping[str, Mark]
"""By the key of the row. A row that is not there is not rated."""


class Remark(Value):
    """What the results say against a mark. A reason must be given before it is final; a caution refuses nothing."""

    key: str
    kind: Literal["reason", "caution"]
    says: str


def rows(text: ContractText) -> tuple[Row, ...]:
    """What is rated in a contract: each area's objectives and then the area, the projects, the whole."""
    return tuple(_rows(text))


def _rows(text: ContractText) -> Iterator[Row]:
    for area in text.areas:
        for one in area.objectives:
            yield _row(one, "objective", one.clarification, area.title)
        yield Row(key=f"area.{area.key}", kind="area", title=f"{area.title}: overall")
    for project in text.projects:
        yield _row(project, "project", project.results_expected, "")
    yield Row(key=OVERALL, kind="overall", title="Overall performance")


def _row(one: Objective | Project, kind: RowKind, about: str, area: str) -> Row:
    return Row(key=one.key, kind=kind, title=one.says, about=about, area=area, weight=one.weight, measures=one.measures)


def read_mark(given: Any, *, where: str = "") -> int | None:
    """A mark as somebody gave it: a whole number from 1 to 4, or its digit; empty is none. Raises `MarkError`."""
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    found: int | None = None
    if isinstance(given, int) and not isinstance(given, bool):
        found = given
    elif isinstance(given, str) and given.strip().isascii() and given.strip().isdigit() and len(given.strip()) == 1:
        found = int(given)
    if found is None or not LOWEST <= found <= HIGHEST:
        said = given[:40] if isinstance(given, str) else given
        raise MarkError(f"“{said}” is not a mark: marks are whole numbers from 1 to 4.", where=where)
    return found


def read_marks(text: ContractText, given: Mapping[str, Any]) -> dict[str, Mark]:
    """Marks from plain data, `{key: {"mark": …, "says": …, "reason": …}}`, in the order of the contract.

    Rows of which nothing is said are left out. Raises `MarkError` for a mark off the scale or a key that the contract
    does not have.
    """
    known = {one.key for one in rows(text)}
    unknown = [key for key in given if key not in known]
    if unknown:
        raise MarkError(f"The contract has nothing with the key “{str(unknown[0])[:80]}”.", where=str(unknown[0])[:80])
    found = {}
    for row in rows(text):
        said = given.get(row.key)
        if said is None:
            continue
        if isinstance(said, Mark):
            said = said.plain()
        if not isinstance(said, Mapping) or set(said) - {"mark", "says", "reason"}:
            raise MarkError("A rating has a mark, words and a reason, and nothing else.", where=row.key)
        words = {name: said.get(name) or "" for name in ("says", "reason")}
        if any(not isinstance(one, str) or len(one) > MOST_WORDS for one in words.values()):
            raise MarkError(f"The words have at most {MOST_WORDS:,} characters.", where=row.key)
        one = Mark(mark=read_mark(said.get("mark"), where=row.key), **words)
        if one != Mark():
            found[row.key] = one
    return found


def missing(text: ContractText, marks: Marks) -> tuple[Row, ...]:
    """The rows that carry no mark yet, in their order."""
    return tuple(one for one in rows(text) if _mark(marks, one.key) is None)


def remarks(text: ContractText, marks: Marks, findings: Sequence[MeasureFinding]) -> tuple[Remark, ...]:
    """What the measured results say against the marks, in the order of the contract.

    A 4 beside a target that was missed, or that the newest value misses, asks for a reason. A 4 while a target is open,
    and a 1 though all were reached, get a caution. Areas and the whole have no measures of their own, and a measure
    without a target is judged by the rating itself.
    """
    found = []
    for row in rows(text):
        mark = _mark(marks, row.key)
        beside = [one for one in findings if one.about == row.key and one.target is not None]
        missed = [one for one in beside if Verdict.NOT_MET in (one.verdict, one.so_far)]
        unsaid = [one for one in beside if one.verdict is Verdict.UNDETERMINED]
        if mark == HIGHEST and missed:
            says = f"A 4 beside a target that the results miss: {_named(missed)}."
            found.append(Remark(key=row.key, kind="reason", says=says))
        elif mark == HIGHEST and unsaid:
            says = f"A 4 while this is not known yet: {_named(unsaid)}."
            found.append(Remark(key=row.key, kind="caution", says=says))
        elif mark == LOWEST and beside and all(one.so_far is Verdict.MET for one in beside):
            says = "A 1 though the results reach every target."
            found.append(Remark(key=row.key, kind="caution", says=says))
    return tuple(found)


def needs_reason(text: ContractText, marks: Marks, findings: Sequence[MeasureFinding]) -> tuple[Row, ...]:
    """The rows whose mark asks for a reason that is not given."""
    asked = {one.key for one in remarks(text, marks, findings) if one.kind == "reason"}
    return tuple(one for one in rows(text) if one.key in asked and not marks[one.key].reason)


def _named(found: Sequence[MeasureFinding]) -> str:
    return "; ".join(one.says.rstrip(".") for one in found)


def _mark(marks: Marks, key: str) -> int | None:
    found = marks.get(key)
    return found.mark if found is not None else None


class FrozenRating(Value):
    """A rating as it became final: never computed again, whatever is corrected later."""

    contract: int
    version: int
    """The number of the version of the words that was rated."""
    text_sha256: str
    """SHA-256 of those words."""
    frozen_on: date
    meeting_on: date | None
    interim: bool
    marks: dict[str, Mark]
    says: str
    executive_says: str
    findings: tuple[MeasureFinding, ...]
    """What was found of each measure, with the values that it rests on."""

    def seal(self) -> str:
        """SHA-256 of the whole."""
        return digest(self)


class Corrected(Value):
    """A result that is another now than when the rating became final. The rating stays as it was."""

    measure: str
    says: str
    before: MeasureFinding
    now: MeasureFinding


def corrected(frozen: Sequence[MeasureFinding], now: Sequence[MeasureFinding]) -> tuple[Corrected, ...]:
    """The measures of which the value that the rating rests on was corrected since, in their order then.

    A value of a later period is no correction, and neither is a first value where there was none.
    """
    today = {one.measure: one for one in now}
    found = []
    for before in frozen:
        after = today.get(before.measure)
        if before.value_on is None or after is None:
            continue
        if _stands_on(before) != _stands_on(after, before.value_on):
            found.append(Corrected(measure=before.measure, says=before.says, before=before, now=after))
    return tuple(found)


def _stands_on(one: MeasureFinding, on: date | None = None) -> tuple[date | None, Decimal | None, str]:
    """Which value a finding rests on: of a period that ended by the day, where one is given."""
    counted = [result for result in one.counted if on is None or result.period_ends_on <= on]
    if not counted:
        return (None, None, "")
    newest = counted[0]
    return (newest.period_ends_on, newest.value.normalize(), newest.source)


def rating_facts(text: ContractText, marks: Marks, *, final: date | None, meeting: date | None) -> dict[str, Any]:
    """The facts that the law asks of a rating. A mark that is missing is left out or null, never a number.

    `final` is the day on which it became, or would become, final. `meeting` is none where no meeting was held.
    """
    by_kind: dict[RowKind, list[int | None]] = {"objective": [], "area": [], "project": [], "overall": []}
    for row in rows(text):
        by_kind[row.kind].append(_mark(marks, row.key))
    return {
        "contract.objectives": len(by_kind["objective"]),
        "rating.objectives": [one for one in by_kind["objective"] if one is not None],
        "rating.areas": by_kind["area"],
        "rating.overall": by_kind["overall"][0],
        "rating.final": final if final is not None else False,
        "rating.meeting": meeting if meeting is not None else False,
    }
