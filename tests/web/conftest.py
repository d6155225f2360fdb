"""The record that the pages are tested on."""

from __future__ import annotations

from web_world import signed_in, world

__all__ = ["signed_in", "world"]
