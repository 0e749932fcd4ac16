"""The course as data: a lesson is a notebook, an exercise is a cell."""
