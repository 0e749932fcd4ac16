"""The main job: an exercise is played, and the take becomes a score, words, and a kept attempt."""

from academy.practice.attempt import best_of, finish_take, is_whole
from academy.practice.judging import course_kit, score_take, target_of
from academy.practice.needs import HasSounds, Json, Keeps
from academy.practice.practice import Practice

__all__ = [
    "HasSounds",
    "Json",
    "Keeps",
    "Practice",
    "best_of",
    "course_kit",
    "finish_take",
    "is_whole",
    "score_take",
    "target_of",
]
