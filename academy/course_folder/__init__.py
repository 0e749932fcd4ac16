"""A learner's course folder on a hub: pages that everybody has, and each lesson as the desk gives it."""
