"""A clause as nodes: first what it does as a whole, then its phrases, each with the word that joins it to the one
before.

A clause is cut at a joining word only where what follows opens a phrase of its own: an amount, a degree, a licence,
a completed course. `and` between two subjects or two duties cuts nothing.
"""

from __future__ import annotations

import re

from meritbook.core.qualifications.model import (
    Ability,
    AnyNode,
    AnyOf,
    Counting,
    Education,
    Experience,
    InOrder,
    Licence,
    Note,
    Special,
    Standing,
    Text,
    Training,
)
from meritbook.core.qualifications.parse import ceilings, credentials, experience, modifiers
from meritbook.core.qualifications.parse.eithers import alternatives
from meritbook.core.qualifications.parse.phrases import read_phrase
from meritbook.core.qualifications.parse.reading import AMOUNT, CREDITS, Context, Found, Phrase, compiled

_START = (
    r"(?:(?:at least |a minimum of |not less than |a total of |an additional |"
    rf"additional )?(?:{AMOUNT} (?!of age|old|of which|of whom)(?:of |in |as |"
    r"full-time |paid |performing |working "
    rf"|[a-z'-]+ (?:[a-z'-]+ )?experience|college|practicing|(?:[a-z-]+ ){{0,3}}experience)|{CREDITS})|"
    r"(?:an? |possession of an? |earned |completion of an? )?(?:earned )?(?:bachelor's|"
    r"bachelor|master's|master|doctorate|doctoral|doctor of|associate of|associate's|"
    r"associate degree|law degree|ph ?\. d|"
    r"juris doctor|baccalaureate|high school diploma)|graduation from|graduate of|"
    r"graduation as|equivalent to|education equivalent|(?:successful |satisfactory )?completion "
    r"of|possession of|"
    r"registration (?:as|with)|registered as|certification (?:as|by|in|from)|"
    r"licensure (?:as|by)|licensed (?:as|by)|certified as|an? (?:valid|current|"
    r"active)|valid |current |"
    r"(?:the )?attainment of|an? [a-z ]{0,30}(?:license|certificate|registration) |"
    r"registration as|membership in|admission to|status as|successful completion|"
    r"ability to|knowledge of|willingness to|experience (?:in|as|with)|an? (?:college|"
    r"university) degree|the following education|must (?:be|have|possess)|no less than|"
    r"(?:formal |specialized )?training (?:in|as)|"
    r"(?:an? )?(?:bona fide |legal |permanent |current )?(?:resident|citizen) of|"
    rf"(?:at least )?{AMOUNT} (?:of age|or older)\b|"
    r"medical certificate|an? (?:approved |recognized )?(?:apprenticeship|internship|"
    r"residency)|completion|coursework|training and / or)"
)
_CUT = (
    r"(?: ,| ;)? (?P<join>and / or|and|or|plus|as well as|in addition to|supplemented by)(?: ,)?(?: also|"
    rf"(?P<either> either)?| both)?(?: \( [a-h1-9] \))? (?={_START})|(?: ;) (?={_START})"
)


def read_clause(context: Context, start: int, end: int) -> Found:
    """The nodes of a clause."""
    phrase = Phrase.of(context, start, end)
    if not phrase.line.strip(" .,;:()"):
        return Found()
    whole = _apart(phrase) or _as_a_whole(phrase)
    return whole or _limited(phrase) or _phrases(phrase)


def _apart(phrase: Phrase) -> Found | None:
    """What is asked for, and behind a semicolon what may stand in for it or how it counts."""
    for match in reversed(list(phrase.all(r" ; (?:however , |but )?"))):
        head, tail = phrase.cut(0, match.start()), phrase.cut(match.end())
        if not head.has(rf"^\W*{_START}") or not tail.line or _swaps(head):
            continue
        if not _swaps(tail) and ceilings.whole(tail) is None:
            continue
        said = _as_a_whole(tail)
        if said is None or not said.modifiers:
            continue
        asked = _phrases(head)
        if any(isinstance(node, Text) for _, node in asked.parts):
            continue
        return Found(parts=[*asked.parts, *said.parts], modifiers=said.modifiers)
    return None


