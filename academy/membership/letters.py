"""The letters that go with a payment, as plain text. Pure."""

from typing import Any

Json = dict[str, Any]

WELCOME = {
    "premium": "Every lesson is open now, and so are the whole library, the coach's models, your analytics.",
    "lifetime": "Every lesson is open for good. New ones come to you early, and once a month you may ask for "
    "one of your own.",
}
TEXTS = {
    "welcome": (
        "Welcome to SP-404 Academy {product}",
        "Thank you! {welcome}\n\nReload the lesson you had open and play on.",
    ),
    "receipt": (
        "Receipt {number} from SP-404 Academy",
        "We received {amount}. Thank you!\n\nThe invoice: {url}",
    ),
    "failed": (
        "Your payment for SP-404 Academy did not go through",
        "{amount} could not be taken from your card. It is tried again in the next days, and all stays "
        "open for a week.\n\nTo use another card, open your account page, or pay here: {url}",
    ),
    "action": (
        "Your bank wants you to confirm a payment to SP-404 Academy",
        "{amount} waits for your word. Confirm it here: {url}",
    ),
    "not_paid": (
        "Your payment for SP-404 Academy did not go through",
        "Your bank did not pay for {product}, so nothing was bought or taken. You can begin again "
        "on the pricing page.",
    ),
}
KEPT = ("number", "amount_paid", "amount_due", "currency", "hosted_invoice_url", "product")


def letter(kind: str, thing: str, address: str | None, about: Json) -> tuple[Json, ...]:
    """Return a letter to keep, one for each kind and thing; none where no address is known."""
    if not address:
        return ()
    kept = {name: about[name] for name in KEPT if about.get(name) is not None}
    return ({"letter_id": f"{thing}:{kind}", "kind": kind, "address": address, "about": kept},)


def written(kind: str, about: Json) -> tuple[str, str]:
    """Return a letter's subject and text."""
    subject, text = TEXTS[kind]
    cents = about.get("amount_paid") or about.get("amount_due") or 0
    words = {
        "product": about.get("product") or "",
        "welcome": WELCOME.get(about.get("product") or "", ""),
        "number": about.get("number") or "",
        "amount": f"{cents / 100:.2f} {str(about.get('currency') or 'usd').upper()}",
        "url": about.get("hosted_invoice_url") or "see your account page",
    }
    sign = "\n\nSP-404 Academy\n"
    return subject.format(**words), text.format(**words) + sign
