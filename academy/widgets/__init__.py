"""What a page shows: the Python half of /widgets, one small file per widget."""
