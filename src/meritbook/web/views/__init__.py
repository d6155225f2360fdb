"""The pages. Each view reads plain values from the desk, or calls one action, and hands them to a template."""
