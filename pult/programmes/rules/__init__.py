"""A programme as a document of clauses with rules. Pure: docs/coverage.md says what it means."""
