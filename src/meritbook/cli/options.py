"""What several commands share: their common options, and the run's output."""

from __future__ import annotations

from typing import Annotated

import typer

from meritbook.cli.output import Output

AsJson = Annotated[bool, typer.Option("--json", help="Answer with one JSON document on standard output.")]
PlanName = Annotated[
    str, typer.Option("--plan", metavar="NAME", help="A plan by key, full name or alias: kansas, maine, iowa, …")
]
AsUser = Annotated[str, typer.Option("--as", metavar="USER", help="The username of the person who acts.")]


def output_of(context: typer.Context, as_json: bool = False) -> Output:
    """The output of this run."""
    output = context.find_root().obj
    if not isinstance(output, Output):
        output = Output()
        context.find_root().obj = output
    output.as_json = as_json
    return output
