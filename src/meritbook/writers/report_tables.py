"""The tables of an annual report: the same rows and columns for the workbook and for the open data.

Every column has a name, a type of the Table Schema and a description, so that the data describe themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from meritbook.core.results.report import Contents

Cell = str | Decimal | int | date | None


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: str
    """Of the Table Schema: `string`, `number`, `integer`, `date`."""
    says: str


class Table(NamedTuple):
    """A table with its rows, which are made as they are asked for."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that tell a row from all others."""
    rows: Iterator[tuple[Cell, ...]]
    measures: bool = False
    """Whether its column `measure`, with `goal`, names a row of the table of measures."""


def _text(name: str, says: str) -> Column:
    return Column(name, "string", says)


_GOAL = _text("goal", "Key of the goal of the plan; beyond-the-goals for a measure that no goal names")
_MEASURE = _text("measure", "Key of the measure in the results register")
_GOALS = (
    _text("goal", "Key of the goal"),
    _text("name", "Its name"),
    _text("words", "What the report says of it"),
    Column("reached", "integer", "Measures that reach their target"),
    Column("missed", "integer", "Measures that miss it"),
    Column("undetermined", "integer", "Measures without a target"),
    Column("stale", "integer", "Stale measures that stand in it by somebody's name, counted in none of these"),
    Column("left_out", "integer", "Measures that are left out"),
)
_MEASURES = (
    _MEASURE,
    _GOAL,
    _text("by_way_of", "The strategy or the plan below that names the measure"),
    _text("title", "Name of the measure"),
    _text("kind", "input, output, efficiency, quality or outcome"),
    _text("department", "Department; empty for the enterprise as a whole"),
    _text("unit", "What one of it is"),
    _text("direction", "at_least or at_most: which side of the target is reached"),
    _text("period", "Period of the newest value of the year"),
    Column("actual", "number", "The newest value of the year, in the unit"),
    Column("target", "number", "Target of the period; empty for none"),
    _text("verdict", "met, not_met or undetermined"),
    Column("year_before", "number", "Value of the same period a year earlier; empty for none"),
    _text("narrative", "What is said beside the value"),
    _text("owner", "Who answers for the measure"),
    _text("source", "Where its values are read"),
    _text("method", "How they are collected and counted"),
    Column("revision", "integer", "Number of the value on record; a correction has another"),
    Column("recorded_on", "date", "Day on which the value was recorded"),
    _text("recorded_from", "What it was recorded from"),
    _text("trust", "What the newest audit says of the measure; empty for none"),
    _text("stale", "Why the value is stale; empty where it is not"),
    _text("stands_for_it", "Who included it although it is stale"),
    _text("because", "The reason of that person"),
    _text("entry_sha256", "Hash of the entry of the dictionary that counts"),
)
_VALUES = (
    _MEASURE,
    _GOAL,
    _text("period", "Period"),
    Column("starts_on", "date", "Its first day"),
    Column("last_day", "date", "Its last day"),
    Column("value", "number", "The value in the unit of the measure; empty where none is on record"),
    Column("target", "number", "Target of the period; empty for none"),
    _text("verdict", "met, not_met or undetermined"),
    Column("revision", "integer", "Number of the value on record"),
    _text("narrative", "What is said beside the value"),
    _text("stale", "yes where the measure is stale, else no"),
)
_LEFT_OUT = (
    _MEASURE,
    _GOAL,
    _text("title", "Name of the measure"),
    _text("department", "Department; empty for the enterprise as a whole"),
    _text("reasons", "Why it is left out"),
)
_ACTIONS = (
    _text("action", "Key of the action in the plan"),
    _text("goal", "Key of the goal"),
    _text("strategy", "The strategy that it belongs to"),
    _text("says", "What is to be done"),
    _text("owner", "Who answers for it"),
    Column("last_day", "date", "By when; empty where no day is set"),
    _text("progress", "planned, under_way, done or dropped"),
    _text("late", "yes or no"),
    _text("reported", "What was reported last"),
    Column("reported_on", "date", "Day of that report"),
)
_MOVES = (
    Column("number", "integer", "Number of the record"),
    Column("moved_on", "date", "Day"),
    _text("department", "Department"),
    Column("people", "number", "Full-time equivalents; empty where only money moved"),
    Column("money", "number", "Dollars; empty where only people moved"),
    _text("moved_from", "From where"),
    _text("moved_to", "To where"),
    _text("because", "Why"),
    _text("result", "What came of it"),
    _text("source", "Where that is written"),
)
_RISKS = (
    _text("by", "state, category or appetite; total"),
    _text("called", "What is counted"),
    Column("count", "integer", "How many risks; empty where it is told with others only, since one is below three"),
)
_SAVINGS = (
    Column("number", "integer", "Number of the saving on record"),
    _text("event", "Key of the Kaizen event"),
    _text("title", "What the event was about"),
    _text("department", "Department of the event"),
    _text("saved", "The kind of saving"),
    _text("unit", "dollars or hours: what the amounts are in"),
    Column("amount", "number", "Verified for the year"),
    Column("claimed", "number", "Claimed for the year"),
    _text("basis", "How it is worked out"),
    Column("verified_on", "date", "Day on which somebody other than its claimant verified it"),
    _text("verified_as", "The role in which it was verified"),
)
_CHANGES = (
    Column("number", "integer", "Number in the list"),
    _text("place", "Where this edition differs from the one before"),
    _text("called", "What differs"),
    _text("before", "In the edition before"),
    _text("after", "In this edition"),
)


