"""A real hub, which ends with the last of these tests: pytest ends what is of a package with the package."""
