"""The command line: a verb for each thing a learner, an instructor or a script asks of the academy.

Every command answers with exit 0, or with exit 2 and one sentence on stderr when its input is
bad. `--json` prints what a program can read. Each command's code is loaded when it is called.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from academy.cli import (
    authoring,
    composing,
    costs,
    doctor,
    kit,
    lessons,
    publishing,
    records,
    report,
    samples,
    score,
    serve,
    standing,
)
from academy.cli.command import Parser, sentence_of
from academy.errors import AcademyError
from academy.settings import Settings


def parser() -> argparse.ArgumentParser:
    """Return the whole command line, with an example in the help of each command."""
    top = Parser(
        prog="academy",
        description="SP-404 Academy: the course that hears you play.",
        epilog="example: academy start",
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for room in (
        serve,
        doctor,
        lessons,
        score,
        records,
        kit,
        samples,
        standing,
        authoring,
        composing,
        report,
        publishing,
        costs,
    ):
        room.register(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the entry point of `academy`."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that knows no × still gets an answer
    try:
        said = parser().parse_args(arguments)
        settings = Settings.from_env(os.environ, Path.cwd())
        done = int(said.run(said, settings))
        sys.stdout.flush()
        return done
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # `| head` has read enough
        return 0
    except (AcademyError, OSError) as error:
        print(f"academy: {sentence_of(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
