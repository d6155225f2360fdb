"""Meritbook: the book of record for a government's management and executive service."""

__version__ = "0.1.0"
