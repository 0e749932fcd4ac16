"""One real hub with two learners for all attacks. Tests of a hub need JupyterHub and unix accounts."""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from hub_places import Learner, RealHub

collect_ignore_glob = [] if find_spec("pwd") and find_spec("jupyterhub") else ["test_*.py"]


@pytest.fixture(scope="package")
def hub() -> "Iterator[RealHub]":
    from hub_places import ANN, BEN, METRICS, TESS, UMA, a_hub

    metrics = {"ACADEMY_METRICS_TOKEN_FILE": METRICS}
    with a_hub((ANN, BEN), desk_secrets=metrics, admins=(TESS,), instructors=(UMA,)) as one:
        yield one


@pytest.fixture(scope="package")
def ann(hub: "RealHub") -> "Learner":
    return hub.learner("ann")


@pytest.fixture(scope="package")
def ben(hub: "RealHub") -> "Learner":
    return hub.learner("ben")
