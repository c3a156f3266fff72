"""The jobs of contracts; procrastinate looks for them here."""

from pult.contracts.rosters.letters import welcome_newly_insured

__all__ = ["welcome_newly_insured"]
