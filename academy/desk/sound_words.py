"""The words of a search box as filters: "kick lo-fi 90 bpm Cm" is a kind, a genre, a tempo and a key."""

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from academy.samples.library.library import Library
    from academy.samples.library.query import Query

SAID_ONCE = ("kinds", "genres", "bpm", "key", "loops")


def understood(library: "Library", query: "Query") -> "Query":
    """Return a query with the filters that its text names; what was chosen as a filter stays as it is.

    Words that name none stay as text; moods add to those chosen.
    """
    if not query.text:
        return query
    words = library.asked(query.text)
    named = {name: getattr(words, name) for name in SAID_ONCE if getattr(query, name) in ((), None)}
    return replace(query, text=words.text, moods=tuple(dict.fromkeys((*query.moods, *words.moods))), **named)
