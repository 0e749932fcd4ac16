"""What the scores mean: skills, mastery, achievements, expected scores, and what to play next. Pure."""
