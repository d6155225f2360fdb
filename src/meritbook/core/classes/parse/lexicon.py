"""How class specifications name their parts: headings, labels and column titles, and what each stands for.

Collected from the published specifications of several states and cities. A heading is known by its words alone; case,
line breaks within it, a colon after it and a remark in parentheses do not matter.
"""

from __future__ import annotations

import re
from typing import Final

SECTIONS: Final[tuple[tuple[str, str], ...]] = (
    ("concept", r"(?:series|class|general|job)\s+concept|concept(?:\s+of\s+(?:the\s+)?(?:class|series))?"),
    ("concept", r"(?:series\s+)?(?:nature\s+of\s+(?:the\s+)?(?:series|work))|series\s+nature\s+of\s+work"),
    ("concept", r"definition\s+of\s+(?:the\s+)?series|series\s+(?:definition|description|purpose)"),
    ("scope", r"scope|(?:series\s+)?purpose|general\s+information|introduction"),
    ("definition", r"(?:general\s+|class\s+|job\s+|position\s+)?definition"),
    ("summary", r"(?:general\s+|class\s+|job\s+|position\s+)?(?:description|summary)"),
    (
        "definition",
        r"definition\s+of\s+(?:the\s+)?(?:class|classification)|class\s+purpose|general\s+statement"
        r"(?:\s+of\s+duties)?|job\s+characteristics",
    ),
    (
        "levels",
        r"(?:definitions?\s+of\s+|description\s+of\s+)?levels?(?:\s+of\s+work|\s+definitions?|\s+distinctions?)?"
        r"|definitions?\s+of\s+(?:class\s+)?levels?(?:\s+and\s+\w+){0,3}\s*\*?|class\s+distinctions?|class\s+levels|levels\s+of\s+the\s+series",
    ),
    (
        "exclusions",
        r"(?:series\s+|class\s+)?exclusions?(?:\s+from\s+(?:the\s+)?(?:class|series))?|excluded\s+positions",
    ),
    (
        "distinguishing",
        r"(?:class\s+)?distinguishing\s+(?:characteristics?|features?)(?:\s+of\s+(?:the\s+)?"
        r"(?:class|work|series))?",
    ),
    (
        "factors",
        r"(?:position\s+)?allocating\s+factors?|(?:factors?\s+affecting\s+)?(?:position\s+)?allocations?"
        r"(?:\s+(?:factors?|criteria|standards?))?|factors?\s+affecting\s+positions?\s+allocations?"
        r"|distinguishing\s+factors?|level\s+factors?|classification\s+factors?",
    ),
    ("capacities", r"capacities|positions\s+in\s+(?:this|the)\s+class"),
    (
        "duties",
        r"(?:typical\s+|essential\s+|illustrative\s+|representative\s+|general\s+|principal\s+|major\s+)?"
        r"(?:examples?\s+of\s+|illustrations?\s+of\s+)?(?:typical\s+)?(?:job\s+|work\s+)?"
        r"(?:tasks?|duties|work|functions?|work\s+performed)(?:\s+and\s+responsibilities)?(?:\s+performed)?",
    ),
    (
        "duties",
        r"(?:typical\s+)?(?:examples|illustrations)\s+of\s+(?:the\s+)?(?:work|duties|tasks)(?:\s+performed)?"
        r"|duties\s+and\s+responsibilities",
    ),
    (
        "ksa",
        r"(?:required\s+|entry\s+level\s+|necessary\s+|desirable\s+)?(?:knowledges?|skills?|abilities)"
        r"(?:\s*,?\s*(?:and|&|or|/)?\s*(?:knowledges?|skills?|abilit(?:y|ies)|competencies))+(?:\s+required)?",
    ),
    ("ksa", r"competencies\s+required|(?:required\s+)?knowledge"),
    (
        "requirements",
        r"(?:typical\s+)?minimum(?:\s+acceptable)?\s+(?:class\s+)?(?:qualifications?|requirements?|"
        r"(?:training|education)\s*(?:and|&|/)\s*experience|experience\s+(?:and|&)\s+training)"
        r"(?:\s+required)?",
    ),
    ("requirements", r"requirements?\s*/\s*minimum\s+qualifications?|requirements?|qualifications?(?:\s+required)?"),
    (
        "requirements",
        r"(?:required\s+|acceptable\s+)?(?:education|training|experience)\s+(?:and|&)\s+"
        r"(?:training|experience|education)",
    ),
    ("requirements", r"entrance\s+(?:requirements?|qualifications?)|admission\s+requirements?"),
    (
        "special",
        r"(?:special|additional|necessary)\s+(?:necessary\s+)?(?:personal\s+|physical\s+|selection\s+)?"
        r"(?:requirements?|characteristics?|qualifications?)|physical(?:\s+and\s+medical)?\s+requirements?",
    ),
    (
        "special",
        r"licens(?:es?|ure|ing)(?:\s*,?\s*(?:and|&|or|/|and/or)?\s*(?:registrations?|certificat(?:es?|ions?)|"
        r"licens(?:es?|ure)))*(?:\s+requirements?)?",
    ),
    (
        "special",
        r"(?:drug\s+testing|citizenship|age|minimum\s+age|training|background|felony|medical|peace\s+officer)"
        r"\s*(?:and\s+\w+\s+)?(?:requirements?|limitations?|investigation|disqualification|standards)"
        r"|minimum\s+age|conditions\s+of\s+employment",
    ),
    ("special", r"certifications?|registration"),
    (
        "desirable",
        r"(?:additional\s+)?(?:desirable|preferred)\s+(?:additional\s+)?"
        r"(?:qualifications?|characteristics?|requirements?|skills)",
    ),
    ("titles", r"(?:examples?\s+of\s+)?working\s+titles?"),
    ("competencies", r"(?:leadership\s+|core\s+)?competenc(?:y|ies)(?:\s+model)?"),
    ("classes", r"class(?:es)?\s+in\s+(?:the|this)\s+series|class\s+titles?\s+and\s+codes?"),
    ("note", r"notes?|remarks?|comments?"),
    ("history", r"class\s+history|history(?:\s+of\s+the\s+class)?"),
    ("salary", r"(?:annual\s+|monthly\s+)?salary(?:\s+range)?|compensation\s+range"),
    (
        "announcement",
        r"process\s+notes?|where\s+to\s+apply|(?:application\s+)?(?:deadline|process)|how\s+to\s+apply|"
        r"selection\s+(?:process|procedure)|examination(?:\s+weights?)?|selective\s+certification|"
        r"qualifications\s+review|notice|an\s+equal\s+(?:employment\s+)?opportunity\s+employer|"
        r"expert\s+review\s+committee|additional\s+(?:job\s+)?information|equal\s+opportunity|"
        r"passing\s+score\s+for\s+(?:the\s+)?qualifying\s+(?:[\w-]+\s+)?test|application\s+deadline|"
        r"this\s+examination\s+is\s+to\s+be\s+given[^.]{0,90}",
    ),
)
"""Section kind and the words of its headings, as regular expressions over words (white space written `\\s+`)."""

