"""Instruments and recipes of the built-in sounds: made by code, the same every time."""
