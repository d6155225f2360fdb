"""`decide` and `undo`: a person's decision on an allocation, and its withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.errors import UnknownNameError, UsageError
from meritbook.cli.options import AsJson, AsUser, output_of
from meritbook.cli.output import Output

if TYPE_CHECKING:
    from meritbook.cli.answers import DecisionAnswer
    from meritbook.records.models import AllocationRun, ClassEntry, Decision

Number = Annotated[str, typer.Argument(metavar="POSITION", help="The number of the position.")]
DepartmentCode = Annotated[
    str,
    typer.Option("--department", metavar="CODE", help="Its department, when several have a position of that number."),
]


def decide(
    context: typer.Context,
    position: Number,
    as_user: AsUser,
    accept: Annotated[bool, typer.Option("--accept", help="Decide as the newest allocation run answered.")] = False,
    class_name: Annotated[
        str, typer.Option("--class", metavar="CODE", help="Decide for this class: its code, ref, title, or plan/ref.")
    ] = "",
    none: Annotated[
        bool, typer.Option("--none", help="Decide that it belongs to none of the classes considered.")
    ] = False,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="The written reason; required when deciding otherwise.")
    ] = "",
    starts_on: Annotated[str, typer.Option(metavar="DATE", help="From when it has effect; else today.")] = "",
    department: DepartmentCode = "",
    as_json: AsJson = False,
) -> None:
    """Decide on the newest allocation run of a position, and write the decision letter.

    Exactly one of --accept, --class and --none.
    """
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    if [accept, bool(class_name), none].count(True) != 1:
        raise UsageError("Say what is decided: one of --accept, --class CODE and --none.")
    if (class_name or none) and not reason.strip():
        raise UsageError("A decision that the person takes themselves needs --reason TEXT.", where="--reason")
    first = day(starts_on, where="--starts-on") if starts_on else None
    open_records()
    from meritbook.actions import decide_allocation
    from meritbook.cli.people import actor_named, position_numbered
    from meritbook.records import clock

    actor = actor_named(as_user)
    row = position_numbered(position, department)
    run = _newest_run(row.pk, position)
    if accept and run.status == "undetermined":
        raise UsageError(
            "The allocation is undetermined: there is no answer to accept.",
            where=position,
            remedy="Settle what is missing and allocate again, or decide with --class or --none and a reason.",
        )
    entry = decide_allocation.answered_class(run) if accept else _considered(run, class_name) if class_name else None
    decision = decide_allocation.perform(
        actor,
        at=clock.now(),
        why=reason.strip() or "Accepted on the command line.",
        run=run,
        class_entry=entry,
        reason=reason,
        starts_on=first,
    )
    _answer(decision, output)


def undo(
    context: typer.Context,
    position: Number,
    as_user: AsUser,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why the decision is withdrawn.")],
    department: DepartmentCode = "",
    as_json: AsJson = False,
) -> None:
    """Withdraw the standing decision on a position by a new decision with its reason. Nothing is deleted."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import undo_decision
    from meritbook.cli.people import actor_named, position_numbered
    from meritbook.records import clock
    from meritbook.records.models import DecisionStatus

    actor = actor_named(as_user)
    row = position_numbered(position, department)
    standing = row.decisions.filter(status=DecisionStatus.STANDING).exclude(outcome="withdrawn").first()
    if standing is None:
        raise UnknownNameError(
            f"No decision on position {position} stands.", where=position, remedy="There is nothing to undo."
        )
    _answer(undo_decision.perform(actor, at=clock.now(), why=reason, decision=standing, reason=reason), output)


def _newest_run(position: int, number: str) -> AllocationRun:
    from meritbook.records.models import AllocationRun

    run = AllocationRun.objects.filter(position_version__position=position).order_by("-run_at", "-id").first()
    if run is None:
        raise UnknownNameError(
            f"No allocation of position {number} is on record.",
            where=number,
            remedy="Run one first: `meritbook allocate FILE --record --as USER --department CODE`, or on its page.",
        )
    return run


def _considered(run: AllocationRun, typed: str) -> ClassEntry:
    """The class of that name among those that the run considered."""
    from meritbook.cli.names import KnownPlan, find_class
    from meritbook.records.models import ClassEntry

    revisions = {one.key: one for one in run.plan_revisions.select_related("source")}
    known = {
        key: KnownPlan(one.plan, one.document, imported=one.source_id is not None) for key, one in revisions.items()
    }
    key, _, job = find_class(typed, known)
    return ClassEntry.objects.get(plan_revision=revisions[key], ref=job.ref)


def _answer(decision: Decision, output: Output) -> None:
    from meritbook.cli.answers import DecisionAnswer

    entry = decision.class_entry
    answer = DecisionAnswer(
        position=decision.position.number,
        department=decision.position.department.code,
        number=decision.number,
        outcome=decision.outcome,
        plan=entry.plan_revision.key if entry else "",
        class_ref=entry.ref if entry else "",
        class_code=entry.code if entry else "",
        class_title=entry.title if entry else "",
        agrees=decision.agrees,
        reason=decision.reason,
        decided_by=decision.decided_by.username,
        starts_on=decision.starts_on.isoformat() if decision.starts_on else "",
        letter_pdf=decision.letter_pdf.sha256 if decision.letter_pdf else "",
        letter_docx=decision.letter_docx.sha256 if decision.letter_docx else "",
    )
    if output.as_json:
        output.json(answer.plain())
        return
    _show(answer, output)


def _show(answer: DecisionAnswer, output: Output) -> None:
    code = f" ({answer.class_code})" if answer.class_code else ""
    what = {
        "class": f"belongs to {answer.class_title}{code}",
        "none": "belongs to none of the classes considered",
        "withdrawn": "has no decided allocation: the earlier decision is withdrawn",
    }[answer.outcome]
    output.line(f"Decision {answer.number}: position {answer.position} {what}.", style="bold")
    if answer.outcome != "withdrawn":
        output.line(
            f"In effect from {answer.starts_on}. {'As' if answer.agrees else 'Other than'} the allocation run answered."
        )
    if answer.reason:
        output.line(f"Reason: {answer.reason}")
    if answer.letter_pdf:
        output.line("The decision letter is kept with it, as PDF and as a word-processor file.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(decide)
    app.command()(undo)
