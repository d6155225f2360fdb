"""`python -m meritbook` is the same as `meritbook`."""

from meritbook.cli.main import run

if __name__ == "__main__":
    run()
