"""The addresses of audits of measures."""

from __future__ import annotations

from django.urls import path

from meritbook.web.views import audit_acts, audits

_OF = "results/audits/<int:pk>/measures/<slug:key>/"
_FINDING = "results/audits/findings/<int:pk>/"

AUDITS = [
    path("results/audits/", audits.audits, name="audits"),
    path("results/audits/new/", audit_acts.audit_new, name="audit_new"),
    path("results/audits/findings/", audits.audit_findings, name="audit_findings"),
    path(_FINDING, audits.audit_finding, name="audit_finding"),
    path(f"{_FINDING}answer/", audit_acts.audit_finding_answer, name="audit_finding_answer"),
    path(f"{_FINDING}done/", audit_acts.audit_finding_done, name="audit_finding_done"),
    path(f"{_FINDING}verify/", audit_acts.audit_finding_verify, name="audit_finding_verify"),
    path("results/audits/<int:pk>/", audits.audit, name="audit"),
    path("results/audits/<int:pk>/withdraw/", audit_acts.audit_withdraw, name="audit_withdraw"),
    path(_OF, audits.audit_measure, name="audit_measure"),
    path(f"{_OF}sample/", audit_acts.audit_sample, name="audit_sample"),
    path(f"{_OF}sample.csv", audits.audit_sample_file, name="audit_sample_file"),
    path(f"{_OF}recalculate/", audit_acts.audit_recalculate, name="audit_recalculate"),
    path(f"{_OF}criteria/<slug:criterion>/", audit_acts.audit_grade, name="audit_grade"),
    path(f"{_OF}findings/new/", audit_acts.audit_finding_new, name="audit_finding_new"),
    path(f"{_OF}rate/", audit_acts.audit_rate, name="audit_rate"),
]
