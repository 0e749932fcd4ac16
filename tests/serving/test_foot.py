"""What stands at the foot of every page: who sees what was played."""

import re
from pathlib import Path

from jinja2 import Environment

PAGE = Path(__file__).parents[2] / "jupyter_config" / "voila" / "templates" / "academy" / "index.html.j2"


def foot(*, is_on_hub: bool, preview: bool = False) -> str:
    found = re.search(r"<footer.*</footer>", PAGE.read_text(encoding="utf-8"))
    assert found
    page = Environment(autoescape=True).from_string(found[0])
    return re.sub("<[^>]+>", "", page.render(is_on_hub=is_on_hub, resources={"preview": preview}))


def test_on_a_hub_it_says_that_instructors_see_scores_and_other_learners_nothing() -> None:
    said = foot(is_on_hub=True)
    assert "Instructors see your scores, your timing and when you played" in said
    assert "other learners see nothing of it" in said and "alone" not in said


def test_on_ones_own_computer_it_says_that_everything_stays_there() -> None:
    assert foot(is_on_hub=False) == "Everything you play stays on this computer, in a file of your own."


def test_a_preview_says_that_nothing_is_kept() -> None:
    assert foot(is_on_hub=True, preview=True) == "This is a preview: what you play in it is not kept."


def test_what_follows_an_author_runs_when_all_that_it_links_to_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.index("preview.js") > page.index("</main>")
