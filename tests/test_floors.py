"""Imports go down the floors of ARCHITECTURE.md, and each outside library lives in one room."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "academy"

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "secret_files": {"errors"},
    "payment_settings": {"errors", "secret_files"},
    "operator_settings": {"errors", "secret_files"},
    "settings": {"errors", "operator_settings", "payment_settings"},
    "patterns": {"errors"},
    "midi": {"errors", "patterns"},
    "membership": {"errors"},
    "store": {"errors"},
    "scoring": {"errors", "patterns", "midi"},
    "lessons": {"errors", "patterns"},
    "samples": {"errors"},
    "progress": {"errors", "scoring", "lessons"},
    "coach": {"errors", "patterns", "scoring", "progress", "lessons"},
}
MAY_IMPORT["composing"] = {"errors", "patterns", "midi", "scoring", "lessons", "progress"}
MAY_IMPORT["ai"] = {"errors", "settings", "patterns", "scoring", "lessons", "progress", "coach", "composing"}
MAY_IMPORT["practice"] = set(MAY_IMPORT) - {"ai"} | {"settings"}
MAY_IMPORT["publishing"] = {"errors", "patterns", "midi", "lessons", "practice", "settings"}
MAY_IMPORT["keepsakes"] = {"errors", "midi"}
MAY_IMPORT["guidance"] = {"errors", "lessons", "patterns", "practice", "progress"}
MAY_IMPORT["classbook"] = {"errors", "keepsakes", "progress", "store"}
MAY_IMPORT["course_state"] = {"errors", "guidance", "lessons", "practice", "progress"}
MAY_IMPORT["plots"] = {"errors", "progress"}
MAY_IMPORT["my_playing"] = {"errors", "lessons", "plots", "progress", "store"}
MAY_IMPORT["coaching"] = {"errors", "lessons", "plots"}
MAY_IMPORT["widgets"] = MAY_IMPORT["practice"] | {"practice", "client", "course_state", "guidance"}
MAY_IMPORT["widgets"] |= {"coaching", "my_playing"}
MAY_IMPORT["line"] = {"errors"}
MAY_IMPORT["quick_start"] = set()
MAY_IMPORT["client"] = {"errors", "line", "settings", "practice"}
MAY_IMPORT["figures"] = {"membership"}
MAY_IMPORT["course_folder"] = {"errors", "settings", "client", "lessons"}
MAY_IMPORT["words"] = {"errors", "widgets", "coaching", "course_state", "my_playing", "publishing"}
MAY_IMPORT["words"] |= {"classroom"}
MAY_IMPORT["classroom"] = MAY_IMPORT["widgets"] | {"widgets", "classbook", "words"}
MAY_IMPORT["pages"] = set()
MAY_IMPORT["desk"] = MAY_IMPORT["practice"] | {
    "ai",
    "figures",
    "practice",
    "client",
    "guidance",
    "line",
    "pages",
}
MAY_IMPORT["hub"] = {"errors", "secret_files", "settings"}
MAY_IMPORT["serving"] = MAY_IMPORT["desk"] | {"desk", "quick_start"}
MAY_IMPORT["cli"] = MAY_IMPORT["serving"] | {"serving", "widgets", "classroom", "classbook", "guidance"}
MAY_IMPORT["cli"] |= {"keepsakes", "plots", "publishing"}
MAY_IMPORT["__init__"] = set(MAY_IMPORT)
MAY_IMPORT["__main__"] = {"cli"}

LIVES_IN = {
    "duckdb": {"store"},
    "duckdb_sqlalchemy": {"store"},
    "sqlalchemy": {"store"},
    "psycopg": {"store"},
    "anywidget": {"widgets"},
    "matplotlib": {"plots"},
    "rtmidi": {"midi"},
    "tornado": {"desk", "pages", "serving"},
    "pydantic_ai": {"ai"},
    "genai_prices": {"ai"},
    "openai": {"ai"},
    "jupyter_server": {"course_folder", "desk", "serving"},
    "voila": {"serving"},
    "urllib3": {"line"},
    "mido": {"midi"},
    "fsrs": {"progress"},
    "pydantic": {"ai"},
    "scipy": {"samples"},
    "soundfile": {"samples"},
    "soxr": {"samples"},
    "pyarrow": {"samples"},
    "stripe": {"membership"},
    "smtplib": {"membership"},
    "jupyterhub": {"hub", "desk", "quick_start"},
    "oauthenticator": {"hub"},
    "firstuseauthenticator": {"hub"},
    "bcrypt": {"hub"},
    "prometheus_client": {"desk"},
    "fsspec": {"samples"},
}


def room_of(path: Path) -> str:
    """Return the room a file belongs to: its folder below academy/, or its own name."""
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imports_of(path: Path) -> set[str]:
    """Return every dotted name that a file imports, wherever in the file it does so."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import; write the full name"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_the_floors(path: Path) -> None:
    room = room_of(path)
    ours = {name.split(".")[1] for name in imports_of(path) if name.startswith("academy.")}
    assert ours - {room} <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_outside_library_lives_in_one_room(path: Path) -> None:
    outside = {name.split(".")[0] for name in imports_of(path)}
    strangers = {library for library in outside & set(LIVES_IN) if room_of(path) not in LIVES_IN[library]}
    assert not strangers


def test_every_room_stands_in_the_table() -> None:
    assert {room_of(path) for path in FILES} <= set(MAY_IMPORT)
