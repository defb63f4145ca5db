"""The answer of ``show``: all that the files say of a vendor's plans, for a person and as a JSON document."""
