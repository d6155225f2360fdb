"""The addresses of the rooms of leadership competencies against every role."""

from __future__ import annotations

from meritbook.web.addresses import Address
from meritbook.web.assessment_matrix import ASSESSMENTS
from meritbook.web.assessment_report_matrix import ASSESSMENT_REPORTS
from meritbook.web.competency_model_matrix import COMPETENCY_MODELS
from meritbook.web.growth_matrix import GROWTH
from meritbook.web.talent_matrix import TALENT

COMPETENCIES: dict[str, Address] = {**COMPETENCY_MODELS, **ASSESSMENTS, **ASSESSMENT_REPORTS, **GROWTH, **TALENT}
