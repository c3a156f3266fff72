"""The contract's own terms, as a roster needs them."""

from pult.contracts.models import Contract
from pult.contracts.rosters.compare import programme_key
from pult.contracts.rosters.plan import Terms


def terms_of(contract: Contract) -> Terms:
    """Period, default programme, and every programme by name and by code."""
    programmes = {programme.id: programme for programme in contract.programmes.all()}
    if contract.default_programme_id:
        programmes.setdefault(contract.default_programme_id, contract.default_programme)
    by_key = {}
    for programme in programmes.values():
        by_key[programme_key(programme.code)] = programme.id
        by_key[programme_key(programme.name)] = programme.id
    names = sorted(programme.name.strip('«»"') for programme in programmes.values())
    return Terms(
        first_day=contract.period.lower,
        last_day=contract.period.upper - contract.period.upper.resolution,
        default_programme=contract.default_programme_id,
        programmes=by_key,
        known=", ".join(f"«{name}»" for name in names),
    )
