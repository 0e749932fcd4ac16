"""What each lane of a lesson may sound like, and which eight pieces make a kit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """What may stand for a lane. `kinds` of sound, the best first; `named` is a word of its id.

    `twin` is the lane whose sound this is again, `like` the lane whose instrument it shares; both are chosen
    before it. `above` is how many semitones a note stands above the tonic (0: as low as its instrument
    goes); `register` "low" or "high" is the half of an instrument's sounds, as they are tuned. `never` are
    tags that rule a sound out. `slice` is the number of an eighth of a bar, from 1; `is_bar` asks for a bar.
    """

    kinds: tuple[str, ...]
    named: str = ""
    twin: str | None = None
    like: str | None = None
    above: int | None = None
    register: str | None = None
    never: tuple[str, ...] = ()
    slice: int | None = None
    is_bar: bool = False


BASS = ("bass", "808")
CHORDS = ("keys", "stab", "pad")
UNEVEN = ("top loop", "triplets", "half-time")
"""Drum loops that cannot be cut into eight: without drums in them, or not in eighths."""

PARTS: dict[str, Part] = {
    "kick": Part(("kick",)),
    "snare": Part(("snare",)),
    "rim": Part(("rim",)),
    "clap": Part(("clap",)),
    "ghost": Part(("snare",), like="snare"),
    "hat": Part(("hat",)),
    "open-hat": Part(("open_hat",)),
    "shaker": Part(("percussion",), named="shaker"),
    "low-tom": Part(("tom",), register="low"),
    "high-tom": Part(("tom",), like="low-tom", register="high"),
    "crash": Part(("cymbal",), named="crash"),
    "ride": Part(("cymbal",), named="ride"),
    "bass": Part(BASS, above=0),
    "bass-high": Part(BASS, like="bass", above=7),
    "root": Part(BASS, twin="bass", above=0),
    "fifth": Part(BASS, like="bass", above=7),
    "octave": Part(BASS, like="bass", above=12),
    "chord1": Part(CHORDS),
    "chord2": Part(CHORDS, like="chord1"),
    "loop": Part(("drum_loop",), never=UNEVEN, is_bar=True),
    "kick-on": Part(("kick",), twin="kick"),
    "kick-late": Part(("kick",), twin="kick"),
    "kick-later": Part(("kick",), twin="kick"),
    "snare-early": Part(("snare",), twin="snare"),
    "hat-even": Part(("hat",), twin="hat"),
    **{
        f"chop{number}": Part(("drum_loop",), never=UNEVEN, twin="chop1", slice=number)
        for number in range(1, 9)
    },
}
BACKING = Part(("chord_loop", "melody_loop", "texture"))
"""What lies on the pad of the loop where no exercise plays it: something to play along with."""
UNNAMED = Part(("percussion",))
"""What a pad gets that a lesson plays without saying what it is."""

EIGHT: dict[str, tuple[str, ...]] = {
    "kick": ("kick", "kick-on"),
    "snare": ("snare", "clap", "rim", "snare-early"),
    "hat": ("hat", "hat-even"),
    "open-hat": ("open-hat",),
    "shaker": ("shaker", "ride", "low-tom", "high-tom"),
    "bass": ("bass", "bass-high", "root"),
    "chord1": ("chord1", "chord2"),
    "loop": ("loop", "chop1"),
}
"""The eight pieces of a kit by the lane that plays them, each with the lanes that can stand for it."""
EXTRA = ("clap", "crash", "rim", "low-tom", "ride", "high-tom", "ghost", "chord2", "bass-high")
"""What comes next where the eight are not eight pads."""


def part_of(lane: str, *, is_spare: bool) -> Part:
    """Return what may stand for a lane; a lane that only names a pad is percussion."""
    return BACKING if lane == "loop" and is_spare else PARTS.get(lane, UNNAMED)
