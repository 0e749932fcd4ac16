"""What no word about a take may do, whoever wrote it.

`contradictions` holds feedback against the score's own numbers and knows nothing of how facts are made;
`problems` also asks that every sentence is one of those that are true of the take, word for word: a list
of words cannot catch praise in other words ("locked to the grid"), a closed set of facts does. The one
sentence that a language model may add is checked where models are asked (academy/ai/voice.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from academy.coach import words
from academy.coach.fact import Json, count, number
from academy.coach.facts import facts
from academy.coach.lengths import unmet
from academy.coach.pulse import FEEL_MS, LOOSE_MS, ON_THE_BEAT_MS, STEADY_MS, is_calibrated
from academy.coach.rules import feedback

MOST_TIPS = 3
LEAST_ECHO = 6

_METRICS = {
    "overall": ("overall",),
    "bias_ms": ("bias_ms",),
    "spread_ms": ("spread_ms",),
    "residual_sd_ms": ("residual_sd_ms",),
    "tempo_percent": ("tempo_percent",),
    "missed": ("counts", "missed"),
    "extra": ("counts", "extra"),
    "wrong_pad": ("counts", "wrong_pad"),
    "targets": ("counts", "targets"),
    "double": ("counts", "double"),
    "error_db": ("dynamics", "error_db"),
    "contour": ("dynamics", "contour"),
    "jumps": ("jumps",),
    "start_s": ("start_s",),
    "swing_asked": ("swing_asked",),
}
_DIGITS = {"tempo_percent": 1, "error_db": 1, "contour": 2, "overall": 1, "start_s": 4, "swing_asked": 1}
_SIGNED = ("bias_ms", "apart_ms", "drift_ms", "off_by", "start_s")


def contradictions(
    told: Json, score: Json, pass_mark: float, *, whole: bool = True, learner_text: Sequence[str] = ()
) -> list[str]:
    """Return what feedback (as JSON) says against the numbers of the score; empty when nothing.

    `learner_text` are words of the learner (take names, notes), which may never come back.
    """
    return [
        *_of_the_score(told, score),
        *_of_the_facts(told, score),
        *_of_the_cures(told, score),
        *_of_the_text(told, score, pass_mark, whole=whole, learner_text=learner_text),
    ]


def problems(
    told: Json,
    score: Json,
    attempts: Sequence[Json] = (),
    pass_mark: float = 70.0,
    lanes: Mapping[str, str] | None = None,
    *,
    whole: bool = True,
    learner_text: Sequence[str] = (),
) -> list[str]:
    """Return what is wrong with feedback: contradictions, and facts that are not among the true ones."""
    said = contradictions(told, score, pass_mark, whole=whole, learner_text=learner_text)
    own = feedback(score, attempts, pass_mark, lanes, whole=whole)
    true = {fact.id: fact.as_json() for fact in facts(score, attempts, pass_mark, lanes)}
    for item in (*told["strengths"], *told["areas_for_improvement"]):
        known = true.get(item["id"])
        if known is None or known["text"] != item["text"] or known["evidence"] != item["evidence"]:
            said.append(f"'{item['text']}' is not one of the facts of this take")
    for tip in told["specific_tips"]:
        if tip["id"] not in true or true[tip["id"]]["tip"] != tip["text"]:
            said.append(f"'{tip['text']}' is not the cure of '{tip['id']}'")
    if told["encouragement"] != own.encouragement:
        said.append(f"'{told['encouragement']}' is not the course's encouragement for this gap")
    return said


def _of_the_score(told: Json, score: Json) -> Iterator[str]:
    if told["overall_score"] != number(score, "overall"):
        yield f"the score is {told['overall_score']}, not {score.get('overall')}"
    if len(told["specific_tips"]) > MOST_TIPS:
        yield f"{len(told['specific_tips'])} tips, {MOST_TIPS} are the most"
    listed = {item["id"] for item in told["areas_for_improvement"]}
    yield from (
        f"a tip for '{tip['id']}', which is not listed"
        for tip in told["specific_tips"]
        if tip["id"] not in listed
    )


def _of_the_facts(told: Json, score: Json) -> Iterator[str]:
    items = (*told["strengths"], *told["areas_for_improvement"], *told["specific_tips"])
    for item in items:
        for key, value in item["evidence"].items():
            if key in _METRICS and not _is(value, number(score, *_METRICS[key]), _DIGITS.get(key, 0)):
                yield f"{item['id']}: {key} is {value}, the score has {number(score, *_METRICS[key])}"
        shown = set(_numbers_of(item["evidence"]))
        for said in words.numbers_in(item["text"]):
            if said not in shown:
                yield f"{item['id']}: the number {said} is not in its evidence"
    for item in items[: len(told["strengths"]) + len(told["areas_for_improvement"])]:
        yield from _direction(item)
        yield from _praise(item["text"], score)


def _direction(item: Json) -> Iterator[str]:
    signed = next((item["evidence"][key] for key in _SIGNED if key in item["evidence"]), None)
    early, late = words.EARLY.search(item["text"]), words.LATE.search(item["text"])
    if signed is None or not (early or late):
        return
    if (late and signed < 0) or (early and signed > 0):
        yield f"{item['id']}: '{(early or late or [''])[0]}' with {signed}"
    if item.get("direction") and item["direction"] != ("early" if signed < 0 else "late"):
        yield f"{item['id']}: direction {item['direction']} with {signed}"


def _praise(text: str, score: Json) -> Iterator[str]:
    bias, spread = number(score, "bias_ms"), number(score, "residual_sd_ms")
    spread = number(score, "spread_ms") if spread is None else spread
    on_beat = bias is not None and abs(bias) <= ON_THE_BEAT_MS
    steady = spread is not None and spread <= STEADY_MS
    wrong = [count(score, kind) for kind in ("missed", "extra", "wrong_pad")]
    limits = (
        (words.FLAWLESS, on_beat and steady),
        (words.ON_THE_BEAT, on_beat),
        (words.STEADY, steady),
        (words.COMPLETE, bool(score.get("written")) or not any(wrong)),
        (words.NOTHING_MISSED, not wrong[0]),
    )
    for found, holds in limits:
        if (match := found.search(text)) and not holds:
            yield f"'{match[0]}' is praise that the numbers do not bear"


def _of_the_cures(told: Json, score: Json) -> Iterator[str]:
    bias = number(score, "bias_ms")
    habit = 0.0
    if bias is not None and is_calibrated(score) and not FEEL_MS[0] <= bias <= FEEL_MS[1]:
        habit = bias
    directions = {item["id"]: item.get("direction") for item in told["areas_for_improvement"]}
    for tip in told["specific_tips"]:
        push, hold = words.PUSH.search(tip["text"]), words.HOLD.search(tip["text"])
        direction = directions.get(tip["id"])
        if push and (direction == "early" or (direction and habit < 0)):
            yield f"{tip['id']}: '{push[0]}' to someone who is early"
        if hold and (direction == "late" or (direction and habit > 0)):
            yield f"{tip['id']}: '{hold[0]}' to someone who is late"


def _of_the_text(
    told: Json, score: Json, pass_mark: float, *, whole: bool, learner_text: Sequence[str]
) -> Iterator[str]:
    items = (*told["strengths"], *told["areas_for_improvement"], *told["specific_tips"])
    texts = [*(item["text"] for item in items), told["encouragement"]]
    overall = number(score, "overall")
    enough = score.get("status") == "scored" and overall is not None and overall >= pass_mark
    steps = {step["id"] for step in told["next_steps"]}
    if not (enough and whole and not unmet(score)):
        if any(words.PASSED.search(text) for text in texts):
            yield "it says passed, and the take did not pass"
        if "next_exercise" in steps:
            yield "it leads on to the next exercise, and the take did not pass"
    if any(letter.isdigit() for letter in told["encouragement"]):
        yield "the encouragement has a number"
    for text in texts:
        yield from _unfit(text, learner_text)
    said = [sentence for text in texts for sentence in words.sentences(text)]
    yield from (f"said twice: '{one}'" for one in sorted({one for one in said if said.count(one) > 1}))
    if (number(score, "residual_sd_ms") or 0.0) > LOOSE_MS and "faster" in " ".join(texts).casefold():
        yield "'faster' to someone whose hits scatter"


def _unfit(text: str, learner_text: Sequence[str]) -> Iterator[str]:
    for what, found in (("markup or a link", words.MARKUP), ("an echo of instructions", words.INSTRUCTION)):
        if match := found.search(text):
            yield f"{what}: '{match[0]}'"
    if letter := words.foreign(text):
        yield f"'{letter}' is not of the course's script"
    for own in learner_text:
        if len(own) >= LEAST_ECHO and own.casefold() in text.casefold():
            yield f"it repeats the learner's words '{own}'"


def _is(said: Any, metric: float | None, digits: int) -> bool:
    return metric is not None and isinstance(said, int | float) and said == round(metric, digits)


def _numbers_of(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _numbers_of(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _numbers_of(each)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from (f"{abs(value):g}", f"{abs(value):.1f}", str(abs(value)))
