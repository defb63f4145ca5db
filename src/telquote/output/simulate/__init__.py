"""The answer of ``simulate``: columns that add up, the ledger in words, and a JSON document."""
