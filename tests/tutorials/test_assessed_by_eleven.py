"""The tutorial of an assessment by eleven people is followed, person by person and page by page, as a reader would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tutorial_reader import Demonstrated, Follower

PEERS = ("chief2.rev", "executive2.rev", "executive3.rev")
REPORTS = ("executive7.rev", "executive8.rev", "manager.rev")
OTHERS = ("facilitator.rev", "authority.rev")
MODEL = "Kansas stewardship and quality principles"
ROUND = f"{MODEL}, from 11 April 2005"


@pytest.mark.usefixtures("begun")
def test_an_assessment_by_eleven_can_be_followed_in_the_browser(root: Path, tmp_path: Path) -> None:
    Eleven.try_it(root, tmp_path)


class Eleven(Demonstrated):
    """The tutorial, part by part."""

    PAGE = "assessed-by-eleven.md"

    def parts(self) -> tuple[Callable[[], None], ...]:
        """Every part."""
        return self._ask, self._answers, self._report, self._plan

    def _label(self, who: Follower, *said: str) -> str:
        """The whole words of the label that begins so: the choice of a person says more than the name."""
        labels = [" ".join(one.text_content().split()) for one in who.site.page.iter("label")]
        return next(one for one in labels if all(part in one for part in said))

    def _ask(self) -> None:
        keeper = self.signed_in("hr.rev", "Competencies", "Assessments", "Draw up an assessment")
        keeper.press("Go on", Who_is_assessed="Ortega", Competency_model=MODEL)
        keeper.site.sees("people fit “Ortega”")
        # The field keeps the words that were typed.
        keeper.site.press("Go on", {self._label(keeper, "Ulises Ortega", "Motor Vehicle"): ""})
        keeper.site.sees("allocated to Public Service Executive III")
        keeper.site.press("Keep the draft", {self._label(keeper, "Public Service Executive IV"): ""})
        self.used.add("Keep the draft")
        keeper.site.sees("Priya Haddad")
        place = keeper.site.address
        for group, names in (
            ("Peers", ("Samuel Shapiro", *PEERS)), ("People who report to them", REPORTS), ("Others", OTHERS)
        ):  # fmt: skip
            for one in names:
                keeper.site.go(place)
                keeper.choose("Name who is asked")
                why = {"Why_they_are_asked_so": "They take their work from him."} if names is REPORTS else {}
                chosen = {group.replace(" ", "_"): ""}
                keeper.press("Name who is asked", Somebody_who_signs_in_here=one, **chosen, **why)
                assert keeper.site.address == place, keeper.site.words
        keeper.site.sees("people who report to them, others as one")
        keeper.choose("Open the assessment")
        keeper.press("Open the assessment", First_day="2005-04-11", Last_day="2005-04-17")
        keeper.site.sees("The assessment is open on these days.")

    def _answer(self, username: str, link: str, coaching: str) -> Follower:
        who = self.signed_in(username, "Competencies", link)
        groups: dict[str, str] = {}
        for one in who.site.page.iter("input"):
            name = one.get("name", "")
            if one.get("type") == "radio" and name.startswith("b-"):
                groups[name] = coaching if one.xpath("string(preceding::h2[1])") == "Coaching" else "4"
                one.attrib.pop("checked", None)
                if one.get("value") == groups[name]:
                    one.set("checked", "checked")
        assert coaching == "4" or list(groups.values()).count(coaching) == 2
        who.press("Look at my answers")
        who.press("Send my answers")
        return who

    def _answers(self) -> None:
        self._answer("chief3.rev", "Assess yourself", "4")
        self._answer("director.rev", "Assess Ulises Ortega", "2")
        for one in ("chief1.rev", *PEERS, *REPORTS, *OTHERS):
            self._answer(one, "Assess Ulises Ortega", "2").site.sees("Your receipt")
        keeper = self.signed_in("hr.rev", "Competencies", "Assessments")
        keeper.site.follow("Ulises Ortega, from 11 April 2005")
        keeper.site.sees("Nothing here tells who has answered")

    def _report(self) -> None:
        self.signed_in("sysadmin", "Move the day").press("Move to 18 April 2005", Why="A week later.")
        keeper = self.signed_in("hr.rev", "Competencies", "Assessments")
        keeper.site.follow("Ulises Ortega, from 11 April 2005")
        self.used.add("Close the assessment")
        if "Close the assessment" in keeper.site.links():
            keeper.choose("Close the assessment")
            keeper.press("Close the assessment")
        own = self.signed_in("chief3.rev", "Competencies", "Reports")
        own.site.follow(ROUND)
        own.site.sees("9 of 9 asked", "all in groups 2.00", "Nobody else reads this unless you show it to them")
        own.choose("Show it to somebody")
        own.press("Show it to somebody", Who_may_read_it="Priya Haddad", Whom_I_report_to="", Coaching="")
        own.site.sees("Priya Haddad can read what you chose")
        reader = self.signed_in("director.rev", "Competencies", "Reports")
        reader.site.follow("Ulises Ortega, from 11 April 2005")
        reader.site.sees("shows you 1 of 6 competencies")
        own = self.signed_in("chief3.rev", "Competencies", "My part of the bench", "Who sees what of mine")
        own.site.sees("Priya Haddad")

    def _plan(self) -> None:
        own = self.signed_in("chief3.rev", "Competencies", "My ladder")
        own.site.sees("5 of 7 steps met, 1 not yet met, 1 undetermined")
        own.choose("Plan a goal: Coaching")
        days = {"First_day": "2005-04-18", "Last_day": "2006-04-17"}
        own.press("Make the plan", What_the_plan_is_called="From doing to coaching", **days)
        reach = "Each manager has an hour a month about what they want to learn"
        own.press("Set a goal", What_you_want_to_reach=reach, Due="2005-12-31")
        own.choose("Name a coach")
        own.press("Name a coach", Coach="authority.rev")
        own.site.sees("Who coaches you is on record.")
