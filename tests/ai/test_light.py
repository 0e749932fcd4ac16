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


def test_new_material_without_a_key_needs_no_library(tmp_path: Path) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom academy.ai.lesson import lesson\n"
        "from academy.composing.lesson import LessonWish\n"
        "from academy.composing.lesson_checks import Neighbours\n"
        "from academy.desk.composing import variations_for\nfrom academy.desk.office import Office\n"
        "from academy.lessons.catalogue import Catalogue\nfrom academy.settings import Settings\n"
        "office = Office(Settings.from_env(os.environ, Path.cwd()), lambda: '')\n"
        "said = variations_for(office.of('me'), {'exercise': 'boom-bap-pocket/first-bar', 'count': 1})\n"
        "assert said['source'] == 'rules', said\n"
        "around = Neighbours.of(office.shelf.catalogue(), office.shelf.kits(), Catalogue(()))\n"
        "assert lesson(office.ai, LessonWish('Night bus'), around, 1, user='me').source == 'rules'\n"
        f"office.close()\nassert not {HEAVY}, {HEAVY}"
    )
    env = {"PATH": "", "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True)
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
