"""Two ways to look at classes next to each other: the levels of a series, and one plan before and after a revision."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Literal

from meritbook.core.classes.model import ClassPlan, JobClass, Series
from meritbook.core.classes.walk import passages
from meritbook.core.documents.model import Passage
from meritbook.core.values import Value

SAME_DUTY = 0.8
"""How alike, from 0 to 1, duties of two levels must be to stand in one row."""
MOST_WORDS = 4000
"""Longer texts count as exchanged whole: comparing them word by word takes too long."""
SAME_CLAUSE = 0.5
"""How alike a clause must be to one of the other revision to count as that clause in other words."""


class Cell(Value):
    """What one class says in one row."""

    class_ref: str
    passages: tuple[Passage, ...] = ()
    text: str = ""
    """For rows of facts, such as pay, that are no passage."""


class Row(Value):
    """One row of a table with a column for each class, from low to high."""

    field: Literal["pay", "definition", "factor", "duty", "capacity", "requirement", "special_requirement", "knowledge"]
    label: str
    reach: Literal["all", "some", "one"]
    """In how many of the classes the row says something."""
    shared: tuple[Passage, ...] = ()
    """What the series says for all its classes at once; the cells are then empty."""
    cells: tuple[Cell, ...]


class SideBySide(Value):
    """The levels of a series, aligned: what all say, what some say, what one alone says."""

    series_ref: str
    series_title: str
    class_refs: tuple[str, ...]
    class_titles: tuple[str, ...]
    rows: tuple[Row, ...]


class WordChange(Value):
    """A run of words that stayed, came or went."""

    kind: Literal["same", "added", "removed"]
    text: str


class ClauseChange(Value):
    """One clause that is not as it was.

    `place_before` and `place_after` read `series / class / field`, each by its ref. `changed` has `words`; `moved`
    has the same text in another place.
    """

    kind: Literal["added", "removed", "changed", "moved"]
    place_before: str = ""
    place_after: str = ""
    before: Passage | None = None
    after: Passage | None = None
    words: tuple[WordChange, ...] = ()


class FactChange(Value):
    """A fact of a class that is no clause: title, pay grade, level, series."""

    class_ref: str
    fact: str
    before: str
    after: str


class PlanComparison(Value):
    """What a revision changes, clause by clause."""

    classes_added: tuple[str, ...] = ()
    classes_removed: tuple[str, ...] = ()
    classes_moved: tuple[str, ...] = ()
    """Refs (as in the new plan) of classes that stand in another series, or at another level, than before."""
    facts: tuple[FactChange, ...] = ()
    clauses: tuple[ClauseChange, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return self == PlanComparison()


def side_by_side(series: Series) -> SideBySide:
    """The classes of a series in one table; duties that are alike in several levels share a row."""
    classes = series.classes
    rows: list[Row] = []
    if any(_pay(item) for item in classes):
        cells = tuple(Cell(class_ref=item.ref, text=_pay(item)) for item in classes)
        rows.append(Row(field="pay", label="Pay", reach=_reach(cells), cells=cells))
    if any(item.definition for item in classes):
        cells = tuple(Cell(class_ref=item.ref, passages=item.definition) for item in classes)
        rows.append(Row(field="definition", label="Definition", reach=_reach(cells), cells=cells))
    rows += [
        Row(field="factor", label=factor.name, reach="all", shared=(factor.text,), cells=())
        for factor in series.factors
    ]
    rows += _aligned("duty", "Duties", series.duties, [item.duties for item in classes], classes)
    rows += _aligned("capacity", "Capacities", (), [item.capacities for item in classes], classes)
    rows += _aligned(
        "requirement",
        "Minimum requirements",
        tuple(way.text for way in series.minimum_requirements),
        [tuple(way.text for way in item.minimum_requirements) for item in classes],
        classes,
    )
    rows += _aligned(
        "special_requirement",
        "Special requirements",
        series.special_requirements,
        [item.special_requirements for item in classes],
        classes,
    )
    rows += _aligned(
        "knowledge",
        "Knowledge, skills and abilities",
        series.knowledge_skills_abilities,
        [item.knowledge_skills_abilities for item in classes],
        classes,
    )
    return SideBySide(
        series_ref=series.ref,
        series_title=series.title,
        class_refs=tuple(item.ref for item in classes),
        class_titles=tuple(item.title for item in classes),
        rows=tuple(rows),
    )


def compare_plans(old: ClassPlan, new: ClassPlan) -> PlanComparison:
    """What the new revision of a plan changes: classes, facts of classes, and clauses with their words.

    Classes are the same by code, else by title. A clause with the same words in another place is moved; one at least
    half alike in the same place is changed; headings, marks and criteria are not compared.
    """
    before, after = _classes(old), _classes(new)
    pairs = _pair(before, after)
    names = {id(after[new_at][1]): before[old_at][1].ref for old_at, new_at in pairs}
    facts: list[FactChange] = []
    moved = []
    for old_at, new_at in pairs:
        changed = list(_facts(*before[old_at], *after[new_at]))
        facts += changed
        if any(change.fact in ("series", "level") for change in changed):
            moved.append(after[new_at][1].ref)
    return PlanComparison(
        classes_added=_others(after, {new_at for _, new_at in pairs}),
        classes_removed=_others(before, {old_at for old_at, _ in pairs}),
        classes_moved=tuple(moved),
        facts=tuple(facts),
        clauses=tuple(_clauses(_places(old, {}), _places(new, names))),
    )


def word_changes(before: str, after: str) -> tuple[WordChange, ...]:
    """The words that stayed, went and came, in reading order; what went stands before what came in its stead."""
    old, new = before.split(), after.split()
    if len(old) + len(new) > MOST_WORDS and before and after:
        return (WordChange(kind="removed", text=before), WordChange(kind="added", text=after))
    found: list[WordChange] = []
    for kind, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(WordChange(kind="same", text=" ".join(old[low:high])))
            continue
        if high > low:
            found.append(WordChange(kind="removed", text=" ".join(old[low:high])))
        if end > start:
            found.append(WordChange(kind="added", text=" ".join(new[start:end])))
    return tuple(found)


_Field = Literal["duty", "capacity", "requirement", "special_requirement", "knowledge"]


def _aligned(
    field: _Field,
    label: str,
    shared: tuple[Passage, ...],
    columns: Sequence[tuple[Passage, ...]],
    classes: Sequence[JobClass],
) -> list[Row]:
    """A row for each clause; alike clauses of several classes in one row, those of all classes first."""
    groups: list[dict[int, list[Passage]]] = []
    for column, found in enumerate(columns):
        for passage in found:
            best = max(
                (
                    (_alike(next(iter(group.values()))[0].text, passage.text), at)
                    for at, group in enumerate(groups)
                    if column not in group
                ),
                default=(0.0, -1),
            )
            if best[0] >= SAME_DUTY:
                groups[best[1]].setdefault(column, []).append(passage)
            else:
                groups.append({column: [passage]})
    rows = []
    for group in groups:
        cells = tuple(Cell(class_ref=item.ref, passages=tuple(group.get(at, ()))) for at, item in enumerate(classes))
        rows.append(Row(field=field, label=label, reach=_reach(cells), cells=cells))
    rows.sort(key=lambda row: ("all", "some", "one").index(row.reach))
    if shared:
        rows.insert(0, Row(field=field, label=label, reach="all", shared=shared, cells=()))
    return rows


def _reach(cells: Sequence[Cell]) -> Literal["all", "some", "one"]:
    filled = sum(bool(cell.passages or cell.text) for cell in cells)
    return "all" if filled == len(cells) else "one" if filled == 1 else "some"


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one.casefold().split(), other.casefold().split(), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > SAME_CLAUSE and matcher.quick_ratio() > SAME_CLAUSE else 0.0


def _pay(item: JobClass) -> str:
    parts = (("grade ", item.pay.grade), ("group ", item.pay.scale_group), ("type ", item.pay.scale_type))
    return ", ".join(f"{label}{value}" for label, value in parts if value)


def _classes(plan: ClassPlan) -> list[tuple[Series, JobClass]]:
    return list(plan.classes())


def _pair(before: list[tuple[Series, JobClass]], after: list[tuple[Series, JobClass]]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    keys: tuple[Callable[[JobClass], str], ...] = (
        lambda item: item.code.casefold(),
        lambda item: item.title.casefold(),
    )
    for key in keys:
        done, taken = {at for at, _ in pairs}, {at for _, at in pairs}
        left = {key(item): at for at, (_, item) in enumerate(after) if at not in taken and key(item)}
        for at, (_, item) in enumerate(before):
            if at not in done and key(item) in left:
                pairs.append((at, left.pop(key(item))))
    return sorted(pairs)


def _others(classes: list[tuple[Series, JobClass]], paired: set[int]) -> tuple[str, ...]:
    return tuple(item.ref for at, (_, item) in enumerate(classes) if at not in paired)


def _facts(old_series: Series, old: JobClass, new_series: Series, new: JobClass) -> Iterable[FactChange]:
    status = {True: "civil service", False: "not civil service", None: ""}
    for fact, before, after in (
        ("series", old_series.title, new_series.title),
        ("code", old.code, new.code),
        ("title", old.title, new.title),
        ("level", str(old.level or ""), str(new.level or "")),
        ("pay", _pay(old), _pay(new)),
        ("bargaining unit", old.bargaining_unit, new.bargaining_unit),
        ("civil service status", status[old.civil_service], status[new.civil_service]),
    ):
        if before != after:
            yield FactChange(class_ref=new.ref, fact=fact, before=before, after=after)


_STEP = re.compile(r"(series|classes)\[(\d+)\]")
_APART = re.compile(r"(?:^|\.)(?:criteria|gaps|headings|marks|words|board_changes)\b")


def _places(plan: ClassPlan, names: dict[int, str]) -> list[tuple[str, Passage]]:
    """Each clause with its place by refs; a class that had another ref before keeps that one."""
    found = []
    for path, passage in passages(plan):
        if _APART.search(path):
            continue
        steps = []
        series: Series | None = None
        for kind, at in _STEP.findall(path):
            if kind == "series":
                series = plan.series[int(at)]
                steps.append(series.ref if len(plan.series) > 1 else "")
            elif series is not None:
                item = series.classes[int(at)]
                steps.append(names.get(id(item), item.ref))
        field = re.sub(r"\[\d+\]|\.text$", "", _STEP.sub("", path)).strip(".").replace(".text", "")
        found.append((" / ".join([step for step in steps if step] + [field]), passage))
    return found


def _clauses(old: list[tuple[str, Passage]], new: list[tuple[str, Passage]]) -> list[ClauseChange]:
    """Same words in the same place are no change; then come moves, other words in the same place, and the rest."""
    left, right = list(old), list(new)
    _match(left, right, lambda one, other: float(one == other))
    found = [
        ClauseChange(kind="moved", place_before=one[0], place_after=other[0], before=one[1], after=other[1])
        for one, other in _match(left, right, lambda one, other: float(one[1] == other[1]))
    ]
    for one, other in _match(
        left, right, lambda one, other: _alike(one[1], other[1]) if one[0] == other[0] else 0.0, least=SAME_CLAUSE
    ):
        found.append(
            ClauseChange(
                kind="changed",
                place_before=one[0],
                place_after=other[0],
                before=one[1],
                after=other[1],
                words=word_changes(one[1].text, other[1].text),
            )
        )
    found += [ClauseChange(kind="removed", place_before=place, before=passage) for place, passage in left]
    found += [ClauseChange(kind="added", place_after=place, after=passage) for place, passage in right]
    return found


def _match(
    left: list[tuple[str, Passage]],
    right: list[tuple[str, Passage]],
    score: Callable[[tuple[str, str], tuple[str, str]], float],
    *,
    least: float = 1.0,
) -> list[tuple[tuple[str, Passage], tuple[str, Passage]]]:
    """Take the pairs that score at least `least` out of both lists: for each of `left` the best one."""
    pairs = []
    for one in list(left):
        scored = [score((one[0], one[1].text), (other[0], other[1].text)) for other in right]
        best = max(scored, default=0.0)
        if scored and best >= least:
            other = right.pop(scored.index(best))
            left.remove(one)
            pairs.append((one, other))
    return pairs
