"""What server and lesson page cost before anything is played: seconds of importing, megabytes of memory.

    python -m bench.weight

`import academy` and `%load_ext academy` are timed in fresh processes beside `import numpy`, best of five,
and what Jupyter's server imports as `academy start` does it beside the same as Jupyter does it.
Memory is what a kernel has for itself (USS) after it has run all cells of a lesson, beside a bare kernel.
"""

import subprocess
import sys
from pathlib import Path

import nbformat
import psutil
from jupyter_client import BlockingKernelClient, KernelManager

COURSE = Path(__file__).parent.parent / "course"
LESSON = COURSE / "02-backbeat.ipynb"
REPEATS = 5
MOST_MB = 20.0
MOST_OF_NUMPY = {"import academy": 0.25, "%load_ext academy": 0.5}

BEGIN = "import time; began = time.perf_counter()\n"
JUPYTER = "import jupyter_server.serverapp"
SHELL = "from IPython.core.interactiveshell import InteractiveShell; shell = InteractiveShell()\n"
STATEMENTS = {
    "import numpy": BEGIN + "import numpy",
    "import academy": BEGIN + "import academy",
    "%load_ext academy": SHELL + BEGIN + "shell.extension_manager.load_extension('academy')",
}
SERVERS = {
    "Jupyter's server": BEGIN + JUPYTER,
    "academy start": BEGIN + "from academy.quick_start import *; leave_out_grammar(); " + JUPYTER,
}


def seconds(statement: str) -> float:
    """Return how long a statement takes in a new process, the best of a few."""
    code = statement + "\nprint(time.perf_counter() - began)"
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=COURSE)
        for _ in range(REPEATS)
    ]
    return min(float(run.stdout.split()[-1]) for run in runs)


def kernel_mb(cells: list[str]) -> float:
    """Return the memory that a kernel has for itself after these cells, in MB."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(COURSE), stderr=subprocess.DEVNULL)
    client: BlockingKernelClient = manager.client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=60)
        for cell in cells:
            reply = client.execute_interactive(cell, output_hook=lambda message: None, timeout=60)
            assert reply["content"]["status"] == "ok", reply["content"]
        assert manager.provisioner is not None
        process = psutil.Process(manager.provisioner.process.pid)  # type: ignore[attr-defined]
        return float(process.memory_full_info().uss) / 2**20
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main() -> int:
    spent = {name: seconds(statement) for name, statement in STATEMENTS.items()}
    good = True
    for name, took in spent.items():
        print(f"{name:20} {1000 * took:6.1f} ms, {took / spent['import numpy']:.2f} of importing numpy")
        good &= took / spent["import numpy"] <= MOST_OF_NUMPY.get(name, 1)
    stock, ours = (seconds(statement) for statement in SERVERS.values())
    print(f"{'academy start':20} {1000 * ours:6.1f} ms of imports, {ours / stock:.2f} of Jupyter's own")
    cells = [cell.source for cell in nbformat.read(LESSON, as_version=4).cells if cell.cell_type == "code"]
    bare, lesson = kernel_mb(["pass"]), kernel_mb(cells)
    print(f"a bare kernel {bare:.1f} MB; {LESSON.stem} with {len(cells) - 1} stages {lesson:.1f} MB")
    print(f"a lesson page costs {lesson - bare:.1f} MB above a bare kernel (aim: at most {MOST_MB:.0f})")
    return 0 if good and lesson - bare <= MOST_MB else 1


if __name__ == "__main__":
    sys.exit(main())
