"""How a command is added to the command line, how it answers, and how it says what is wrong."""

import argparse
import json
import math
from collections.abc import Callable
from datetime import datetime
from typing import Any, NoReturn

from academy.settings import Settings

Run = Callable[[argparse.Namespace, Settings], int]


class Parser(argparse.ArgumentParser):
    """An argument parser that answers bad input with exit 2 and one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read more."""
        self.exit(2, f"academy: {message}; `{self.prog} --help` shows an example.\n")


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


def sentence_of(error: Exception) -> str:
    """Return what went wrong as one line, without the system's error numbers."""
    said = str(error)
    if isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        said = f"{place}{error.strerror}."
    return " ".join(said.split())


def counted(count: int, what: str) -> str:
    """Return a count with its noun: `1 take`, `2 takes`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def now_here() -> datetime:
    """Return the moment in this computer's zone."""
    return datetime.now().astimezone()


def milliseconds(text: str) -> float:
    """Read an argument in milliseconds."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"'{text}' is no number of milliseconds, such as 12.5")
    return value


def port(text: str) -> int:
    """Read an argument that is a network port."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port; expected a whole number from 1 to 65535")
    return int(text)
