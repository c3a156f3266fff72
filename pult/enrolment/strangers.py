"""How often a page without an account may be asked: gently by address, and by all together.

A whole clinic may sit behind one address, so that one's share is wide; what cannot be guessed
needs no narrower one. The share of all keeps a crowd of addresses from wearing the page out.
"""

from datetime import datetime, timedelta

from pult.enrolment.limits import spend

WINDOW = timedelta(minutes=10)
OF_ONE, OF_ALL = 120, 6_000


def may_ask(*, purpose: str, address: str, at: datetime) -> bool:
    """Count one question of `address` to the page that `purpose` names; False when it is one too
    many, for the address or for everybody."""
    own = spend(purpose=purpose, who=address, limit=OF_ONE, window=WINDOW, at=at)
    return own and spend(purpose=purpose, who="everybody", limit=OF_ALL, window=WINDOW, at=at)
