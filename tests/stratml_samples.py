"""Three plans in StratML, built like published plans of governments and written in our own words.

`WATER` is built like the plan of a state's environmental agency (organization with stakeholders, numbered goals),
`LABOR` like that of a department of labor (several organizations, objectives without names), and `COUNTY` like that of
a county, with an element that is not of the standard.
"""

from __future__ import annotations

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<StrategicPlan xmlns="urn:ISO:std:iso:17469:tech:xsd:stratml_core"{more}>\n'
)


def _goal(number: int, name: str, says: str, *objectives: tuple[str, str]) -> str:
    inner = "".join(
        f"    <Objective><Name>{title}</Name><Description>{words}</Description>"
        f"<Identifier>_w{number}{place}</Identifier><SequenceIndicator>{number}.{place}</SequenceIndicator>"
        "<Stakeholder><Name/><Description/></Stakeholder><OtherInformation/></Objective>\n"
        for place, (title, words) in enumerate(objectives, start=1)
    )
    return (
        f"   <Goal>\n    <Name>{name}</Name>\n    <Description>{says}</Description>\n"
        f"    <Identifier>_w{number}</Identifier>\n    <SequenceIndicator>{number}</SequenceIndicator>\n"
        '    <Stakeholder StakeholderTypeType="Generic_Group"><Name>Residents</Name>'
        "<Description>Everybody who drinks the water.</Description></Stakeholder>\n"
        f"    <OtherInformation>Printed as goal {number} of the brochure.</OtherInformation>\n{inner}   </Goal>\n"
    )


WATER = (
    HEAD.format(more=' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x plan.xsd"')
    + """  <Name>Clean Water Agency: Five Years</Name>
  <Description>What the agency sets out to reach from 2026 to 2031.</Description>
  <OtherInformation>Comments of the public were taken in during the spring.</OtherInformation>
  <StrategicPlanCore>
   <Organization><Name>Clean Water Agency</Name><Acronym>CWA</Acronym><Identifier>_org</Identifier>
    <Description>Keeps rivers, lakes and wells of the state sound.</Description>
    <Stakeholder StakeholderTypeType="Organization"><Name>Water boards</Name>
     <Description>They run the plants.</Description></Stakeholder>
    <Stakeholder StakeholderTypeType="Person"><Name>A. Marsh</Name><Description>Director</Description></Stakeholder>
   </Organization>
   <Vision><Description>Every river fit to swim in.</Description><Identifier>_vision</Identifier></Vision>
   <Mission><Description>To keep the waters of the state sound for those who come after us.</Description>
    <Identifier>_mission</Identifier></Mission>
   <Value><Name>Openness</Name><Description>What we measure is published.</Description></Value>
   <Value><Name>Science</Name><Description/></Value>
"""
    + _goal(
        1,
        "Rivers that are fit for life",
        "The share of river miles in good state grows each year.",
        ("Fewer nutrients", "Farms and towns let a tenth less phosphorus go by 2029."),
        ("Shaded banks", "Trees stand along 400 more miles of small streams."),
    )
    + _goal(
        2,
        "Wells that are safe",
        "Nobody drinks from a well that was not tested in three years.",
        ("Tests for private wells", "A free test reaches every household with a well of its own."),
        ("Old tanks out of the ground", "The last 900 tanks without a second wall are taken out."),
    )
    + _goal(3, "Permits without delay", "Whoever asks has an answer in 60 days &amp; knows why.")
    + """  </StrategicPlanCore>
  <AdministrativeInformation><StartDate>2026-07-01</StartDate><EndDate>2031-06-30</EndDate>
   <PublicationDate>2026-05-15</PublicationDate><Source>https://water.example/plan</Source>
   <Submitter><GivenName>Ada</GivenName><Surname>Marsh</Surname><PhoneNumber>555-0100</PhoneNumber>
    <EmailAddress>plan@water.example</EmailAddress></Submitter></AdministrativeInformation>
</StrategicPlan>
"""
).encode()

LABOR = (
    HEAD.format(more="")
    + """  <Name>Department of Labor Strategic Plan</Name>
  <StrategicPlanCore>
   <Organization><Name>Department of Labor</Name><Acronym>DOL</Acronym></Organization>
   <Organization><Name>Office of Apprenticeship</Name></Organization>
   <Vision><Description>Good work within reach of everybody.</Description></Vision>
   <Mission><Description>To help people into work that lasts.</Description></Mission>
   <Goal><Name>Skills that are asked for</Name><Description>Training leads to work within half a year.</Description>
    <Objective><Description>Double the apprenticeships in the building trades.</Description></Objective>
    <Objective><Description>Let courses count for credit at the colleges.</Description></Objective>
   </Goal>
   <Goal><Name>Safe places of work</Name><Description/>
    <Objective><Name>Visits where it matters</Name><Description>Half of all visits go to the tenth of firms with the
most injuries.</Description></Objective>
   </Goal>
   <Goal><Name>Benefits on time</Name><Description>First payments reach nine of ten people in three weeks.</Description>
   </Goal>
  </StrategicPlanCore>
  <AdministrativeInformation><StartDate>2025-01-01Z</StartDate><EndDate>2028-12-31</EndDate></AdministrativeInformation>
</StrategicPlan>
"""
).encode()

COUNTY = (
    HEAD.format(more=' xmlns:c="urn:county:own"')
    + """  <!-- made by hand -->
  <Name>County Plan</Name>
  <StrategicPlanCore>
   <Mission><Description>To keep the county a good place.</Description></Mission>
   <Vision><Description>A county where children stay.</Description></Vision>
   <Goal><Name>Roads</Name><Description>Roads that last.</Description><Identifier>Roads</Identifier>
    <Objective><Name>Bridges</Name><Identifier>b-1</Identifier>
     <c:Budget unit="dollars"><c:Year>2027</c:Year> 1200000</c:Budget></Objective>
    <Goal><Name>Not here</Name></Goal>
   </Goal>
   <Goal><Name>Parks</Name><Description>A park in reach of every home.</Description><Identifier>Parks</Identifier>
    <Objective><Name>Paths</Name><Description>Forty miles of paths.</Description></Objective></Goal>
   <Goal><Name>Safety</Name><Description>Help in eight minutes.</Description></Goal>
  </StrategicPlanCore>
</StrategicPlan>
"""
).encode()

SAMPLES = {"water": WATER, "labor": LABOR, "county": COUNTY}
