"""A reviewer reads what a draft says, how its beats look, how hard and how long they are."""

from pathlib import Path

from school import BY_AI, add_lesson, change, new_course

from academy.lessons.decision import Decision, decide
from academy.patterns.notation import parse
from academy.publishing.portrait import most_at_once, portrait_of, told


def test_a_draft_is_shown_with_its_beats_and_where_it_comes_from(tmp_path: Path) -> None:
    text = "\n".join(told(portrait_of(add_lesson(new_course(tmp_path) / "drafts", 1, "Dembow", BY_AI))))
    for words in (
        "Dembow: rhythm, level 1, free, 10 minutes, version 1.0.0",
        "By: AI (a-model, prompt 3, 0.04 US dollars)",
        "Source: by ear",
        "dembow/first-bar: First bar",
        "snare .... x... .... x...",
        "1 bar, 2 times, 5.1 seconds",  # 8 beats at 95
        "at most 2 pads at once",
        "632 ms between hits on one pad at least",  # one beat at 95
        "Checks: no problems.",
        "Review: nobody has decided yet.",
    ):
        assert words in text, words


def test_a_draft_that_cannot_be_read_has_its_problems(tmp_path: Path) -> None:
    file = add_lesson(new_course(tmp_path) / "drafts", 1, "Dembow")
    file.write_text("{", encoding="utf-8")
    text = "\n".join(told(portrait_of(file)))
    assert "To mend:" in text and "not a notebook" in text


def test_a_decision_about_an_earlier_text_is_said_to_be_one(tmp_path: Path) -> None:
    file = add_lesson(new_course(tmp_path) / "drafts", 1, "Dembow")
    decide(file, Decision("approved", "Jay", "2026-11-25T12:00:00+00:00", "of another text"))
    assert portrait_of(file).standing == "approved by Jay on 2026-11-25, but the draft was changed since"
    change(file, "Both drums", "Kick and snare")
    assert portrait_of(file).as_json()["decision"]["stale"]


def test_pads_at_once_are_counted() -> None:
    assert most_at_once(parse("tempo: 90\nmeter: 2/4\n\nkick x... x...\nsnare x... ....\nhat x.x. x.x.")) == 3
