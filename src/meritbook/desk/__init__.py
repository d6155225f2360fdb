"""Answers the questions of each role with plain values. Nothing here writes, and nothing here judges."""