def _swaps(phrase: Phrase) -> bool:
    return bool(modifiers.substitutions(phrase, read_phrase))


def _limited(phrase: Phrase) -> Found | None:
    """What is asked for, and the ceiling or exclusion behind it (`..., excluding internships`)."""
    limit = ceilings.limit(phrase)
    if limit is None:
        barred = phrase.search(ceilings.BARRED, 8)
        found = _phrases(phrase) if barred is not None else Found()
        if barred is None or not any(isinstance(node, Experience) for _, node in found.parts):
            return None
        said, what = phrase.cut(barred.start(), barred.end()), phrase.words(barred.start("what"), barred.end("what"))
        found.modifiers.append(Counting(spans=(said.span,), counts=False, what=what))
        return found
    start, words, excludes = limit
    found = _phrases(phrase.cut(0, start))
    if not found.parts or not isinstance(found.parts[-1][1], Experience) or found.parts[-1][1].amount is None:
        return None
    further = phrase.search(_CUT, words)
    said = phrase.cut(start, further.start() if further else None)
    what = phrase.words(words if excludes else start, further.start() if further else len(phrase.line))
    found.modifiers.append(Counting(spans=(said.span,), counts=not excludes, what=what[:200]))
    if further is not None:
        rest = _phrases(phrase.cut(further.end()))
        join = (further["join"] or "and").replace(" ", "")
        found.parts.extend((word or ("and" if join in _ALSO else join), node) for word, node in rest.parts)
    return found


def _as_a_whole(phrase: Phrase) -> Found | None:
    context = phrase.context
    if compiled(
        r"^\W*(?:the following statements?|applications submitted|the following (?:[a-z]+ ){0,3}(?:is|are) part of)\b"
    ).match(phrase.line):
        return Found(modifiers=[Note(spans=(phrase.span,), matter="process")])
    if phrase.has(r"\b(?:is|are) (?:especially |highly |also )?(?:desired|desirable|preferred)\b") and not phrase.has(
        r"\bmust\b|\brequired(?<!not required)\b"
    ):
        return Found(modifiers=[Note(spans=(phrase.span,), matter="preference")])
    nothing = credentials.nothing(phrase)
    if nothing is not None:
        return Found(parts=[("", nothing)])
    admitted = modifiers.admission(phrase, read_phrase)
    if admitted is not None:
        return Found(modifiers=[admitted])
    if phrase.has(r"^\W*(?:latest )?(?:spec|class established|csc|ad \.|ad|board|revision)\b.*(?:\d|:)") or phrase.has(
        r"^\W*(?:latest )?spec(?: \.)?$|^\W*ad \.$"
    ):
        return Found(modifiers=[Note(spans=(phrase.span,), matter="process")])
    if (
        context.bracketed
        and phrase.has(r"^\W*(?:\{\d+\}|<\d+>) .*\b(?:equals?|equal to|is equivalent to)\b")
        and not phrase.has(r"substitut")
    ):
        return Found(modifiers=[Counting(spans=(phrase.span,), counts=True, what=phrase.original()[:200])])
    if phrase.has(
        r"\b(?:is|are) defined as\b|\bto be considered \"|"
        r"\bto be at (?:the|that) level of .*\brequires?\b|\bthe term \"|"
        r"\bcertification (?:of eligible|to fill)|selective factor"
    ):
        return Found(modifiers=[Note(spans=(phrase.span,), matter="definition")])
    swapped = modifiers.substitutions(phrase, read_phrase)
    if swapped:
        return Found(modifiers=list(swapped))
    open_way = modifiers.equivalent(phrase)
    if open_way is not None:
        needs = modifiers.includes_of(phrase)
        if needs is not None:
            nested = tuple(
                node for _, node in _phrases(needs).parts if isinstance(node, (Education, Experience, Licence))
            )
            exact = tuple(node for node in nested if _says_how_much(node))
            open_way = open_way.model_copy(update={"including": exact})
        head = phrase.search(r"\b(?:any|an|or) (?:other )?(?:acceptable |equivalent )*(?:combination|equivalent)")
        if head and head.start() > 30:
            before = _phrases(phrase.cut(0, head.start()))
            if all(not isinstance(node, Text) for _, node in before.parts):
                before.parts.append(("or", open_way.model_copy(update={"spans": (phrase.cut(head.start()).span,)})))
                return before
        return Found(parts=[("or", open_way)])
    if phrase.has(rf"\bany combination (?:totall?ing|that totals|adding up to|equal(?:l?ing)?(?: to)?) {AMOUNT}"):
        return Found(parts=[("", Text(spans=(phrase.span,), reason="lets work and study be put together"))])
    most = ceilings.whole(phrase)
    if most is not None:
        return Found(parts=[("", most)]) if isinstance(most, Text) else Found(modifiers=[most])
    counted = modifiers.counting(phrase, _read_ways)
    if counted is not None:
        return Found(modifiers=[counted])
    special = _special(phrase)
    if special is not None:
        return Found(parts=[("", special)])
    if context.bracketed and phrase.has(r"^\W*note\b"):
        return Found(modifiers=[Note(spans=(phrase.span,), matter="other")])
    if context.in_notes or context.bracketed or phrase.has(r"^(?:please )?note\b"):
        return _note_or_part(phrase)
    if phrase.has(
        r"\bthe following statement|\bwill be (?:reviewed|used) (?:based|to admit)|"
        r"^(?:applicants|candidates|persons) (?:must|who|should|filing)"
    ):
        return _note_or_part(phrase)
    return None


