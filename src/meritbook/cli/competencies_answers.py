"""What the commands of `competencies` answer with `--json`, each under the name of its schema."""

from __future__ import annotations

from meritbook.cli import (
    assessments_answers,
    competency_models_answers,
    competency_reports_answers,
    growth_answers,
    talent_answers,
)
from meritbook.core.values import Value

PUBLISHED: dict[str, type[Value]] = {
    "competencies-asked": assessments_answers.AskedAnswer,
    "competencies-assessments": assessments_answers.MultiraterAnswer,
    "competencies-bench": talent_answers.BenchAnswer,
    "competencies-class": competency_models_answers.ClassCompetenciesAnswer,
    "competencies-crosswalk": competency_models_answers.CrosswalksAnswer,
    "competencies-ladder": talent_answers.LadderAnswer,
    "competencies-model": competency_models_answers.CompetencyModelAnswer,
    "competencies-model-changes": competency_models_answers.CompetencyModelChangesAnswer,
    "competencies-models": competency_models_answers.CompetencyModelsAnswer,
    "competencies-report": competency_reports_answers.CompetencyReportShown,
    "competencies-reports": competency_reports_answers.CompetencyReports,
    "competencies-seats": talent_answers.SeatsCoveredAnswer,
    "competencies-set-reports": competency_reports_answers.ReportsSet,
    "competencies-talent": talent_answers.TalentAnswer,
    "growth-plan": growth_answers.GrowthPlanAnswer,
    "growth-plans": growth_answers.GrowthPlansAnswer,
}
