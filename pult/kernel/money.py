"""Money is whole kopecks; this is how it is written for people."""

NARROW = "\N{NO-BREAK SPACE}"


def written(kopecks: int) -> str:
    """«12 500 ₽», with kopecks only when there are any: «12 500,50 ₽»."""
    roubles, rest = divmod(kopecks, 100)
    whole = f"{roubles:,}".replace(",", NARROW)
    return f"{whole},{rest:02}{NARROW}₽" if rest else f"{whole}{NARROW}₽"
