"""`results …`: the results register. Each module of its commands adds them to this group."""

from __future__ import annotations

from importlib import import_module

import typer

MODULES = (
    "results_measures",
    "measure_acts",
    "results_plans",
    "plan_acts",
    "risks",
    "risk_acts",
    "control_acts",
    "audits",
    "audit_acts",
    "boards",
    "board_acts",
    "board_money_acts",
    "board_report_acts",
    "returns",
    "return_acts",
    "review_acts",
    "reports",
    "report_acts",
    "development",
    "development_acts",
    "survey_acts",
    "lean",
    "lean_acts",
    "design_acts",
    "helping",
)
"""In the order of the help."""
results = typer.Typer(
    no_args_is_help=True, help="The results register: from plans and measures to reports, and the work of the classes."
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for name in MODULES:
        import_module(f"meritbook.cli.{name}").register(results)
    app.add_typer(results, name="results")
