"""The addresses of Lean work."""

from __future__ import annotations

from django.urls import path, re_path

from meritbook.web.views import lean, lean_acts, lean_drawing

_EVENT = "results/lean/events/<slug:key>/"
_PROJECT = "results/lean/projects/<slug:key>/"
_MAP = r"^results/lean/events/(?P<key>[-a-zA-Z0-9_]+)/maps/(?P<kind>current|future)/"

LEAN = [
    path("results/lean/", lean.lean, name="lean"),
    path("results/lean/events/new/", lean_acts.lean_event_new, name="lean_event_new"),
    path(_EVENT, lean.lean_event, name="lean_event"),
    path(f"{_EVENT}charter/", lean_acts.lean_charter, name="lean_charter"),
    path(f"{_EVENT}decide/", lean_acts.lean_decide, name="lean_decide"),
    path(f"{_EVENT}measures/new/", lean_acts.lean_measure_new, name="lean_measure_new"),
    path(f"{_EVENT}measures/<int:measure>/strike/", lean_acts.lean_measure_strike, name="lean_measure_strike"),
    path(f"{_EVENT}measures/<int:measure>/values/<int:days>/", lean_acts.lean_value, name="lean_value"),
    path(f"{_EVENT}measures/<int:measure>/answer/", lean_acts.lean_answer, name="lean_answer"),
    path(f"{_EVENT}notes/new/", lean_acts.lean_note, name="lean_note"),
    path(f"{_EVENT}actions/new/", lean_acts.lean_action_new, name="lean_action_new"),
    path(f"{_EVENT}actions/<int:action>/", lean_acts.lean_action_move, name="lean_action_move"),
    path(f"{_EVENT}waste/new/", lean_acts.lean_waste, name="lean_waste"),
    path(f"{_EVENT}savings/new/", lean_acts.lean_saving_new, name="lean_saving_new"),
    path(f"{_EVENT}savings/<int:saving>/", lean_acts.lean_saving_verify, name="lean_saving_verify"),
    path(f"{_EVENT}savings/<int:saving>/withdraw/", lean_acts.lean_saving_withdraw, name="lean_saving_withdraw"),
    path(f"{_EVENT}close/", lean_acts.lean_close, name="lean_close"),
    path(f"{_EVENT}drop/", lean_acts.lean_drop, name="lean_drop"),
    path(f"{_EVENT}a3/", lean.lean_a3_page, name="lean_a3"),
    path(f"{_EVENT}a3.pdf", lean.lean_a3_pdf, name="lean_a3_pdf"),
    path(f"{_EVENT}maps/compare/", lean.lean_compare, name="lean_compare"),
    re_path(rf"{_MAP}$", lean.lean_map, name="lean_map"),
    re_path(rf"{_MAP}draw/$", lean_drawing.lean_map_draw, name="lean_map_draw"),
    re_path(rf"{_MAP}take-in/$", lean_drawing.lean_map_take, name="lean_map_take"),
    re_path(rf"{_MAP}map\.(?P<ending>csv|xlsx)$", lean.lean_map_file, name="lean_map_file"),
    path("results/lean/projects/", lean.lean_projects, name="lean_projects"),
    path("results/lean/projects/new/", lean_drawing.lean_project_new, name="lean_project_new"),
    path(_PROJECT, lean.lean_project, name="lean_project"),
    path(f"{_PROJECT}gates/ask/", lean_drawing.lean_gate_ask, name="lean_gate_ask"),
    path(f"{_PROJECT}gates/<int:gate>/", lean_drawing.lean_gate_decide, name="lean_gate_decide"),
    path(f"{_PROJECT}stop/", lean_drawing.lean_project_stop, name="lean_project_stop"),
]
