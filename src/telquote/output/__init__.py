"""How answers are shown: each answer as a report for people and a document for machines, and one module a format."""
