"""An arm in a heading or a list: by its label, with the name beside it that options and tables for machines have."""

from collections.abc import Mapping

from sim.present.words.language import words


def titled(arm: str, labels: Mapping[str, str], baseline: str = "") -> str:
    """Return label and name of an arm, or its name alone where it has no label; the baseline says that it is one.

    Examples
    --------
    >>> titled("ban", {}), titled("ban", {"ban": "No cameras"}), titled("ban", {"ban": "No cameras"}, "ban")
    ('ban', 'No cameras (ban)', 'No cameras (ban, baseline)')
    """
    if arm not in labels:
        return words().say("table.arm.baseline", arm=arm) if arm == baseline else arm
    return words().say(
        f"table.arm.{'labelled_baseline' if arm == baseline else 'labelled'}", arm=arm, label=labels[arm]
    )
