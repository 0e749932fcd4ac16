"""What the lesson format calls an error: lessons with one mistake each, where it is and what must be said."""

from dataclasses import dataclass

from notebooks import EXERCISE, FRONT, Cell, code, lesson, prose

BAR = "x... x... x... x..."
KICK = f"kick {BAR}"


@dataclass(frozen=True)
class Broken:
    """A lesson, the cell and line of its mistake, and some words of what must be said of it."""

    cells: list[Cell]
    cell: str | None
    line: int | None
    words: str


def _front(old: str, new: str, line: int | None, words: str) -> Broken:
    return Broken(lesson(FRONT.replace(old, new)), "front-matter", line, words)


def exercise(*lines: str) -> list[Cell]:
    """Return a lesson with these lines below `%%exercise first-bar`."""
    return lesson(exercise="\n".join(("%%exercise first-bar", *lines)))


def _exercise(*lines: str, line: int | None, words: str) -> Broken:
    return Broken(exercise(*lines), "first-bar", line, words)


def _named(line: str, words: str) -> Broken:
    return Broken(lesson(exercise=EXERCISE.replace("%%exercise first-bar", line)), "first-bar", 1, words)


def _own_code(source: str, line: int, words: str) -> Broken:
    return Broken(
        lesson(more=[code(source, "more")]), "more", line, f"code of its own{words}; expected %%exe"
    )


def _carries(cell: Cell, words: str) -> Broken:
    return Broken(lesson(more=[cell]), cell["id"], None, words)


TOP, SETUP, PLAY = lesson()

IN_FRONT = {
    "no front matter": Broken([SETUP, PLAY], "set-up", None, "the first cell is a code cell; expected the"),
    "prose on top": Broken(
        [prose(FRONT, "top"), SETUP, PLAY], "top", None, "the first cell is a markdown cell"
    ),
    "no fence above": _front("---\nid", "id", 1, "the front matter does not begin with ---"),
    "no fence below": _front("\n---", "", 12, "the front matter does not end with ---"),
    "no YAML": _front("Dembow", "a: b", 4, "'title: a: b' is not YAML: mapping values are not allowed"),
    "unknown key": _front("tier", "teir", 7, "'teir' is no key of the front matter; did you mean 'tier'?"),
    "missing key": _front("tier: free\n", "", None, "'tier' is missing; expected free or premium"),
    "bad value": _front("rhythm", "jazz", 5, "'topic' is 'jazz'; expected one of rhythm, sampling"),
    "key twice": _front("level", "id: dembow\nlevel", 6, "'id' stands in line 2 already"),
    "skill that nobody teaches": _front(
        "sources",
        "requires: [swing]\nsources",
        12,
        "'swing', which no lesson here teaches; taught are dembow",
    ),
}

IN_CELLS = {
    "no set-up": Broken([TOP, prose("# Hi", "hi"), PLAY], "hi", 1, "the second cell is markdown that begins"),
    "set-up with more": Broken(
        [TOP, code("%load_ext academy\nimport os", "set-up"), PLAY],
        "set-up",
        1,
        "the second cell is code that begins with '%load_ext academy'; expected %load_ext academy alone",
    ),
    "no exercise": Broken([TOP, SETUP], None, None, "there is no exercise"),
    "import": _own_code("\nimport os", 2, ": 'import os'"),
    "logic": _own_code("if True:\n    connect()", 1, ": 'if True:'"),
    "two words": _own_code("connect()\njourney()", 1, ": 'connect()'"),
    "word with logic": _own_code("connect(2 + 2)", 1, ": 'connect(2 + 2)'"),
    "another magic": _own_code("%%time\nconnect()", 1, ": '%%time'"),
    "name twice": Broken(lesson(more=[code(EXERCISE, "more")]), "more", 1, "a second exercise 'first-bar'"),
    "outputs": _carries(code("ask()") | {"outputs": [{}]}, "it has outputs: [{}]; expected none"),
    "count": _carries(code("ask()") | {"execution_count": 7}, "it has the execution count 7; expected none"),
    "metadata": _carries(prose("x") | {"metadata": {"a": 1}}, "it has metadata: {'a': 1}; expected none"),
    "generated id": _carries(prose("x", "0a1b2c3d"), "its id is '0a1b2c3d'; expected a name"),
    "id twice": _carries(prose("x", "set-up"), "a second cell with the id 'set-up'"),
    "kind of cell": _carries(prose("x") | {"cell_type": "heading"}, "the cell's type is 'heading'; expected"),
    "link": Broken(
        lesson(more=[prose("x\n[on](b.ipynb)")]), "words", 2, "leads to b.ipynb, which is not there"
    ),
}

