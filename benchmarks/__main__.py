"""`./bench [--members N] [--cases M] [name …]`: prints the table."""

import argparse
import sys
from importlib import import_module

from benchmarks.stage import raised
from benchmarks.table import HEAD

BENCHMARKS = (
    "roster", "lookup", "pages", "policy_pdf", "live", "gate", "engine", "letters", "services",
    "coverage",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="./bench", description=__doc__)
    parser.add_argument("--members", type=int, default=1_000_000)
    parser.add_argument("--cases", type=int, default=500_000)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    over = 0
    with raised(members=chosen.members, cases=chosen.cases) as stage:
        import_module("django").setup()
        print(f"{chosen.members} members, {chosen.cases} cases, one run\n\n{HEAD}", flush=True)
        for name in chosen.names or BENCHMARKS:
            for row in import_module(f"benchmarks.{name}").run(stage):
                print(row.line(), flush=True)
                over += not row.holds
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
