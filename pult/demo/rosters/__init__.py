"""Sample rosters to try: what an HR department really sends, for contract 2026-0001."""
