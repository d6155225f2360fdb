"""The record that the pages are tested on."""

from __future__ import annotations

from qualifying_world import examination, examined, receive, requirement
from web_world import signed_in, world

__all__ = ["examination", "examined", "receive", "requirement", "signed_in", "world"]
