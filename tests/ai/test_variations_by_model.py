"""A model's variations on loopback: what is wrong goes back once in the parser's words, else rules answer."""

import json
from pathlib import Path
from typing import Any

import pytest
from misbehaving import Server, answer

from academy.ai.request import Answer, Request
from academy.ai.variations import TOO_LONG, read, request_for, variations
from academy.ai.why import Reason
from academy.composing.brief import Brief, brief_for
from academy.composing.variations import vary
from academy.lessons.catalogue import catalogue
from academy.lessons.kits import kits_in
from academy.store.store import Store

HOME = Path(__file__).parent.parent.parent
COURSE, KITS = catalogue(HOME / "course"), kits_in(HOME / "data" / "kits")
ROWS = {
    "kick": "x......x..x.....",
    "snare": "....x.......x...",
    "ghost": "...........o....",
    "hat": "x.x.x.x.x.x.x.x.",
}
"""boom-bap-pocket/first-bar as rows."""


def brief(count: int = 5, exercise: str = "boom-bap-pocket/first-bar") -> Brief:
    return brief_for(COURSE.exercises[exercise], COURSE, KITS, "same", count)


def item(
    tempo: float = 88, title: str = "Boom bap again", hint: str = "Listen to the kick.", **rows: str
) -> Any:
    said = [{"lane": name, "steps": steps} for name, steps in (ROWS | rows).items()]
    return {"title": title, "tempo": tempo, "hint": hint, "rows": said}


GOOD = [
    item(kick=kick)
    for kick in ("x......x..xx....", "x......x...x....", "x.....x...x.....", "x......x.x......")
] + [item(hat="x...x.x.x.x.x.x.")]
BAD = [
    item(),
    item(hat="xxxxxxxxxxxxxxxx", tempo=160),
    item(kick="x......x..9....."),
    item(snare="....x......."),
    item(hint="Clap on pad 16."),
]


class Says:
    """Answers with a value, as a service would: checked against the schema and the faults."""

    def __init__(self, said: Any, why: str | None = None) -> None:
        self.said, self.why = said, why
        self.asked: list[Request[Any]] = []

    def ask(self, request: Request[Any], *, user: str, course: str | None = None) -> Answer[Any]:
        self.asked.append(request)
        value = request.schema.model_validate(self.said)
        assert request.faults(value) == []
        return Answer(value, model="a-model", cost_usd=0.01)

    def ready(self) -> bool:
        return self.why is None

    def why_not(self) -> Reason | None:
        return Reason("no_key", self.why) if self.why else None


def test_five_bad_variations_go_back_with_a_sentence_each_and_five_good_ones_come(
    loopback: None, serve: Any, store: Store
) -> None:
    with Server(answer({"items": BAD}), answer({"items": GOOD})) as server:
        service = serve(server.url)
        made = variations(service, brief(), 1, user="learner")
    assert (made.source, made.why, len(made.items)) == ("ai", None, 5)
    levels = [one.difficulty for one in made.items]
    assert levels == sorted(levels)
    sent_back = json.dumps(server.bodies[1]["messages"][-1])
    for says in (
        "items[0]: it differs from 'boom-bap-pocket/first-bar' by 0.00; wanted 0.05 to 0.70",
        "items[1]: lane 'hat' (pad A11): ",
        "items[2]: line 7: lane 'kick', step 11: '9' is not one of x X o",
        "items[3]: line 8: lane 'snare' has 12 steps, lane 'kick' has 16",
        "items[4]: hint names pad 16, which does not sound here",
    ):
        assert says in sent_back, sent_back
    assert [run["requests"] for run in store.ai_runs()] == [2]


def test_five_bad_variations_twice_and_the_generator_answers_and_says_why(loopback: None, serve: Any) -> None:
    with Server(answer({"items": BAD})) as server:
        made = variations(serve(server.url), brief(), 1, user="learner")
    assert len(server.bodies) == 2
    assert made.source == "rules" and made.why
    assert list(made.items) == vary(brief(), 1)


def test_of_a_second_answer_what_passes_is_taken_and_the_rest_is_said_to_be_left_out(
    loopback: None, serve: Any
) -> None:
    with Server(answer({"items": BAD}), answer({"items": [*GOOD[:3], *BAD[:2]]})) as server:
        made = variations(serve(server.url), brief(), 1, user="learner")
    assert (made.source, len(made.items)) == ("ai", 3)
    assert made.why == "2 of 5 did not pass the checks and are left out."


def test_without_a_model_the_generator_answers_and_says_why() -> None:
    silent = Says(None, "No key is set.")
    made = variations(silent, brief(), 1, user="learner")
    assert (made.source, made.why, silent.asked) == ("rules", "No key is set.", [])
    assert list(made.items) == vary(brief(), 1) == list(variations(None, brief(), 1, user="learner").items)


def test_what_a_model_made_says_who_and_what_it_cost() -> None:
    said = variations(Says({"items": GOOD}), brief(), 1, user="learner").as_json()
    assert (said["source"], said["model"], said["cost_usd"], said["why"]) == ("ai", "a-model", 0.01, None)
    assert {one["base"] for one in said["variations"]} == {"boom-bap-pocket/first-bar"}
    assert "Hat without the and of 1." in [one["reason"] for one in said["variations"]]


def test_a_long_beat_is_not_sent_to_a_model() -> None:
    asks = Says({"items": []})
    made = variations(asks, brief(exercise="the-set/lo-fi"), 1, user="learner")
    assert (made.source, made.why, asks.asked) == ("rules", TOO_LONG, [])


def test_only_lanes_of_the_kit_on_the_same_bank_can_be_named_and_only_as_many_as_asked_for() -> None:
    schema = request_for(brief(2)).schema
    lanes = json.dumps(schema.model_json_schema())
    assert '"rim"' in lanes and '"chop1"' not in lanes
    for said in ([item(gong="x...............")] * 2, [item()], [item()] * 3):
        with pytest.raises(ValueError):
            schema.model_validate({"items": said})


HOSTILE = {
    "a header in a title": ({"title": "Hi\ntempo: 300"}, None),
    "a header in a row": ({"kick": "x...............\ntempo: 300"}, "is not one of x X o"),
    "markup": ({"title": "<img src=x>"}, "title has '<' in it"),
    "a comment": ({"title": "# nothing"}, "title"),
    "an endless row": ({"kick": "x" * 400}, "lane 'kick' has 200"),
}


@pytest.mark.parametrize(("changed", "says"), HOSTILE.values(), ids=HOSTILE.keys())
def test_words_of_a_model_never_become_notation_or_markup(changed: Any, says: str | None) -> None:
    asked = brief(1)
    said = request_for(asked).schema.model_validate(
        {"items": [item(**{"hat": "x...x.x.x.x.x.x."} | changed)]}
    )
    found, faults = read(said, asked)
    if says is None:
        assert [one.pattern.tempo for one in found] == [88]
    else:
        assert any(says in fault for fault in faults), faults


def test_a_row_that_stands_twice_is_said() -> None:
    asked = brief(1)
    twice = item() | {"rows": [*item()["rows"], {"lane": "kick", "steps": "x" + "." * 15}]}
    said = request_for(asked).schema.model_validate({"items": [twice]})
    assert any("lane 'kick' stands twice" in fault for fault in read(said, asked)[1])