CORE: Final = frozenset(
    {
        "concept",
        "definition",
        "levels",
        "exclusions",
        "distinguishing",
        "factors",
        "capacities",
        "duties",
        "ksa",
        "requirements",
    }
)
"""Sections that only a class specification has together."""

_HEADINGS = [
    (kind, re.compile(rf"(?:{words})[ \t\u00a0]*(?::|(?=\s*\()|(?=\s*\Z)|(?=[ \t\u00a0]*[\r\n]))", re.IGNORECASE))
    for kind, words in SECTIONS
]
_FIRST_WORDS = re.compile(
    r"(?:series|class|general|job|concept|nature|definition|scope|purpose|introduction|position|levels?|descriptions?"
    r"|exclusions?|excluded|distinguishing|allocating|factors?|allocations?|classification|capacities|positions|typical"
    r"|essential|illustrative|representative|principal|major|examples?|illustrations?|tasks?|duties|work|functions?"
    r"|required|entry|necessary|desirable|knowledges?|skills?|abilit\w+|competenc\w+|minimum|requirements?|qualifications?"
    r"|acceptable|education|training|experience|entrance|admission|special|additional|physical|licens\w+|drug|citizenship"
    r"|age|background|felony|medical|peace|conditions|certifications?|registration|preferred|working|leadership|core"
    r"|classes|notes?|remarks?|comments?|history|annual|monthly|salary|compensation|process|where|application|how"
    r"|selection|examination|selective|an|notice|expert|equal|passing|this|deadline|definitions?|level|knowledge)\b",
    re.IGNORECASE,
)

