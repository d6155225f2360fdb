"""`results …`: the results register. Each module of its commands adds them to this group."""

from __future__ import annotations

import typer

results = typer.Typer(no_args_is_help=True, help="The results register: measures, plans, risks and Lean work.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    from meritbook.cli import lean, results_measures, results_plans, risks

    for module in (results_measures, results_plans, risks, lean):
        module.register(results)
    app.add_typer(results, name="results")
