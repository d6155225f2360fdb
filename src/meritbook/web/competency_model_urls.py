"""The addresses of competency models, their versions and crosswalks."""

from __future__ import annotations

from django.urls import URLPattern, path

from meritbook.web.views import competency_crosswalks, competency_models

ONE = "competencies/models/<slug:key>/"

COMPETENCY_MODELS: list[URLPattern] = [
    path("competencies/models/", competency_models.competency_models, name="competency_models"),
    path("competencies/take-in/", competency_models.competency_model_new, name="competency_model_new"),
    path("competencies/write/", competency_models.competency_model_write, name="competency_model_write"),
    path(ONE, competency_models.competency_model, name="competency_model"),
    path(f"{ONE}compare/", competency_models.competency_model_compare, name="competency_model_compare"),
    path(f"{ONE}change/", competency_models.competency_model_change, name="competency_model_change"),
    path(f"{ONE}take-in/", competency_models.competency_model_next, name="competency_model_next"),
    path(f"{ONE}retire/", competency_models.competency_model_retire, name="competency_model_retire"),
    path(f"{ONE}take-over/", competency_models.competency_model_take_over, name="competency_model_take_over"),
    path(f"{ONE}<int:number>/model.<slug:kind>", competency_models.competency_model_file, name="competency_model_file"),
    path("competencies/crosswalk/", competency_crosswalks.crosswalk, name="crosswalk"),
    path("competencies/crosswalk/new/", competency_crosswalks.crosswalk_new, name="crosswalk_new"),
    path(
        "competencies/crosswalk/<int:pk>/withdraw/", competency_crosswalks.crosswalk_withdraw, name="crosswalk_withdraw"
    ),
    path(
        "competencies/classes/<slug:key>/<int:revision>/<str:ref>/",
        competency_crosswalks.competency_class,
        name="competency_class",
    ),
]