SUBHEADING: Final = re.compile(
    r"(?:(?:knowledges?(?:,?\s*skills?)?(?:\s*,?\s*and)?\s*(?:abilit(?:y|ies))?|skills?|abilit(?:y|ies))\s+"
    r"(?:of|in|to|and\s+ability\s+to)"
    r"|(?:and\s+|or\s+)?(?:general\s+|specific\s+|special\s+)?(?:education|experience|training)(?:\s+requirements?)?"
    r"|(?:all|both)\s+(?:levels|classes|specialties)|(?:either|or)\s+[IVX]+|either|and|or|and/or)"
    r"[ \t\u00a0]*(?::|;|(?=\s*\Z)|(?=[ \t]*[\r\n]))",
    re.IGNORECASE,
)
"""Lines that part a section without opening another: `Knowledge of:`, `AND EXPERIENCE:`, `Or II`."""

META_LINE: Final = re.compile(
    r"(?P<label>(?P<schematic>schem(?:atic)?\s+code)|(?P<code>(?:class|job|position|classification|title|spec)"
    r"\s*(?:code|number|no\.?|id))|(?P<title>(?:class|job|position|classification)\s+title|title)"
    r"|(?P<grade>(?:pay|salary)\s+(?:grade|range|level|band))|(?P<group>pay\s+scale\s+group)|(?P<type>pay\s+scale\s+type)"
    r"|(?P<unit>bargaining\s+unit|cbid|union)|(?P<service>civil\s+service(?:\s+or\s+non-?civil\s+service)?(?:\s+status)?)"
    r"|(?P<other>work\s+week\s+group|occupational\s+(?:group|category)|flsa(?:\s+status)?|eeo(?:-4)?(?:\s+code)?))"
    r"[ \t\u00a0]*:(?![/\w])",
    re.IGNORECASE,
)
"""A label before a colon that says one thing of one class."""

DATE_LINE: Final = re.compile(
    r"(?P<label>(?P<reference>ref(?:erence)?\.?)|(?P<effective>effective(?:\s+date)?)"
    r"|(?P<revised>rev(?:ised|ision)?\.?|last\s+revised|(?:latest\s+)?spec(?:ification)?\.?\s+revis(?:ion|ed)"
    r"|date\s+revised|latest\s+spec\.)"
    r"|(?P<other>(?:class\s+|series\s+|date\s+)?established|title\s+changed|adopted|approved|issued|open\s+date))"
    r"(?![A-Za-z])\s*:?[ \t\u00a0]*(?=[\s\d(A-Z–-])",
    re.IGNORECASE,
)
"""The beginning of a line with which a document dates itself; a date must follow it."""

COLUMNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        ("history", r"(?:executive\s+)?board\s+change\s+history"),
        ("change", r"last\s+(?:executive\s+)?board\s+change"),
        ("service", r"civil\s+service(?:\s+or\s+non-?civil\s+service)?(?:\s+status)?"),
        ("group", r"pay\s+scale\s+group"),
        ("type", r"pay\s+scale\s+type"),
        ("unit", r"bargaining\s+unit|cbid|union"),
        ("schematic", r"schem(?:atic)?\s+code"),
        ("grade", r"(?:pay|salary)\s+(?:grade|range|level|band)|grade"),
        ("code", r"(?:class|job|position|title)\s*(?:code|number|no\.?)|code"),
        ("established", r"date\s+established|established"),
        ("revised", r"date\s+revised|revised"),
        ("changed", r"title\s+changed"),
        ("title", r"(?:class|job|position|classification)\s+titles?|classification|title|class"),
    )
)
"""Column titles of a table of classes; tried in this order, so that the longer name wins."""


def section_heading(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The section that a heading at `start` opens, and where the heading ends (its colon included), or `None`."""
    if not text[start].isupper() or not _FIRST_WORDS.match(text, start, end):
        return None
    best: tuple[str, int] | None = None
    for kind, pattern in _HEADINGS:
        found = pattern.match(text, start, end)
        if found and (best is None or found.end() > best[1]):
            best = (kind, found.end())
    return best
