"""Scenarios of the actions on local boards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from board_world import PRIORITIES, YEAR
from service_stage import Scenario


class BoardStage:
    """Sets each action on local boards up so that it has something to do."""

    get: Any
    people: Any

    @property
    def boards(self) -> Any:
        return self.get("boards")

    @property
    def _keeper(self) -> Any:
        return self.people.results_facilitator

    @property
    def _admin(self) -> Any:
        return self.people.results_administrator

    def found_board(self) -> Scenario:
        taken = {
            "key": "plains",
            "title": "Plains Board",
            "department": self.get("departments").revenue,
            "area_kind": "county",
            "area": ["Dogwood"],
            "starts_on": date(2026, 7, 1),
        }
        return self._keeper, taken, "department_director"

    def set_board_area(self) -> Scenario:
        taken = {"board": self.boards.river, "area_kind": "county", "area": ["Alder"], "starts_on": date(2026, 7, 1)}
        return self._keeper, taken, "results_practitioner"

    def dissolve_board(self) -> Scenario:
        taken = {"board": self.boards.hills, "ends_before": date(2026, 7, 1), "because": "It joins River Counties."}
        return self._admin, taken, "results_facilitator"

    def name_board_member(self) -> Scenario:
        term = {"starts_on": date(2026, 3, 1), "ends_before": date(2028, 7, 1)}
        return self._keeper, {"board": self.boards.hills, "name": "Ada Ray", "kind": "elected", **term}, "auditor"

    def change_board_member(self) -> Scenario:
        taken = {
            "member": self.boards.member,
            "kind": "citizen",
            "ends_before": date(2026, 4, 1),
            "because": "Moved away.",
        }
        return self._keeper, taken, "auditor"

    def designate_board(self) -> Scenario:
        term = {"starts_on": date(2027, 7, 1), "ends_before": date(2030, 7, 1)}
        return self._admin, {"board": self.boards.river, "says": "Order.", **term}, "results_facilitator"

    def enter_community_plan(self) -> Scenario:
        taken = {
            "board": self.boards.river,
            "title": "Plan of 2026",
            "needs": "Care is still far.",
            "priorities": PRIORITIES,
            "starts_on": date(2026, 7, 1),
            "adopted_on": date(2026, 2, 3),
        }
        return self._keeper, taken, "auditor"

    def open_board_program(self) -> Scenario:
        taken = {
            "board": self.boards.river,
            "key": "reading",
            "title": "Reading aloud",
            "provider": "Alder Library",
            "kind": "education",
            "priority": "ready",
            "starts_on": date(2026, 3, 1),
        }
        return self._keeper, taken, "auditor"

    def end_board_program(self) -> Scenario:
        return self._keeper, {"program": self.boards.visits, "ends_before": date(2026, 7, 1)}, "auditor"

    def count_board_children(self) -> Scenario:
        taken = {"board": self.boards.river, "fiscal_year": 2026, "children": 1_180, "source": "Census of 2025."}
        return self._keeper, taken, "auditor"

    def share_out_board_money(self) -> Scenario:
        _, counted, _ = self.count_board_children()
        from year_stage import do

        do("count_board_children", self._keeper, self.get("at"), **counted)
        do("count_board_children", self._keeper, self.get("at"), **{**counted, "board": self.boards.hills})
        taken = {
            "department": self.get("departments").revenue,
            "fiscal_year": 2026,
            "appropriation": Decimal("90000.00"),
            "source": "Appropriation act of 2025.",
        }
        return self._admin, taken, "results_facilitator"

    def amend_board_money(self) -> Scenario:
        taken = {"board": self.boards.river, "fiscal_year": YEAR, "amount": Decimal("-500"), "says": "Cut of May."}
        return self._admin, taken, "results_facilitator"

    def record_board_payment(self) -> Scenario:
        taken = {
            "board": self.boards.river,
            "fiscal_year": YEAR,
            "amount": Decimal("20000"),
            "paid_on": date(2026, 3, 2),
            "says": "Warrant 40021.",
        }
        return self._keeper, taken, "auditor"

    def carry_board_money(self) -> Scenario:
        taken = {"board": self.boards.river, "fiscal_year": YEAR, "amount": Decimal(100), "says": "As asked."}
        return self._admin, taken, "results_facilitator"

    def record_service_figures(self) -> Scenario:
        taken = {
            "program": self.boards.visits,
            "fiscal_year": YEAR,
            "children": 12,
            "families": 11,
            "spent": Decimal("18000"),
            "source": "Corrected by the provider.",
        }
        return self._keeper, taken, "auditor"

    def record_service_file(self) -> Scenario:
        data = b"program,children,families,spent,source\nnursery,81,62,40001.5,Report\nvisits,12,,,\n"
        taken = {"board": self.boards.river, "fiscal_year": YEAR, "data": data, "name": "figures.csv"}
        return self._keeper, taken, "auditor"

    def record_board_indicator(self) -> Scenario:
        taken = {
            "board": self.boards.river,
            "fiscal_year": YEAR,
            "indicator": "screened",
            "value": Decimal("71.5"),
            "source": "County health.",
        }
        return self._keeper, taken, "auditor"

    def record_board_assistance(self) -> Scenario:
        taken = {
            "board": self.boards.river,
            "kind": "training",
            "given_on": date(2026, 2, 20),
            "hours": Decimal("2.5"),
            "topic": "How to read a budget",
            "people": 9,
        }
        return self._keeper, taken, "auditor"

    def draw_board_report(self) -> Scenario:
        taken = {"board": self.boards.river, "fiscal_year": YEAR, "narrative": "A year of visits, told anew."}
        return self._keeper, taken, "auditor"

    def record_board_approval(self) -> Scenario:
        from year_stage import do

        _, taken, _ = self.draw_board_report()
        row = do("draw_board_report", self._keeper, self.get("at"), **taken)
        votes = {"votes_for": 9, "against": 2, "abstained": 1}
        return self._keeper, {"report": row, "approved_on": date(2026, 3, 2), **votes}, "auditor"

    def submit_board_report(self) -> Scenario:
        from year_stage import do

        who, taken, other = self.record_board_approval()
        return who, {"report": do("record_board_approval", who, self.get("at"), **taken)}, other

    def decide_board_report(self) -> Scenario:
        taken = {"report": self.boards.submitted, "accept": True, "says": "Complete."}
        return self._admin, taken, "results_facilitator"
