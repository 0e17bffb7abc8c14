"""The command ``fairmatch``: one module per family of commands."""

from fairmatch.cli.root import fairmatch

__all__ = ["fairmatch", "main"]


def main() -> None:
    """Run the command with the words of the shell; exits with the codes of docs/cli.md."""
    fairmatch.main(prog_name="fairmatch")
