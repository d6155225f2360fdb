"""The addresses of the rooms of leadership competencies."""

from __future__ import annotations

from meritbook.web.assessment_report_urls import ASSESSMENT_REPORTS
from meritbook.web.assessment_urls import ASSESSMENTS
from meritbook.web.competency_model_urls import COMPETENCY_MODELS
from meritbook.web.growth_urls import GROWTH
from meritbook.web.talent_urls import TALENT

COMPETENCIES = [*COMPETENCY_MODELS, *ASSESSMENTS, *ASSESSMENT_REPORTS, *GROWTH, *TALENT]
