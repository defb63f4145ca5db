"""What the buyer uses: minutes, calls and units a month, and how long calls are."""