def _says_how_much(node: Education | Experience | Licence) -> bool:
    """Whether a minimum in an open equivalent is more than a pointer ("the education described above")."""
    match node:
        case Experience():
            return node.amount is not None
        case Education():
            return bool(node.level or node.credits or node.amount or node.fields)
        case _:
            return True


def _special(phrase: Phrase) -> Special | None:
    """What binds some positions only: `some positions may require`, `if required by work assignment`."""
    some = phrase.search(
        r"^\W*(?:appointment to |all )?(?:positions|jobs) (?:within|in|at|assigned)\b.*\brequires?\b|"
        r"\bsome (?:candidates|departments|employees|applicants|incumbents)\b.*\b(?:required?|have)\b|"
        r"\b(?:some|certain|specific|designated|selected) (?:[a-z]+ )?(?:positions|"
        r"assignments|jobs)\b.*\b(?:may |will )?requires?\b|\bmay be required\b|"
        r"\b(?:if|when|where|as) (?:required|needed|necessary)\b|\bwhen (?:driving|"
        r"operating|the)\b|\bif (?:driving|assigned|the position)\b|\bfor (?:some|"
        r"certain)(?: of the)? positions\b|\bas required by\b"
    )
    if some is None:
        return None
    if phrase.has(r"\bdocumentation must be submitted\b"):
        return None
    part = read_phrase(phrase)
    if not isinstance(part, (Licence, Standing, Ability, Training)) and not (
        isinstance(part, Experience) and part.amount is not None
    ):
        return None
    when = phrase.search(
        r"\b(?P<when>(?:if|when|where|as) (?:required|needed|necessary|driving|operating|"
        r"assigned|the position)[^,;.:]*)"
    )
    by = phrase.search(r"\bas (?:designated|determined|identified|required) by (?:the )?(?P<who>[a-z ]+)")
    return Special(
        spans=(),
        part=part,
        when=phrase.words(when.start("when"), when.end("when")) if when else "",
        decided_by=phrase.words(by.start("who"), by.end("who")) if by else "",
    )


