"""The parts of an insurer's folder: each reads its files whole, then writes its rows."""
