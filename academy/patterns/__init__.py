"""What should be played: patterns, their notation, and the figures they make."""
