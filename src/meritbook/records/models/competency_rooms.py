"""What the rooms of leadership competencies keep: models, assessments and reports, development plans and talent."""

from meritbook.records.models.competencies import (
    CompetencyBenchmark,
    CompetencyCrosswalk,
    CompetencyModelRow,
    CompetencyModelVersion,
    CompetencyReliability,
)
from meritbook.records.models.growth import (
    GrowthAction,
    GrowthActionKind,
    GrowthGoal,
    GrowthNote,
    GrowthPlan,
    GrowthShare,
    GrowthState,
    OfGrowth,
    TalentConsent,
)
from meritbook.records.models.multirater import (
    AssessmentBox,
    AssessmentRater,
    AssessmentTold,
    MultiraterAssessment,
    MultiraterState,
    OfMultirater,
    RaterDraft,
    RaterStanding,
    ReportPaper,
    ReportShare,
)

__all__ = [
    "AssessmentBox",
    "AssessmentRater",
    "AssessmentTold",
    "CompetencyBenchmark",
    "CompetencyCrosswalk",
    "CompetencyModelRow",
    "CompetencyModelVersion",
    "CompetencyReliability",
    "GrowthAction",
    "GrowthActionKind",
    "GrowthGoal",
    "GrowthNote",
    "GrowthPlan",
    "GrowthShare",
    "GrowthState",
    "MultiraterAssessment",
    "MultiraterState",
    "OfGrowth",
    "OfMultirater",
    "RaterDraft",
    "RaterStanding",
    "ReportPaper",
    "ReportShare",
    "TalentConsent",
]
