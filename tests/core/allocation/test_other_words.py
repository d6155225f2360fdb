"""The same boundaries in other words: descriptions written after the lexicon, each with the answer a reader expects.

`expected` is `plan/class`, `undetermined` or `none`.
"""

from __future__ import annotations

from typing import Any

import pytest

from meritbook.core.allocation.engine import allocate
from meritbook.core.positions.model import PositionDescription, Subordinate
from meritbook.plans import load_shipped

from .descriptions import described


def case(expected: str, above: str, jurisdiction: str, *duties: str, **fields: Any) -> Any:
    return pytest.param(described(*duties, above=above, jurisdiction=jurisdiction, **fields), expected)


CASES = [
    case(
        "kansas/4272A4",
        "Bureau Director",
        "Kansas",
        "Runs the boiler inspection program day to day, scheduling inspections and overseeing three inspectors.",
        "Suggests revisions to program rules when the code changes.",
        "Keeps the program's records and prepares the annual report.",
        specialised_qualification_required=False,
    ),
    case(
        "kansas/4273A4",
        "Director of Health",
        "Kansas",
        "Is responsible for the management of the immunization program, which comprises vaccine supply, school outreach, and registry components.",
        "Develops immunization policies and interprets them for county health departments.",
        "Prepares the program budget and tracks expenditures.",
        "Supervises six public health professionals.",
        qualifications="Management experience in any field; no clinical license is required.",
    ),
    case(
        "kansas/4274A4",
        "Deputy Secretary",
        "Kansas",
        "Has authority over the staff, money and facilities of the foster care, adoption and family preservation programs.",
        "Writes the policies under which private providers deliver services in all three programs and monitors provider performance.",
        "Sets goals and approves operating procedures for the programs.",
        "Decides how funding is divided among the programs.",
        specialised_qualification_required=False,
        subordinates=(Subordinate(title="Program Manager", kind="manager", count=3),),
    ),
    case(
        "kansas/4275A4",
        "Deputy Secretary",
        "Kansas",
        "Oversees a diversified group of statewide programs covering licensing, inspections, food safety and laboratory services.",
        "Determines which program needs come first and sets agency priorities accordingly.",
        "Controls the resources of the programs and reallocates positions and funds as needs change.",
        "Evaluates the performance of four division directors and helps them grow as managers.",
        "Drafts policy and represents the agency before legislative committees.",
        specialised_qualification_required=False,
    ),
    case(
        "none",
        "Program Manager",
        "Kansas",
        "Carries out the directives of the program manager on eligibility determinations.",
        "Processes applications according to instructions issued by the central office.",
        "Maintains case files and answers routine questions from applicants.",
        specialised_qualification_required=False,
    ),
    case(
        "none",
        "Director",
        "Kansas",
        "Directs the dam safety program and its four field units.",
        "Formulates dam safety policy.",
        "Manages the program's budget.",
        qualifications="Must be a licensed professional engineer.",
    ),
    case(
        "none",
        "Board of Examiners",
        "Kansas",
        "As agency head, bears overall responsibility for the performance of all programs of the board.",
        "Sets policy and approves the budget.",
        "Supervises the staff of the agency.",
        specialised_qualification_required=False,
    ),
    case(
        "undetermined",
        "Division Director",
        "Kansas",
        "Directs the licensing program with five sub-programs and twelve staff.",
        "Formulates licensing policy.",
        "Monitors the program's budget.",
    ),
    case(
        "maine/public-service-coordinator-ii",
        "Commissioner",
        "Maine",
        "Serves as the department's chief legal adviser, giving counsel to the Commissioner and division directors on complex and significant legal issues.",
        "Reviews proposed rules with statewide effect and advises on their legality.",
        "Coordinates the work of two paralegals.",
        direction_received="administrative",
        specialised_qualification="Law degree and admission to the Maine bar",
    ),
    case(
        "maine/public-service-manager-ii",
        "Associate Commissioner",
        "Maine",
        "Oversees the Division of Licensing with its staff of 22.",
        "Works out the scope of new licensing programs where the statute leaves it open, and defines their parameters.",
        "Approves purchases up to $10,000 and reviews the division's spending.",
        "Administers daily operations.",
        direction_received="administrative",
    ),
    case(
        "maine/public-service-executive-iii",
        "Commissioner",
        "Maine",
        "Heads the agency and directs all its operations, with control over the resources of highly diverse statewide programs in fisheries, forests and parks.",
        "Sets broad policy, long-term goals and priorities for the agency.",
        "Secures appropriations and allocates them across bureaus.",
        "Is a member of the Commissioner's management team and works with the Governor's Office and the Legislature.",
        direction_received="general_direction",
    ),
    case(
        "undetermined",
        "Commissioner",
        "Maine",
        "Manages the payroll and benefits functions of the department and supervises eight employees.",
        "Implements payroll procedures.",
        "Answers questions from employees.",
    ),
    case(
        "pennsylvania/01721",
        "Deputy CIO",
        "Pennsylvania",
        "Serves as Solution Architect for the delivery center, identifying hardware and software for its long-term architecture.",
        "Creates the framework for how applications interact.",
        "Reviews vendors' designs.",
        department="Office of Administration",
    ),
    case(
        "undetermined",
        "CIO",
        "Pennsylvania",
        "Manages application development services for agencies and plans new technology.",
        "Supervises professional IT staff.",
        "Evaluates IT services and reports on results.",
        department="Office of Administration",
        subordinates=(Subordinate(title="Application Developer", count=3),),
    ),
    case(
        "none",
        "IT Manager",
        "Pennsylvania",
        "Answers help desk calls and resolves desktop problems.",
        "Installs software on workstations.",
        "Records tickets and escalates network outages.",
        department="Office of Administration",
    ),
    case(
        "none",
        "CIO",
        "Pennsylvania",
        "Directs IT security for the agency and supervises PSG 09 staff.",
        "Sets IT priorities for the department.",
        "Plans network upgrades.",
        department="Department of Revenue",
    ),
    case(
        "iowa/00717",
        "Bureau Chief",
        "Iowa",
        "Advises agency leadership across state government on process improvement using Lean tools.",
        "Leads complex value stream mapping events statewide.",
        "Makes recommendations to departments for better performance measures.",
        department="Department of Administrative Services",
    ),
    case(
        "none",
        "Director",
        "Iowa",
        "Hires, evaluates and disciplines six performance consultants and approves their leave.",
        "Leads statewide Lean events.",
        "Advises department directors on performance measurement.",
        department="Department of Management",
    ),
    case(
        "iowa/00717",
        "Director",
        "Iowa",
        "Administers the enterprise-wide planning initiative and oversees the work of facilitators.",
        "Advises department heads on strategic plans.",
        "Prepares quarterly reports on the Leadership Agenda.",
        department="Department of Human Services",
    ),
    case(
        "iowa/00715",
        "Lean Administrator",
        "Iowa",
        "Trains department teams in Lean tools across the executive branch.",
        "Helps local Empowerment Boards collect performance data.",
        "Schedules and facilitates Kaizen events statewide.",
        department="Department of Management",
    ),
    case(
        "undetermined",
        "Director",
        "Iowa",
        "Administers the statewide Lean initiative and provides lead work to facilitators.",
        "Advises department directors enterprise-wide on Lean.",
        "Reports results of Lean events to the Governor's staff.",
    ),
    case(
        "undetermined",
        "Executive Director of the Department",
        "Colorado",
        "Directly controls, through six subordinate managers, the operations of the Division of Motor Vehicles, including its human, fiscal, operating and capital resources; approves the division's budget.",
        "Directs significant programs and develops public policy on licensing.",
        "Directs program planning statewide.",
    ),
    case(
        "none",
        "Division Director",
        "Colorado",
        "Processes license renewals and answers questions at the counter.",
        "Collects fees and balances the cash drawer each day.",
        "Updates driver records in the computer system.",
    ),
    case(
        "none",
        "Warden",
        "Maine",
        "Supervises inmates in a housing unit and conducts counts and searches.",
        "Writes incident reports and testifies at hearings.",
        "Enforces the rules and policies of the facility.",
        direction_received="immediate",
    ),
    case(
        "none",
        "Controller",
        "Kansas",
        "Prepares journal entries and reconciles accounts of the agency.",
        "Audits vouchers for compliance with state fiscal policies.",
        "Prepares monthly budget reports for program managers.",
        qualifications="Bachelor's degree in accounting.",
    ),
    case(
        "none",
        "Human Resources Manager",
        "Maine",
        "Recruits and screens applicants for vacancies.",
        "Advises supervisors on leave rules and employees on benefits.",
        "Maintains personnel files.",
        direction_received="general_supervision",
    ),
]


@pytest.mark.parametrize(("position", "expected"), CASES)
def test_other_words_for_the_same_work_get_the_same_answer(position: PositionDescription, expected: str) -> None:
    answer = allocate(position, list(load_shipped().values())).allocation
    got = f"{answer.plan}/{answer.class_ref}" if answer.status == "allocated" else answer.status
    assert got == expected, answer.summary
