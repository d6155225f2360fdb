"""The addresses of the pages. `matrix.py` says who may open each; a test holds that none is missing there."""

from __future__ import annotations

from django.urls import path

from meritbook.web.views import bench, documents, home, ledger, people, plans, positions

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("privacy/", home.privacy, name="privacy"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<slug:key>/", plans.plan_current, name="plan_current"),
    path("plans/<slug:key>/<int:revision>/", plans.plan, name="plan"),
    path("plans/<slug:key>/<int:revision>/source/", plans.plan_source, name="plan_source"),
    path("plans/<slug:key>/<int:revision>/fields/", plans.plan_fields, name="plan_fields"),
    path("plans/<slug:key>/<int:revision>/revisions/", plans.plan_revisions, name="plan_revisions"),
    path("plans/<slug:key>/<int:revision>/compare/<int:other>/", plans.plan_compare, name="plan_compare"),
    path("plans/<slug:key>/<int:revision>/series/<str:ref>/", plans.series, name="series"),
    path("plans/<slug:key>/<int:revision>/classes/<str:ref>/", plans.job_class, name="class"),
    path("classes/", plans.classes, name="classes"),
    path("documents/", documents.documents, name="documents"),
    path("documents/read-in/", documents.import_plan, name="import"),
    path("documents/<int:pk>/original/", documents.original, name="original"),
    path("positions/", positions.positions, name="positions"),
    path("positions/new/", positions.position_new, name="position_new"),
    path("positions/from-file/", positions.position_file, name="position_file"),
    path("positions/<int:pk>/", positions.position, name="position"),
    path("positions/<int:pk>/edit/", positions.position_edit, name="position_edit"),
    path("positions/<int:pk>/versions/<int:version>/", positions.position_text, name="position_text"),
    path("positions/<int:pk>/versions/<int:version>/file/", positions.position_source, name="position_source"),
    path("positions/<int:pk>/versions/<int:version>/submit/", positions.position_submit, name="position_submit"),
    path("positions/<int:pk>/versions/<int:version>/sign/", positions.position_sign, name="position_sign"),
    path("positions/<int:pk>/compare/<int:before>/<int:after>/", positions.position_compare, name="position_compare"),
    path("positions/<int:pk>/bench/", bench.bench, name="bench"),
    path("positions/<int:pk>/bench/<int:run>/decide/", bench.decide, name="decide"),
    path("departments/<int:pk>/positions/", positions.department_positions, name="department_positions"),
    path("decisions/", bench.decisions, name="decisions"),
    path("decisions/<int:pk>/", bench.decision, name="decision"),
    path("decisions/<int:pk>/undo/", bench.undo, name="undo"),
    path("decisions/<int:pk>/letter.<str:form>", bench.letter, name="letter"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/<int:seq>/", ledger.entry, name="entry"),
    path("ledger/verify/", ledger.verify, name="verify"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/departments/new/", people.department_new, name="department_new"),
    path("people/departments/<int:pk>/end/", people.department_end, name="department_end"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/shut-out/", people.person_shut_out, name="person_shut_out"),
    path("people/<int:pk>/let-in/", people.person_let_in, name="person_let_in"),
    path("people/<int:pk>/password/", people.person_password, name="person_password"),
    path("people/<int:pk>/roles/<int:assignment>/end/", people.role_end, name="role_end"),
]
