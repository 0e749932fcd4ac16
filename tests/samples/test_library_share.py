"""Which sounds a plan with a number of them opens."""

from few_sounds import drum_loop, sound

from academy.samples.library.share import share_of

ENTRIES = [
    *(sound(f"kick-{number}", "kick") for number in range(9)),
    *(sound(f"rim-{number}", "rim") for number in range(3)),
    *(drum_loop(f"loop-{number}", 90) for number in range(3)),
]


def test_those_of_the_kits_come_first_and_then_the_kind_that_has_the_fewest() -> None:
    assert share_of(ENTRIES, {"kick-7", "kick-8"}, 5) == {"kick-7", "kick-8", "loop-0", "rim-0", "loop-1"}


def test_the_kits_are_whole_even_if_they_are_more_and_no_library_is_too_small() -> None:
    kits = {f"kick-{number}" for number in range(5)}
    assert share_of(ENTRIES, kits, 3) == kits
    assert share_of(ENTRIES, (), 99) == {entry.id for entry in ENTRIES}


def test_the_order_in_which_sounds_are_read_changes_nothing() -> None:
    assert share_of(reversed(ENTRIES), {"kick-7"}, 6) == share_of(ENTRIES, {"kick-7"}, 6)
