"""Parameters: names, units, limits."""

from sim.scenario.parts.forms import ParameterForm
from sim.scenario.parts.sections import read_section
from sim.scenario.registry import Parameter, registered_parameters
from sim.scenario.text.meant import number_hint
from sim.scenario.text.problems import Problems, did_you_mean
from sim.scenario.text.tree import Node, join


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
    form = read_section(wrapped, ParameterForm, path, problems, registered.unit)
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
        problems.add(wrapped.deepest("unit").place, join(path, "unit"), message)
    _check_limits(parameter, wrapped, path, problems)
    return parameter


def _check_limits(parameter: Parameter, node: Node, path: str, problems: Problems) -> None:
    low, high = parameter.hard_low, parameter.hard_high
    for key in ("value", "low", "high"):
        number = getattr(parameter, key)
        if not low <= number <= high:
            limits = f"{low:g} to {high:g} [{parameter.unit}]{number_hint(number, parameter.unit)}"
            message = f"is {number:g}, outside the limits {limits}"
            problems.add(node.deepest(key).place, path if key == "value" else join(path, key), message)
            return
    if parameter.low > parameter.high:
        problems.add(node.place, path, f"has low {parameter.low:g} above high {parameter.high:g}")
    elif not parameter.low <= parameter.value <= parameter.high:
        range_ = f"{parameter.low:g} to {parameter.high:g} [{parameter.unit}]"
        problems.warn(
            node.deepest("value").place, path, f"is {parameter.value:g}, outside the plausible range {range_}"
        )
