"""What a plan costs for a usage: its terms, the month-by-month simulation, the ledger and the quote. Pure."""
