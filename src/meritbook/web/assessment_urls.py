"""The addresses of competency assessments: what is asked of one, and the keeping of them."""

from __future__ import annotations

from django.urls import path

from meritbook.web.views import assessments, competencies, rating_answers, rating_links

ASSESSMENTS = [
    path("competencies/", competencies.competencies, name="competencies"),
    path("competencies/asked/<int:pk>/", rating_answers.assessment_answer, name="assessment_answer"),
    path("competencies/asked/<int:pk>/draft/", rating_answers.assessment_draft, name="assessment_draft"),
    path("competencies/asked/<int:pk>/decline/", rating_answers.assessment_decline, name="assessment_decline"),
    path("competencies/asked/<int:pk>/delegate/", rating_answers.assessment_delegate, name="assessment_delegate"),
    path("competencies/by-link/<str:link>/", rating_links.guest_answer, name="guest_answer"),
    path("competencies/by-link/<str:link>/draft/", rating_links.guest_draft, name="guest_draft"),
    path("competencies/by-link/<str:link>/decline/", rating_links.guest_decline, name="guest_decline"),
    path("competencies/by-link/<str:link>/take-back/", rating_links.guest_take_back, name="guest_take_back"),
    path("competencies/assessments/", assessments.assessments, name="assessments"),
    path("competencies/assessments/new/", assessments.assessment_new, name="assessment_new"),
    path("competencies/assessments/<int:pk>/", assessments.assessment, name="assessment"),
    path("competencies/assessments/<int:pk>/raters/new/", assessments.rater_new, name="assessment_rater_new"),
    path(
        "competencies/assessments/<int:pk>/raters/<int:rater>/remove/",
        assessments.rater_remove,
        name="assessment_rater_remove",
    ),
    path("competencies/assessments/<int:pk>/open/", assessments.assessment_open, name="assessment_open"),
    path("competencies/assessments/<int:pk>/close/", assessments.assessment_close, name="assessment_close"),
    path("competencies/assessments/<int:pk>/withdraw/", assessments.assessment_withdraw, name="assessment_withdraw"),
    path(
        "competencies/assessments/<int:pk>/take-back/",
        rating_answers.assessment_take_back,
        name="assessment_take_back",
    ),
]
