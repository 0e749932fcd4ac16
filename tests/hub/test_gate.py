"""What a free learner's kernel gets of premium on a real hub, by every route and from the disk: nothing."""

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_places import ANN, Learner, RealHub, answers, needs_hub, until

from academy.lessons.catalogue import what_can_be_read
from academy.lessons.notebook import Lesson, cells_of
from academy.lessons.taste import taste_of
from academy.store.store import open_store

pytestmark = needs_hub
FREE = ["first-hits", "backbeat", "four-on-the-floor", "boom-bap-pocket", "first-pattern"]
LESSONS = what_can_be_read(Path(__file__).parents[2] / "course").lessons
PREMIUM = [lesson for lesson in LESSONS if lesson.id not in FREE]
SHORTEST = 25
ROUTES = 8
"""How many requests EVERY_ROUTE makes for a lesson."""
ASK = """
import base64, json, os, urllib.request as u
from pathlib import Path
from academy.client import find_desk
from academy.settings import Settings
desk = find_desk(Settings.from_env(os.environ, Path.cwd()))
mine = {'Authorization': f'token {desk.token}', 'Remote-User': 'tess', 'X-Plan': 'lifetime'}
def ask(method, path, body=None):
    sent = None if body is None else json.dumps(body).encode()
    try: answer = u.urlopen(u.Request(f'{desk.url}/{path}', sent, mine, method=method))
    except u.HTTPError as error: answer = error
    return answer.status, answer.read()
"""
EVERY_ROUTE = """
told = []
for name, first, title in lessons:
    for method, path, body in [
        ('GET', f'lessons/{name}?plan=lifetime&learner=tess', None), ('GET', f'lesson-kits/{name}', None),
        ('GET', f'lesson-kits/{name}/pads/A13', None), ('GET', f'lesson-kits/{name}/zip', None),
        ('PUT', f'lesson-kits/{name}', {'pads': None, 'learner': 'tess'}),
        ('POST', 'coach/variations', {'exercise': first, 'plan': 'lifetime'}),
        ('POST', 'coach/question', {'text': title}), ('POST', 'coach/lesson', {'title': title}),
    ]:
        status, data = ask(method, path, body)
        told.append([f'{method} {path}', status, base64.b64encode(data).decode()])
print(json.dumps(told))
"""
ON_THE_DISK = """
import subprocess
places = ['/opt', '/home', '/srv', '/usr/local', '/var/lib', os.path.expanduser('~')]
grep = ['grep', '-rlsF', '-f', '-', *filter(os.path.isdir, places)]
print(subprocess.run(grep, input='\\n'.join(lines), capture_output=True, text=True).stdout)
"""
WRITTEN = "Path(own).write_text(lines[0])\nprint(own)"
RACE = """
from concurrent.futures import ThreadPoolExecutor
sound = json.loads(ask('POST', 'sounds', {'query': {}, 'start': 0, 'count': 1})[1])['rows'][0]['id']
paths = [f'sounds/{sound}/audio?form=wav&request_id=r{number}' for number in range(60)]
with ThreadPoolExecutor(20) as at_once:
    said = list(at_once.map(lambda path: ask('GET', path)[0], paths))
print(said.count(200), said.count(402))
"""


def own_lines(lesson: Lesson) -> list[str]:
    """Return the lines of a lesson but its title, what it teaches, and the bars of its taste."""
    taste = taste_of(lesson)
    public = {f"# {lesson.title}", *(f"- {each}" for each in lesson.front.objectives)}
    public |= set(taste.text.splitlines() if taste else ())
    lines = {line.strip() for cell in cells_of(lesson.path)[1:] for line in cell["source"].splitlines()}
    return sorted(line for line in lines - public if len(line) >= SHORTEST)


def now_has(hub: RealHub, plan: str) -> None:
    """Write what an event of Stripe's would have, into the store of the desk while it rests."""
    hub.machine.stop("desk")
    with open_store(next(hub.machine.desk_folder.rglob("*.duckdb"))) as store:
        row = store.members.member(ANN)
        seen = row["version"] if row else 0
        status = {"premium": "active", "free": "canceled"}[plan]
        said = {"learner": ANN, "why": "test", "event_id": f"gate {seen}", "plan": plan}
        assert store.members.settle(**said, seen=seen, changes={"status": status}) == "done"
    hub.machine.start_desk()
    until(lambda: answers(f"{hub.url}/services/desk/health", hub.machine), "the desk")


@pytest.fixture
def premium(hub: RealHub, ann: Learner) -> Iterator[None]:
    now_has(hub, "premium")
    yield
    now_has(hub, "free")


def test_no_route_gives_a_kernel_a_line_of_a_locked_lesson(ann: Learner) -> None:
    asked = [(lesson.id, lesson.exercises[0].id, lesson.title) for lesson in PREMIUM]
    told = json.loads(ann.run(f"{ASK}lessons = {asked!r}\n{EVERY_ROUTE}"))
    assert len(told) == ROUTES * len(PREMIUM)
    for number, (path, status, data) in enumerate(told):
        text, secrets = b64decode(data).decode("utf-8", "replace"), own_lines(PREMIUM[number // ROUTES])
        assert len(secrets) > 10
        assert not [line for line in secrets if json.dumps(line)[1:-1] in text], path
        assert status == {"POST coach/question": 200, "POST coach/lesson": 403}.get(path, 402), path


def test_no_file_that_a_kernel_can_read_holds_one(ann: Learner) -> None:
    lines = [max(own_lines(lesson), key=len) for lesson in PREMIUM]
    as_in_files = [json.dumps(line, ensure_ascii=False)[1:-1] for line in lines]
    begin = f"{ASK}lines = {as_in_files!r}\nown = os.path.expanduser('~/own.txt')\n"
    look, own = begin + ON_THE_DISK, ann.run(begin + WRITTEN)
    assert set(ann.run(look).split("\n")) == {own}  # what the search can find, it finds
    ann.run(f"import os; os.unlink({own!r})")
    assert ann.run(look) == ""


def test_sixty_downloads_of_a_kernel_at_once_are_exactly_ten(ann: Learner) -> None:
    assert ann.run(f"{ASK}{RACE}") == "10 50"


@pytest.mark.usefixtures("premium")
def test_with_premium_the_same_requests_are_answered(ann: Learner) -> None:
    code = f"{ASK}print(*(ask('GET', f'lessons/{{name}}')[0] for name in names))"
    names = [lesson.id for lesson in PREMIUM]
    assert ann.run(f"names = {names!r}\n{code}").split() == ["200"] * len(PREMIUM)


def test_who_lapsed_has_the_free_lessons(ann: Learner) -> None:
    names = [*FREE, PREMIUM[-1].id]
    code = f"names = {names!r}\n{ASK}print(*(ask('GET', f'lessons/{{name}}')[0] for name in names))"
    assert ann.run(code).split() == ["200"] * 5 + ["402"]


def test_a_kernel_is_told_whether_a_model_answers_its_learner_and_a_stranger_is_not(
    hub: RealHub, ann: Learner
) -> None:
    assert json.loads(ann.run(f"{ASK}print(ask('GET', 'health')[1].decode())")) == {
        "ok": True,
        "coach": False,
    }
    strange = ann.ask("GET", "/services/desk/api/health", headers={"Authorization": "token nonsense"})
    assert strange.json() == {"ok": True}
