"""A learner's server runs under an account of its own, or the Hub does not start."""

import os
import pwd
from collections.abc import Iterator

import pytest
from hub_places import needs_root
from jupyterhub.spawner import LocalProcessSpawner, SimpleLocalProcessSpawner

from academy.errors import HubError
from academy.hub import accounts
from academy.hub.accounts import AccountSpawner, account_of, refuse_shared_accounts, unix_name

NAME = "academy-test-account"
DESK = "nobody"


@pytest.mark.parametrize("name", ["root", "user_2abcDEF", "a" * 255, "../x", "ada@example.org"])
def test_any_hub_name_becomes_a_short_unix_name_of_its_own(name: str) -> None:
    assert unix_name(name).startswith("academy-") and len(unix_name(name)) <= 32
    assert unix_name(name) != unix_name(name + "x")


def test_names_that_differ_only_in_case_are_two_accounts() -> None:
    assert unix_name("user_2abcDEF") != unix_name("user_2abcdef")


@pytest.mark.parametrize("shared", [SimpleLocalProcessSpawner, LocalProcessSpawner])
def test_a_spawner_that_shares_accounts_is_refused_with_a_cure(shared: type) -> None:
    with pytest.raises(HubError, match=f"{shared.__name__}.*name DockerSpawner or KubeSpawner"):
        refuse_shared_accounts(shared, DESK)


def test_containers_are_accounts_enough_but_not_those_of_this_machines_users() -> None:
    docker = type("DockerSpawner", (), {})
    refuse_shared_accounts(type("Ours", (docker,), {}), DESK)
    with pytest.raises(HubError, match="SystemUserSpawner"):
        refuse_shared_accounts(type("SystemUserSpawner", (docker,), {}), DESK)


def test_without_root_no_learner_would_have_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(HubError, match="Start the Hub as root"):
        refuse_shared_accounts(AccountSpawner, DESK)


@needs_root
def test_a_desk_that_is_root_or_nobody_at_all_is_refused() -> None:
    with pytest.raises(HubError, match="root's"):
        refuse_shared_accounts(AccountSpawner, "root")
    with pytest.raises(HubError, match="no account"):
        refuse_shared_accounts(AccountSpawner, "academy-test-nobody-has-this")
    refuse_shared_accounts(AccountSpawner, DESK)


@pytest.fixture
def made() -> Iterator[pwd.struct_passwd]:
    accounts.remove_account(NAME)
    yield account_of(NAME, DESK)
    accounts.remove_account(NAME)


@needs_root
def test_an_account_is_made_once_with_a_home_that_is_closed_to_others(made: pwd.struct_passwd) -> None:
    assert account_of(NAME, DESK) == made
    assert os.stat(made.pw_dir).st_mode & 0o777 == 0o700


@needs_root
def test_an_account_that_is_the_desks_or_somebody_elses_is_refused(
    made: pwd.struct_passwd, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(HubError, match="not its own"):
        account_of(NAME, made.pw_name)
    monkeypatch.setattr(accounts, "unix_name", lambda _name: made.pw_name)
    with pytest.raises(HubError, match="is not another's"):
        account_of("another", DESK)
