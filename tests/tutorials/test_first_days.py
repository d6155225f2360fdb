"""The tutorials are followed, command by command and page by page, as a reader would."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tutorial_reader import BOLD, PATIENCE, Demonstrated, Follower, blocks_of, follow, served


def test_the_tutorial_can_be_followed_to_its_end(root: Path, tmp_path: Path) -> None:
    blocks = blocks_of((root / "docs" / "tutorial" / "first-allocation.md").read_text(encoding="utf-8"))
    assert len(blocks) >= 5
    follow(blocks, root, tmp_path)


def test_the_tutorial_from_resume_to_notice_can_be_followed_in_the_browser(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "tutorial" / "first-qualification.md").read_text(encoding="utf-8")
    blocks = blocks_of(page)
    follow(blocks[:-1], root, tmp_path)
    with served(root, tmp_path) as base:
        follower = Follower(base, page)
        _from_resume_to_notice(follower, tmp_path)
    assert follower.used | {"Find out who it is"} == {" ".join(one.split()) for one in BOLD.findall(page)}
    commands, shown = blocks[-1]
    follow([(f'export MERITBOOK_HOME="$PWD/tutorial-home"\n{commands}', shown)], root, tmp_path)


@pytest.mark.usefixtures("begun")
def test_the_year_of_the_executive_service_can_be_followed_in_the_browser(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "tutorial" / "a-year-of-the-service.md").read_text(encoding="utf-8")
    follow(blocks_of(page), root, tmp_path)
    password = (tmp_path / "tutorial-home" / "demo-password").read_text(encoding="ascii").strip()
    with served(root, tmp_path) as base:
        used = _year_of_the_service(base, page, password)
    assert used | {"Sign out", "Met", "Judgement", "Position"} == {" ".join(one.split()) for one in BOLD.findall(page)}


def _year_of_the_service(base: str, page: str, password: str) -> set[str]:
    used: set[str] = set()

    def person(username: str) -> Follower:
        assert f"`{username}`" in page
        found = Follower(base, page)
        found.used = used
        found.site.go("/account/sign-in/")
        used.add("Sign in")
        found.site.press("Sign in", {"Username": username, "Password": password})
        return found

    def nominate(director: str, position: str, rationale: str) -> Follower:
        found = person(director)
        found.choose("Service")
        found.choose("Nominate a position")
        found.press("Nominate", Position=position, Rationale=rationale, Why="For the legislative year.")
        return found

    rationale = "It commands a quarter of the department and its processing plant."
    revenue = nominate("director.rev", "REV-0951, Director of Tax Policy and Processing", rationale)
    revenue.site.sees("A seat is reserved.")
    case = revenue.site.address
    transport = nominate("director.trn", "TRN-0951, Director of Bridges and Structures", "It commands the bridges.")
    transport.site.sees(
        "126 positions are more than the 125 positions that the statute allows the whole state",
        "seats.state_cap",
        "technical assistance",
    )
    analyst = person("analyst")
    analyst.choose("Service")
    analyst.choose("Nominations")
    analyst.site.go(case)
    used.add("Judge it")
    for link in [one for one in analyst.site.links() if one.startswith("Judge it")]:
        if "relatively important" in link:
            continue
        analyst.site.follow(link)
        typed = {"Met": "", "Why": "Review."} | ({"Reason": "310 of 1,240 FTE."} if "large" in link else {})
        analyst.press("Record the judgement", **typed)
    analyst.choose("Review the allocation")
    analyst.press("Record the review", Yes="", Why="Review.")
    decider = person("director.osp")
    decider.site.go(case)
    decider.choose("Decide")
    decider.press("Record the decision", Approve="")
    used |= {"Password", "Go on"}
    decider.site.press("Go on", {"Password": password})
    decider.site.sees("Approved", "Notice to the director (PDF)")
    officer = person("hr.rev")
    officer.site.go(case)
    officer.choose("Set the day of entry")
    officer.press("Set the day", First_day_in_the_service="2005-04-11", Why="The department is ready.")
    officer.site.sees("The seat is taken.")
    administrator = person("sysadmin")
    administrator.choose("Move the day")
    administrator.press("Move to the day typed", The_day="2005-04-25")
    revenue.site.go("/")
    revenue.site.sees("Thandiwe Moreno, REV-0003: notice by 30 April 2005, or none", "27 April 2005")
    revenue.site.follow("Thandiwe Moreno, REV-0003: notice by 30 April 2005, or none")
    revenue.site.sees("dismissal.notice", "Serve notice", "30 June 2005")
    revenue.choose("Contracts")
    revenue.site.follow("Thandiwe Moreno, contract from 1 July 2004")
    revenue.choose("Pay")
    revenue.site.sees("salary limit $11,086.00 a month", "REV-0003")
    revenue.choose("Try several salaries of the department side by side")
    administrator.press("Move to the day typed", The_day="2005-07-01")
    decider.site.go("/")
    decider.choose("What the law drafted")
    decider.site.sees("REV-0003: Conversion to the Management class", "removal.no_contract", "Drafted")
    return used


@pytest.mark.usefixtures("begun")
def test_a_contract_year_can_be_followed_in_the_browser_and_on_the_command_line(root: Path, tmp_path: Path) -> None:
    ContractYear.try_it(root, tmp_path)


class ContractYear(Demonstrated):
    """The tutorial of a contract year, person by person."""

    PAGE = "a-contract-year.md"
    OLD, NEW = (f"Thandiwe Moreno, contract from 1 July {year}" for year in (2004, 2005))

    def parts(self) -> tuple[Callable[[], None], ...]:
        """Every step."""
        return self._review, self._rating, self._pay, self._words, self._signed, self._altered, self._notice

    def _as(self, username: str, contract: str = "") -> Follower:
        found = self.signed_in(username)
        if contract:
            found.site.go("/")
            found.choose("Contracts")
            found.site.follow(contract)
        return found

    def _review(self) -> None:
        rater = self._as("authority.rev", self.OLD)
        rater.choose("Through the year")
        rater.site.sees("So far not met; due on 30 June 2005")
        rater.choose("Record a review")
        says = "Calls wait too long, and refunds are late."
        rater.press("Record the review", Progress_of_the_quarter="", Held_on="2005-04-11", What_the_rater_says=says)
        executive = self._as("chief2.rev", self.OLD)
        executive.choose("Through the year")
        executive.choose("Answer the review of 11 April 2005")
        executive.press("Answer", Your_answer="Eight people are hired.")
        executive.site.sees(says, "Eight people are hired.")

    def _rating(self) -> None:
        rater = self._as("authority.rev", self.OLD)
        rater.choose("Rating")
        rater.choose("Write the appraisal")
        for radio in rater.site.page.xpath("//input[@type='radio']"):
            radio.attrib.pop("checked", None)
            four = radio.get("name") == "mark-customers-satisfaction"
            if radio.get("value") == ("4" if four else "3"):
                radio.set("checked", "checked")
        rater.press("Save")
        rater.site.sees("A reason is needed beside a 4 before it can become final: Weight is given to")
        reason = rater.site.page.get_element_by_id("id_reason-customers-satisfaction")
        reason.text = "Two offices were flooded."
        assert reason.text in self.page
        rater.press("Save")
        rater.site.sees("Saved. Nobody but your side sees it")
        self.of_kind(rater, "Show it")
        rater.press("Show it")
        self.of_kind(rater, "Make it final")
        rater.press("Make it final", Day_of_the_meeting_with_the_executive="2005-04-04")
        self.confirm(rater)
        rater.site.sees("Marks, words and results stand still from now on")
        executive = self._as("chief2.rev", self.OLD)
        executive.choose("Rating")
        self.of_kind(executive, "Acknowledge it")
        executive.press("Acknowledge")
        self.confirm(executive)
        executive.site.sees("Acknowledged.")

    def _pay(self) -> None:
        director = self._as("director.rev", self.OLD)
        director.choose("Pay")
        director.choose("Approve the salary from 1 July 2005")
        ground = "Ground: The director's evaluation of performance."
        control = director.site.page.xpath("//label[normalize-space()=$said]/@for", said=ground)[0]
        director.site.page.get_element_by_id(control).set("value", "It stays.")
        director.site.page.get_element_by_id(control).text = "It stays."
        director.press("Approve the salary", **{"Salary_for_a_month,_in_dollars": "8750.00"})
        self.confirm(director)
        director.site.sees("Approved from 1 July 2005.")

    def _words(self) -> None:
        officer = self._as("hr.rev")
        officer.choose("Contracts")
        officer.choose("Open the contracts of a year")
        officer.press("Draw them up", Why="The new year.")
        self.confirm(officer)
        for _ in range(PATIENCE * 2):
            if "finished" in officer.site.words:
                break
            time.sleep(0.5)
            officer.site.go(officer.site.address)
        officer.choose("The contracts")
        officer.site.follow(self.NEW)
        officer.choose("Write")
        officer.press("Save the words", Made_plain="Refunds come by 31 May 2005.")
        officer.site.sees("This names 31 May 2005, which lies before this contract begins.")
        officer.choose("Write")
        self.used.add("Write 31 May 2006 instead")
        officer.site.press("Write 31 May 2006 instead of 31 May 2005")
        officer.press("Save the words")
        officer.site.sees("Refunds come by 31 May 2006.")
        assert "31 May 2005" not in officer.site.words

    def _agreed(self) -> None:
        director = self._as("director.rev", self.NEW)
        director.choose("Propose it")
        director.press("Propose", Why="As talked over.")
        executive = self._as("chief2.rev", self.NEW)
        executive.choose("Agree to it")
        executive.press("Agree", Why="Agreed.")
        self.confirm(executive)
        executive.site.sees("It waits for the signatures now.")
        for username in ("chief2.rev", "authority.rev", "director.rev"):
            signer = self._as(username, self.NEW)
            signer.choose("Signatures")
            if "Read and sign" in signer.site.links():
                signer.choose("Read and sign")
                signer.press("Sign")
                self.confirm(signer)

    def _signed(self) -> None:
        self._agreed()
        self._as("chief2.rev", self.NEW).site.sees("Signed by all on 11 April 2005")

    def _altered(self) -> None:
        director = self._as("director.rev", self.NEW)
        director.choose("Alter the contract")
        director.press("Begin to write", Reason="The season is longer.")
        director.press("Save the words", Made_plain="Refunds come by 15 June 2006.")
        self._agreed()
        executive = self._as("chief2.rev", self.NEW)
        executive.site.sees("Signed by all on 11 April 2005", "Version 2, an alteration of version 1")
        executive.choose("What changed since version 1")
        executive.site.sees("Objective “Goals and objectives of the program are clear", "made plain")

    def _notice(self) -> None:
        director = self._as("director.rev")
        director.choose("My desk")
        director.site.follow("Ulises Ortega, REV-0004: notice by 30 April 2005, or none")
        director.choose("Serve a notice")
        reason = "Four results were missed."
        director.press("Serve notice", On_which_failure_to_perform_it_rests=reason, By_hand="", In_writing="")
        self.confirm(director)
        director.site.sees(reason, "last day to appeal")


def _from_resume_to_notice(follower: Follower, folder: Path) -> None:
    site, password = follower.site, "a heron waits at the weir"
    follower.choose("Sign in")
    follower.press("Sign in", Username="robin", Password=password)
    follower.choose("Requirements")
    follower.choose("Write a requirement")
    words = (folder / "requirement.txt").read_text(encoding="utf-8").strip()
    follower.press("Read", Title="Senior Accountant", Counted_by_the_policy="Plain office default", The_words=words)
    site.sees("What is read in them", "5 parts, all of them read.")
    follower.press("Save this version", Why_this_version="First version.")
    follower.choose("Examinations")
    follower.choose("Open an examination")
    follower.press(
        "Open the examination",
        Number="2026-1",
        Title="Senior accountants",
        Minimum_qualification="Senior Accountant",
        Day_on_which_a_candidate_must_qualify="2026-01-15",
        Why="Two vacancies.",
    )
    follower.choose("Read a file in")
    follower.press("Read the file", File=folder / "resume.json", Why="From the portal.")
    for _ in range(PATIENCE * 2):
        if "finished" in site.words:
            break
        time.sleep(0.5)
        site.go(site.address)
    follower.choose("Back to the examination")
    assert "Carvalho" not in site.words
    follower.choose("0231")
    site.sees("Undetermined", "54 to 110 of 72 months counted.", "0 to 56 of 60 months")
    assert "Carvalho" not in site.words
    reason = "Drawing up budgets and settling them is professional accounting."
    follower.press("Answer", It_is_the_experience_asked_for="", Reason=reason)
    site.sees("by the first way", "54 + 56 = 110")
    follower.choose("Determine")
    follower.press("Determine and write the notice", Meets_the_minimum_qualifications="")
    follower.press("Go on", Password=password)
    site.sees("Determined: Meets the minimum qualifications")
    follower.choose("Notice 1 as PDF")
    with pypdfium2.PdfDocument(site.data) as file:
        notice = " ".join(" ".join(file[place].get_textpage().get_text_range() for place in range(len(file))).split())
    assert "You meet the minimum qualifications" in notice
    assert "54 + 56 = 110 of the 72 that are asked" in notice
    assert reason in notice
    assert "Carvalho" not in notice
