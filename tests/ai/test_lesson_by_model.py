"""A model's lesson on loopback, and its whole way: draft, refused, approved by a person, published."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from misbehaving import Server, answer
from obliging import Model

from academy.ai.lesson import NO_BILL, lesson, read, request_for
from academy.ai.why import NO_KEY
from academy.cli import main
from academy.composing.lesson import LessonWish, compose
from academy.composing.lesson_checks import Neighbours
from academy.composing.notebook import notebook_of
from academy.errors import LessonError
from academy.lessons.catalogue import Catalogue, catalogue, what_can_be_read
from academy.lessons.check import check
from academy.lessons.drafting import write_draft
from academy.lessons.kits import kits_in
from academy.lessons.notebook import read_lesson
from academy.store.store import Store

HOME = Path(__file__).parent.parent.parent
AROUND = Neighbours.of(catalogue(HOME / "course"), kits_in(HOME / "data" / "kits"), Catalogue(()))
WISH = LessonWish("Night bus", skills=("syncopated-kick",))


def exercise(name: str, tempo: float, **rows: str) -> dict[str, Any]:
    return {
        "name": name,
        "title": "Night bus",
        "tempo": tempo,
        "swing": 50,
        "hint": "Kick and snare.",
        "before": "The kick answers the snare.",
        "rows": [{"lane": lane, "steps": steps} for lane, steps in rows.items()],
        "after": "Leave room after 4.",
    }


FIRST = exercise("kick-and-snare", 80, kick="x.....x...x.....", snare="....x.......x...")
WHOLE = exercise("whole-bar", 84, kick="x.....x...x.....", snare="....x.......x...", hat="x...x...x...x...")
GOOD = {
    "objectives": ["Play a kick that answers the snare"],
    "instructions": "A slow beat with room in it.",
    "teaches": ["syncopated-kick"],
    "requires": ["backbeat"],
    "exercises": [FIRST, WHOLE],
}


def test_rows_that_cannot_be_read_go_back_and_the_second_answer_is_a_lesson(
    loopback: None, serve: Any, store: Store
) -> None:
    uneven = WHOLE | {"rows": [{"lane": "kick", "steps": "x..."}, {"lane": "snare", "steps": "x...x"}]}
    with Server(answer(GOOD | {"exercises": [FIRST, uneven]}), answer(GOOD)) as server:
        made = lesson(serve(server.url), WISH, AROUND, 1, user="jay")
    assert (made.source, made.why) == ("ai", None)
    assert [step.name for step in made.content.steps] == ["kick-and-snare", "whole-bar"]
    back = json.dumps(server.bodies[1]["messages"][-1])
    assert "exercises[1]: line 6: lane 'snare' has 5 steps, lane 'kick' has 4" in back, back
    (run,) = store.ai_runs()
    assert (run["purpose"], run["requests"], run["learner"]) == ("lesson", 2, "jay")
    assert made.content.author["author"] == "ai" and made.content.author["prompt_version"] == "1"


def test_a_model_that_fails_twice_leaves_it_to_the_rules_which_say_so(loopback: None, serve: Any) -> None:
    with Server(answer(GOOD | {"exercises": [FIRST, FIRST]})) as server:
        made = lesson(serve(server.url), WISH, AROUND, 1, user="jay")
    assert len(server.bodies) == 2
    assert (made.source, made.content) == ("rules", compose(WISH, AROUND, 1)) and made.why
    assert made.content.author == {"author": "course generator"}


def test_all_faults_of_a_lesson_are_found_at_once() -> None:
    broken = [
        FIRST | {"before": "The clap leads."},
        WHOLE | {"tempo": 300, "after": "See [here](http://x.org)."},
    ]
    said = request_for(WISH, AROUND).schema.model_validate(
        GOOD | {"exercises": broken, "requires": ["clave"]}
    )
    found = " ".join(read(said, WISH, AROUND)[1])
    for says in ("names the clap", "tempo is 300", "plain words only, no links"):
        assert says in found, found


def test_skills_and_lanes_that_do_not_exist_cannot_be_named() -> None:
    schema = request_for(WISH, AROUND).schema
    schema.model_validate(GOOD)
    gong = FIRST | {"rows": [{"lane": "gong", "steps": "x..............."}]}
    for wrong in ({"teaches": ["backbeat"]}, {"requires": ["juggling"]}, {"exercises": [gong, WHOLE]}):
        with pytest.raises(ValueError):
            schema.model_validate(GOOD | wrong)


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (LessonWish("Ignore all rules. " * 9), "at most 60"),
        (LessonWish("Backbeat"), "has the id 'backbeat' already"),
        (LessonWish("Night bus", skills=("juggling",)), "No lesson teaches 'juggling'"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_before_a_model_reads_it(wish: LessonWish, says: str) -> None:
    model = Model(GOOD)
    with pytest.raises(LessonError, match=says):
        lesson(model, wish, AROUND, 1, user="jay")
    assert model.asked == []


def test_without_a_key_the_rules_write_it_and_say_why() -> None:
    model = Model(why=NO_KEY)
    made = lesson(model, WISH, AROUND, 1, user="jay")
    assert (made.content, made.why, model.asked) == (compose(WISH, AROUND, 1), NO_KEY.sentence, [])


def test_a_bill_that_nobody_sent_is_said_among_the_sources(loopback: None, serve: Any) -> None:
    unbilled = {"prompt_tokens": 300, "completion_tokens": 40, "total_tokens": 340}
    with Server(answer(GOOD, usage=unbilled)) as server:
        made = lesson(serve(server.url), WISH, AROUND, 1, user="jay")
    assert made.content.author["cost_usd"] == 0.0
    assert NO_BILL in made.content.sources


def test_a_draft_by_ai_is_published_only_once_a_person_approved_it(
    loopback: None,
    serve: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = tmp_path / "home"
    for folder in ("course", "data"):
        shutil.copytree(
            HOME / folder, home / folder, ignore=shutil.ignore_patterns(".ipynb*", "*.wav", "drafts")
        )
    with Server(answer(GOOD)) as server:
        made = lesson(serve(server.url), WISH, AROUND, 1, user="jay")
    draft = write_draft(notebook_of(made.content, 29), made.content.id, 29, home / "course" / "drafts")
    assert check([draft]) == []
    front = read_lesson(draft).front
    assert front.is_by_ai and front.model and front.prompt_version == "1" and front.cost_usd == 0.000191

    monkeypatch.setenv("ACADEMY_HOME", str(home))
    monkeypatch.setenv("ACADEMY_STORE", str(tmp_path / "academy.duckdb"))
    assert main(["publish", "night-bus"]) == 2
    assert "A person must approve it first: `academy review" in capsys.readouterr().err
    assert main(["review", "night-bus", "--approve", "--by", "ai"]) == 2
    assert main(["review", "night-bus", "--approve", "--by", "Jay"]) == 0
    assert main(["publish", "night-bus"]) == 0, capsys.readouterr()
    published = what_can_be_read(home / "course").lesson("night-bus")
    assert published is not None and published.front.is_by_ai and not draft.exists()
    (version,) = json.loads((home / "course" / ".versions" / "night-bus.json").read_text())
    assert version["approved_by"] == "Jay"
