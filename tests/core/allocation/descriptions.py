"""Position descriptions written for these tests, in the styles in which agencies write them. All of them are made up."""

from __future__ import annotations

from typing import Any

from meritbook.core.positions.model import Duty, PositionDescription, Program, Subordinate, Supervisor


def described(*duties: str | tuple[str, int], above: str = "", **fields: Any) -> PositionDescription:
    """A description with these duties; `(text, percent)` where the time is stated."""
    listed = tuple(
        Duty(
            number=number,
            text=duty if isinstance(duty, str) else duty[0],
            percent=None if isinstance(duty, str) else duty[1],
        )
        for number, duty in enumerate(duties, start=1)
    )
    fields.setdefault("number", "0417-22")
    if above:
        fields["reports_to"] = Supervisor(title=above)
    return PositionDescription(duties=listed, **fields)


# --- Kansas -------------------------------------------------------------------------------------------------

WEIGHTS_AND_MEASURES = described(
    (
        "Plans, organizes and directs the weights and measures program, a program of limited scope with one field crew.",
        45,
    ),
    ("Recommends changes in the program's operating policies to the division director.", 20),
    ("Supervises three inspectors and one office assistant.", 20),
    ("Explains the program's rules to merchants and answers complaints from the public.", 15),
    above="Director, Division of Consumer Protection",
    jurisdiction="Kansas",
    department="Department of Agriculture",
    specialised_qualification_required=False,
)
DEPUTY_TO_CHILD_SUPPORT = described(
    ("Assists the program director in managing the child support program, which has four sub-programs.", 50),
    (
        "Drafts operating procedures for intake and enforcement and proposes policy changes when federal rules change.",
        30,
    ),
    ("Reviews the quality of work of two unit supervisors.", 20),
    above="Director of the Child Support Program",
    jurisdiction="State of Kansas",
    qualifications="Two years of experience in planning and directing agency or program work.",
)
BUSINESS_AND_INDIVIDUAL_AUDIT = described(
    (
        "Directs the activities of the audit program, with its business, individual and excise sub-programs and four field units.",
        40,
    ),
    ("Writes the audit policy that the division director approves, and directs how the units apply it.", 25),
    (
        "Monitors the $2.1 million program budget and makes purchases up to $10,000; the budget itself is approved by the division director.",
        20,
    ),
    ("Assigns and reviews the work of four unit supervisors.", 15),
    above="Director, Division of Taxation",
    jurisdiction="Kansas",
    specialised_qualification_required=False,
    subordinates=(Subordinate(title="Audit Unit Supervisor", count=4, kind="supervisor"),),
)
COMMUNITY_SERVICES = described(
    (
        "Directs and controls the resources necessary to run the weatherization, homeless shelter and community action programs of the agency.",
        35,
    ),
    ("Formulates policies for the three programs and directs their application through contracted providers.", 25),
    ("Sets performance measures for provider agencies and takes corrective action when they are not met.", 20),
    (
        "Develops the budgets and allocates funds among the programs; accountable for effective use of fiscal and human resources.",
        20,
    ),
    above="Deputy Secretary",
    jurisdiction="Kansas",
    specialised_qualification_required=False,
)
STATEWIDE_OPERATIONS = described(
    (
        "Directs a wide variety of statewide programs: motor vehicle titling, driver licensing, commercial carriers and dealer regulation.",
        30,
    ),
    (
        "Establishes priorities among the programs so that they meet the agency's mission, and moves money and positions to match.",
        25,
    ),
    ("Has authority and control over the resources of all programs; approves budget requests and expenditures.", 15),
    ("Develops, coaches and evaluates five bureau managers in how they plan and run their programs.", 20),
    ("Formulates policy and serves as legislative liaison, testifying before committees.", 10),
    above="Deputy Secretary of Revenue",
    jurisdiction="Kansas",
    specialised_qualification_required=False,
    subordinates=(Subordinate(title="Bureau Manager", count=5, kind="manager"),),
)

# --- Maine --------------------------------------------------------------------------------------------------

