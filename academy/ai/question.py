"""A question to the coach: what a learner typed is marked as such, and the answer is shown as a quotation.

The rules answer first and always: what the last takes showed, and where in the course to read on. A model may
put that into words. It has no tools, sees the learner's words joined by a sign that instructions do not have
(spotlighting, Hines et al. 2024, arXiv 2403.14720), and may say no number that is not in front of it.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from academy.ai.prompts import prompt
from academy.ai.request import Answer, Asks, Request
from academy.ai.voice import ENGLISH, Language
from academy.coach import words
from academy.errors import TakeError
from academy.lessons.finding import Section

if TYPE_CHECKING:
    from pydantic import BaseModel

MOST_ASKED, MOST_SAID, MOST_PLACES = 400, 600, 3
"""Letters of a question and of an answer; places that an answer names."""
LIMIT_S, MOST_TOKENS = 8.0, 350
"""A question is waited for knowingly, so that it may take longer than feedback on a take."""
MARK = "ˆ"
SCORE = re.compile(
    r"\b(?:score[sd]?|points?|passed|pass|percent|grade[sd]?|marks?)\b|%|\d\s*(?:/|of|out of)\s*\d",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
OF_THE_LEARNER = re.compile(r"\byou(?:r|rs|'re|’re)?\b", re.IGNORECASE)
A_CASE = re.compile(r"\b(?:if|when|whenever|not|no|never)\b|n['’]t\b", re.IGNORECASE)
ECHO = 6
"""So many words of the question in a row are an echo of it."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Material:
    """What an answer may stand on: sentences of the coach about the last takes, and places of the course."""

    facts: Sequence[str]
    places: Sequence[Section]

    def as_json(self) -> Json:
        """Return it as the page shows it."""
        return {"facts": list(self.facts), "places": [place.as_json() for place in self.places[:MOST_PLACES]]}


def plain(text: object) -> str:
    """Return a question as one line of printable letters; TakeError when it is empty or too long."""
    said = unicodedata.normalize("NFKC", str(text or ""))
    line = " ".join("".join(" " if _is_odd(letter) else letter for letter in said).split())
    if not line:
        raise TakeError("There is no question yet. Write what you want to know, such as: why do I rush?")
    if len(line) > MOST_ASKED:
        raise TakeError(f"The question has {len(line)} letters; {MOST_ASKED} are read. Say it shorter.")
    return line


def answered(
    text: str,
    material: Material,
    asks: Asks,
    *,
    user: str,
    course: str | None = None,
    language: Language = ENGLISH,
) -> Json:
    """Return the answer as JSON: `facts` and `places` always, `quote` and `model` where a model answered.

    `source` is `ai` or `rules`; `why` says in a sentence why no model answers, None when one does.
    """
    question = plain(text)
    own = {"question": question, **material.as_json(), "quote": None, "model": None}
    if not material.places and not material.facts:
        why = "Neither your takes nor the course speak of this."
        return own | {"source": "rules", "why": why, "outcome": "nothing_to_choose"}
    reason = asks.why_not()
    if reason is not None:
        return own | {"source": "rules", "why": reason.sentence, "outcome": reason.outcome}
    answer: Answer[Any] = asks.ask(request_for(question, material, language), user=user, course=course)
    if answer.value is None:
        return own | {"source": "rules", "why": answer.why, "outcome": answer.outcome}
    by_id = dict(zip(_ids(material), material.places, strict=True))
    places = [by_id[name].as_json() for name in dict.fromkeys(getattr(answer.value, "places", []))]
    quote = " ".join(answer.value.answer.split())
    told = {"quote": quote, "model": answer.model, "places": places or own["places"]}
    return own | told | {"source": "ai", "why": None, "outcome": answer.outcome}


def request_for(question: str, material: Material, language: Language) -> Request[Any]:
    """Return the question with what may be answered from; it is never cached, its words are the learner's."""
    ids = _ids(material)
    shown = [
        {"id": name, "lesson": place.lesson, "heading": place.heading, "text": place.text}
        for name, place in zip(ids, material.places, strict=True)
    ]
    said = {"language": language.name, "facts": list(material.facts), "places": shown}
    return Request(
        purpose="question",
        prompt=prompt("question"),
        said=json.dumps(said | {"question": marked(question)}, ensure_ascii=False),
        schema=schema_for(ids),
        faults=lambda answer: list(_faults(answer.answer, question, material)),
        limit_s=LIMIT_S,
        most_tokens=MOST_TOKENS,
    )


def marked(question: str) -> str:
    """Return a learner's words joined by a sign that stands nowhere else."""
    return MARK.join(question.replace(MARK, " ").split())


def schema_for(ids: Sequence[str]) -> "type[BaseModel]":
    """Return what an answer looks like: prose, and places of this run alone."""
    from pydantic import Field, create_model

    fields: dict[str, Any] = {"answer": (Annotated[str, Field(min_length=1, max_length=MOST_SAID)], ...)}
    if ids:
        chosen: Any = list[Literal[tuple(ids)]]  # type: ignore[misc]
        fields["places"] = (chosen, Field(min_length=1, max_length=MOST_PLACES))
    return create_model("CoachAnswer", **fields)


def _faults(said: str, question: str, material: Material) -> Iterator[str]:
    if not said.strip():
        yield "answer: write at least one sentence"
    if MARK in said or (found := words.MARKUP.search(said)):
        yield f"answer: plain prose only, without {MARK if MARK in said else found[0]!r}"  # type: ignore[index]
    if found := words.INSTRUCTION.search(said):
        yield f"answer: say nothing of instructions; leave out {found[0]!r}"
    if letter := words.foreign(said):
        yield f"answer: Latin letters only, without {letter!r}"
    if found := SCORE.search(said):
        yield f"answer: nothing about points or passing; leave out {found[0]!r}"
    known = set(
        NUMBER.findall(" ".join([*material.facts, *(f"{one.heading} {one.text}" for one in material.places)]))
    )
    strange = [number for number in NUMBER.findall(said) if number not in known]
    if strange:
        yield f"answer: these numbers are in no fact and no place: {', '.join(strange[:5])}"
    if _echoes(said, question):
        yield "answer: do not repeat the question"
    yield from _unfounded(said, material.facts)


def _unfounded(said: str, facts: Sequence[str]) -> Iterator[str]:
    """Yield words that judge this learner's playing and are in no fact; advice for a case is no judgement."""
    for sentence in words.sentences(said):
        if not OF_THE_LEARNER.search(sentence) or A_CASE.search(sentence):
            continue
        for kind in (words.EARLY, words.LATE, words.FLAWLESS, words.STEADY):
            found = kind.search(sentence)
            if found and not any(kind.search(fact) for fact in facts):
                yield f"answer: no fact says {found[0]!r} of the playing; say it as a case, with 'if'"


def _echoes(said: str, question: str) -> bool:
    asked, told = (re.findall(r"\w+", text.casefold()) for text in (question, said))
    rows = {tuple(asked[at : at + ECHO]) for at in range(len(asked) - ECHO + 1)}
    return any(tuple(told[at : at + ECHO]) in rows for at in range(len(told) - ECHO + 1))


def _ids(material: Material) -> list[str]:
    return [f"p{number}" for number in range(1, len(material.places) + 1)]


def _is_odd(letter: str) -> bool:
    """Say whether a letter is no letter: controls, invisible signs, private ones, our own mark."""
    return letter == MARK or unicodedata.category(letter)[0] == "C"
