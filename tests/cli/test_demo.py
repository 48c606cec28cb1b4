"""demo makes a small whole experiment and tells in plain sentences what it is."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_small_whole_experiment_and_what_to_try_next(tmp_path):
    command = [sys.executable, ROOT / "run.py"]
    done = subprocess.run([*command, "demo", "--seeds", "1"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "city of 10,000 residents lives through 10 years" in done.stderr
    (made,) = (tmp_path / "results").glob("one-city-*")
    assert f"Report, to open in a browser: {Path('results') / made.name / 'report.html'}" in done.stdout
    assert (made / "report.html").is_file()
    tried = [line.strip().split("    ")[0] for line in done.stdout.split("What to try next:\n")[1].splitlines()]
    assert [words.split()[:2] for words in tried] == [["python", "run.py"]] * len(tried)
    shown = subprocess.run([*command, *tried[0].split()[2:]], cwd=tmp_path, capture_output=True, text=True)
    assert "compared with No new rule (status-quo)" in shown.stdout
    for words in tried[1:3]:
        again = subprocess.run([*command, *words.split()[2:], "--dry-run"], cwd=tmp_path, capture_output=True)
        assert again.returncode == 0
