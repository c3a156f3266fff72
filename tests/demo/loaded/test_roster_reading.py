"""What the import makes of the sample rosters."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from pult.demo.rosters import messy


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("name", "make", "first"), [("primer.xlsx", messy.xlsx, 6), ("primer.csv", messy.csv_cp1251, 3)]
)
def test_all_rows_but_three_can_be_read_as_they_are(
    name: str,
    make: Callable[[], bytes],
    first: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / name
    file.write_bytes(make())

    with pytest.raises(SystemExit) as ended:
        call_command("import-roster", str(file), contract="2026-0001", json=True, dry_run=True)

    said = json.loads(capsys.readouterr().out)
    counts = {key: said[key] for key in ("rows", "added", "changed", "ended", "dependants")}
    assert counts == {"rows": 25, "added": 20, "changed": 1, "ended": 0, "dependants": 3}
    assert [error["row"] for error in said["errors"]] == [first + 22, first + 23, first + 24]
    assert ended.value.code == 1