def _note_or_part(phrase: Phrase) -> Found:
    """A sentence among notes: a requirement only where it says so, else a note."""
    record = phrase.search(r"\bmoving violations?\b|\bdriving record\b|\bsafe driving\b")
    if (
        record
        and phrase.has(r"\bdisqualified\b|\beligible\b|\bmust have\b|\bfree\b|\bdriving record\b")
        and not phrase.has(r"\blicense\b")
    ):
        found_record = credentials.standing(phrase, "driving_record")
        return Found(parts=[("", found_record)] if found_record is not None else [])
    binding = phrase.search(
        r"\b(?:is|are|must be|be) required\b|\bmust (?:possess|have|obtain|hold|"
        r"be (?:at least|a citizen|able|registered|licensed|certified)|pass|meet|"
        r"maintain)\b|\bmust be trained\b|\brequires? (?:candidates|applicants|employees|"
        r"appointees) to (?:complete|obtain|possess)|\bmust complete (?:an? |the )?[a-z -]*(?:course"
        r"|training|academy)|\bmust secure\b|\brequires? (?:possession|an? valid)|"
        r"\bwill be required to (?:possess|obtain|have|pass)"
    )
    filing = modifiers.note(phrase)
    sure = phrase.search(
        r"\bmust (?:pass|complete) (?:an? |the )?(?:[a-z-]+ ){0,5}(?:test|examination|"
        r"course|training|academy)\b|\bwill (?:be required prior to|require an?)\b"
    )
    if (
        (binding or sure)
        and not (sure is None and filing is not None and filing.matter in ("filing", "preference"))
        and not phrase.has(r"\bquestionnaire\b|\bnot required\b|\bmay be required to (?:furnish|work|wear)")
    ):
        found = _phrases(phrase)
        if found.parts and all(
            isinstance(node, (Licence, Standing, Education, Experience))
            or node.kind in ("age", "residence", "training", "ability")
            for _, node in found.parts
        ):
            return found
    if filing is not None:
        return Found(modifiers=[filing])
    if phrase.context.in_notes and phrase.has(rf"^\W*(?:at least )?{AMOUNT} ") and phrase.has(experience.CUE):
        return _phrases(phrase)
    if phrase.context.in_notes and (not phrase.has(_ASKS) or phrase.has(_OF_THE_WORK)):
        return Found(modifiers=[Note(spans=(phrase.span,), matter="other")])
    return (
        Found(parts=[("", Text(spans=(phrase.span,), reason="a note that was not read"))])
        if phrase.context.in_notes
        else _phrases(phrase)
    )


_ASKS = (
    rf"\b(?:must|shall|should|require[sd]?|requirements?|need(?:s|ed)?|necessary|minimum|experience|degree|education|"
    rf"licen[sc]es?|certificates?|certification|registration|possess|units|{AMOUNT}|{CREDITS})(?: |$)"
)
"""Words without which a sentence among the notes asks for nothing."""
_OF_THE_WORK = (
    r"\bpositions (?:may |will )?(?:also )?require (?:the (?:use|wearing)|working|wearing|travel|work|employees)"
)
"""What the work brings with it, which nobody must show beforehand."""


def _read_ways(phrase: Phrase) -> AnyNode:
    """A phrase that may name several ways (`one year as a clerk or two years as a helper`)."""
    ways = _phrases(phrase).parts
    if len(ways) > 1 and all(join == "or" and isinstance(node, Experience) for join, node in ways[1:]):
        return AnyOf(parts=tuple(node for _, node in ways))
    return read_phrase(phrase)


_ALSO = ("plus", "aswellas", "inadditionto", "supplementedby")


def _phrases(phrase: Phrase) -> Found:
    """The clause cut into phrases, each read by itself."""
    cuts: list[tuple[str, int, int]] = []
    either: Phrase | None = None
    for match in phrase.all(_CUT):
        before = phrase.line[: match.start()]
        if re.search(r"(?:between|either|including|include|included|with|such as) *$", before) or before.count(
            "("
        ) > before.count(")"):
            continue
        if re.search(r"equivalent$", before) or match.start() < 6:
            continue
        if match["join"] == "supplemented by" and re.search(r"\b(?:or|and|be|been)$", before):
            continue
        if _belongs_before(phrase, match.start(), match.end()):
            continue
        if match["either"] and match["join"] not in ("or", "and / or") and phrase.cut(match.end()).has(r"\bor\b"):
            either = phrase.cut(match.end())
            phrase = phrase.cut(0, match.start())
            break
        cuts.append(((match["join"] or "and").replace(" ", ""), match.start(), match.end()))
    found = Found()
    start, join = 0, ""
    for word, low, high in [*cuts, ("", len(phrase.line), len(phrase.line))]:
        piece = phrase.cut(start, low)
        if piece.line.strip(" .,;:()"):
            found.parts.append((join, _in_order(piece) or read_phrase(piece)))
        start, join = high, "and" if word in _ALSO else word
    if either is not None:
        asked = [node for _, node in found.parts if isinstance(node, Experience)]
        found.parts.append(("and", alternatives(_phrases(either).parts, asked, phrase.context.plain)))
    return found


