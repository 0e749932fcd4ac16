"""The desk's hold on the store: what cannot be read is said, copied once, and tried again when it changes."""

import json
from pathlib import Path

import pytest

from academy.client import find_desk
from academy.desk.office import Office
from academy.errors import StoreBusy, StoreDamaged, StoreError, StoreTooNew
from academy.settings import Settings
from academy.store.store import Store, open_store


def office_for(settings: Settings, port: int = 1) -> Office:
    return Office(settings, lambda: f"http://127.0.0.1:{port}/academy/api")


def store_of(settings: Settings) -> Path:
    return Path(settings.store.removeprefix("duckdb:///"))


def test_who_owns_the_store_tells_where_it_is_and_takes_that_back(settings: Settings) -> None:
    office = office_for(settings, port=4242)
    assert office.try_to_own() is None and office.is_open
    desk = find_desk(settings)
    assert desk is not None and (desk.url, desk.token) == ("http://127.0.0.1:4242/academy/api", office.token)
    office.close()
    assert find_desk(settings) is None
    open_store(settings.store).close()


def test_a_second_office_waits_and_leaves_the_note_of_the_first(settings: Settings) -> None:
    first, second = office_for(settings), office_for(settings)
    first.store()
    assert second.try_to_own() is None and not second.is_open
    with pytest.raises(StoreBusy):
        second.store()
    second.close()
    desk = find_desk(settings)
    assert desk is not None and desk.token == first.token
    first.close()
    assert second.store()
    second.close()


def test_a_damaged_store_is_said_each_time_and_copied_once(settings: Settings) -> None:
    store_of(settings).write_bytes(b"damaged")
    office = office_for(settings)
    assert isinstance(office.try_to_own(), StoreDamaged)
    with pytest.raises(StoreDamaged, match="Nothing was deleted"):
        office.store()
    assert len(list(store_of(settings).parent.glob("*.damaged-*"))) == 1
    desk = find_desk(settings)
    assert desk is not None and desk.token == office.token


def test_when_the_damaged_file_is_put_right_takes_are_kept_again(settings: Settings) -> None:
    store_of(settings).write_bytes(b"damaged")
    office = office_for(settings)
    office.try_to_own()
    store_of(settings).unlink()
    assert office.try_to_own() is None and office.is_open
    office.close()


def test_a_store_of_a_newer_academy_is_not_opened_again_and_again(settings: Settings) -> None:
    opened: list[str] = []

    def too_new(url: str) -> Store:
        opened.append(url)
        raise StoreTooNew("newer")

    store_of(settings).write_bytes(b"from tomorrow")
    office = Office(settings, lambda: "http://127.0.0.1:1", too_new)
    for _ in range(3):
        assert isinstance(office.try_to_own(), StoreTooNew)
    assert opened == [settings.store]


def test_a_folder_that_may_not_be_written_is_named_with_its_cure(settings: Settings) -> None:
    def refused(_url: str) -> Store:
        raise PermissionError(13, "Permission denied", "/a/folder")

    office = Office(settings, lambda: "", refused)
    reason = office.try_to_own()
    assert isinstance(reason, StoreError)
    assert "/a/folder: Permission denied. Set ACADEMY_STORE" in str(reason)


def test_the_note_is_for_its_owner_only(settings: Settings) -> None:
    office = office_for(settings)
    office.store()
    assert office.note.stat().st_mode & 0o777 == 0o600
    assert set(json.loads(office.note.read_text())) == {"url", "token", "pid"}
    office.close()
