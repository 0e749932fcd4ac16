"""Whatever an instructor alone may do at a desk is found in its audit log."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3
from class_here import Class, class_here
from tornado.web import RequestHandler

from academy.desk.counter.page import CounterPage
from academy.desk.counter.routes import counter_routes
from academy.desk.counter.till import Till
from academy.desk.office import Office
from academy.desk.routes import routes
from academy.settings import Settings

WISH = "0123456789abcdef0123456789abcdef"
METHODS = ("GET", "PUT", "POST", "DELETE")
KNOWN = {
    *("GET /teaching", "GET /teaching/learners", "GET /teaching/learners/ann", "POST /coach/lesson"),
    *("GET /review", f"GET /review/{WISH}", f"POST /review/{WISH}"),
}
Asked = tuple[str, str, bool]


class HubOfPages:
    """Stands for the Hub that says who has signed in: whoever the header names."""

    async def get_user(self, page: RequestHandler, sync: bool) -> dict[str, Any]:
        name = page.request.headers["Authorization"].removeprefix("token ")
        return {"name": name, "kind": "user"}


def pages(office: Office) -> list[Any]:
    """Return the counter's pages, of a hub that sells nothing."""
    lent: Any = HubOfPages()
    return counter_routes("", office, Till(office.store, None, "http://hub"), lent, lent, {"tess"})


@pytest.fixture
def a_class(tmp_path: Path, store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Class]:
    monkeypatch.setattr(CounterPage, "check_hub_user", lambda _page, person: person)
    monkeypatch.setattr(CounterPage, "check_xsrf_cookie", lambda _page: None)
    monkeypatch.setattr(CounterPage, "xsrf_token", b"signed")
    settings = Settings.from_env({"ACADEMY_STORE": store_url, "HOME": str(tmp_path)}, tmp_path)
    with class_here(settings, counter=pages) as one:
        wish = {"title": "Dembow", "topic": "rhythm", "level": 1, "words": ""}
        one.office.store().wishes.ask({"wish_id": WISH, "learner": "ann", **wish})
        yield one


def every_request(office: Office) -> Iterator[Asked]:
    """Give each method and address of the desk, and whether it is a page of the counter."""
    of_pages = pages(office)
    for route in [*routes("", office), *of_pages]:
        path, handler = route[0], route[1]
        for method in METHODS:
            if getattr(handler, method.lower()) is not getattr(RequestHandler, method.lower()):
                filled = path.replace("([^/]+)", WISH if path.startswith("/review") else "ann")
                yield method, filled, route in of_pages


def status(a_class: Class, who: str, asked: Asked) -> int:
    """Ask; a page is sent the form that refuses a wish, the API nothing."""
    method, path, is_page = asked
    said: dict[str, Any] = {"headers": {"Authorization": f"token {who}"}, "redirect": False, "timeout": 60}
    if method != "GET":
        said["body"] = "act=refuse&why=no" if is_page else "{}"
        said["headers"]["Content-Type"] = "application/x-www-form-urlencoded"
    return urllib3.request(method, f"{a_class.desk.url}{path}", **said).status


def test_each_thing_that_an_instructor_alone_may_do_is_in_the_log(a_class: Class) -> None:
    log, done = a_class.office.store().members.audit_log, set()
    for asked in every_request(a_class.office):
        if status(a_class, "ann", asked) != 403:
            continue
        before = len(log())
        if status(a_class, "tess", asked) != 403:
            done.add(f"{asked[0]} {asked[1]}")
            assert len(log()) == before + 1, f"{asked} is not in the audit log"
    assert done >= KNOWN


def test_costs_of_all_are_in_the_log_and_a_learners_own_are_not(a_class: Class) -> None:
    for who in ("ann", "tess"):
        assert a_class.as_(who).get("costs?month=2026-11")[0] == 200
    log = a_class.office.store().members.audit_log()
    assert [(row["who"], row["did"], row["about"]) for row in log] == [
        ("tess", "looked at costs", {"month": "2026-11"})
    ]


def test_a_look_at_a_wish_says_whose_it_was(a_class: Class) -> None:
    assert a_class.as_("tess").ask("GET", f"review/{WISH}")[0] == 200
    (row,) = a_class.office.store().members.audit_log()
    assert (row["who"], row["did"], row["whom"]) == ("tess", "looked at a wish", "ann")


def test_whether_somebody_teaches_is_asked_where_it_is_written_down() -> None:
    import academy.desk

    asking = {
        file.name
        for file in Path(academy.desk.__file__).parent.rglob("*.py")
        if ".is_instructor" in (text := file.read_text(encoding="utf-8")) or "self.teaches:" in text
    }
    assert asking == {
        "auditing.py",
        "handlers.py",
        "page.py",
        "seat.py",
        "wish_pages.py",
    }  # three know the seat
