"""`competencies …`: leadership competencies. Each module of its commands adds them to this group."""

from __future__ import annotations

from importlib import import_module

import typer

MODULES: tuple[str, ...] = (
    "competency_models",
    "assessment_answering",
    "assessments",
    "competency_reports",
    "growth",
    "talent",
)
"""In the order of the help."""
competencies = typer.Typer(
    no_args_is_help=True, help="Leadership competencies: models, assessments, reports, development and the bench."
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for name in MODULES:
        import_module(f"meritbook.cli.{name}").register(competencies)
    if MODULES:
        app.add_typer(competencies, name="competencies")
