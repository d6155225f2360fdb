"""The sections of a desk that come from the results register, in the order in which a desk shows them."""

from __future__ import annotations

from collections.abc import Callable

from meritbook.actions.permissions import Standing
from meritbook.desk import (
    audit_desk,
    board_desk,
    development_desk,
    help_desk,
    lean_desk,
    measures_desk,
    plan_desk,
    report_desk,
    returns_desk,
    risk_desk,
)
from meritbook.desk.acts import Section

OF_RESULTS: tuple[Callable[[Standing], Section | None], ...] = (
    measures_desk.results,
    plan_desk.actions,
    risk_desk.risk_section,
    audit_desk.audit_section,
    board_desk.board_section,
    returns_desk.returns_section,
    returns_desk.reviews_section,
    report_desk.annual_reports,
    development_desk.development_section,
    lean_desk.lean_section,
    help_desk.desk_section,
)
