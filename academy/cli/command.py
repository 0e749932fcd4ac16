"""How a command is added to the command line, and how it answers."""

import argparse
import json
from collections.abc import Callable
from typing import Any

from academy.settings import Settings

Run = Callable[[argparse.Namespace, Settings], int]


def add(commands: Any, name: str, what: str, example: str, run: Run) -> argparse.ArgumentParser:
    """Add a command; its help ends with `example`."""
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=what,
        description=what,
        epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    return command


def answer(value: Any, *, compact: bool = False) -> None:
    """Print a value as JSON; one line when `compact`. A number that is not finite is a mistake."""
    indent = None if compact else 2
    print(json.dumps(value, indent=indent, ensure_ascii=False, allow_nan=False), flush=compact)