POLICY_SPECIALIST = described(
    ("Advises the bureau director on the effect of pending legislation on rate setting.", 50),
    ("Analyzes rate policy and provides recommendations to agency management.", 30),
    ("Prepares briefing papers as the agency's subject matter expert on rates.", 20),
    above="Bureau Director",
    jurisdiction="Maine",
    direction_received="administrative",
)
AGENCY_COUNSEL = described(
    ("Provides highly specialized legal advice to the Commissioner and management on complex, significant issues.", 60),
    ("Consults with program managers on initiatives having statewide impact.", 25),
    ("Acts as chief staff person before legislative committees.", 15),
    above="Commissioner",
    jurisdiction="Maine",
    qualifications="Juris Doctor and admission to the bar; six years of practice.",
    direction_received="administrative",
)
ECONOMIC_ADVISER = described(
    ("Advises the Governor, the Legislature and other agencies on significant statewide economic issues.", 55),
    ("Forecasts statewide revenue as the state's principal authority on the economy.", 30),
    ("Gives expert testimony on tax policy proposals.", 15),
    above="Commissioner of Administrative and Financial Services",
    jurisdiction="Maine",
    qualifications="Ph.D. in economics.",
    direction_received="administrative",
)
SUPPORT_SERVICES = described(
    ("Manages the purchasing and mail functions of the department and supervises nine staff.", 60),
    ("Implements purchasing procedures within agency policy, by which the scope is clearly defined.", 25),
    ("Prepares monthly reports on service levels.", 15),
    above="Deputy Commissioner",
    jurisdiction="Maine",
    direction_received="administrative",
)
HOUSING_PROGRAMS = described(
    ("Manages two major programs, rental assistance and home repair, and supervises their staff of fourteen.", 50),
    ("Develops the parameters of each program, since neither the statute nor the grant defines the scope.", 25),
    ("Approves fiscal transactions up to $25,000.", 15),
    ("Manages the drafting of program guidelines and rules.", 10),
    above="Bureau Director",
    jurisdiction="Maine",
    direction_received="administrative",
)
REGIONAL_OPERATIONS = described(
    (
        "Directs five programs in the northern region, with regional impact on the agency's mission, through a staff of sixty.",
        45,
    ),
    ("Integrates and coordinates the diversified activities of the programs.", 25),
    ("Authorizes and allocates funds among the regional offices.", 20),
    ("Reports results to the bureau director.", 10),
    above="Bureau Director",
    jurisdiction="Maine",
    direction_received="administrative",
)
BUREAU_HEAD = described(
    (
        "Directs and controls the work of the Bureau of Parks, with authority over the resources of two programs, camping and trails.",
        45,
    ),
    ("Establishes the bureau's objectives and strategies and formulates policy for both programs.", 30),
    ("Allocates staff and budgets between the programs.", 25),
    above="Commissioner",
    jurisdiction="Maine",
    direction_received="general_direction",
    subordinates=(Subordinate(title="Program Manager", count=2, kind="manager"),),
)
HEALTH_OFFICES = described(
    (
        "Directs and controls the work of the department's major subdivision of public health, with authority over the resources of its four statewide programs.",
        40,
    ),
    ("Sets policy, goals and objectives for the programs and evaluates their effectiveness.", 25),
    ("Sets priorities among the programs and leads strategic planning for the agency.", 20),
    ("Allocates funds and positions among the offices.", 15),
    above="Commissioner",
    jurisdiction="Maine",
    direction_received="general_direction",
)
DEPUTY_COMMISSIONER = described(
    (
        "Directs the work of the department and exercises authority over the resources of highly diversified statewide programs.",
        40,
    ),
    ("Establishes broad policies, objectives and administrative priorities of the department.", 25),
    ("Secures and allocates financial and operational resources.", 20),
    (
        "Serves on the Commissioner's management staff and consults with the Legislature, the Governor's Office and other agencies.",
        15,
    ),
    above="Commissioner",
    jurisdiction="Maine",
    direction_received="general_direction",
)

# --- Pennsylvania and Iowa ----------------------------------------------------------------------------------

NETWORK_CHIEF = described(
    (
        "Manages network services for the delivery center and supervises four Network Administrators at pay scale group 09.",
        60,
    ),
    ("Plans how new network technology is brought into service.", 25),
    ("Evaluates information technology services for effectiveness.", 15),
    above="Chief Information Officer",
    jurisdiction="Pennsylvania",
    department="Office of Administration",
    subordinates=(Subordinate(title="Network Administrator", count=4, pay_level="09", kind="technical"),),
)
SECURITY_LEAD = described(
    "Serves as the functional lead for malware and forensics in central office information technology security.",
    "Develops security standards for the commonwealth's networks and advises agencies on incidents.",
    "Evaluates security services and recommends improvements to the Chief Information Security Officer.",
    above="Chief Information Security Officer",
    jurisdiction="Pennsylvania",
    department="Office of Administration",
)
LEAN_PRACTITIONER = described(
    ("Facilitates Kaizen and Value Stream Mapping events for departments statewide.", 60),
    ("Provides training and technical assistance on Lean to department staff.", 30),
    ("Keeps records of events and their savings.", 10),
    above="Administrator, Office of Lean Enterprise",
    jurisdiction="Iowa",
    department="Department of Administrative Services",
    subordinates=(),
)
PERFORMANCE_FACILITATOR = described(
    (
        "Consults with and advises department directors enterprise-wide on performance measurement and strategic planning.",
        55,
    ),
    ("Recommends improvements in how departments measure performance.", 30),
    ("Facilitates complex cross-agency improvement projects.", 15),
    above="Administrator",
    jurisdiction="Iowa",
    department="Department of Administrative Services",
    subordinates=(),
)
RISK_ADMINISTRATOR = described(
    ("Administers the statewide risk management initiative and the enterprise performance measurement system.", 60),
    ("Provides oversight and lead work to practitioners and facilitators in the series.", 25),
    ("Advises department directors on performance results.", 15),
    above="Director, Department of Management",
    jurisdiction="Iowa",
    department="Department of Management",
)

# --- none of the plans --------------------------------------------------------------------------------------

CLERK = described(
    ("Types letters and files case records in accordance with office procedures.", 60),
    ("Answers the telephone and directs callers to program staff.", 25),
    ("Opens and distributes the mail of the division.", 15),
    above="Office Manager",
)
ENGINEER = described(
    ("Designs bridges and prepares plans and specifications.", 60),
    ("Inspects bridges statewide and writes condition reports for the bridge program manager.", 30),
    ("Reviews shop drawings submitted by contractors.", 10),
    above="Bridge Section Chief",
    qualifications="Licensed professional engineer.",
)
NURSE = described(
    ("Provides nursing care to patients, gives medication and treatments, and keeps charts.", 80),
    ("Teaches patients and families about care after discharge.", 10),
    ("Follows the policies and procedures of the hospital.", 10),
    above="Nurse Manager",
    qualifications="Current license as a registered nurse.",
)
POLICE_OFFICER = described(
    ("Patrols an assigned area, answers calls for service and makes arrests.", 70),
    ("Investigates accidents and crimes, writes reports and testifies in court.", 20),
    ("Directs traffic at accidents and events.", 10),
    above="Police Sergeant",
    qualifications="Law enforcement certification.",
)

PROGRAMS = (
    Program(name="Audit", reach="statewide", sub_programs=3),
    Program(name="Collections", reach="statewide", sub_programs=2),
)
