"""Choosing the sounds of a kit, from libraries so small that one can see which sound it has to be."""

from dataclasses import replace
from typing import Any

import pytest
from few_sounds import bass, drum_loop, sound

from academy.errors import SoundError
from academy.samples.lesson_kit import Cut, LessonKit, Slot, Wanted, for_lesson
from academy.samples.library.entry import Entry
from academy.samples.library.words import Words

KICK = Slot("A13", "kick")
WORDS = Words(genres={"hip-hop": ("boom bap",)}, moods={"warm": ("round",)})


def wanted(*slots: Slot, **said: Any) -> Wanted:
    given: dict[str, Any] = {"lesson": "one", "genre": "hip-hop", "bpm": (90.0, 90.0), "vibe": ("warm",)}
    return Wanted(slots=slots, tempos=(90.0,), **(given | said))


def chosen(want: Wanted, *entries: Entry) -> dict[str, str]:
    """Return the sound of each pad."""
    return {pad: choice.sound_id for pad, choice in for_lesson(want, entries, WORDS).choices.items()}


def test_genre_and_mood_decide_and_are_the_reason() -> None:
    dusty = sound("kick-dusty-01", "kick", genres=("boom bap",), tags=("dusty", "warm"))
    house = sound("kick-house-01", "kick", genres=("house",), tags=("clean",))
    kit = for_lesson(wanted(KICK), [house, dusty], WORDS)
    assert kit.choices["A13"].sound_id == "kick-dusty-01"
    assert kit.choices["A13"].why == "warm, dusty kick for hip-hop"
    assert kit.choices["A13"].alternates == (("kick-house-01", "clean kick"),)


def test_a_word_that_is_near_counts_and_no_chance_outweighs_it() -> None:
    near, far = sound("kick-1", "kick", tags=("round",)), sound("kick-2", "kick", tags=("hard",))
    assert {chosen(wanted(KICK, seed=seed), far, near)["A13"] for seed in range(40)} == {"kick-1"}


def test_a_seed_is_a_kit_and_all_seeds_together_use_all_that_is_as_good() -> None:
    kicks = [sound(f"kick-{n:02}", "kick") for n in range(1, 9)]
    kits = [chosen(wanted(KICK, seed=seed), *kicks)["A13"] for seed in range(40)]
    assert kits == [chosen(wanted(KICK, seed=seed), *kicks[::-1])["A13"] for seed in range(40)]
    assert set(kits) == {kick.sound.id for kick in kicks}


def test_no_sound_twice_while_there_is_another() -> None:
    want = wanted(Slot("A15", "snare"), Slot("A9", "ghost"))
    first, second = (sound(f"snare-{n}", "snare") for n in (1, 2))
    assert set(chosen(want, first, second).values()) == {"snare-1", "snare-2"}
    assert set(chosen(want, first).values()) == {"snare-1"}


def test_kicks_on_pads_of_their_own_are_one_kick_and_say_so() -> None:
    want = wanted(Slot("D13", "kick-on"), Slot("D9", "kick-late"), KICK)
    kit = for_lesson(want, [sound("kick-1", "kick"), sound("kick-2", "kick")], WORDS)
    assert len({choice.sound_id for choice in kit.choices.values()}) == 1
    assert kit.choices["D9"].why == "the kick again, on a pad of its own"


def test_a_loop_that_bpm_sync_would_halve_is_never_taken() -> None:
    want = wanted(Slot("B9", "loop", (150.0,)))
    assert chosen(want, drum_loop("a-1", 100), drum_loop("b-1", 99))["B9"] == "a-1"  # 150 % and 152 %
    with pytest.raises(
        SoundError, match=r"pad B9 \(loop\): it wants a drum loop, that BPM SYNC can bring to 150"
    ):
        for_lesson(want, [drum_loop("b-1", 99)], WORDS)


def test_the_same_tempo_is_better_than_the_double_and_both_better_than_another() -> None:
    loops = [drum_loop("other-1", 110), drum_loop("double-1", 180), drum_loop("same-1", 90)]
    choice = for_lesson(wanted(Slot("B9", "loop")), loops, WORDS).choices["B9"]
    assert [choice.sound_id, *(name for name, _ in choice.alternates)] == ["same-1", "double-1", "other-1"]
    assert choice.why == "drum loop, 90 BPM, the tempo of the exercise"
    assert choice.alternates[0][1] == "drum loop, 180 BPM, twice the tempo of the exercise"


