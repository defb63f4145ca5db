"""What to choose: the ranking of plans for a usage, and the volumes at which the cheapest changes. Pure."""
