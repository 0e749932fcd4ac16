"""The names of the 160 pads: bank A-J, pad 1-16, written `A13`.

Pad 1 is top left and pad 16 bottom right, as printed on the unit.
"""

import re

BANKS = "ABCDEFGHIJ"
PADS_PER_BANK = 16

_PAD = re.compile(r"([A-J])([1-9]|1[0-6])")


def is_pad(name: str) -> bool:
    """Say whether `name` is a pad such as `A13`; `a13`, `A0` and `K1` are not."""
    return _PAD.fullmatch(name) is not None


def split_pad(name: str) -> tuple[int, int]:
    """Return (bank index from 0, pad number 1-16) of a pad name; ValueError if it is none."""
    match = _PAD.fullmatch(name)
    if match is None:
        raise ValueError(f"{name!r} is not a pad: expected a bank A-J and a number 1-16, such as A13")
    return BANKS.index(match[1]), int(match[2])


def pad_name(bank_index: int, number: int) -> str:
    """Return the name of pad `number` (1-16) in bank `bank_index` (A is 0)."""
    return f"{BANKS[bank_index]}{number}"
