"""What the domain knows: pure Python, no Django, no files or network, no clock.

Values are frozen pydantic models (`meritbook.core.values.Value`), so that one definition serves the
core, the stored JSON, the HTTP API and the published JSON schemas.
"""
