"""The answer of ``compare``: one screen, all that is known, and a JSON document."""
