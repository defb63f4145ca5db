"""The answer of ``breakeven``: one screen, over a quantity or over a price, and its JSON documents."""
