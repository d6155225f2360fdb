"""The small notation in which cues are written, and its expansion to regular expressions.

`<manage|direct>` stands for every active form of the verbs (manage, manages, managing). Past participles are left out:
in a position description they mostly tell what someone else has done ("policies set by the director"). `~` stands for
up to six words that do not leave the phrase; `~2` for up to two.
"""

from __future__ import annotations

import re
from functools import cache

_DOUBLING = {"plan", "set", "control", "run", "get", "cut", "submit", "commit", "begin", "put"}
_STOP = (
    "by|who|whom|which|that|whose|with|on|for|from|about|against|in|at|through|under|within|per|using|based|according|of|to|"
    "appl(?:y|ies|ying)|follow(?:s|ing)?|interpret(?:s|ing)?|enforc(?:e|es|ing)|compl(?:y|ies|ying)|explain(?:s|ing)?|"
    "process(?:es|ing)?|accordance|pursuant|as|when|if|whether|is|are|was|were|has|have|but|not|related(?=\\s+to)|regarding"
)


@cache
def verb_forms(verb: str) -> str:
    """The active forms of a verb as a pattern: base, third person, participle in -ing."""
    if verb.endswith("e") and not verb.endswith("ee"):
        stem = re.escape(verb[:-1])
        return f"{stem}(?:e|es|ing)"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        stem = re.escape(verb[:-1])
        return f"{stem}(?:y|ies|ying)"
    base = re.escape(verb)
    if verb in _DOUBLING:
        return f"{base}(?:s|{verb[-1]}ing)?"
    return f"{base}(?:s|es|ing)?"


def gap(words: int) -> str:
    """Up to so many words that stay inside the phrase, with the white space on both sides."""
    return rf"(?:[\s,/()]+(?!(?:{_STOP})\b)[\w'’&$%-]+(?:\.\w+)*){{0,{words}}}?[\s,/()]+"


def tail(words: int) -> str:
    """Up to so many words, each with the white space behind it: for a place where white space has just been read."""
    return rf"(?:(?!(?:{_STOP})\b)[\w'’&$%-]+(?:\.\w+)*[\s,/()]+){{0,{words}}}?"


def _verbs(match: re.Match[str]) -> str:
    return "(?:" + "|".join(verb_forms(verb) for verb in match[1].split("|")) + ")"


def expand(notation: str) -> str:
    """The regular expression behind a cue's notation."""
    pattern = re.sub(r"<([a-z|]+)>", _verbs, notation)
    pattern = re.sub(r"(?<=\)\?)~(\d?) ?", lambda m: tail(int(m[1]) if m[1] else 6), pattern)
    pattern = re.sub(r" ?~(\d?) ?", lambda m: gap(int(m[1]) if m[1] else 6), pattern)
    pattern = re.sub(
        r"\(\?<[!=][^)]*\)", lambda m: m[0].replace(" ", r"\s"), pattern
    )  # look-behinds have a fixed width
    return re.sub(r" ([?+*]?)", lambda m: r"\s*" if m[1] in ("?", "*") else r"\s+", pattern)


_CAPITAL = re.compile(r"(?<!\\)[A-Z]")


@cache
def compile_cue(*notations: str) -> tuple[re.Pattern[str], bool]:
    """One pattern for several notations, of whole words, and whether it is meant for text in small letters.

    Python matches small letters against small letters several times as fast as it ignores case. A notation with
    capitals (a name such as `IT`) is matched against the text as it stands, ignoring case outside `(?-i:...)`.
    """
    lowered = not any(_CAPITAL.search(notation) for notation in notations)
    source = r"\b(?:" + "|".join(expand(notation) for notation in notations) + r")(?!\w)"
    return re.compile(source, 0 if lowered else re.IGNORECASE), lowered
