"""Sounds: kits on pads, and the code that makes them."""
