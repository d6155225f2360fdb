"""The notice of dismissal tells why, the days that count and what may be done; what is not known is said to be."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from meritbook.writers.dismissal import DismissalLetter, dismissal_letter_pdf
from papers import faults_of, words_of_pdf


def letter(**more: Any) -> DismissalLetter:
    return DismissalLetter.model_validate(
        {
            "jurisdiction": "State of Columbia",
            "office": "Department of Personnel",
            "executive": "Zoë Ortega",
            "department": "Department of Revenue",
            "position_number": "0417-22",
            "position_title": "Audit Programs Chief",
            "reference": "REV/0417-22/N1",
            "written_on": date(2005, 4, 25),
            "reason": "The goals of the year were missed.\nBoth reviews said so.",
            "served_on": date(2005, 4, 25),
            "served_how": "By hand",
            "last_notice_on": date(2005, 4, 30),
            "separation_on": date(2005, 6, 30),
            "appeal_until": date(2005, 5, 5),
            "law_says": "Notice was given in writing and in time.",
            "rule": "Written notice in time (Guide, Removal)",
            "rights": ("You have: To appeal a dismissal. To the State Personnel Board only.",),
            "decided_by": "Omar Haddad",
            "ledger_reference": "1,204",
            "ledger_hash_before": "a" * 64,
            **more,
        }
    )


def test_it_conforms_to_pdf_ua_and_says_every_day(tmp_path: Path) -> None:
    data = dismissal_letter_pdf(letter())
    assert faults_of(data, tmp_path) == []
    said = words_of_pdf(data)
    for words in (
        "Zoë Ortega",
        "Your last day of service is June 30, 2005.",
        "April 25, 2005, by hand",
        "April 30, 2005",
        "The last day to appeal is May 5, 2005.",
        "Both reviews said so.",
        "To the State Personnel Board only.",
        "entry 1,204",
        "Omar Haddad",
    ):
        assert words in said
    assert "served all the same" not in said


def test_a_day_that_the_law_did_not_give_is_said_to_be_unknown() -> None:
    said = words_of_pdf(dismissal_letter_pdf(letter(appeal_until=None, last_notice_on=None)))
    assert "The last day to appeal could not be computed" in said
    assert said.count("not known") == 2


def test_a_notice_by_mail_tells_from_when_the_days_to_appeal_are_counted() -> None:
    said = words_of_pdf(dismissal_letter_pdf(letter(appeal_until=None, served_how="By mail", arrives_later=True)))
    assert "counted from the day after this notice reaches you" in said
    assert "could not be computed" not in said


def test_a_late_notice_says_why_it_is_served_all_the_same() -> None:
    said = words_of_pdf(dismissal_letter_pdf(letter(insisted_because="It was known on May 2 only.")))
    assert "for this reason: It was known on May 2 only." in said


def test_the_same_notice_gives_the_same_bytes() -> None:
    assert dismissal_letter_pdf(letter()) == dismissal_letter_pdf(letter())
