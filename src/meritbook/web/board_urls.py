"""The addresses of local boards."""

from __future__ import annotations

from django.urls import path

from meritbook.web.views import board_acts, board_year_acts, boards

_BOARD = "results/boards/<slug:key>/"
_REPORT = f"{_BOARD}reports/<int:pk>/"

BOARDS = [
    path("results/boards/", boards.boards, name="boards"),
    path("results/boards/new/", board_acts.board_new, name="board_new"),
    path("results/boards/money/", boards.boards_money, name="boards_money"),
    path("results/boards/money/new/", board_year_acts.board_share_new, name="board_share_new"),
    path("results/boards/money/<int:pk>/", boards.board_sharing, name="board_sharing"),
    path("results/boards/roll-up/", boards.boards_roll_up, name="boards_roll_up"),
    path("results/boards/roll-up/csv/", boards.boards_roll_up_csv, name="boards_roll_up_csv"),
    path("results/boards/roll-up/pdf/", boards.boards_roll_up_pdf, name="boards_roll_up_pdf"),
    path(_BOARD, boards.board, name="board"),
    path(f"{_BOARD}area/", board_acts.board_area, name="board_area"),
    path(f"{_BOARD}dissolve/", board_acts.board_dissolve, name="board_dissolve"),
    path(f"{_BOARD}members/new/", board_acts.board_member_new, name="board_member_new"),
    path(f"{_BOARD}members/<int:pk>/", board_acts.board_member, name="board_member"),
    path(f"{_BOARD}designate/", board_acts.board_designate, name="board_designate"),
    path(f"{_BOARD}plan/", board_acts.board_plan, name="board_plan"),
    path(f"{_BOARD}programs/new/", board_acts.board_program_new, name="board_program_new"),
    path(f"{_BOARD}programs/<slug:program>/end/", board_acts.board_program_end, name="board_program_end"),
    path(f"{_BOARD}programs/<slug:program>/figures/", board_year_acts.board_figures, name="board_figures"),
    path(f"{_BOARD}figures/file/", board_year_acts.board_file, name="board_file"),
    path(f"{_BOARD}children/", board_year_acts.board_children, name="board_children"),
    path(f"{_BOARD}amend/", board_year_acts.board_amend, name="board_amend"),
    path(f"{_BOARD}payments/new/", board_year_acts.board_payment, name="board_payment"),
    path(f"{_BOARD}carry/", board_year_acts.board_carry, name="board_carry"),
    path(f"{_BOARD}indicators/new/", board_year_acts.board_indicator, name="board_indicator"),
    path(f"{_BOARD}assistance/new/", board_year_acts.board_assistance, name="board_assistance"),
    path(f"{_BOARD}reports/new/", board_year_acts.board_report_new, name="board_report_new"),
    path(_REPORT, boards.board_report, name="board_report"),
    path(f"{_REPORT}approve/", board_year_acts.board_report_approve, name="board_report_approve"),
    path(f"{_REPORT}submit/", board_year_acts.board_report_submit, name="board_report_submit"),
    path(f"{_REPORT}decide/", board_year_acts.board_report_decide, name="board_report_decide"),
]
