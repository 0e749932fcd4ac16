"""One unix account for each learner, which is neither the Hub's nor the desk's nor another learner's.

A kernel is whatever its learner types. What its account may read is theirs, so accounts are the wall.
"""

import hashlib
import os
import pwd
import resource
import subprocess
from typing import Any

from jupyterhub.spawner import LocalProcessSpawner, set_user_setuid
from traitlets import Unicode

from academy.errors import HubError

OWN_MACHINE = {"DockerSpawner", "SwarmSpawner", "KubeSpawner"}
"""Spawners that give each learner a container, where no account is shared."""
LEAST_UID = 1000
MOST_PROCESSES = 256
MOST_BYTES = 2 * 1024**3
"""What one learner may start (threads count, too), and what one process of theirs may hold."""


def unix_name(name: str) -> str:
    """Return the unix account of a Hub name: by hash, so that case counts and no name means `root`."""
    return f"academy-{hashlib.sha256(name.encode()).hexdigest()[:20]}"


class AccountSpawner(LocalProcessSpawner):  # type: ignore[misc] # untyped base
    """Runs each learner's server under that learner's own account, made when it is first needed."""

    desk_account = Unicode(config=True, help="The account that the desk runs under.")

    async def start(self) -> Any:
        """Make the account if need be, look at it, and start the server."""
        account_of(self.user.name, self.desk_account)
        return await super().start()

    def make_preexec_fn(self, name: str) -> Any:
        """Become the learner's account."""
        become = set_user_setuid(unix_name(name))

        def preexec() -> None:
            os.umask(0o077)
            resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
            resource.setrlimit(resource.RLIMIT_NPROC, (MOST_PROCESSES, MOST_PROCESSES))
            become()

        return preexec

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Say home and shell; sockets of kernels live at a short path, since theirs may have 107 bytes."""
        account = pwd.getpwnam(unix_name(self.user.name))
        runtime = f"{account.pw_dir}/.run"
        home = {"USER": account.pw_name, "HOME": account.pw_dir, "SHELL": account.pw_shell}
        return env | home | {"JUPYTER_RUNTIME_DIR": runtime}


def account_of(name: str, desk_account: str) -> pwd.struct_passwd:
    """Return the learner's account, made when there is none; HubError when it is not theirs alone."""
    unix, whose = unix_name(name), hashlib.sha256(name.encode()).hexdigest()
    try:
        account = pwd.getpwnam(unix)
    except KeyError:
        make_account(unix, whose, *HOME)
        account = pwd.getpwnam(unix)
    if account.pw_gecos != whose:
        raise HubError(f"The account {unix} is not {name}'s. Remove it, or give {name} another name.")
    taken = {os.geteuid(), uid_of(desk_account)}
    shared = [one.pw_name for one in pwd.getpwall() if one.pw_uid == account.pw_uid and one.pw_name != unix]
    if account.pw_uid in taken or account.pw_uid < LEAST_UID or shared:
        raise HubError(
            f"The account {unix} has the number {account.pw_uid}, which is not its own. Remove it with "
            f"`userdel {unix}`; the Hub makes a new one."
        )
    return account


HOME = ("--create-home", "--key", "HOME_MODE=0700")


def make_account(unix: str, comment: str, *options: str) -> None:
    """Make an account that nobody signs in to; with HOME among its options one that has a closed home."""
    command = ["useradd", "--user-group", "--comment", comment]
    said = subprocess.run([*command, "--shell", "/bin/sh", *options, unix], capture_output=True, text=True)
    if said.returncode:
        raise HubError(f"The account {unix} cannot be made: {said.stderr.strip()}")


def uid_of(account: str) -> int:
    """Return an account's number; HubError when there is no such account."""
    try:
        return pwd.getpwnam(account).pw_uid
    except KeyError:
        raise HubError(
            f"There is no account {account} for the desk. Make it with `useradd --system {account}`."
        ) from None


def refuse_shared_accounts(spawner: type, desk_account: str) -> None:
    """Raise HubError where a learner's server would share an account with the Hub, the desk or a learner."""
    if any(kind.__name__ in OWN_MACHINE for kind in spawner.__mro__):
        if any(kind.__name__ == "SystemUserSpawner" for kind in spawner.__mro__):
            raise HubError("SystemUserSpawner gives containers this machine's accounts. Use DockerSpawner.")
        return
    if not issubclass(spawner, AccountSpawner):
        raise HubError(
            f"With {spawner.__name__} a learner's server could run under the Hub's, the desk's or another "
            "learner's account and read everything of theirs. Leave JupyterHub.spawner_class out, or name "
            "DockerSpawner or KubeSpawner."
        )
    if os.geteuid() != 0:
        raise HubError(
            "Only root can give each learner an account. Start the Hub as root, or use DockerSpawner."
        )
    if uid_of(desk_account) == 0:
        raise HubError(f"The desk's account {desk_account} is root's. Give the desk an account of its own.")


def remove_account(name: str) -> None:
    """Remove a learner's account, its home, and end what runs under it."""
    unix = unix_name(name)
    subprocess.run(["pkill", "-KILL", "-u", unix], check=False, capture_output=True)
    subprocess.run(["userdel", "--remove", "--force", unix], check=False, capture_output=True)
