"""The command line: `academy start | doctor | lessons | score | check | export | backup | restore`.

Every command answers with exit 0, or with exit 2 and one sentence on stderr when its input is
bad. `--json` prints what a program can read. Each command's code is loaded when it is called.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from academy.cli import lessons, records, score, serve
from academy.errors import AcademyError
from academy.settings import Settings


def parser() -> argparse.ArgumentParser:
    """Return the whole command line, with an example in the help of each command."""
    top = argparse.ArgumentParser(
        prog="academy", description="SP-404 Academy: the course that hears you play."
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for room in (serve, lessons, score, records):
        room.register(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the entry point of `academy`."""
    said = parser().parse_args(arguments)
    try:
        settings = Settings.from_env(os.environ, Path.cwd())
        return int(said.run(said, settings))
    except (AcademyError, OSError) as error:
        print(f"academy: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
