"""The headings and labels by which strangers' position descriptions name their parts.

`field_of` knows a heading by its words alone: case, punctuation, numbering and a slash between two names for the
same thing make no difference. What it does not know is left to `other`, word for word.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NAMES: dict[str, tuple[str, ...]] = {
    "number": (
        "position number", "position no", "position num", "position id", "position identification number", "pin",
        "position control number", "position code", "pos no", "job id", "posting number", "number of the position",
        "number of position", "position",
    ),
    "working_title": (
        "working title", "business title", "position title", "functional title", "in house title",
        "organizational title", "organisational title", "internal title",
    ),
    "current_class": (
        "current class", "class", "class title", "job title", "job class", "job classification", "classification",
        "classification title", "current classification", "present classification", "current class title",
        "official title", "official class title", "civil service title", "payroll title", "title", "class name",
        "allocated class", "class of position",
    ),
    "jurisdiction": (
        "jurisdiction", "state", "government", "employer",
    ),
    "department": (
        "department", "agency", "department name", "agency name", "department or agency", "ministry", "office of",
        "department agency", "cabinet",
    ),
    "division": (
        "division", "bureau", "division work unit", "division name", "bureau or division", "branch", "office",
    ),
    "unit": (
        "unit", "section", "work unit", "unit name", "program area", "section or unit", "organizational unit",
    ),
    "location": (
        "location", "work location", "duty station", "headquarters", "work site", "worksite", "city",
        "official station", "location of work", "place of work", "work address",
    ),
    "reports_to": (
        "reports to", "supervisor", "immediate supervisor", "direct supervisor", "name of supervisor",
        "supervisor title", "supervisors title", "title of supervisor", "title of immediate supervisor",
        "reporting to", "supervised by", "immediate supervisor title", "reports directly to",
        "reporting relationship", "reporting line", "supervisor title and class", "position reports to",
        "this position reports to",
    ),
    "reports_to_number": (
        "supervisor position number", "supervisors position number", "position number of supervisor",
        "number of the position reported to", "supervisors number", "reports to position number",
        "immediate supervisor position number", "supervisor number",
    ),
    "direction_received": (
        "supervision received", "direction received", "supervisory control", "supervisory controls",
        "guidance received", "degree of supervision received", "type of supervision received",
        "nature of supervision received", "supervision received by this position",
        "guidance and supervision received", "level of supervision received",
    ),
    "supervision": (
        "supervises", "direct reports", "supervision exercised", "subordinates", "positions supervised",
        "supervisory responsibilities", "supervisory responsibility", "supervisory duties", "supervision given",
        "supervision of others", "employees supervised", "staff supervised", "who reports to this position",
        "supervision", "supervision exercised over others", "lead work and supervision",
        "positions that report to this position", "supervisory authority", "number of employees supervised",
        "supervised staff", "people supervised", "direct and indirect reports", "supervision provided",
        "positions reporting to this position",
    ),
    "purpose": (
        "purpose", "summary", "position summary", "purpose of position", "position purpose",
        "purpose of the position", "job summary", "general summary", "overview", "position overview",
        "job overview", "general description", "basic function", "primary purpose", "primary purpose of position",
        "job purpose", "function of position", "purpose of work", "statement of purpose", "position objective",
        "summary of position", "summary of duties", "description of position", "general statement of duties",
        "general statement", "introduction", "primary function", "about the position", "position concept", "role",
        "role summary", "nature of work", "job description", "primary purpose of the position", "general purpose",
    ),
    "duties": (
        "duties", "duties and responsibilities", "major duties", "principal duties", "primary duties", "job duties",
        "main duties", "key responsibilities", "responsibilities", "job responsibilities", "key duties",
        "assignments", "duties and tasks", "description of duties", "work assignments", "tasks", "typical duties",
        "examples of duties", "statement of duties", "principal accountabilities", "accountabilities",
        "duty statement", "functions", "job functions", "duties performed", "examples of work performed",
        "examples of work", "position duties", "major responsibilities", "principal responsibilities",
        "primary responsibilities", "main responsibilities", "key accountabilities", "duties of the position",
        "major duties and responsibilities", "what you will do", "principal duties and responsibilities",
        "primary duties and responsibilities", "job tasks", "representative duties", "responsibilities and duties",
        "typical tasks", "work performed", "key tasks", "specific duties", "specific duties and responsibilities",
        "duties and percent of time", "duties and percentages of time", "description of work", "essential duties",
        "tasks and responsibilities", "duties assigned",
    ),
    "essential_duties": (
        "essential functions", "essential duties and responsibilities", "essential job functions",
        "essential functions of the position", "essential job duties", "essential functions and responsibilities",
    ),
    "marginal_duties": (
        "marginal functions", "non essential functions", "nonessential functions", "marginal duties",
        "non essential duties", "marginal job functions", "nonessential duties", "non essential job functions",
    ),
    "more_duties": (
        "other duties", "additional duties", "other functions", "secondary duties", "other responsibilities",
        "other related duties", "other assigned duties",
    ),
    "budget": (
        "budget", "annual budget", "operating budget", "program budget", "total budget", "budget managed",
        "budget responsibility", "budget responsibilities", "budget authority", "fiscal authority", "resources",
        "fiscal responsibility", "financial responsibility", "financial authority", "fiscal responsibilities",
        "budget and fiscal authority", "budget size", "financial responsibilities", "role in the budget",
        "budget role", "budgetary responsibility", "budget amount", "annual operating budget", "spending authority",
        "fiscal impact", "budget in words", "fiscal resources", "financial resources", "dollar value of budget",
        "budget controlled", "budget administered", "fiscal accountability",
    ),
    "fte": (
        "fte", "ftes", "full time equivalents", "full time equivalent", "staff fte", "number of fte", "staff",
        "number of ftes", "total fte", "total ftes", "fte supervised", "fte directed", "staff size",
        "number of staff",
    ),
    "programs": (
        "programs", "program", "programs managed", "programs administered", "program responsibility",
        "program responsibilities", "programs directed", "program or programs", "names of programs",
    ),
    "reach": (
        "scope", "reach", "program scope", "program reach", "scope of responsibility", "scope of programs",
        "scope of work", "geographic scope", "reach of programs",
    ),
    "policy": (
        "policy role", "policy", "role in policy", "policy responsibility", "policy responsibilities",
        "policy development", "policy making", "policy authority", "policy formulation", "policy in words",
        "policy making role", "policymaking",
    ),
    "decisions": (
        "decision making", "authority", "decisions", "decision making authority", "decision authority",
        "independence", "decision making responsibility", "authority to decide", "independence of action",
        "freedom to act", "authority and decisions", "delegated authority", "decision making and authority",
        "scope of authority", "consequence of error", "judgment", "judgement", "independent judgment",
        "freedom of action", "decision making and independent judgment", "decisions made", "latitude",
    ),
    "contacts": (
        "contacts", "personal contacts", "work contacts", "internal contacts", "external contacts",
        "internal and external contacts", "purpose of contacts", "key contacts", "relationships",
        "working relationships", "key relationships", "contacts with others", "communications",
        "nature and purpose of contacts",
    ),
    "specialised": (
        "specialised knowledge", "specialised qualification", "specialised qualifications",
        "special qualifications", "special qualification", "specialised subject knowledge",
        "required specialised knowledge", "specialised knowledge required", "specialised qualification required",
        "special requirements", "necessary special qualifications", "necessary special requirements", "licenses",
        "licences", "licensure", "licenses and certifications", "licences and certifications", "certifications",
        "special knowledge", "required licenses", "required licences", "license or certification",
        "technical knowledge required", "specialised subject qualification", "special requirement",
        "license requirements", "specialised qualification in words", "licensing requirements",
        "licenses certifications",
    ),
    "qualifications": (
        "required qualifications", "qualifications", "minimum qualifications", "minimum requirements",
        "qualifications required", "education and experience", "education", "experience",
        "knowledge skills and abilities", "knowledge skills abilities", "ksas", "requirements",
        "preferred qualifications", "minimum qual requirements", "preferred skills",
        "education and experience required", "job requirements", "experience required", "education required",
        "desired qualifications", "desirable qualifications", "knowledge and skills", "skills", "knowledge",
        "abilities", "skills and abilities", "training and experience", "competencies",
        "minimum education and experience", "required knowledge skills and abilities", "selection criteria",
        "education training and experience", "required education and experience", "qualification requirements",
        "desirable skills", "knowledge abilities and skills",
    ),
}  # fmt: skip
# The table reads as one paragraph a field; one name a line would run to four hundred lines.

FIELD_OF_NAME: dict[str, str] = {name: field for field, names in _NAMES.items() for name in names}

ONE_LINE = frozenset(
    {
        "number", "working_title", "current_class", "jurisdiction", "department", "division", "unit", "location",
        "reports_to", "reports_to_number", "fte", "reach",
    }
)  # fmt: skip
"""Fields whose answer is one line: the text after it begins something else."""

DUTY_FIELDS = frozenset({"duties", "essential_duties", "marginal_duties", "more_duties"})

_SPEAKS_OF_ITSELF = frozenset(
    {
        "current", "if any", "optional", "required", "title", "percent of time", "percentage of time", "of time",
        "working title", "name and title", "if applicable", "if known", "titles", "in order of importance",
        "with percent of time", "with percentages", "total 100", "must total 100", "in words", "present", "s", "es",
        "ies", "official", "name", "title and number", "percent", "annual", "directed", "fte", "ftes", "dollars", "usd",
        "continued", "cont d",
    }
)  # fmt: skip
"""Words in brackets that explain a label and are no answer."""

_PERCENT_HEADS = frozenset(
    {
        "percent", "percent of time", "percentage of time", "percentage", "time", "of time", "pct", "time spent",
        "percent time", "time percent", "weight", "percent of working time", "",
    }
)  # fmt: skip
_ENUMERATED = re.compile(
    r"^\s*(?:(?:section|part|item|question)\s+)?(?:\d{1,2}|[A-Z]|[IVX]{1,5})[.)]\s+", re.IGNORECASE
)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
LONGEST_LABEL = 80
_TITLE = re.compile(
    r"^(?:official\s+)?(?:position|job)\s+(?:description|questionnaire)(?:\s+(?:form|questionnaire))?\b[\s:#–—-]*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)


class Label(NamedTuple):
    """A recognised label: its field, its own words, what follows it, and words in brackets that say something."""

    field: str
    words: str
    rest: str
    aside: str


def folded(words: str) -> str:
    """The words of a heading, in lower case, without punctuation and numbering, British spelling of `specialised`."""
    bare = _ENUMERATED.sub("", words, count=1).casefold().replace("’", "").replace("'", "").replace("&", " and ")
    spaced = "".join(character if character.isalnum() else " " for character in bare)
    return " ".join(spaced.split()).replace("specialized", "specialised").replace("programmes", "programs")


def field_of(words: str) -> str | None:
    """The field that a heading names, or `None`; two names joined by a slash must agree."""
    if len(words) > LONGEST_LABEL:
        return None
    bare = _BRACKETED.sub(" ", words)
    if field := FIELD_OF_NAME.get(folded(bare)):
        return field
    parts = [folded(part) for part in re.split(r"[/|]", bare)]
    fields = [FIELD_OF_NAME.get(part) for part in parts]
    if len(parts) > 1 and fields[0] is not None and all(field == fields[0] for field in fields):
        return fields[0]
    if len(parts) > 1 and fields[-1] == "current_class" and parts[0] == "class":
        return "current_class"
    return None


def aside_of(words: str) -> str:
    """What the brackets of a heading say beyond explaining it (`FY 2026`), or nothing."""
    return "; ".join(
        inner.strip() for inner in _BRACKETED.findall(words) if inner.strip() and folded(inner) not in _SPEAKS_OF_ITSELF
    )


def read_label(line: str) -> Label | None:
    """The label that opens the line, with the rest of the line; `None` when the line opens with no known label."""
    text = line.strip()
    if len(text) <= LONGEST_LABEL and (field := field_of(text.rstrip(" :.-–—"))):
        return Label(field, text, "", aside_of(text))
    for parter in (r"\s*[:：]\s*", r"\s+[-–—]\s+", r"\t+\s*|\s{3,}"):
        head, found, rest = _cut(text, parter)
        if found and (field := field_of(head)):
            return Label(field, head, rest, aside_of(head))
    return None


def next_label(answer: str) -> int | None:
    """Where, in the answer to a label, another known `Label:` begins (two fields on one line), or `None`."""
    for colon in re.finditer(r":(?=\s|$)", answer[: LONGEST_LABEL * 4]):
        starts = [word.start() for word in re.finditer(r"(?<!\S)[A-Z]", answer[: colon.start()])]
        known = [start for start in starts[-6:] if field_of(answer[start : colon.start()])]
        if known:
            return known[0]
    return None


def _cut(text: str, parter: str) -> tuple[str, bool, str]:
    match = re.search(parter, text[: LONGEST_LABEL * 2])
    return (text[: match.start()], True, text[match.end() :]) if match else (text, False, "")


def read_unknown_label(line: str) -> tuple[str, str] | None:
    """A line that looks like `Label: answer` with a label that we do not know: label and answer, else `None`."""
    head, found, rest = _cut(line.strip(), r"\s*[:：](?:\s+|$)")
    words = head.split()
    return (head, rest) if found and 0 < len(words) <= 8 and len(head) <= LONGEST_LABEL else None


def read_title(line: str) -> str | None:
    """What follows the words `position description` when the line is the title of the form; `None` when it is not."""
    match = _TITLE.match(line.strip())
    if match is None or len(line) > LONGEST_LABEL:
        return None
    return match["rest"].strip()


def is_percent_head(cell: str) -> bool:
    """Whether a table's column head says that the column holds percentages."""
    return folded(cell.replace("%", " percent ")) in _PERCENT_HEADS or folded(cell.replace("%", "")) in _PERCENT_HEADS
