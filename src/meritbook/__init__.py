"""Meritbook: which class a management or executive position belongs to, why, and a record that proves it."""

__version__ = "0.1.0"
