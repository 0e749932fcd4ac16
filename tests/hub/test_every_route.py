"""Every route of the desk is attacked from a learner's kernel: as another learner, and by nobody at all."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
from every_route import (
    ATTACKS,
    HEADERS,
    MARK,
    OFFER,
    THEIR_TAKE,
    VICTIM,
    Attack,
    methods_of,
    routes_of_the_desk,
)
from hub_places import BEN, Learner, RealHub, needs_hub, xsrf

DESK = "/services/desk"
FROM_A_KERNEL = """
import json, os, urllib.parse, urllib.request as u
told = []
class Stay(u.HTTPRedirectHandler):
    def redirect_request(self, *_): return None
browser = u.build_opener(Stay)
for method, url, body, is_form in json.loads(attacks):
    said = {'Authorization': 'token ' + os.environ['JUPYTERHUB_API_TOKEN'], **json.loads(headers)}
    if body is not None: body = (urllib.parse.urlencode(body) if is_form else json.dumps(body)).encode()
    try: answer = browser.open(u.Request(url, body, said, method=method))
    except u.HTTPError as error: answer = error
    told.append([answer.status, mark.encode() in answer.read()])
print(json.dumps(told))
"""
FORMS = [one for one in ATTACKS if one.is_form]
NAMES = [f"{one.method} {one.path.partition('?')[0]}" for one in ATTACKS]


def test_every_route_and_method_of_the_desk_is_attacked_here(tmp_path: Path) -> None:
    routes = routes_of_the_desk(tmp_path)
    attacked = set()
    for one in ATTACKS:
        path = one.place.partition("?")[0]
        attacked |= {(pattern, one.method) for pattern, _ in routes if re.match(pattern, path)}
    there = {(pattern, method) for pattern, handler in routes for method in methods_of(handler)}
    assert sorted(there - attacked) == []
    assert len(routes) > 50


def what_is_bens(ben: Learner) -> dict[str, Any]:
    """Return all that the desk keeps of ben."""
    asked = ("takes", "attempts", "calibrations", "ratings", "offers", "settings/diary", "plan")
    return {path: ben.ask("GET", f"{DESK}/api/{path}").json() for path in asked}


@pytest.fixture(scope="module")
def bens(ben: Learner) -> dict[str, Any]:
    """Let ben leave a mark in each of his tables, and return all that is kept of him."""
    for take_id in (THEIR_TAKE, f"{THEIR_TAKE}-2"):
        take = {"id": take_id, "exercise": f"backbeat/{MARK}", "hits": []}
        score = {"status": "scored", "overall": 80.0, "onsets": []}
        ben.ask("POST", f"{DESK}/api/takes", json={"take": take, "score": score, "passed": True})
    offer = OFFER | {"exercise": f"backbeat/{MARK}"}
    kept = {
        "settings/diary": {"value": MARK},
        "calibrations": {"input": "pads", "output": MARK, "latency_ms": 40},
        "ratings": {"lesson": "backbeat", "stars": 5, "note": MARK},
    }
    assert ben.ask("POST", f"{DESK}/api/offers", json=offer).ok
    for path, body in kept.items():
        assert ben.ask("PUT", f"{DESK}/api/{path}", json=body).ok, path
    found = what_is_bens(ben)
    assert all(MARK in json.dumps(found[path]) for path in found if path != "plan")
    return found


@pytest.fixture(scope="module")
def answered(hub: RealHub, ann: Learner, bens: dict[str, Any]) -> dict[str, list[Any]]:
    """Make all attacks from ann's kernel: of each the status, and whether MARK was in the answer."""
    asked = json.dumps([(one.method, hub.url + one.place, one.said, one.is_form) for one in ATTACKS])
    given = f"attacks, headers, mark = {asked!r}, {json.dumps(HEADERS)!r}, {MARK!r}\n"
    told = ann.run(given + FROM_A_KERNEL)
    return dict(zip(map(str, ATTACKS), json.loads(told), strict=True))


@needs_hub
@pytest.mark.parametrize("attack", ATTACKS, ids=NAMES)
def test_whoever_claims_to_be_another_is_answered_as_themselves(
    answered: dict[str, list[Any]], attack: Attack
) -> None:
    assert answered[str(attack)] == [403 if attack.is_form else attack.mine, False]


@needs_hub
@pytest.mark.parametrize("attack", ATTACKS, ids=NAMES)
def test_nobody_is_answered_without_a_token(hub: RealHub, bens: dict[str, Any], attack: Attack) -> None:
    body = attack.said
    sent = None if body is None else urlencode(body) if attack.is_form else json.dumps(body)
    where = hub.url + attack.place
    said = requests.request(
        attack.method, where, data=sent, headers=HEADERS, timeout=30, allow_redirects=False
    )
    assert said.status_code == attack.strangers and MARK not in said.text


@needs_hub
@pytest.mark.parametrize("attack", FORMS, ids=lambda one: one.path)
def test_a_form_that_names_another_is_ones_own_and_one_of_another_site_is_not_taken(
    hub: RealHub, ann: Learner, bens: dict[str, Any], attack: Attack
) -> None:
    page = ann.browser.get(f"{hub.url}{DESK}/account/delete", timeout=30).text
    signed = (attack.said or {}) | {"_xsrf": xsrf(page)}
    for body, status in ((signed, attack.mine), (attack.said, 403)):
        said = ann.browser.post(hub.url + attack.place, data=body, timeout=30, allow_redirects=False)
        assert said.status_code == status and MARK not in said.text


@needs_hub
def test_all_of_it_changed_nothing_of_the_other_learners(ben: Learner, bens: dict[str, Any]) -> None:
    assert what_is_bens(ben) == bens
    assert not Path("/tmp/academy-stolen.duckdb").exists()


def test_the_learner_who_is_claimed_to_be_is_the_one_whose_mark_is_looked_for() -> None:
    assert VICTIM == BEN
