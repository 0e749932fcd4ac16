"""Opening a lesson loads no language model's library; with a key the desk loads it in a thread."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = "{'pydantic_ai', 'pydantic', 'openai', 'genai_prices'} & set(sys.modules)"


@pytest.mark.parametrize(
    "code",
    [
        "import academy",
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.instance().run_line_magic('load_ext', 'academy')",
        "import academy.desk.extension, academy.desk.coach, academy.ai.feedback, academy.ai.service",
    ],
    ids=["import academy", "%load_ext academy", "the desk"],
)
def test_nothing_heavy_is_imported(code: str, tmp_path: Path) -> None:
    script = f"import sys\n{code}\nassert not {HEAVY}, {HEAVY}"
    env = {"PATH": "", "HOME": str(tmp_path), "IPYTHONDIR": str(tmp_path), "ACADEMY_AI_KEY": "k"}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_feedback_without_a_key_needs_no_library(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom academy.ai.feedback import Taken, coached\nfrom academy.ai.service import Service\n"
        "from academy.settings import AiSettings\n"
        "score = {'status': 'scored', 'overall': 50.0, 'bias_ms': 40.0, 'counts': {'missed': 1}}\n"
        "said = coached(Taken(score), Service(AiSettings(), None, None), user='me')\n"
        f"assert said['outcome'] == 'no_key', said\nassert not {HEAVY}, {HEAVY}"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
