"""What the desk remembers of the Hub's answers: for seconds, and never more than so many."""

from collections.abc import Iterator

import pytest

pytest.importorskip("jupyterhub")

from academy.desk import hub_token
from academy.desk.counter.routes import hub_sign_in
from academy.desk.hub_token import KNOWN_S, FewKept, HubToken

MOST = 3


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_token, "MOST_KEPT", MOST)


def caches() -> Iterator[FewKept]:
    """Return every place where something is remembered of who asks."""
    yield HubToken("http://127.0.0.1:9/hub/api", "a token", ())._hub.cache
    auth = hub_sign_in("http://127.0.0.1:9/hub/api", "a token", "/services/desk")
    yield from (auth.cache, auth._oauth_states)


def test_a_flood_of_tokens_is_not_remembered_beyond_a_number() -> None:
    for cache in caches():
        for number in range(100):
            cache[f"token {number}"] = None
        assert len(cache) == len(cache.timestamps) == MOST
        assert "token 99" in cache and "token 96" not in cache


def test_who_asks_again_is_no_longer_the_oldest() -> None:
    cache = FewKept(KNOWN_S)
    for name in ("ann", "ben", "cleo", "ann", "dora"):
        cache[name] = {"name": name}
    assert [name for name in ("ann", "ben", "cleo", "dora") if name in cache] == ["ann", "cleo", "dora"]


def test_what_is_remembered_is_believed_for_seconds_alone() -> None:
    *tokens, _pages = caches()
    assert {cache.max_age for cache in tokens} == {KNOWN_S} and KNOWN_S <= 10
