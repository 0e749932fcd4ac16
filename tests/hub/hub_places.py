"""Where tests of a hub can run: accounts are made for them, so as root on Debian."""

import os
import shutil
from pathlib import Path

import pytest

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("useradd") is not None
needs_root = pytest.mark.skipif(not IS_ROOT, reason="it makes unix accounts, which needs root")
needs_hub = pytest.mark.skipif(
    not (IS_ROOT and Path("/etc/debian_version").exists() and shutil.which("npm")),
    reason="a real hub with two unix accounts needs root on Debian, and npm",
)
