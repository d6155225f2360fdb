"""The addresses of the report of an assessment and who may see it."""

from __future__ import annotations

from django.urls import URLPattern, path

from meritbook.web.views import assessment_reports as reports
from meritbook.web.views import own_sharing
from meritbook.web.views import report_setting as setting

ASSESSMENT_REPORTS: list[URLPattern] = [
    path("competencies/reports/", reports.assessment_reports, name="assessment_reports"),
    path("competencies/shown/", own_sharing.shown, name="shown"),
    path("competencies/shown/<str:kind>/<int:pk>/take-back/", own_sharing.shown_end, name="shown_end"),
    path("competencies/reports/set/", setting.report_setting, name="assessment_reports_set"),
    path("competencies/reports/set/<int:pk>/", setting.report_work, name="assessment_reports_work"),
    path("competencies/reports/set/<int:pk>/stop/", setting.report_work_stop, name="assessment_reports_stop"),
    path("competencies/reports/set/<int:pk>/go-on/", setting.report_work_resume, name="assessment_reports_resume"),
    path("competencies/reports/<int:pk>/", reports.assessment_report, name="assessment_report"),
    path("competencies/reports/<int:pk>/table.csv", reports.assessment_report_table, name="assessment_report_table"),
    path("competencies/reports/<int:pk>/report.pdf", reports.assessment_report_paper, name="assessment_report_paper"),
    path("competencies/reports/<int:pk>/show/", reports.assessment_report_share, name="assessment_report_share"),
    path(
        "competencies/reports/<int:pk>/show/<int:share>/take-back/",
        reports.assessment_report_unshare,
        name="assessment_report_unshare",
    ),
]
"""The addresses of the report of an assessment and who may see it."""
