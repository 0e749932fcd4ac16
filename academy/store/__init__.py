"""What must not be lost; the only room that speaks SQL."""
