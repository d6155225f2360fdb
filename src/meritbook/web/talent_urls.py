"""The addresses of the ladder to the next level and the bench of talent."""

from __future__ import annotations

from django.urls import URLPattern, path

from meritbook.web.views import talent

TALENT: list[URLPattern] = [
    path("competencies/ladder/", talent.ladder, name="ladder"),
    path("competencies/talent/", talent.talent, name="talent"),
    path("competencies/talent/new/", talent.talent_new, name="talent_new"),
    path("competencies/talent/<int:pk>/take-back/", talent.talent_withdraw, name="talent_withdraw"),
    path("competencies/bench/", talent.bench, name="talent_bench"),
    path("competencies/bench/seats/", talent.bench_seats, name="talent_seats"),
    path("competencies/bench/<slug:plan>/<str:ref>/", talent.bench_class, name="talent_class"),
]
