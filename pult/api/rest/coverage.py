"""Is this covered, here, now?"""

from ninja import Router

router = Router(tags=["coverage"])
