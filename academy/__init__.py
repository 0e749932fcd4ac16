"""SP-404 Academy."""
