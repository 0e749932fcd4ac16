"""The kit of a lesson: which sound lies on which pad, and why.

```
Wanted (pads, genre, tempi, mood) ─┐
                                   ├─ choosing ─► LessonKit ─ changes (the learner's own) ─► pieces ─► export
entries of the library ────────────┘
```
"""

from academy.samples.lesson_kit.choosing import for_lesson
from academy.samples.lesson_kit.kit import Choice, Cut, LessonKit, Slot, Wanted

__all__ = ["Choice", "Cut", "LessonKit", "Slot", "Wanted", "for_lesson"]
