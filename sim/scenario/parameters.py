"""Parameters and starting levers: names, units, limits."""

from sim.model.levers import LEVERS, Lever
from sim.scenario.forms import ParameterForm
from sim.scenario.problems import Place, Problems, did_you_mean
from sim.scenario.registry import Parameter, registered_parameters
from sim.scenario.scalars import describe
from sim.scenario.sections import read_section
from sim.scenario.tree import Node, join

LEVER_BY_NAME = {lever.name: lever for lever in LEVERS}


def read_parameters(node: Node, problems: Problems) -> tuple[Parameter, ...]:
    """Return every registered parameter with the value and range that the scenario gives it."""
    effective = {parameter.name: parameter for parameter in registered_parameters()}
    for name, child in node.entries().items():
        path = join("parameters", name)
        if name not in effective:
            message = f"is not a parameter; {did_you_mean(name, effective)}"
            problems.add(child.key_place, path, message)
        else:
            effective[name] = _parameter(effective[name], child, path, problems)
    return tuple(effective.values())


def _parameter(registered: Parameter, node: Node, path: str, problems: Problems) -> Parameter:
    short = not isinstance(node.value, dict)
    wrapped = Node({"value": node}, node.place, node.key_place) if short else node
    form = read_section(wrapped, ParameterForm, path, problems)
    if form is None:
        return registered
    parameter = registered._replace(
        value=float(form.value),
        low=registered.low if form.low is None else float(form.low),
        high=registered.high if form.high is None else float(form.high),
        source=form.source or registered.source,
    )
    if form.unit is not None and form.unit != registered.unit:
        message = f"is '{form.unit}', but the unit is '{registered.unit}'; nothing is converted"
        problems.add(wrapped.nearest("unit").place, join(path, "unit"), message)
    _check_limits(parameter, wrapped, path, problems)
    return parameter


def _check_limits(parameter: Parameter, node: Node, path: str, problems: Problems) -> None:
    low, high = parameter.hard_low, parameter.hard_high
    for key in ("value", "low", "high"):
        number = getattr(parameter, key)
        if not low <= number <= high:
            message = f"is {number:g}, outside the limits {low:g} to {high:g} [{parameter.unit}]"
            problems.add(node.nearest(key).place, path if key == "value" else join(path, key), message)
            return
    if parameter.low > parameter.high:
        problems.add(node.place, path, f"has low {parameter.low:g} above high {parameter.high:g}")
    elif not parameter.low <= parameter.value <= parameter.high:
        range_ = f"{parameter.low:g} to {parameter.high:g} [{parameter.unit}]"
        problems.warn(
            node.nearest("value").place, path, f"is {parameter.value:g}, outside the plausible range {range_}"
        )


def read_levers(node: Node, problems: Problems) -> dict[str, float | bool]:
    """Return the levers in force at the start."""
    values: dict[str, float | bool] = {
        lever.name: float(lever.default) if lever.kind == "number" else lever.default for lever in LEVERS
    }
    for name, child in node.entries().items():
        path = join("levers", name)
        if check_lever_name(name, child.key_place, path, problems):
            value = lever_value(LEVER_BY_NAME[name], child, path, problems)
            values[name] = values[name] if value is None else value
    return values


def check_lever_name(name: str, place: Place, path: str, problems: Problems) -> bool:
    """Return whether there is such a lever, and note it if not."""
    if name not in LEVER_BY_NAME:
        problems.add(place, path, f"'{name}' is not a lever; {did_you_mean(name, LEVER_BY_NAME)}")
    return name in LEVER_BY_NAME


def lever_value(lever: Lever, node: Node, path: str, problems: Problems) -> float | bool | None:
    """Return the value that a lever is set to, or note what is wrong and return nothing."""
    value = node.plain()
    if lever.kind == "switch":
        if isinstance(value, bool):
            return value
        problems.add(node.place, path, f"{lever.name} must be true or false; got {describe(value)}")
        return None
    if lever.kind == "choice":
        if value in lever.choices:
            return lever.choices.index(value)
        problems.add(node.place, path, f"{lever.name} must be {' or '.join(lever.choices)}; got {describe(value)}")
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        problems.add(node.place, path, f"{lever.name} must be a number [{lever.unit}]; got {describe(value)}")
        return None
    if not lever.low <= value <= lever.high:
        limits = f"{lever.low:g} to {lever.high:g} [{lever.unit}]"
        problems.add(node.place, path, f"is {value:g}, outside the limits of {lever.name}, {limits}")
        return None
    return float(value)
