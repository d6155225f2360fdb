"""The addresses of the results register: measures, plans and risks, and the line of sight of a contract."""

from __future__ import annotations

from django.urls import path

from meritbook.web.audits_urls import AUDITS
from meritbook.web.board_urls import BOARDS
from meritbook.web.development_urls import DEVELOPMENT
from meritbook.web.help_urls import HELP
from meritbook.web.lean_urls import LEAN
from meritbook.web.report_urls import REPORTS
from meritbook.web.returns_urls import RETURNS
from meritbook.web.views import (
    measure_acts,
    measure_queries,
    measures,
    risk_acts,
    risks,
    strategic_plan_acts,
    strategic_plans,
    value_files,
)

RESULTS = [
    *BOARDS,
    *HELP,
    *AUDITS,
    *REPORTS,
    *DEVELOPMENT,
    *LEAN,
    path("results/", measures.measures, name="measures"),
    path("results/risks/", risks.risks, name="risks"),
    path("results/risks/new/", risk_acts.risk_new, name="risk_new"),
    path("results/risks/appetite/", risks.risk_appetite, name="risk_appetite"),
    path("results/risks/quantifications/", risks.risk_runs, name="risk_runs"),
    path("results/risks/quantifications/new/", risks.risk_run_new, name="risk_run_new"),
    path("results/risks/quantifications/<int:pk>/", risks.risk_run, name="risk_run"),
    path("results/risks/<int:pk>/", risks.risk, name="risk"),
    path("results/risks/<int:pk>/words/", risk_acts.risk_words, name="risk_words"),
    path("results/risks/<int:pk>/owner/", risk_acts.risk_owner, name="risk_owner"),
    path("results/risks/<int:pk>/review/", risk_acts.risk_review, name="risk_review"),
    path("results/risks/<int:pk>/state/", risk_acts.risk_move, name="risk_move"),
    path("results/risks/<int:pk>/assess/", risk_acts.risk_assess, name="risk_assess"),
    path("results/risks/<int:pk>/controls/new/", risk_acts.risk_control_new, name="risk_control_new"),
    path("results/risks/<int:pk>/controls/<int:control>/test/", risk_acts.risk_control_test, name="risk_control_test"),
    path("results/risks/<int:pk>/treatments/new/", risk_acts.risk_treatment_new, name="risk_treatment_new"),
    path(
        "results/risks/<int:pk>/treatments/<int:treatment>/",
        risk_acts.risk_treatment_move,
        name="risk_treatment_move",
    ),
    path("results/risks/<int:pk>/ask/", risk_acts.risk_ask, name="risk_ask"),
    path("results/risks/<int:pk>/acceptances/<int:acceptance>/", risk_acts.risk_decide, name="risk_decide"),
    path(
        "results/risks/<int:pk>/acceptances/<int:acceptance>/withdraw/",
        risk_acts.risk_withdraw,
        name="risk_withdraw",
    ),
    path("results/risks/<int:pk>/indicator/", risk_acts.risk_indicator, name="risk_indicator"),
    # strategic plans of the results register
    path("results/plans/", strategic_plans.plans, name="results_plans"),
    path("results/plans/new/", strategic_plan_acts.plan_new, name="results_plan_new"),
    path("results/plans/<slug:key>/", strategic_plans.plan, name="results_plan"),
    path("results/plans/<slug:key>/versions/<int:number>/", strategic_plans.plan_version, name="results_plan_version"),
    path(
        "results/plans/<slug:key>/versions/<int:number>/compare/<int:other>/",
        strategic_plans.plan_compare,
        name="results_plan_compare",
    ),
    path("results/plans/<slug:key>/stratml/", strategic_plans.plan_stratml, name="results_plan_stratml"),
    path("results/plans/<slug:key>/map/", strategic_plans.plan_map, name="results_plan_map"),
    path("results/plans/<slug:key>/goals/<slug:part>/", strategic_plans.plan_goal, name="results_goal"),
    path(
        "results/plans/<slug:key>/goals/<slug:part>/confirm/",
        strategic_plan_acts.plan_confirm,
        name="results_plan_confirm",
    ),
    path("results/plans/<slug:key>/edit/", strategic_plan_acts.plan_edit, name="results_plan_edit"),
    path("results/plans/<slug:key>/take-in/", strategic_plan_acts.plan_take_in, name="results_plan_take_in"),
    path("results/plans/<slug:key>/adopt/", strategic_plan_acts.plan_adopt, name="results_plan_adopt"),
    path("results/plans/<slug:key>/amend/", strategic_plan_acts.plan_amend, name="results_plan_amend"),
    path("results/plans/<slug:key>/withdraw/", strategic_plan_acts.plan_withdraw, name="results_plan_withdraw"),
    path(
        "results/plans/<slug:key>/actions/<slug:action>/report/",
        strategic_plan_acts.plan_report,
        name="results_plan_report",
    ),
    path("performance/<int:pk>/line-of-sight/", strategic_plans.contract_sight, name="agreement_sight"),
    path("results/measures/files/", value_files.value_files, name="value_files"),
    path("results/measures/files/sample/", value_files.value_sample, name="value_sample"),
    path("results/measures/files/<int:pk>/", value_files.value_file, name="value_file"),
    path("results/measures/work/<int:pk>/", value_files.value_work, name="value_work"),
    path("results/measures/work/<int:pk>/stop/", value_files.value_work_stop, name="value_work_stop"),
    path("results/measures/work/<int:pk>/resume/", value_files.value_work_resume, name="value_work_resume"),
    path("results/measures/new/", measure_acts.measure_new, name="measure_new"),
    path("results/measures/<slug:key>/", measures.measure, name="measure"),
    path("results/measures/<slug:key>/change/", measure_acts.measure_change, name="measure_change"),
    path("results/measures/<slug:key>/query/", measure_queries.measure_query, name="measure_query"),
    path("results/measures/<slug:key>/query/end/", measure_queries.measure_query_end, name="measure_query_end"),
    path("results/measures/<slug:key>/query/ask/", measure_queries.measure_fetch, name="measure_fetch"),
    path("results/measures/<slug:key>/owner/", measure_acts.measure_owner, name="measure_owner"),
    path("results/measures/<slug:key>/retire/", measure_acts.measure_retire, name="measure_retire"),
    path("results/measures/<slug:key>/values/", measure_acts.measure_values, name="measure_values"),
    path("results/measures/<slug:key>/limits/", measure_acts.measure_baseline, name="measure_baseline"),
    path(
        "results/measures/<slug:key>/values/<int:value>/correct/", measure_acts.measure_correct, name="measure_correct"
    ),
    *RETURNS,
]