IN_EXERCISE = {
    "name of the taste": _named("%%exercise taste", "an exercise 'taste'; that is the name of"),
    "no name": _named("%%exercise", "'%%exercise' without a name; expected one name in kebab-case"),
    "two names": _named("%%exercise first bar", "'%%exercise first bar'; expected one name in kebab-case"),
    "loud name": _named("%%exercise First", "'%%exercise First'; expected one name in kebab-case"),
    "no tempo": _exercise("", KICK, line=2, words="no tempo; add a line such as"),
    "no lane": _exercise("tempo: 90", line=None, words="no lane; add one such as"),
    "unknown header": _exercise("tempo: 90", "swin: 57", KICK, line=3, words="did you mean 'swing'?"),
    "header twice": _exercise("tempo: 90", "tempo: 91", KICK, line=3, words="'tempo' is given twice"),
    "header below": _exercise("tempo: 90", KICK, "click: off", line=4, words="stands below a lane"),
    "mark": _exercise("tempo: 90", f"kick {BAR[:-1]}9", line=3, words="step 16: '9' is not one of x X o = ."),
    "hold of nothing": _exercise("tempo: 90", f"kick .={BAR[2:]}", line=3, words="step 2: '=' holds no hit"),
    "lengths": _exercise(
        "tempo: 90", KICK, "hat x...", line=4, words="'hat' has 4 steps, lane 'kick' has 16"
    ),
    "part of a bar": _exercise("tempo: 90", "kick x... x...", line=3, words="8 steps are not whole bars"),
    "lane twice": _exercise("tempo: 90", KICK, KICK, line=4, words="lane 'kick' stands twice"),
    "offset": _exercise(
        "tempo: 90", "offset rim: 5", KICK, line=3, words="offset for lane 'rim', which is not"
    ),
    "swing in threes": _exercise(
        "tempo: 90", "division: 3", "swing: 60", "kick xxx xxx xxx xxx", line=4, words="division 3 has none"
    ),
    "words": _exercise("tempo: 90", "???", KICK, line=3, words="neither a header such as"),
    "unknown sound": _exercise(
        "tempo: 90",
        f"snair {BAR}",
        line=3,
        words="'snair' is neither a sound of the kit 'course' nor a pad such as A13; did you mean 'snare'?",
    ),
    "pad that is none": _exercise("tempo: 90", f"A17 {BAR}", line=3, words="lane 'A17' is neither a sound"),
    "shared pad": _exercise(
        "tempo: 90", KICK, f"A13 {BAR}", line=4, words="lanes 'kick' and 'A13' share pad A13; each lane needs"
    ),
    "unknown kit": _exercise(
        "tempo: 90", "kit: disco", KICK, line=3, words="kit is 'disco', which is not there; kits: course"
    ),
}

_OUT_OF_RANGE = {
    "swing": ("49", "76"),
    "division": ("5", "0"),
    "meter": ("4", "0/4", "4/3"),
    "passes": ("0", "65", "1.5"),
    "count_in": ("-1", "9"),
    "click": ("loud",),
    "pass": ("101", "-1"),
    "level": ("0", "4"),
    "order": ("none",),
    "type": ("dance",),
    "offset kick": ("300", "late"),
    "title": ("",),
    "hint": ("",),
}
IN_HEADER = {
    f"{key} {value}": _exercise("tempo: 90", f"{key}: {value}", KICK, line=3, words="expected")
    for key, values in _OUT_OF_RANGE.items()
    for value in values
} | {
    f"tempo {value}": _exercise(f"tempo: {value}", KICK, line=2, words=f"tempo is '{value}'; expected beats")
    for value in ("19", "301", "fast", "nan")
}

BROKEN: dict[str, Broken] = IN_FRONT | IN_CELLS | IN_EXERCISE | IN_HEADER
