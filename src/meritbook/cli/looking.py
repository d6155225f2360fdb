"""`plans`, `classes`, `show`: what is in the class plans."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.options import AsJson, PlanName, output_of
from meritbook.cli.output import Output

if TYPE_CHECKING:
    from meritbook.cli.answers import ClassAnswer
    from meritbook.core.classes.model import BoardChange, DateNote, JobClass, Passage


def plans(context: typer.Context, as_json: AsJson = False) -> None:
    """List the class plans in effect: the imported ones, and the shipped ones that no import replaces."""
    from meritbook.cli.answers import PlanLine, PlansAnswer
    from meritbook.cli.names import known_plans

    output = output_of(context, as_json)
    answer = PlansAnswer(
        plans=tuple(
            PlanLine(
                key=key,
                name=one.plan.name,
                revision=one.plan.revision,
                jurisdiction=one.plan.jurisdiction,
                aliases=one.plan.aliases,
                imported=one.imported,
                effective=one.plan.effective,
                classes=len(one.plan.classes()),
                source=one.plan.source.title,
            )
            for key, one in known_plans().items()
        )
    )
    if as_json:
        output.json(answer.plain())
        return
    rows = [
        (line.key, str(line.revision), "imported" if line.imported else "shipped", str(line.classes), line.name)
        for line in answer.plans
    ]
    output.table(("Plan", "Revision", "From", "Classes", "Name"), rows)


def classes(context: typer.Context, plan: PlanName = "", as_json: AsJson = False) -> None:
    """List the classes of one plan, or of all."""
    from meritbook.cli.answers import ClassesAnswer, ClassLine
    from meritbook.cli.names import known_plans, pay_text, plan_key

    output = output_of(context, as_json)
    known = known_plans()
    keys = [plan_key(plan, known)] if plan else list(known)
    answer = ClassesAnswer(
        classes=tuple(
            ClassLine(
                plan=key,
                revision=known[key].plan.revision,
                series=series.title,
                ref=job.ref,
                code=job.code,
                title=job.title,
                level=job.level,
                pay=pay_text(job),
            )
            for key in keys
            for series, job in known[key].plan.classes()
        )
    )
    if as_json:
        output.json(answer.plain())
        return
    rows = [(line.plan, line.code or "–", line.title, line.pay or "–", line.series) for line in answer.classes]
    output.table(("Plan", "Code", "Title", "Pay", "Series"), rows)
    if not rows:
        output.line("This plan has no classes: positions are nominated into it.")


def show(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="A class by code, ref, title, or plan/ref.")],
    plan: PlanName = "",
    as_json: AsJson = False,
) -> None:
    """Show one class with its series: concept, exclusions, definition, duties, requirements."""
    from meritbook.cli.answers import ClassAnswer
    from meritbook.cli.names import find_class, known_plans, plan_key

    output = output_of(context, as_json)
    known = known_plans()
    if plan:
        key = plan_key(plan, known)
        known = {key: known[key]}
    key, series, job = find_class(code, known)
    one = known[key]
    answer = ClassAnswer(
        plan=key,
        plan_name=one.plan.name,
        revision=one.plan.revision,
        imported=one.imported,
        document=one.document.key,
        series=series,
        job_class=job,
    )
    if as_json:
        output.json(answer.model_dump(mode="json", by_alias=True))
        return
    _show_class(answer, one.plan.dates, output)


_DATE_KINDS = {
    "reference": "Reference",
    "revised": "Revised",
    "effective": "Effective",
    "board_change": "Board change",
    "other": "Dated",
}


def _dated(note: DateNote) -> str:
    """A date of the source: the day or month that it gives, the words, and why there is no day."""
    known = note.on.isoformat() if note.on else f"{note.month} (no day given)" if note.month else ""
    return "; ".join(part for part in (known, f"“{note.text.text}”", note.remark) if part)


def _board_change(change: BoardChange) -> str:
    said = ", ".join(passage.text for passage in change.words[1:])
    return f"{change.number}, {change.on.isoformat() if change.on else said or 'no date given'}"


def _show_class(answer: ClassAnswer, dates: Sequence[DateNote], output: Output) -> None:
    from meritbook.cli.names import pay_text

    job, series = answer.job_class, answer.series
    output.line(f"{job.title} ({job.code})" if job.code else job.title, style="bold")
    facts = [
        ("Plan", f"{answer.plan_name}, revision {answer.revision} ({'imported' if answer.imported else 'shipped'})"),
        ("Series", series.title),
        ("Pay", pay_text(job)),
        ("Bargaining unit", job.bargaining_unit),
        ("Civil service", "" if job.civil_service is None else "yes" if job.civil_service else "no"),
        *(("Board change", _board_change(change)) for change in job.board_changes),
        *((_DATE_KINDS[note.kind], _dated(note)) for note in dates),
    ]
    for name, value in facts:
        if value:
            output.line(f"  {name + ':':<17}{value}")
    _passages("Concept of the series", series.concept, output)
    if series.exclusions:
        output.line()
        output.line("Kept out of the series", style="bold")
        for exclusion in series.exclusions:
            sent = f" Sent to: {exclusion.sends_to}." if exclusion.sends_to else ""
            _item(exclusion.text.text + sent, output)
    _passages("Definition", job.definition, output)
    _passages("Capacities", job.capacities, output, items=True)
    _passages("Duties", job.duties, output, items=True)
    _passages("Knowledge, skills and abilities", job.knowledge_skills_abilities, output, items=True)
    _passages("Minimum requirements", [one.text for one in job.minimum_requirements], output, items=True)
    _passages("Special requirements", job.special_requirements, output, items=True)
    _passages("Working titles (examples, not classes)", job.working_titles, output, items=True)
    _criteria(job, output)


def _passages(heading: str, passages: Sequence[Passage], output: Output, *, items: bool = False) -> None:
    if not passages:
        return
    output.line()
    output.line(heading, style="bold")
    for passage in passages:
        if items:
            _item(passage.text, output)
        else:
            for line in textwrap.wrap(passage.text, 100, initial_indent="  ", subsequent_indent="  "):
                output.line(line)


def _item(text: str, output: Output) -> None:
    for line in textwrap.wrap(text, 100, initial_indent="  - ", subsequent_indent="    "):
        output.line(line)


def _criteria(job: JobClass, output: Output) -> None:
    if job.criteria:
        output.line()
        output.line("Decided by", style="bold")
        for criterion in job.criteria:
            _item(criterion.says + ("" if criterion.essential else " (supports)"), output)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(plans)
    app.command()(classes)
    app.command()(show)