def test_eight_chops_are_the_eighths_of_one_bar() -> None:
    want = wanted(*(Slot(f"B{n}", f"chop{n}") for n in range(1, 9)))
    loops = [
        drum_loop("break-1", 90),
        drum_loop("hats-1", 90, tags=("top loop",)),
        drum_loop("short-1", 90, 2),
    ]
    kit = for_lesson(want, loops, WORDS)
    assert {choice.sound_id for choice in kit.choices.values()} == {"break-1"}
    cuts = [kit.choices[f"B{n}"].cut for n in range(1, 9)]
    assert cuts == [Cut(16_000 * n, 16_000 * (n + 1)) for n in range(8)]  # half a beat at 90 is 1/3 s


def test_a_loop_of_two_bars_gives_its_first_and_one_of_a_bar_all_of_it() -> None:
    want = wanted(Slot("B9", "loop"))
    cut = [for_lesson(want, [drum_loop("a-1", 90, beats)], WORDS).choices["B9"].cut for beats in (8, 4)]
    assert cut == [Cut(0, 128_000), None]


def three_notes() -> Wanted:
    return wanted(Slot("C13", "root"), Slot("C14", "fifth"), Slot("C15", "octave"))


def test_root_fifth_and_octave_are_of_one_bass() -> None:
    notes = [bass("C1"), bass("G1"), bass("C2"), bass("C1", "bass-saw"), bass("G1", "bass-saw")]
    assert list(chosen(three_notes(), *notes).values()) == ["bass-sub-c1", "bass-sub-g1", "bass-sub-c2"]


def test_a_bass_without_its_octave_cannot_play_root_fifth_and_octave() -> None:
    with pytest.raises(SoundError, match=r"C13 \(root\)"):
        for_lesson(three_notes(), [bass("C1"), bass("G1")], WORDS)


def test_what_has_a_pitch_fits_the_key_of_the_kit() -> None:
    want = wanted(Slot("A6", "bass"), Slot("A1", "chord1"))
    chords = [
        sound("rhodes-fs-maj7", "keys", key="F#", mode="major"),
        sound("rhodes-c-7", "keys", key="C", mode="major"),  # its B flat is not in C
        sound("rhodes-c-min9", "keys", key="C", mode="minor"),
    ]
    kit = for_lesson(want, [bass("C1"), *chords], WORDS)
    assert kit.choices["A1"].sound_id == "rhodes-c-min9"
    assert "What has a pitch is in C minor." in kit.says


def test_a_low_tom_is_lower_than_a_high_one() -> None:
    toms = [sound(f"tom-{n}", "tom", features={"centre_hz": hertz}) for n, hertz in ((1, 300), (2, 100))]
    kit = chosen(wanted(Slot("A10", "low-tom"), Slot("A12", "high-tom")), *toms)
    assert (kit["A10"], kit["A12"]) == ("tom-2", "tom-1")


def test_a_pad_nobody_needs_stays_empty_aloud() -> None:
    want = replace(wanted(KICK), spare=(Slot("A15", "snare"), Slot("A11", "hat")))
    kit = for_lesson(want, [sound("kick-1", "kick"), sound("hat-1", "hat")], WORDS)
    assert list(kit.choices) == ["A11", "A13"]
    assert "Pad A15 (snare) stays empty" in kit.says


def test_a_learners_sound_is_offered_and_not_chosen() -> None:
    mine = sound("own-kick", "kick", recipe=None, origin="learner", genres=("boom bap",), tags=("warm",))
    kit = for_lesson(wanted(KICK), [mine, sound("kick-1", "kick")], WORDS)
    assert kit.choices["A13"].sound_id == "kick-1"
    assert [name for name, _ in kit.choices["A13"].alternates] == ["own-kick"]


def test_alternates_are_four_of_as_many_instruments_as_there_are() -> None:
    kicks = [sound(f"kick-{name}-{n}", "kick") for name in ("a", "b", "c") for n in range(9)]
    others = for_lesson(wanted(KICK), kicks, WORDS).choices["A13"].alternates
    assert len(others) == 4 and {name[:6] for name, _ in others} == {"kick-a", "kick-b", "kick-c"}


def test_a_style_left_open_is_that_of_the_first_sound_and_said() -> None:
    kit: LessonKit = for_lesson(wanted(KICK, genre="any"), [sound("kick-1", "kick", genres=("funk",))], WORDS)
    assert kit.says.startswith("Any style, here funk, 90 BPM, warm: 1 pads.")
