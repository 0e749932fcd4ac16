"""Who may do what: plans and their limits, payment, and letters about it."""
