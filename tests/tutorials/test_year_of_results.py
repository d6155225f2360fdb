"""The tutorial of a year of results is followed, person by person and page by page, as a reader would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tutorial_reader import Demonstrated, Follower


@pytest.mark.usefixtures("begun")
def test_a_year_of_results_can_be_followed_in_the_browser_and_on_the_command_line(root: Path, tmp_path: Path) -> None:
    YearOfResults.try_it(root, tmp_path)


class YearOfResults(Demonstrated):
    """The tutorial of a year of results, part by part."""

    PAGE = "a-year-of-results.md"

    def parts(self) -> tuple[Callable[[], None], ...]:
        """Every part."""
        return (
            self._plans, self._report, self._values, self._audit, self._savings, self._risk, self._review, self._sight,
        )  # fmt: skip

    def _go(self, who: Follower, address: str) -> None:
        assert f"`{address}`" in self.page
        who.site.go(address)

    def _tell(self, who: Follower, said: str) -> None:
        """A link that the page names and does not print in bold, such as the title of what is opened."""
        assert f"`{said}`" in self.page
        who.site.follow(said)

    def _plans(self) -> None:
        keeper = self.signed_in("results", "Results", "Plans", "Draw up a plan")
        days = {"First_day": "2005-07-01", "Last_day": "2009-06-30", "Why": "A new term."}
        keeper.press("Draw up", Name_of_the_plan="Larkmoor 2009", Key="larkmoor-2009", **days)
        self._go(keeper, "/results/plans/larkmoor-2009/")
        keeper.choose("Take in StratML")
        keeper.press("Look at it", Document_in_StratML=self.folder / "plan.xml")
        keeper.site.sees("What plan.xml changes", "Goal: Services that people can count on")
        keeper.press("Take it in")
        keeper.choose("Adopt the draft")
        keeper.site.sees("Another strategic plan of the same unit is in force in the same days")
        keeper.press("Adopt", Reason="Agreed by the cabinet.")
        self.confirm(keeper)
        keeper.site.sees("Adopted.")
        goals = {"revenue": "Refunds when they are promised", "transport": "Roads that are open when they are promised"}
        whose = {"revenue": "Department of Revenue", "transport": "Department of Transportation"}
        for name, goal in goals.items():
            keeper = self.signed_in("results", "Results", "Plans", "Draw up a plan")
            above = next(one for one in self._choices(keeper, "The plan above") if one.startswith("Larkmoor 2009"))
            keeper.used.add("The plan above")
            keeper.site.press(
                "Draw up",
                {
                    "Name of the plan": "Larkmoor 2009", "Key": f"{name}-2009", "Whose plan": whose[name],
                    "The plan above": above, "First day": "2005-07-01", "Last day": "2009-06-30", "Why": "A new term.",
                },
            )  # fmt: skip
            keeper.used.add("Whose plan")
            assert f"`{name}-2009`" in self.page
            keeper.press("Add a goal")
            serves = {"Serves,_of_the_plan_above": "Services that people can count on"}
            keeper.press("Save the draft", Name_of_the_goal=goal, **serves)
        for director, name in (("director.rev", "revenue"), ("director.trn", "transport")):
            who = self.signed_in(director)
            self._go(who, f"/results/plans/{name}-2009/")
            who.choose("Adopt the draft")
            who.press("Adopt", Reason="Agreed by the cabinet.")
            self.confirm(who)
            who.site.sees("Adopted.")
        self._go(keeper, "/results/plans/larkmoor-2009/")
        keeper.site.sees("Goals that no plan below serves", "Everybody pays what is due, and no more")

    def _choices(self, who: Follower, label: str) -> list[str]:
        """What the field with the label can be."""
        (place,) = who.site.page.xpath("//label[starts-with(normalize-space(), $said)]/@for", said=label)
        return [" ".join(one.text_content().split()) for one in who.site.page.get_element_by_id(place).iter("option")]

    def _values(self) -> None:
        keeper = self.signed_in("results", "Results", "Measures", "Record values from a file")
        form = keeper.site.address
        keeper.choose("A sample workbook for your measures (XLSX)")
        workbook = self.folder / "values.xlsx"
        workbook.write_bytes(keeper.site.data)
        keeper.site.go(form)
        keeper.press("Read it", File=workbook)
        keeper.site.sees("Cells to mend")
        for _ in range(5):
            if not self._mend(keeper):
                break
            keeper.press("Look at it again")
        (last,) = (one for one in keeper.site.page.iter("button") if one.get("value") == "record")
        self.used.add("Where the values were read")
        source = {"Where the values were read *": "Workbook of April 2005."}
        keeper.site.press(" ".join(last.text_content().split()), source)
        keeper.site.sees("are on record.")

    def _mend(self, who: Follower) -> bool:
        """Types what the page offers for each cell, and leaves the others out; whether there was one."""
        cells = who.site.page.xpath("//input[starts-with(@id, 'm')][starts-with(@name, 'mend:')]")
        for cell in cells:
            hint = cell.get("aria-describedby")
            if hint:
                offer = who.site.page.get_element_by_id(hint).text_content()
                cell.set("value", offer.removeprefix("It may mean ").removesuffix(". Type that to confirm it."))
            else:
                who.site.page.get_element_by_id(f"l{cell.get('id')[1:]}").set("checked", "checked")
        return bool(cells)

    def _audit(self) -> None:
        auditor = self.signed_in("auditor", "Results", "Audits", "Charter an audit")
        span = {"Periods_from": "2004-07-01", "Periods_until": "2004-12-31"}
        why = {"Measures:_keys": "refund-days-paper", "Why_it_is_audited": "It stands in a contract."}
        auditor.press("Charter the audit", Title="Refunds on paper", **span, **why)
        self._tell(auditor, "Days to a refund, paper")
        auditor.choose("Draw a sample")
        auditor.press("Draw a sample", Seed="2005")
        auditor.site.sees("drawn with seed 2005")
        for _ in range(5):
            self.of_kind(auditor, "Grade", ":")
            met = next(one for one in self._radios(auditor) if one.startswith("Met"))
            auditor.used |= {"What was seen", "Keep the grade"}
            auditor.site.press("Keep the grade", {met: "", "What was seen": "Seen with the ledger."})
        assert "`Seen with the ledger.`" in self.page
        auditor.choose("Rate the trust")
        auditor.site.sees("rating it ends the audit")
        auditor.site.press("Rate it", {self._radios(auditor)[0]: "", "Reason": "As the grades have it."})
        auditor.used.add("Rate it")
        self.confirm(auditor)
        auditor.site.sees("As the grades have it.")

    def _radios(self, who: Follower) -> list[str]:
        """The words of the choices of the page."""
        return [
            " ".join(label.text_content().split())
            for one in who.site.page.xpath("//input[@type='radio']")
            for label in who.site.page.xpath("//label[@for=$place]", place=one.get("id"))
        ]

    def _savings(self) -> None:
        lead = self.signed_in("results", "Results", "Lean")
        self._tell(lead, "Transit grants paid in a month")
        lead.choose("Claim a saving")
        ends = next(one for one in self._radios(lead) if "dollars" in one)
        words = {
            "How it is worked out": "Interest on what the counties borrowed.",
            "Where it can be seen": "Treasury's statement of March.",
            "Fiscal year 2005, in the unit of the kind": "12000",
        }
        lead.site.press("Claim a saving", {ends: "", **words})
        self.used |= {"Claim a saving", *words}
        lead.site.sees("12,000.00", "Interest on what the counties borrowed.")
        auditor = self.signed_in("auditor", "Results", "Lean")
        self._tell(auditor, "Transit grants paid in a month")
        self.of_kind(auditor, "Verify")
        verified = {"Verified,_with_the_amounts_below": ""}
        looked = {"What_was_looked_at,_and_what_it_shows": "The statement was read."}
        auditor.press("Verify the saving", **verified, **looked)
        self.confirm(auditor)
        auditor.site.sees("Decided.", "The statement was read.")

    def _risk(self) -> None:
        keeper = self.signed_in("results", "Results", "Risks", "Quantifications", "Quantify risks")
        keeper.press("Run", Trials="20000", Seed="7")
        keeper.site.sees("99.5 of 100")
        keeper = self.signed_in("results", "Results", "Risks")
        self._tell(keeper, "Dealer licences are issued late")
        keeper.choose("Ask for acceptance")
        keeper.press("Ask for acceptance", Why_the_risk_should_be_borne="Two clerks start in June.", Until="2005-06-30")
        director = self.signed_in("director.rev", "Results", "Risks")
        self._tell(director, "Dealer licences are issued late")
        director.choose("Decide")
        director.press("Decide on the acceptance", The_risk_is_borne="", Reason="It is small.")
        self.confirm(director)
        director.site.sees("Accepted")

    def _review(self) -> None:
        keeper = self.signed_in("results", "Results", "Reviews")
        self._tell(keeper, "FY2005 Q2, Department of Revenue")
        keeper.choose("Record a decision")
        keeper.press("Record a decision", Decision="Overtime ends in May.", Reason="The season is over then.")
        keeper.choose("Give a follow-up")
        to_do = {"What_is_to_be_done": "Say which overtime is left", "By_whom": "hr.rev"}
        keeper.press("Give a follow-up", **to_do, By="2005-05-31")
        keeper.choose("Close the meeting")
        keeper.press("Close the meeting", Who_was_present="Director and administrators.")
        self.confirm(keeper)
        keeper.site.sees("its minutes are sealed")

    def _report(self) -> None:
        keeper = self.signed_in("results")
        self._go(keeper, "/reports/enterprise-fy2004/draft/")
        keeper.site.sees("Included by name although stale")
        self.used.add("Included by name although stale")
        self.of_kind(keeper, "Leave it out again")
        keeper.press("Leave it out", Reason="Nobody answers for it any more.")
        self._go(keeper, "/reports/enterprise-fy2004/draft/")
        keeper.choose("Write")
        keeper.press("Save", Key_results="Callers waited [[phone-queue-minutes]].")
        self._go(keeper, "/reports/enterprise-fy2004/draft/")
        keeper.site.sees("The words cite phone-queue-minutes as fact, which it is not. It is stale")
        self.of_kind(keeper, "Include it by name", "queue")
        keeper.press("Include it by my name", Reason="The busy months are known.")
        self._go(keeper, "/reports/enterprise-fy2004/draft/")
        keeper.site.sees("Nothing stands in the way")
        keeper.choose("Publish")
        keeper.press("Publish", Why_it_is_published_as_it_is="The year is closed.")
        self.confirm(keeper)
        keeper.site.go("/reports/enterprise-fy2004/")
        keeper.site.sees("Callers waited", ", stale)")

    def _sight(self) -> None:
        contract = "Samuel Shapiro, contract from 1 July 2004"
        rater = self.signed_in("authority.rev", "Contracts")
        self._tell(rater, contract)
        rater.choose("Rating")
        rater.choose("Write the appraisal")
        for radio in rater.site.page.xpath("//input[@type='radio']"):
            radio.attrib.pop("checked", None)
            if radio.get("value") == "3":
                radio.set("checked", "checked")
        rater.press("Save")
        self.of_kind(rater, "Show it")
        rater.press("Show it")
        self.of_kind(rater, "Make it final")
        rater.press("Make it final", Day_of_the_meeting_with_the_executive="2005-04-04")
        self.confirm(rater)
        executive = self.signed_in("chief1.rev", "Contracts")
        self._tell(executive, contract)
        executive.choose("Line of sight")
        executive.site.sees("at the rating", "Everybody pays what is due, and no more")
