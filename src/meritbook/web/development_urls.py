"""The addresses of organizational development: assessments of departments, improvements and surveys."""

from __future__ import annotations

from django.urls import path

from meritbook.web.views import development, surveys

DEVELOPMENT = [
    path("results/development/", development.development, name="development"),
    path("results/development/new/", development.development_new, name="development_new"),
    path("results/development/<int:pk>/", development.development_one, name="development_one"),
    path("results/development/<int:pk>/areas/<slug:area>/", development.development_area, name="development_area"),
    path(
        "results/development/<int:pk>/areas/<slug:area>/evidence/",
        development.development_evidence,
        name="development_evidence",
    ),
    path("results/development/<int:pk>/files/<int:evidence>/", development.development_file, name="development_file"),
    path("results/development/<int:pk>/show/", development.development_show, name="development_show"),
    path("results/development/<int:pk>/take-back/", development.development_reopen, name="development_reopen"),
    path("results/development/<int:pk>/answer/", development.development_answer, name="development_answer"),
    path("results/development/<int:pk>/improvements/new/", development.improvement_new, name="improvement_new"),
    path("results/improvements/<int:pk>/", development.improvement, name="improvement"),
    path("results/surveys/", surveys.surveys, name="surveys"),
    path("results/surveys/new/", surveys.survey_new, name="survey_new"),
    path("results/surveys/<slug:key>/", surveys.survey, name="survey"),
    path("results/surveys/<slug:key>/table.csv", surveys.survey_table, name="survey_table"),
    path("results/surveys/<slug:key>/answer/", surveys.survey_answer, name="survey_answer"),
    path("results/surveys/<slug:key>/change/", surveys.survey_change, name="survey_change"),
    path("results/surveys/<slug:key>/open/", surveys.survey_open, name="survey_open"),
    path("results/surveys/<slug:key>/close/", surveys.survey_close, name="survey_close"),
    path("results/surveys/<slug:key>/withdraw/", surveys.survey_withdraw, name="survey_withdraw"),
]
