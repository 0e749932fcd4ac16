"""What a learner can look at of all they played: numbers, pictures, achievements, answers in SQL."""

from academy.my_playing.page import MyPlaying, Remembers
from academy.my_playing.question import CanBeCopied, ask_a_copy

__all__ = ["CanBeCopied", "MyPlaying", "Remembers", "ask_a_copy"]