_THEN = r"(?: ,| ;)? (?:and )?followed by (?=.)"
_AFTER = (
    r" (?:(?:which was |that has been |that was )?(?:gained|accrued|acquired|obtained|performed|earned) )?"
    r"(?:after|subsequent to|following) (?=(?:the )?(?:obtain|receiv|receipt|complet|attain|graduat|earn|licensure|"
    r"registration|certification|possession)[a-z]*\b)"
)
_POST = r"(?<= )post[ -]?(?=(?:bachelor|master|doctor)[a-z']* degree\b)"


def _in_order(phrase: Phrase) -> InOrder | None:
    """Two things of which the text says that one comes after the other; `None` where it does not."""
    then = phrase.search(_THEN)
    after = phrase.search(_AFTER)
    post = phrase.search(_POST)
    if then is not None and then.start() > 0:
        first, second = phrase.cut(0, then.start()), phrase.cut(then.end())
    elif after is not None and after.start() > 0 and not phrase.cut(0, after.start()).has(r"\bof which\b"):
        end = phrase.search(r" performing | in (?:planning|conducting) | , in ", after.end())
        first = phrase.cut(after.end(), end.start() if end else None)
        second = phrase.cut(0, after.start())
    elif post is not None:
        end = phrase.search(r"\bdegree\b", post.end())
        first, second = phrase.cut(post.end(), end.end() if end else None), phrase
    else:
        return None
    earlier, later = read_phrase(first), read_phrase(second)
    if not isinstance(later, Experience) or later.amount is None:
        return None
    if not isinstance(earlier, (Education, Licence, Training, Experience)):
        return None
    if after is not None and then is None:
        later = later.model_copy(update={"spans": (phrase.span,)})
    joining = (phrase.cut(then.start() + 1, then.end() - 1).span,) if then is not None else ()
    return InOrder(parts=(earlier, later), spans=joining)


def _belongs_before(phrase: Phrase, low: int, high: int) -> bool:
    """Whether what follows a joining word only adds to the phrase before it, as credits within a degree do."""
    after = phrase.line[high:]
    before = phrase.line[:low]
    if compiled(r"(?:equivalent to|equivalent\b)").match(after) and phrase.line[low:high].strip(" ,;").startswith("or"):
        return True
    if compiled(rf"{AMOUNT} (?:of )?(?:part|half)-time").match(after) and compiled(
        rf"{AMOUNT} (?:of )?full-time$"
    ).search(before):
        return True  # one amount in two measures
    if compiled(r"(?:an? )?(?:bachelor|master|doctor)[a-z']* ?(?:or higher )?(?:degree )?in\b").match(
        after
    ) and compiled(r"\b(?:bachelor|master|associate)'?s?(?: degree)?$").search(before):
        return True  # "a bachelor's or master's degree in ..." asks for the lower of them
    if compiled(rf"{CREDITS}").match(after) and compiled(rf"{CREDITS}$").search(before):
        return True  # "18 quarter units or 12 semester units" is one count in two units
    if compiled(rf"(?:at least |a minimum of )?{CREDITS}").match(after) and compiled(
        r"degree|graduat|college|units|\}"
    ).search(before):
        return "or" not in phrase.line[low:high].split()
    if compiled(r"(?:experience (?:in|as|with)|knowledge of|ability to)").match(after):
        return not compiled(r"degree|graduat|license|certific").search(before)
    return False
