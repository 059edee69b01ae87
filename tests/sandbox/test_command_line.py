"""`python -m sandbox`: its address on the first line, and one sentence when it can't start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.sandbox.people import MANIFEST, fetch

RUN = [sys.executable, "-m", "sandbox", "--port", "0", "--socket-mode", "--manifest"]
ROOT = Path(__file__).parent.parent.parent


def test_it_prints_its_address_and_stops_when_told() -> None:
    with subprocess.Popen([*RUN, str(MANIFEST)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        words = process.stdout.readline()
        address = words.split()[-1]
        teams = fetch(f"{address}/client/worlds")[1]["teams"]
        process.terminate()
    assert words.startswith("Slack sandbox on http://127.0.0.1:")
    assert [team["name"] for team in teams] == ["Northwind Homes", "Contoso Interiors"]
    assert process.returncode == 0


def test_a_manifest_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "manifest.yml"
    broken.write_text("features: [", encoding="utf-8")
    done = subprocess.run([*RUN, str(broken)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("The sandbox can't start: ")
    assert "Traceback" not in done.stderr
