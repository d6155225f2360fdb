"""One phrase as one node: which reading fits, by what the phrase speaks of first."""

from __future__ import annotations

from meritbook.core.qualifications.model import AnyNode, Text
from meritbook.core.qualifications.parse import credentials, education, experience
from meritbook.core.qualifications.parse.reading import AMOUNT, Phrase, compiled


def read_phrase(phrase: Phrase) -> AnyNode:
    """One phrase as one node; words that nothing reads become a `Text` node."""
    line = phrase.line
    label = phrase.context.label
    nothing = credentials.nothing(phrase)
    if nothing is not None:
        return nothing
    aged = credentials.age(phrase)
    if aged is not None:
        return aged
    if (
        phrase.has(
            r"\bability to (?:read|speak|write|pass|work|perform|physically|operate|"
            r"communicate|understand|type|lift|obtain)"
        )
        and line.find("ability") < 16
    ) or compiled(r"^(?:demonstrated )?ability to ").match(line):
        found = credentials.ability(phrase)
        if found is not None:
            return found
    places = {
        "experience": _first(line, experience.CUE),
        "education": _first(line, education.CUE),
        "licence": _first(line, credentials.LICENCE_CUE),
        "training": _first(
            line,
            r"\bapprenticeship\b|\bacademy\b|\binternship\b|\btraining (?:program|course|"
            r"in|as)\b|\bcourses?\b|\btraining\b|\bprogram\b|\bresidency (?:program|"
            r"training)|\bcertificate of completion\b",
        ),
    }
    opens = compiled(rf"^(?:at least |a minimum of |an additional )?{AMOUNT}").match(line)
    if opens and not phrase.has(_STUDY_TIME):
        places["experience"] = (
            min(places["experience"], 0)
            if phrase.has(experience.CUE) or label.endswith("experience")
            else places["experience"]
        )
    if "experience" in label and "education" not in label and places["experience"] < 10**6:
        places["experience"] -= 60
    if label.startswith("education") and "experience" not in label and places["education"] < 10**6:
        places["education"] -= 60
    if (
        compiled(r"^(?:a |an |the )?(?:possession of |obtain(?:ing)? )?(?:an? )?(?:valid|current|active) ").match(line)
        and places["licence"] < 10**6
    ):
        places["licence"] -= 200
    if compiled(
        r"^(?:completion of |successful completion of |satisfactory completion of )?(?:an? )?(?:[a-z"
        r"-]+ ){0,4}(?:apprenticeship|academy|internship)\b"
    ).match(line):
        places["training"] -= 200
    if (
        compiled(
            r"^(?:successful |satisfactory )?completion of (?!(?:the )?(?:twelfth|12|"
            r"tenth|eighth|eight|high school|(?:an? )?(?:bachelor|master|doctor|associate)|"
            r"<|\{))"
        ).match(line)
        and places["education"] > 60
    ):
        places["training"] -= 100
    if places["education"] < 10**6 and phrase.has(
        r"\bprogram at (?:an? )?(?:[a-z-]+ ){0,4}(?:college|university|school|institute)\b"
    ):
        places["education"] -= 300
    if compiled(r"^sufficient (?:training|education|experience)").match(line):
        able = credentials.ability(phrase)
        if able is not None:
            return able
    if compiled(r"^possession of (?:an? |the )?.*\bcertificate\b(?! of completion)").match(line) and not phrase.has(
        r"\bdegree\b"
    ):
        places["licence"] -= 200
    surely = bool(opens) and _is_time(phrase) and not phrase.has(_STUDY_TIME)
    if surely:
        places["experience"] = min(places["experience"], 1)
    for kind in sorted(places, key=lambda name: places[name]):
        if places[kind] >= 10**6:
            break
        node: AnyNode | None = None
        match kind:
            case "experience":
                node = experience.read(phrase, surely=surely)
            case "education":
                node = education.read(phrase)
            case "licence":
                node = credentials.licence(phrase)
            case _:
                node = credentials.training(phrase)
        if node is not None:
            return node
    for reader in (credentials.residence, credentials.standing, credentials.ability):
        node = reader(phrase)
        if node is not None:
            return node
    if label.endswith("experience") and phrase.has(AMOUNT):
        found_experience = experience.read(phrase)
        if found_experience is not None:
            return found_experience
    return Text(spans=(phrase.span,), reason="not read")


_STUDY_TIME = (
    rf"^(?:at least |a minimum of )?{AMOUNT} (?:\( [^)]*\) )?(?:of |in )?(?:an? )?(?:\w+ ){{0,2}}"
    r"(?:college|education|study|university|graduate (?:work|study|training|"
    r"education)|"
    r"high school|undergraduate|apprenticeship|course work|coursework)"
)


def _is_time(phrase: Phrase) -> bool:
    """Whether the phrase opens with years, months, weeks or hours of something."""
    match = phrase.search(
        rf"^(?:at least |a minimum of |an additional )?(?P<amount>{AMOUNT}) (?:of|"
        r"in|as|with|performing|full-time|paid|practicing|working|practice)\b"
    )
    return match is not None and phrase.amount(match) is not None


def _first(line: str, cue: str) -> int:
    match = compiled(cue).search(line)
    return match.start() if match else 10**6
