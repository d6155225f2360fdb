"""`results lean …`: one design project with its gates; start it, ask for a gate, decide on it, stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.acting import Because, OfDepartment, Says, Why, begin, department_of, given, one_of, standing_of
from meritbook.cli.lean import lean, project_line
from meritbook.cli.lean_acts import named
from meritbook.cli.options import AsJson, AsUser

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.output import Output
    from meritbook.records.models import DesignProject

acts = typer.Typer()
ProjectKey = Annotated[str, typer.Argument(metavar="KEY", help="The key of the project, such as one-counter.")]


def _read(user: str, key: str) -> tuple[Standing, DesignProject]:
    from meritbook.desk import lean as read

    standing = standing_of(user)
    return standing, read.project(key)


def _tell(standing: Standing, row: DesignProject, output: Output) -> None:
    from meritbook.cli.lean_answers import LeanProjectAnswer
    from meritbook.desk import lean_pages

    shown = lean_pages.project_page(standing, row)
    answer = LeanProjectAnswer(
        project=project_line(shown.line),
        purpose=shown.line.project.purpose,
        gates=tuple(
            {
                "id": gate.pk,
                "phase": gate.phase,
                "number": gate.number,
                "outcome": gate.outcome,
                "rests_on": gate.rests_on,
                "says": gate.says,
                "asked_by": gate.asked_by.username,
                "decided_by": gate.decided_by.username if gate.decided_by else None,
            }
            for phase in shown.phases
            for gate in phase.gates
        ),
    )
    if output.as_json:
        output.json(answer.plain())
        return
    line = answer.project
    output.line(f"{line.title} ({line.key}): {line.status}, phase {line.phase}, {line.passed} of {line.phases} passed")
    output.line(f"Purpose: {answer.purpose}")
    for gate in answer.gates:
        said = f". {gate['says']}" if gate["says"] else ""
        output.line(f"Gate {gate['phase']}, {gate['number']}: {gate['outcome']}; {gate['rests_on']}{said}")


@acts.command()
def project(context: typer.Context, key: ProjectKey, user: AsUser, as_json: AsJson = False) -> None:
    """Show one design project with its gates."""
    output = begin(context, as_json)
    _tell(*_read(user, key), output)


@acts.command("start-project")
def start(
    context: typer.Context,
    key: ProjectKey,
    user: AsUser,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What it is called.")],
    purpose: Annotated[str, typer.Option(metavar="TEXT", help="For whom, and why mending does not do.")],
    sponsor: Annotated[str, typer.Option(metavar="USER", help="The username of its sponsor.")],
    lead: Annotated[str, typer.Option(metavar="USER", help="The username of who leads it.")],
    starts_on: Annotated[str, typer.Option("--from", metavar="DATE", help="Its first day.")],
    why: Why,
    department: OfDepartment = "",
    as_json: AsJson = False,
) -> None:
    """Start a project of Design for Lean Sigma."""
    from meritbook.cli.dates import day

    first = day(starts_on, where="--from")
    output = begin(context, as_json)
    from meritbook.actions import start_design

    standing = standing_of(user)
    row = start_design.perform(
        **given(user, why),
        key=key,
        title=title,
        department=department_of(department),
        purpose=purpose,
        sponsor=named(sponsor, "sponsor"),
        lead=named(lead, "lead"),
        starts_on=first,
    )
    _tell(standing, row, output)


@acts.command("ask-gate")
def ask(
    context: typer.Context,
    key: ProjectKey,
    user: AsUser,
    rests_on: Annotated[str, typer.Option("--rests-on", metavar="TEXT", help="What the phase brought, and where.")],
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Ask for the gate at the end of a project's phase."""
    output = begin(context, as_json)
    from meritbook.actions import ask_gate

    standing, row = _read(user, key)
    ask_gate.perform(**given(user, why), project=row, rests_on=rests_on)
    _tell(standing, row, output)


@acts.command("decide-gate")
def decide(
    context: typer.Context,
    key: ProjectKey,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="pass or return.")],
    user: AsUser,
    says: Says,
    why: Why = "A gate is decided.",
    as_json: AsJson = False,
) -> None:
    """Pass the gate that waits, or send it back; never its lead, nor whoever asked."""
    one_of(decision, "DECISION", ("pass", "return"))
    output = begin(context, as_json)
    from meritbook.actions import decide_gate
    from meritbook.actions.leaning_policies import GateError
    from meritbook.records.models import GateOutcome

    standing, row = _read(user, key)
    gate = row.gates.select_related("project").filter(outcome=GateOutcome.ASKED).first()
    if gate is None:
        raise GateError("No gate of the project waits.", where=key)
    decide_gate.perform(**given(user, why), gate=gate, passes=decision == "pass", says=says)
    row.refresh_from_db()
    _tell(standing, row, output)


@acts.command("stop-project")
def stop(context: typer.Context, key: ProjectKey, user: AsUser, why: Because, as_json: AsJson = False) -> None:
    """Stop a design project; all of it stays on record."""
    output = begin(context, as_json)
    from meritbook.actions import stop_design

    standing, row = _read(user, key)
    _tell(standing, stop_design.perform(**given(user, why), project=row, because=why), output)


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results lean`."""
    del group
    lean.registered_commands.extend(acts.registered_commands)
