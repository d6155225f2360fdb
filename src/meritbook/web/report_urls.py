"""The addresses of annual reports: what everybody reads, and the acts of those who draw them up."""

from __future__ import annotations

from django.urls import path

from meritbook.web.views import report_acts, reports

REPORTS = [
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", report_acts.report_new, name="report_new"),
    path("reports/resources-moved/", report_acts.resource_moves, name="resource_moves"),
    path(
        "reports/resources-moved/<int:pk>/withdraw/", report_acts.resource_move_withdraw, name="resource_move_withdraw"
    ),
    path("reports/<slug:key>/", reports.report, name="report"),
    path("reports/<slug:key>/draft/", report_acts.report_draft, name="report_draft"),
    path("reports/<slug:key>/write/", report_acts.report_write, name="report_write"),
    path("reports/<slug:key>/include/<slug:measure>/", report_acts.report_include, name="report_include"),
    path("reports/<slug:key>/included/<int:inclusion>/", report_acts.report_inclusion_end, name="report_inclusion_end"),
    path("reports/<slug:key>/publish/", report_acts.report_publish, name="report_publish"),
    path("reports/<slug:key>/revise/", report_acts.report_revise, name="report_revise"),
    path("reports/<slug:key>/editions/<int:number>/", reports.report_edition, name="report_edition"),
    path("reports/<slug:key>/editions/<int:number>/goals/<slug:goal>/", reports.report_goal, name="report_goal"),
    path("reports/<slug:key>/editions/<int:number>/report.<slug:form>", reports.report_file, name="report_file"),
    path(
        "reports/<slug:key>/editions/<int:edition>/words/<int:version>/",
        report_acts.report_words,
        name="report_words",
    ),
    path("reports/<slug:key>/editions/<int:edition>/withdraw/", report_acts.report_withdraw, name="report_withdraw"),
    # After those of one word below an edition.
    path("reports/<slug:key>/editions/<int:number>/<slug:name>/", reports.report_list, name="report_list"),
]
