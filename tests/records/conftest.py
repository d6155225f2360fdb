"""The examination on which the database is tested."""

from __future__ import annotations

from qualifying_world import examination, examined, receive, requirement

__all__ = ["examination", "examined", "receive", "requirement"]
