"""What section 4 of the device reference asks of lessons 6 to 28, written down by hand.

Steps count from 1 within the pattern, on the exercise's own grid; pads are those of the course kit. Where the
reference leaves something open, the choice stands here:

- P13, bar 3: the ride goes on in eighths, as in bars 1 and 2; only what differs is listed for that bar.
- L19 plays P10 at the 88 BPM of part A, and L20 plays P23 at the 81 BPM of the loop it lies on.
- L14's resample is a pad of its own, B9. L18 has three notes of the bass on bank C: what chromatic mode sends
  on channel 16 names no pad. L22 has the three kicks on three pads of bank D: an offset belongs to a lane.
- L26's blend stays at 118; a pattern has one tempo.
"""

from premium_level_1 import LEVEL_1
from premium_level_2 import LEVEL_2
from premium_level_3 import LEVEL_3

PREMIUM = LEVEL_1 | LEVEL_2 | LEVEL_3

# Number, topic, level and lowest firmware of each: TR-REC 2.0; one-shot, bounce and DJ mode's MIDI 3.0;
# looper, groove, microscope, sound generator and triplet rolls 4.04; side chain 5.50. No source says since
# when there are VINYL MODE of L27 and live mode of L28: 2.0 is where VARI modes are named first.
PLACES = {
    "load-your-own-kit": (6, "sampling", 1, "1.0"),
    "sample-trim-play-modes": (7, "sampling", 1, "3.0"),
    "one-bus-one-effect": (8, "effects", 1, "1.0"),
    "step-programming": (9, "sequencing", 1, "2.0"),
    "banks-mutes-drops": (10, "performance", 1, "1.0"),
    "swing-on-purpose": (11, "rhythm", 2, "2.0"),
    "ghosts-and-dynamics": (12, "rhythm", 2, "1.0"),
    "chop-a-break": (13, "sampling", 2, "1.0"),
    "resample-and-layer": (14, "sampling", 2, "3.0"),
    "the-lo-fi-chain": (15, "effects", 2, "4.04"),
    "trap-hats": (16, "sequencing", 2, "4.04"),
    "dub-play-the-desk": (17, "effects", 2, "1.0"),
    "bass-from-one-note": (18, "sampling", 2, "4.04"),
    "from-loop-to-song": (19, "sequencing", 2, "3.0"),
    "skip-back-and-looper": (20, "performance", 2, "4.04"),
    "world-grids": (21, "rhythm", 2, "2.0"),
    "dilla-time": (22, "rhythm", 3, "4.04"),
    "triplet-worlds": (23, "rhythm", 3, "2.0"),
    "under-the-microscope": (24, "sequencing", 3, "4.04"),
    "mix-as-an-instrument": (25, "effects", 3, "5.50"),
    "dj-mode": (26, "performance", 3, "3.0"),
    "jungle-cut-up": (27, "sampling", 3, "2.0"),
    "the-set": (28, "performance", 3, "2.0"),
}
