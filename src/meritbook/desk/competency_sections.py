"""The sections of a desk that come from the rooms of leadership competencies, in their order."""

from __future__ import annotations

from collections.abc import Callable

from meritbook.actions.permissions import Standing
from meritbook.desk import assessment_desk, growth_desk, own_sharing
from meritbook.desk.acts import Section

OF_COMPETENCIES: tuple[Callable[[Standing], Section | None], ...] = (
    assessment_desk.assessment_section,
    growth_desk.growth_section,
    own_sharing.sharing_section,
)
