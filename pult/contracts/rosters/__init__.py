"""Employer rosters: from the file that HR sends to the insured people of a contract."""
