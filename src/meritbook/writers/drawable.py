"""Which characters the fonts at hand can draw, and what stands in a letter for those that they cannot.

Typst brings fonts of its own, which cover Latin, Greek, Cyrillic, Arabic, Devanagari and more. PDF/UA refuses a
character without a glyph. A letter is set with the fonts that come with Typst when they suffice, so that it has
the same bytes on every machine; else with the fonts of the system as well. What even those cannot draw is spelled
as its code point, `[U+4E2D]`: the name can still be told, and the letter says so.
"""

from __future__ import annotations

import functools
import json

import typst

FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
_PROBE = b"""#set document(title: "probe")
#set text(lang: "en", font: json(bytes(sys.inputs.fonts)))
#json(bytes(sys.inputs.text))"""
# What the fonts of Typst are known to draw; a test sets every one of these characters.
_KNOWN = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x391, 0x3A2), *range(0x410, 0x450)]))
_KNOWN_MARKS = frozenset("–—‘’“”…•·")
_SMALL = 4


@functools.cache
def fonts(*, system: bool) -> typst.Fonts:
    """The fonts that Typst brings, with or without those of the system."""
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True)


@functools.lru_cache(maxsize=4096)
def can_draw(text: str, *, system: bool) -> bool:
    """Whether every character of the text has a glyph: asked of Typst itself, by setting it under PDF/UA."""
    try:
        typst.compile(
            _PROBE,
            font_paths=fonts(system=system),
            sys_inputs={"text": json.dumps(text), "fonts": json.dumps(FONTS)},
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    except typst.TypstError:
        return False
    return True


def undrawable(text: str, *, system: bool) -> frozenset[str]:
    """The characters of the text without a glyph."""
    doubtful = sorted(set(text) - _KNOWN - _KNOWN_MARKS - {"\n", "\t", "\r"})
    return frozenset(_undrawable(doubtful, system=system))


def _undrawable(characters: list[str], *, system: bool) -> list[str]:
    if not characters or can_draw("".join(characters), system=system):
        return []
    if len(characters) == 1:
        return characters
    half = len(characters) // 2
    return _undrawable(characters[:half], system=system) + _undrawable(characters[half:], system=system)


def spelled(text: str, without: frozenset[str]) -> str:
    """The text with each of the characters `without` a glyph spelled as its code point."""
    return "".join(f"[U+{ord(character):04X}]" if character in without else character for character in text)