def tables(report: Contents) -> tuple[Table, ...]:
    """The tables of a report, in the order of the report."""
    return (
        Table("goals", "Goals", _GOALS, ("goal",), _goals(report)),
        Table("measures", "Measures", _MEASURES, ("measure", "goal"), _measures(report)),
        Table("values", "Values of the year", _VALUES, ("measure", "goal", "starts_on"), _values(report), True),
        Table("left-out", "Left out", _LEFT_OUT, ("measure", "goal"), _left_out(report)),
        Table("actions", "Actions", _ACTIONS, ("action",), _actions(report)),
        Table("resources-moved", "Resources moved", _MOVES, ("number",), _moves(report)),
        Table("savings", "Verified savings", _SAVINGS, ("number",), _savings(report)),
        Table("risks", "Risks in aggregate", _RISKS, ("by", "called"), _risks(report)),
        Table("changes", "Changes", _CHANGES, ("number",), _changes(report)),
    )


def _goals(report: Contents) -> Iterator[tuple[Cell, ...]]:
    for one in report.head.goals:
        yield one.key, one.called, one.words, *one.counts


def _measures(report: Contents) -> Iterator[tuple[Cell, ...]]:
    for one in report.measures:
        yield (
            one.key, one.goal, one.by_way_of, one.title, one.kind, one.department, one.unit, one.direction, one.period,
            one.value, one.target, str(one.verdict), one.before, one.narrative, one.owner, one.source, one.method,
            one.revision, one.recorded_on, one.recorded_from, one.trust, one.stale, one.stands_for_it, one.because,
            one.entry_sha256,
        )  # fmt: skip


def _values(report: Contents) -> Iterator[tuple[Cell, ...]]:
    for measure in report.measures:
        for one in measure.values:
            last = date.fromordinal(one.ends_before.toordinal() - 1)
            yield (
                measure.key, measure.goal, one.period, one.starts_on, last, one.value, one.target, str(one.verdict),
                one.revision, one.says, "yes" if measure.stale else "no",
            )  # fmt: skip


def _left_out(report: Contents) -> Iterator[tuple[Cell, ...]]:
    for one in report.left_out:
        yield one.key, one.goal, one.title, one.department, " ".join(one.reasons)


def _actions(report: Contents) -> Iterator[tuple[Cell, ...]]:
    for one in report.actions:
        yield (
            one.key, one.goal, one.strategy, one.says, one.owner, one.last_day, str(one.progress),
            "yes" if one.late else "no", one.reported, one.reported_on,
        )  # fmt: skip


def _moves(report: Contents) -> Iterator[tuple[Cell, ...]]:
    for one in report.moves:
        yield (
            int(one.key), one.moved_on, one.department, one.people, one.money, one.moved_from, one.moved_to,
            one.because, one.result, one.source,
        )  # fmt: skip


def _savings(report: Contents) -> Iterator[tuple[Cell, ...]]:
    for one in report.savings:
        yield (
            int(one.key), one.event, one.title, one.department, one.saved, one.unit, one.amount, one.claimed, one.basis,
            one.verified_on, one.verified_as,
        )  # fmt: skip


def _risks(report: Contents) -> Iterator[tuple[Cell, ...]]:
    risks = report.head.risks
    if not risks.told_apart:
        yield "total", "Fewer than three", None
        return
    yield "total", "Not closed", risks.total
    for by, rows in (("state", risks.by_state), ("category", risks.by_category)):
        for one in rows:
            yield by, one.called, one.count
    yield "appetite", "Within appetite", risks.within
    yield "appetite", "Above appetite", risks.above
    yield "appetite", "Undetermined", risks.undetermined


def _changes(report: Contents) -> Iterator[tuple[Cell, ...]]:
    for one in report.changes:
        yield int(one.key), one.place, one.called, one.before, one.after
