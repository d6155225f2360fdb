"""Measures of the pictures of a report, in user units: lanes with marks on the scale. The site and the PDF draw them.

A lane carries its name above it, so that a picture reads on a phone as on paper. What it shows is said in words.
"""

from __future__ import annotations

from enum import StrEnum

from meritbook.core.competencies.answers import RaterGroup
from meritbook.core.competencies.figures import points, spread_words
from meritbook.core.competencies.report import CompetencyReport, NamedView, ProfileLine
from meritbook.core.competencies.result import Spread, told_end
from meritbook.core.values import Value

WIDTH, EDGE, TOP, LANE = 340, 14, 24, 34
_LABEL, _AXIS = 11, 24
"""Where, in a lane, its name and its line lie."""


class Shape(StrEnum):
    """What a mark is, told by its form and not by its colour alone."""

    OTHERS = "others"
    """A filled circle: all others together, or a group of them."""
    OWN = "own"
    """A diamond."""
    SUPERVISOR = "supervisor"
    """A square."""
    ROLE = "role"
    """An upright line: the average of the role."""


WORDS = {
    RaterGroup.SELF: "Own view",
    RaterGroup.SUPERVISOR: "Supervisor",
    RaterGroup.PEER: "Peers",
    RaterGroup.REPORT: "Direct reports",
    RaterGroup.OTHER: "Others",
}
ALL_OTHERS = "All in groups"


def group_words(groups: tuple[str, ...]) -> str:
    """The groups of a cell in words: `Peers and others`; of none, all in groups together."""
    if not groups:
        return ALL_OTHERS
    words = [WORDS[one] for one in RaterGroup if one in groups]
    words = [words[0], *(one.lower() for one in words[1:])]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def groups_of(line: ProfileLine) -> list[tuple[str, Spread]]:
    """Each group of a competency as it is told, then all together; one that is all of them stands there once."""
    found = [(group_words(one.groups), one) for one in line.cells if not line.is_all(one.groups)]
    return [*found, *([(group_words(()), line.others)] if line.others is not None else [])]


class Mark(Value):
    """A mark on a lane, with its interval where it has one."""

    shape: Shape
    x: float
    low: float | None = None
    high: float | None = None


class Lane(Value):
    """A line of the picture."""

    name: str
    label_y: int
    y: int
    marks: tuple[Mark, ...]


class Drawing(Value):
    """A picture of lanes over the scale."""

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    says: str
    """What it shows, for people who hear it."""
    width: int = WIDTH
    height: int
    left: int = EDGE
    right: int = WIDTH - EDGE


def _x(place: float, top: int) -> float:
    return round(EDGE + (place - 1) / max(top - 1, 1) * (WIDTH - 2 * EDGE), 1)


def _others(one: Spread, top: int) -> Mark:
    low, high = one.low, one.high
    if low is not None and high is not None:
        # Where the mean stands for any beyond it, the line runs on to the end of the scale.
        end = told_end(one.mean, top)
        low, high = (1.0 if end == "low" else low), (float(top) if end == "high" else high)
    ends = [None if each is None else _x(each, top) for each in (low, high)]
    return Mark(shape=Shape.OTHERS, x=_x(one.mean, top), low=ends[0], high=ends[1])


def _drawn(rows: list[tuple[str, list[Mark], str]], top: int) -> Drawing | None:
    rows = [one for one in rows if one[1]]
    if not rows:
        return None
    lanes = tuple(
        Lane(name=name, label_y=TOP + line * LANE + _LABEL, y=TOP + line * LANE + _AXIS, marks=tuple(marks))
        for line, (name, marks, _) in enumerate(rows)
    )
    return Drawing(
        lanes=lanes,
        ticks=tuple((_x(place, top), str(place)) for place in range(1, top + 1)),
        says=" ".join(says for _, _, says in rows),
        height=TOP + LANE * len(rows) + 4,
    )


def overviews(report: CompetencyReport, most: int = 12) -> tuple[Drawing, ...]:
    """The profile: a lane for each competency, at most so many in one picture; none where nothing can be drawn."""
    parts = [report.lines[at : at + most] for at in range(0, len(report.lines), most)]
    return tuple(drawn for part in parts if (drawn := _overview(report, part)) is not None)


def _overview(report: CompetencyReport, lines: tuple[ProfileLine, ...]) -> Drawing | None:
    top = len(report.points)
    rows = []
    for one in lines:
        marks: list[Mark] = []
        said = []
        if one.role is not None:
            marks.append(Mark(shape=Shape.ROLE, x=_x(one.role.mean, top)))
            said.append(f"average of the role {points(one.role.mean)}")
        if one.others is not None:
            marks.append(_others(one.others, top))
            said.append(f"all in groups {spread_words(one.others, top)}")
        for view, shape in (*((each, Shape.SUPERVISOR) for each in one.named), (one.own, Shape.OWN)):
            if view is not None and view.mean is not None:
                marks.append(Mark(shape=shape, x=_x(view.mean, top)))
                said.append(f"{'own view' if shape is Shape.OWN else 'supervisor'} {points(view.mean)}")
        rows.append((one.name, marks, f"{one.name}: {'; '.join(said)}."))
    return _drawn(rows, top)


def of_competency(line: ProfileLine, report: CompetencyReport) -> Drawing | None:
    """A competency: a lane for oneself, each supervisor, each group as it is told, all of them, and the role."""
    top = len(report.points)

    def named(view: NamedView | None, name: str, shape: Shape) -> tuple[str, list[Mark], str]:
        if view is None or view.mean is None:
            return name, [], ""
        return name, [Mark(shape=shape, x=_x(view.mean, top))], f"{name} {points(view.mean)}."

    rows = [named(line.own, WORDS[RaterGroup.SELF], Shape.OWN)]
    rows += [named(one, f"Supervisor: {one.name}", Shape.SUPERVISOR) for one in line.named]
    for name, one in groups_of(line):
        rows.append((f"{name} ({one.n})", [_others(one, top)], f"{name} {spread_words(one, top)}."))
    if line.role is not None:
        mark = Mark(shape=Shape.ROLE, x=_x(line.role.mean, top))
        rows.append(("Average of the role", [mark], f"Average of the role {points(line.role.mean)}."))
    return _drawn(rows, top)
