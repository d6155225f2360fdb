"""The shipped law packs: dated, cited parameters, the rules over them, and the readings of texts that allow two."""

from meritbook.law.loader import SHIPPED, load_law, load_laws, read_law
from meritbook.law.quotes import check_quotes

__all__ = ["SHIPPED", "check_quotes", "load_law", "load_laws", "read_law"]
