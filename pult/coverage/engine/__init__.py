"""Whether a service is covered: a pure function of question, facts and programme.

docs/coverage.md says what it means; `decide` is the door.
"""
