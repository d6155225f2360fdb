"""The addresses of help in the results initiatives: requests, hours and assignments."""

from __future__ import annotations

from django.urls import path

from meritbook.web.views import helping as views

HELP = [
    path("results/help/", views.requests, name="help"),
    path("results/help/new/", views.help_new, name="help_new"),
    path("results/help/hours/", views.hours, name="hours"),
    path("results/help/hours/new/", views.hours_new, name="hours_new"),
    path("results/help/hours/<int:pk>/withdraw/", views.hours_withdraw, name="hours_withdraw"),
    path("results/help/assignments/", views.assignments, name="assignments"),
    path("results/help/assignments/new/", views.assignment_new, name="assignment_new"),
    path("results/help/assignments/<int:pk>/end/", views.assignment_end, name="assignment_end"),
    path("results/help/<int:pk>/", views.help_request, name="help_request"),
    path("results/help/<int:pk>/take/", views.help_take, name="help_take"),
    path("results/help/<int:pk>/decline/", views.help_decline, name="help_decline"),
    path("results/help/<int:pk>/done/", views.help_done, name="help_done"),
    path("results/help/<int:pk>/withdraw/", views.help_withdraw, name="help_withdraw"),
    path("results/help/<int:pk>/rate/", views.help_rate, name="help_rate"),
]
