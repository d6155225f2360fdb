"""The addresses of investments, of the budget beside results, and of quarterly reviews."""

from __future__ import annotations

from django.urls import path

from meritbook.web.views import return_acts, returns, reviews

RETURNS = [
    path("results/returns/", returns.returns, name="returns"),
    path("results/returns/new/", return_acts.return_new, name="return_new"),
    path("results/returns/<slug:key>/", returns.one, name="return"),
    path("results/returns/<slug:key>/edit/", return_acts.return_edit, name="return_edit"),
    path("results/returns/<slug:key>/decide/", return_acts.return_decide, name="return_decide"),
    path("results/returns/<slug:key>/start/", return_acts.return_start, name="return_start"),
    path("results/returns/<slug:key>/verify/", return_acts.return_verify, name="return_verify"),
    path("results/returns/<slug:key>/end/", return_acts.return_end, name="return_end"),
    path("results/budget/", returns.budget, name="budget"),
    path("results/budget/units/new/", returns.unit_new, name="budget_unit_new"),
    path("results/budget/units/of/<str:code>/", returns.unit, name="budget_unit"),
    path("results/budget/units/of/<str:code>/spending/", returns.unit_spending, name="budget_spending"),
    path("results/reviews/", reviews.reviews, name="reviews"),
    path("results/reviews/new/", reviews.review_new, name="review_new"),
    path("results/reviews/<int:pk>/", reviews.review, name="review"),
    path("results/reviews/<int:pk>/pack.pdf", reviews.review_file, name="review_file"),
    path("results/reviews/<int:pk>/follow-ups.csv", reviews.review_table, name="review_table"),
    path("results/reviews/<int:pk>/open/", reviews.review_open, name="review_open"),
    path("results/reviews/<int:pk>/off/", reviews.review_off, name="review_off"),
    path("results/reviews/<int:pk>/decide/", reviews.review_decision, name="review_decision"),
    path("results/reviews/<int:pk>/give/", reviews.review_follow_up, name="review_follow_up"),
    path("results/reviews/<int:pk>/close/", reviews.review_close, name="review_close"),
    path("results/follow-ups/", reviews.follow_ups, name="follow_ups"),
    path("results/follow-ups/<int:pk>/", reviews.follow_up, name="follow_up"),
    path("results/follow-ups/<int:pk>/report/", reviews.follow_up_report, name="follow_up_report"),
    path("results/follow-ups/<int:pk>/settle/", reviews.follow_up_settle, name="follow_up_settle"),
]
