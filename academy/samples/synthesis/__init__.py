"""Instruments as recipes: sounds made by code, the same every time."""
