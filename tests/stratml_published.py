"""Three published plans of federal agencies at their real size, as StratML Part 1.

What each sets out (its goals and objectives, their numbers, and its years) is fact and follows the agencies' published
plans of 2022; every sentence is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from stratml_samples import HEAD

Objective = tuple[str, str]
Goal = tuple[str, str, Sequence[Objective]]


def document(
    name: str, organization: tuple[str, str, str], mission: str, vision: str, values: Sequence[tuple[str, str]],
    goals: Sequence[Goal], days: tuple[str, str], people: Sequence[tuple[str, str, str]] = (),
) -> bytes:  # fmt: skip
    """The plan as a document; `people` are stakeholders of the organization: kind, name and words."""
    agency, acronym, says = (escape(one) for one in organization)
    concerned = "".join(
        f'<Stakeholder StakeholderTypeType="{kind}"><Name>{escape(who)}</Name>'
        f"<Description>{escape(what)}</Description></Stakeholder>"
        for kind, who, what in people
    )
    held = "".join(f"<Value><Name>{escape(a)}</Name><Description>{escape(b)}</Description></Value>" for a, b in values)
    parts = []
    for number, (title, words, objectives) in enumerate(goals, 1):
        inner = "".join(
            f"<Objective><Name>{escape(a)}</Name><Description>{escape(b)}</Description>"
            f"<Identifier>_{acronym.lower()}-{number}-{place}</Identifier>"
            f"<SequenceIndicator>{number}.{place}</SequenceIndicator></Objective>\n"
            for place, (a, b) in enumerate(objectives, 1)
        )
        parts.append(
            f"<Goal><Name>{escape(title)}</Name><Description>{escape(words)}</Description>"
            f"<Identifier>_{acronym.lower()}-{number}</Identifier><SequenceIndicator>{number}</SequenceIndicator>\n"
            f"{inner}</Goal>\n"
        )
    return (
        f"{HEAD.format(more='')}<Name>{escape(name)}</Name>\n<StrategicPlanCore>\n"
        f"<Organization><Name>{agency}</Name><Acronym>{acronym}</Acronym><Description>{says}</Description>{concerned}"
        f"</Organization>\n<Vision><Description>{escape(vision)}</Description></Vision>\n"
        f"<Mission><Description>{escape(mission)}</Description></Mission>\n{held}\n{''.join(parts)}</StrategicPlanCore>\n"
        f"<AdministrativeInformation><StartDate>{days[0]}</StartDate><EndDate>{days[1]}</EndDate>"
        "</AdministrativeInformation>\n</StrategicPlan>\n"
    ).encode()


SPACE = document(
    "Space agency: strategic plan 2022",
    ("National Aeronautics and Space Administration", "NASA", "Runs the civil space program and aviation research."),
    "To find out what is not known in air and space, to put it to use for everybody, and to make others curious.",
    "To explore what lies hidden, so that all of humanity gains.",
    [
        ("Safety", "Nobody is put at risk to keep a schedule."),
        ("Integrity", "We say what is so."),
        ("Teamwork", "Centers, firms and partners abroad work as one."),
        ("Excellence", "What is built works far from any workshop."),
        ("Inclusion", "Whoever can contribute is let in."),
    ],
    [
        (
            "Discover",
            "New science widens what people know.",
            [
                (
                    "The Earth as a system",
                    "Learn how the planet changes, and what that means for those who live on it.",
                ),
                ("Sun, planets and universe", "Learn how the Sun, the planets and the universe work and came to be."),
                ("Data for everybody", "What instruments find is open to all and brings results on the ground."),
            ],
        ),
        (
            "Explore",
            "People go to the Moon to stay, and from there on toward Mars.",
            [
                ("Moon and deep space", "Work on the surface of the Moon and beyond it."),
                ("A market in low orbit", "Firms sell rides and room in orbit, and the agency is one buyer of many."),
                ("Healthy crews", "Find out what keeps explorers well on long ways."),
                ("Launches and links", "Rockets, ranges and communication are there when a mission needs them."),
            ],
        ),
        (
            "Innovate",
            "What is developed for missions makes the economy stronger.",
            [
                ("New space technology", "Bring technology that changes what missions can do out of the laboratory."),
                ("Cleaner aviation", "Aircraft burn less, make less noise, and fly in safer and fuller skies."),
            ],
        ),
        (
            "Advance",
            "The agency itself gets better at its work.",
            [
                ("A skilled and mixed workforce", "Win, train and keep people of many backgrounds."),
                ("Buildings, systems and services", "Renew what missions stand on, from test stands to payroll."),
                ("The next generation", "Students meet the work early, and some of them come to do it."),
            ],
        ),
    ],
    ("2021-10-01", "2026-09-30"),
    [
        ("Organization", "Congress", "Grants the money and asks what it brought."),
        ("Generic_Group", "Partner agencies abroad", "Build and fly with the agency."),
    ],
)
"""Four goals and twelve objectives."""

ENVIRONMENT = document(
    "Environmental agency: strategic plan, fiscal years 2022 to 2026",
    ("Environmental Protection Agency", "EPA", "Sets and enforces rules for air, water, land and chemicals."),
    "To protect people's health and the environment in which they live.",
    "Air, water and land on which nobody falls ill, wherever they live.",
    [
        ("Follow the science", "Findings come before wishes."),
        ("Follow the law", "Powers are used as they were given."),
        ("Be open", "What was decided is shown with its reasons."),
        ("Advance justice and equity", "Those who carry the heaviest load come first."),
    ],
    [
        (
            "The climate",
            "Emissions fall, and places are made ready for what comes.",
            [
                ("Lower emissions", "Cut the gases that warm the climate."),
                ("Readiness", "Help communities and ecosystems to bear what cannot be avoided."),
                ("With others", "Work with other countries, states, tribes and towns toward the same end."),
            ],
        ),
        (
            "Fairness and civil rights",
            "Whoever lives beside the road or the works is heard and protected.",
            [
                ("In communities", "Justice and civil rights reach places at home and on tribal land."),
                ("In the agency", "Every program counts fairness among its own tasks."),
                ("In what others do", "Those who receive money keep civil rights law."),
            ],
        ),
        (
            "The law is kept",
            "Whoever breaks the rules answers for it, and most do not break them.",
            [
                ("Violations have consequences", "Cases are brought where harm is greatest."),
                ("Violations are found", "Inspections see what reports leave out."),
            ],
        ),
        (
            "Air",
            "Nobody falls ill from the air outside or inside.",
            [
                ("Better air", "Less smog, soot and toxic pollution, and an ozone layer that mends."),
                ("Radiation and indoor air", "Less of both reaches people."),
            ],
        ),
        (
            "Water",
            "Water is fit to drink, and rivers and lakes are fit for life.",
            [
                ("Safe drinking water", "Systems deliver it without a break, and pipes hold."),
                ("Sound waters", "Watersheds are protected and brought back."),
            ],
        ),
        (
            "Land and communities",
            "Old sites are cleaned and used again.",
            [
                ("Clean and reused land", "Contaminated places become homes, parks and works."),
                ("Less waste", "Less is thrown away, and what is does no harm."),
                ("Ready for emergencies", "Spills and disasters are met fast."),
            ],
        ),
        (
            "Chemicals",
            "Products are safe for people and nature.",
            [
                ("Chemicals and pesticides", "Risks are known and bounded before people meet them."),
                ("Prevention", "What is not made need not be cleaned up."),
            ],
        ),
    ],
    ("2021-10-01", "2026-09-30"),
    [("Organization", "States and tribes", "Carry out most of the programs & permits.")],
)
"""Seven goals and seventeen objectives."""

VETERANS = document(
    "Veterans' agency: strategic plan 2022 to 2028",
    ("Department of Veterans Affairs", "VA", "Cares for those who served and for their families and survivors."),
    "To keep what was promised to those who served, their families, caregivers and survivors.",
    "Whoever served finds care, benefits and respect without having to ask twice.",
    [
        ("Integrity", "Do what is right also where nobody looks."),
        ("Commitment", "The promise is the work."),
        ("Advocacy", "Stand up for whoever served."),
        ("Respect", "Each person is met as one."),
        ("Excellence", "Good enough is asked again next year."),
    ],
    [
        (
            "Words that are understood",
            "People know what they may have and how to get it.",
            [
                ("Clear information", "The same answer in the same words on every channel."),
                ("Partners", "Agencies, states and associations pull on one rope."),
            ],
        ),
        (
            "Care and benefits in time",
            "Good care, benefits and a dignified burial, when and where they are needed.",
            [
                ("Those at risk", "Whoever is homeless, in crisis or left out is found and helped."),
                ("Made to measure", "What is given fits a life, and changes with it."),
                ("Fair access", "Where somebody lives or who they are makes no difference."),
                ("New ways of care", "Research and new methods reach patients soon."),
            ],
        ),
        (
            "Trust",
            "People trust the department because it answers for what it does.",
            [
                ("Trusted by those who served", "Surveys ask after each visit, and something follows from them."),
                ("Answerable", "Each level knows its results and says them."),
            ],
        ),
        (
            "A department that runs well",
            "Systems, buildings and people are ready for the work.",
            [
                ("People first", "Staff are won, trained, and stay."),
                ("Data that is used", "Decisions rest on data that is right and at hand."),
                ("Systems that hold", "They are easy to reach and hard to break into."),
                ("Core functions", "Buying, building and paying cost less time."),
            ],
        ),
    ],
    ("2021-10-01", "2028-09-30"),
    [("Generic_Group", "Caregivers", "Look after those who served, at home.")],
)
"""Four goals and twelve objectives."""

PUBLISHED = {"space": (SPACE, 4, 12), "environment": (ENVIRONMENT, 7, 17), "veterans": (VETERANS, 4, 12)}
"""Each with how many goals and objectives it has."""
