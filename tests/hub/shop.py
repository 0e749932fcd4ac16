"""A hub that sells, with Stripe's double as the far end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hub_places import RealHub, a_hub
from stripe_double import PRICES, SECRET, Double

DESK = "/services/desk"


@contextmanager
def a_shop(
    double: Double, learners: tuple[str, ...], instructors: tuple[str, ...] = (), **said: Any
) -> Iterator[RealHub]:
    """Run a hub whose desk sells plans, and let the double know where to tell of payments."""
    told = {f"ACADEMY_STRIPE_PRICE_{name.upper()}": price for name, price in PRICES.items()}
    told |= {"ACADEMY_STRIPE_URL": double.address}
    keys = {"ACADEMY_STRIPE_KEY_FILE": "sk_test_double", "ACADEMY_STRIPE_WEBHOOK_SECRET_FILE": SECRET}
    with a_hub(learners, desk=told, desk_secrets=keys, instructors=instructors, **said) as hub:
        double.webhook = f"{hub.machine.settings.desk_host or hub.url}{DESK}/stripe/webhook"
        yield hub
