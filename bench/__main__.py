"""All figures of the plan, one benchmark after the other.

    python -m bench [NAME ...]

Each says what it measured and whether it reached its figure. Exits 1 when one did not.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = ("speed", "accuracy", "whole_takes", "live_accuracy", "learning", "weight", "jitter", "pages")
PYTHON += ("playing", "coach", "coach_evals", "sounds", "analysis", "chopping", "search", "folder", "kits")
PYTHON += ("browser_rows", "audition", "hub")
NODE = ("live_judge",)


def command_of(name: str) -> list[str] | None:
    """Return the command of one benchmark, None where its language is not on this machine."""
    if name in PYTHON:
        return [sys.executable, "-m", f"bench.{name}"]
    node = shutil.which("node")
    return None if node is None else [node, str(HERE / f"{name}.mjs")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*PYTHON, *NODE, []], metavar="NAME")
    missed = []
    for name in parser.parse_args().names or (*PYTHON, *NODE):
        print(f"\n=== {name} ===", flush=True)
        command = command_of(name)
        if command is None:
            print("skipped: no Node here")
        elif subprocess.run(command, cwd=HERE.parent, check=False).returncode:
            missed.append(name)
    print(f"\nnot reached: {', '.join(missed)}" if missed else "\nevery figure is reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
