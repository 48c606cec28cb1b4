"""The program called as users call it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

SCENARIO = "scenarios/classroom/one-city.yaml"


def call(*arguments, **options):
    command = [sys.executable, "run.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, **options)
