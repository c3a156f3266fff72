"""The jobs of contracts; procrastinate looks for them here."""

from pult.contracts.rosters.jobs import apply_roster, preview_roster
from pult.contracts.rosters.letters import welcome_newly_insured

__all__ = ["apply_roster", "preview_roster", "welcome_newly_insured"]
