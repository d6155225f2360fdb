"""An annual report as a paper: PDF/UA-1 with words, measures with charts, actions, risks, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from meritbook.core.contracts.measures import with_unit
from meritbook.core.dates import day_in_words
from meritbook.core.results.licences import LICENCES
from meritbook.core.results.report import Contents, GoalTold, MeasureFact, MoveTold
from meritbook.writers.chart_svg import HEIGHT, WIDTH, chart_svg
from meritbook.writers.paper import (
    IN_WORDS,
    Paper,
    Part,
    Words,
    bullets,
    facts,
    heading,
    lines,
    paragraph,
    picture,
    said_parts,
)
from meritbook.writers.paper_pdf import pdf

MOST_CHARTS = 120
"""Charts that one paper holds; of the other measures it tells in words what varies."""
MOST_IN_FULL = 300
"""A report of more measures tells each in a row: one of thousands is read on its pages, and nobody prints it."""


def report_pdf(report: Contents, *, government: str) -> bytes:
    """The report as PDF/UA-1; the same report gives the same bytes. Raises `LetterError` when it cannot be set."""
    pictures: dict[str, bytes] = {}
    made = paper(report, government=government, pictures=pictures)
    return pdf(made, pictures=pictures)


def paper(report: Contents, *, government: str, pictures: dict[str, bytes]) -> Paper:
    """The report, ready to be set; `pictures` takes the charts that it names."""
    head = report.head
    return Paper(
        name="report",
        title=head.title,
        reference=f"{head.title}, edition {report.number}",
        jurisdiction=government or head.of,
        office=head.of,
        written_on=head.published_on,
        parts=said_parts(_parts(report, pictures)),
    )


def _parts(report: Contents, pictures: dict[str, bytes]) -> Iterator[Part]:
    head = report.head
    yield heading(head.title, 1)
    yield lines(
        f"From {day_in_words(head.starts_on)} to {day_in_words(_last(head.ends_before))}",
        f"Edition {report.number}, published on {day_in_words(head.published_on)}",
    )
    if report.changes:
        yield heading("What this edition says otherwise")
        yield _table(
            "Changes from the edition before",
            ("Where", "What", "Before", "Now"),
            (4, 3, 4, 4),
            ((one.place, one.called, one.before, one.after) for one in report.changes),
        )
    yield heading("Introduction")
    yield paragraph(head.words.introduction)
    yield heading("Key results")
    yield paragraph(head.words.results)
    yield heading("The goals in short")
    yield _table(
        "Goals, and how many measures reach their targets",
        ("Goal", "Reached", "Missed", "No target", "Stale", "Left out"),
        (6, 2, 2, 2, 2, 2),
        ((one.called, *(str(count) for count in one.counts)) for one in head.goals),
    )
    for goal in head.goals:
        yield from _goal(report, goal, pictures)
    yield from _end(report)


def _goal(report: Contents, goal: GoalTold, pictures: dict[str, bytes]) -> Iterator[Part]:
    yield heading(goal.called)
    yield paragraph(goal.says)
    yield paragraph(goal.words)
    found = [one for one in report.measures if one.goal == goal.key]
    if not found and not goal.left_out:
        yield paragraph("No measure is tied to this goal.")
    if found and len(report.measures) > MOST_IN_FULL:
        yield _in_rows(found)
    else:
        for one in found:
            yield from _measure(one, pictures)
    acts = [one for one in report.actions if one.goal == goal.key]
    if acts:
        yield heading("Actions", 3)
        yield _table(
            "Actions of the goal",
            ("Action", "Answers for it", "By when", "Where it stands"),
            (5, 3, 2, 4),
            (
                (
                    one.says,
                    one.owner or "Nobody",
                    day_in_words(one.last_day) if one.last_day else "No day set",
                    one.progress.replace("_", " ").capitalize()
                    + (", late" if one.late else "")
                    + (f": {one.reported}" if one.reported else ""),
                )
                for one in acts
            ),
        )


def _measure(one: MeasureFact, pictures: dict[str, bytes]) -> Iterator[Part]:
    yield heading(one.title, 3)
    yield facts(
        f"Measure {one.key}",
        ("What", "As recorded"),
        (
            ("Actual", with_unit(one.value, one.unit) + f" ({one.period})"),
            ("Target", _target(one)),
            ("Result", IN_WORDS[one.verdict] if one.target is not None else "No target is set"),
            ("A year before", with_unit(one.before, one.unit) if one.before is not None else ""),
            ("In the year", "; ".join(f"{each.period}: {_figure(each.value)}" for each in one.values)),
            ("Narrative", one.narrative),
            ("STALE", f"{one.stale} Included by {one.stands_for_it}: {one.because}" if one.stale else ""),
            ("Still to come", one.awaited if one.awaited and not one.stale else ""),
            ("Audit", one.trust),
            ("Answers for it", one.owner),
            ("Source", one.source),
            ("Method", one.method),
            ("Serves by way of", one.by_way_of),
        ),
    )
    drawn = one.chart()
    if not drawn.drawn:
        return
    if len(pictures) >= MOST_CHARTS:
        yield paragraph(drawn.sentence)
        return
    file = f"chart-{len(pictures) + 1}.svg"
    pictures[file] = chart_svg(drawn)
    yield picture(drawn.sentence, file=file, alt=" ".join((drawn.sentence, *drawn.signals)), size=(WIDTH, HEIGHT))


def _in_rows(found: Iterable[MeasureFact]) -> Part:
    return _table(
        "Measures of the goal",
        ("Measure", "Actual and target", "Answers for it", "Source and method"),
        (4, 5, 3, 4),
        (
            (
                f"{one.title} ({one.key})",
                " ".join(
                    part
                    for part in (
                        one.sentence,
                        f"STALE: {one.stale} Included by {one.stands_for_it}: {one.because}" if one.stale else "",
                        one.narrative,
                        one.trust,
                    )
                    if part
                ),
                one.owner,
                f"{one.source} {one.method}",
            )
            for one in found
        ),
    )


def _target(one: MeasureFact) -> str:
    return f"{one.direction.replace('_', ' ')} {with_unit(one.target, one.unit)}" if one.target is not None else ""


def _figure(value: Decimal | None) -> str:
    return "no value" if value is None else with_unit(value, "")


def _end(report: Contents) -> Iterator[Part]:
    head = report.head
    yield heading("Resources moved")
    if report.moves:
        yield _table(
            "People and money moved in the year",
            ("When and what", "From and to", "Why, and the result", "Written in"),
            (3, 4, 6, 3),
            (
                (
                    f"{day_in_words(one.moved_on)}: {moved(one)}",
                    f"{one.moved_from} to {one.moved_to} ({one.department})",
                    f"{one.because} {one.result}",
                    one.source,
                )
                for one in report.moves
            ),
        )
    else:
        yield paragraph("None is on record for this year.")
    yield heading("Verified savings")
    if report.savings:
        yield lines(*(f"{one.shown} in {one.counted}" for one in head.saved or ()))
        yield _table(
            "Savings of Kaizen events that others verified for the year",
            ("Event", "What was saved", "How it is worked out", "Verified"),
            (4, 3, 6, 3),
            (
                (
                    f"{one.title} ({one.department})",
                    f"{one.shown} of {one.as_claimed} claimed: {one.saved.lower()}",
                    one.basis,
                    day_in_words(one.verified_on),
                )
                for one in report.savings
            ),
        )
    else:
        yield paragraph("None was verified for this year.")
    yield heading("Risks in aggregate")
    yield from _risks(report)
    yield heading("Left out, and why")
    if report.left_out:
        yield _table(
            "Measures that are not in the report",
            ("Measure", "Why it is left out"),
            (4, 7),
            ((f"{one.title} ({one.key})", " ".join(one.reasons)) for one in report.left_out),
        )
    else:
        yield paragraph("No measure is left out.")
    yield heading("Record")
    yield lines(
        f"Rests on: {head.plan_title}, version {head.plan_version}",
        f"Licence of the data: {head.licence}, {LICENCES.get(head.licence, '')}",
        f"Seal over all facts of this edition (SHA-256): {report.sha256}",
    )


def moved(one: MoveTold) -> str:
    """How many people and how much money, in words."""
    said = [f"{one.people:,f} full-time equivalents"] if one.people is not None else []
    return " and ".join([*said, *([f"${one.money:,f}"] if one.money is not None else [])])


def _risks(report: Contents) -> Iterator[Part]:
    risks = report.head.risks
    yield paragraph(risks.sentence)
    yield bullets(f"{one.called}: {one.count}" for one in (*risks.by_state, *risks.by_category))


def _table(summary: str, head: tuple[str, ...], widths: tuple[int, ...], rows: Iterable[tuple[str, ...]]) -> Part:
    cells = tuple(
        tuple((Words(text=said, style="strong" if place == 0 else "plain"),) for place, said in enumerate(row))
        for row in rows
    )
    return Part(kind="table", summary=summary, head=head, widths=widths, rows=cells)


def _last(ends_before: date) -> date:
    return date.fromordinal(ends_before.toordinal() - 1)
