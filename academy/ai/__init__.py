"""What a language model may do for the course: choose, order and voice what code found; never decide.

Optional (extra `ai`); without a key, a network or the extra, everything here answers why it does not,
and the caller's own answer stands. pydantic-ai is imported in `far_end.py` alone, inside its functions.
"""
