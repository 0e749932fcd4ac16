"""Cutting a sound into slices for the pads: equal parts, at its hits, or by hand."""
