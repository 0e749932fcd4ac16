"""Pictures of a learner's playing, drawn with matplotlib: the only room that knows it. Pure."""
