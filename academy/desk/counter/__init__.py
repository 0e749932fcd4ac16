"""The counter of a hub's desk: pages on which a learner sees, buys and ends a plan, and Stripe's webhook."""
