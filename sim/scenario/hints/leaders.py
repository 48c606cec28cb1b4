"""More than one city whose example the others follow."""

from collections.abc import Iterator

from sim.scenario.hints.checked import Checked, Hint, line_of, some


def several_leaders(checked: Checked) -> Iterator[Hint]:
    """Say that several cities lead: the others follow as soon as any of them recognises."""
    leaders = sorted((city for city in checked.parts.setting.table.cities if city.leader), key=lambda city: city.place)
    if len(leaders) > 1:
        first, second = leaders[0].places["leader"], leaders[1].places["leader"]
        message = (
            f"{len(leaders)} cities lead ({some([city.name for city in leaders])}), first in {line_of(first, second)}; "
            "the others follow the example of any of them. Write 1 for one city, and leave the rest blank"
        )
        yield Hint(second, "leader", message)
