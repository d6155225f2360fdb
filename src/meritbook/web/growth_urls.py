"""The addresses of individual development plans."""

from __future__ import annotations

from django.urls import URLPattern, path

from meritbook.web.views import growth, growth_acts

_ONE = "competencies/growth/<int:pk>/"

GROWTH: list[URLPattern] = [
    path("competencies/growth/", growth.growth_plans, name="growth_plans"),
    path("competencies/growth/new/", growth.growth_plan_new, name="growth_plan_new"),
    path(_ONE, growth.growth_plan, name="growth_plan"),
    path(_ONE + "change/", growth.growth_plan_change, name="growth_plan_change"),
    path(_ONE + "end/", growth.growth_plan_end, name="growth_plan_end"),
    path(_ONE + "coach/", growth.growth_coach, name="growth_coach"),
    path(_ONE + "readers/new/", growth.growth_show, name="growth_show"),
    path(_ONE + "readers/<int:share>/withdraw/", growth.growth_show_withdraw, name="growth_show_withdraw"),
    path(_ONE + "goals/new/", growth_acts.growth_goal_new, name="growth_goal_new"),
    path(_ONE + "goals/<int:goal>/change/", growth_acts.growth_goal_change, name="growth_goal_change"),
    path(_ONE + "goals/<int:goal>/move/", growth_acts.growth_goal_move, name="growth_goal_move"),
    path(_ONE + "goals/<int:goal>/actions/new/", growth_acts.growth_action_new, name="growth_action_new"),
    path(_ONE + "actions/<int:action>/change/", growth_acts.growth_action_change, name="growth_action_change"),
    path(_ONE + "actions/<int:action>/move/", growth_acts.growth_action_move, name="growth_action_move"),
    path(_ONE + "notes/new/", growth_acts.growth_note, name="growth_note"),
    path(_ONE + "notes/<int:note>/file/", growth.growth_file, name="growth_file"),
]
