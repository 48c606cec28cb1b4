"""Names and labels of a reader's rules: a page can be made of a file that a page wrote."""

import json
from pathlib import Path

from sim.present.explorer.yours import yours_data
from sim.scenario.load import load_scenario
from tests.present.explorer.small_town import CITY, TOWN


def written(folder: Path, name: str, parent: str) -> Path:
    """Write both rules of a page of a scenario as the page does, each with its label; return the file."""
    yours = yours_data(load_scenario(folder / parent))
    arms = "".join(f"  {arm}:\n    - {{use: ban}}\n" for arm in yours["labels"])
    path = folder / f"{name}.yaml"
    head = yours["head"].replace(f"name: {yours['name']}\n", f"name: {name}\n")
    path.write_text(f"{head}labels: {json.dumps(yours['labels'])}\narms:\n{arms}", encoding="utf-8")
    return path


def test_labels_are_free_in_a_file_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "small-town.csv").write_text(CITY, encoding="utf-8")
    (tmp_path / "small-town.yaml").write_text(TOWN, encoding="utf-8")
    again = load_scenario(written(tmp_path, "again", written(tmp_path, "first", "small-town.yaml").name))
    labels = {arm: label for arm, label in again.labels.items() if arm.startswith("my-rule")}
    assert labels == {
        "my-rule": "Your rule",
        "my-rule-2": "Your second rule",
        "my-rule-3": "Your rule 3",
        "my-rule-4": "Your rule 4",
    }
