"""A scenario file, read and checked, as the world and the policies of its arms."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sim.scenario.hints.checked import Checked
from sim.scenario.hints.every import hints_about
from sim.scenario.overrides import TOP_KEYS, override
from sim.scenario.parts.arms import read_arms
from sim.scenario.parts.cities import NO_CITIES, CityTable, read_cities
from sim.scenario.parts.events import read_events
from sim.scenario.parts.forms import CityFile, Head
from sim.scenario.parts.levers import read_levers
from sim.scenario.parts.parameters import read_parameters
from sim.scenario.parts.period import MAX_MONTHS, read_period
from sim.scenario.parts.schedule import Policies, ScheduledArm, Setting
from sim.scenario.parts.sections import check_key, read_section
from sim.scenario.parts.suppliers import SupplierTable, read_suppliers
from sim.scenario.parts.uses import arms_in_order
from sim.scenario.parts.wording import read_labels, read_question
from sim.scenario.scenario import Scenario
from sim.scenario.text.files import Document, open_source, read_document, read_text, referenced_file
from sim.scenario.text.preface import preface_of
from sim.scenario.text.problems import Place, Problems, ScenarioError, did_you_mean
from sim.scenario.text.scalars import Scalar, describe, shorten
from sim.scenario.text.tree import MAX_BYTES, Node
from sim.scenario.world import Parts, make_world, resolve_world

MAX_CELLS = 12_000_000  # months x cities x what arms and events set; 0.1 GB, and 0.3 s to fill
_HEAD_KEYS = ("format", "name", "title", "description", "look_for", "people_per_agent", "baseline")
_REQUIRED = ("period", "cities", "suppliers", "arms")
_KINDS = {"suppliers": dict, "parameters": dict, "levers": dict, "events": list, "arms": dict}


def load_scenario(
    path: Path,
    *,
    people_per_agent: int | None = None,
    arms: Sequence[str] | None = None,
    settings: Mapping[str, str] | None = None,
) -> Scenario:
    """Read a scenario.

    `settings` replace values of the file (`--set KEY=VALUE`); `arms` names those wanted
    besides the baseline.

    Raises
    ------
    ScenarioError: with every problem of the file; bad syntax is reported alone.
    """
    problems = Problems()
    document = read_document(open_source(Path(path)), problems)
    tree = override(document.tree, settings or {}, problems)
    if people_per_agent is not None:
        tree = _with(tree, "people_per_agent", people_per_agent, Place("--people-per-agent"))
    scenario = _Loader(document._replace(tree=tree), arms, problems).scenario()
    return replace(scenario, settings=dict(settings or {}))


def _with(tree: Node, key: str, value: Scalar, place: Place) -> Node:
    assert isinstance(tree.value, dict)
    return Node({**tree.value, key: Node(value, place, place)}, tree.place, tree.key_place)


class _Loader:
    """Reads the parts of a scenario one after the other and collects their problems."""

    def __init__(self, document: Document, wanted: Sequence[str] | None, problems: Problems) -> None:
        self.document, self.tree, self.wanted, self.problems = document, document.tree, wanted, problems
        self.files = [source.path for source in document.sources]

    def scenario(self) -> Scenario:
        self._check_keys()
        head = self._head()
        period = read_period(self.tree.child("period"), self.problems)
        table = self._cities()
        suppliers = self._suppliers()
        parameters = read_parameters(self._part("parameters"), self.problems)
        arms_node = self._part("arms").entries()
        setting = Setting(period, table, read_levers(self._part("levers"), self.problems), arms_node)
        names = self._arm_names(head)
        entries = arms_in_order(names, arms_node, self.problems)
        self._check_size(setting, entries)
        events = read_events(self._part("events"), period, table, self.problems)
        arms = read_arms(entries, setting, self.problems)
        question = read_question(self.tree, arms_node, head.baseline if head is not None else "", self.problems)
        labels = read_labels(self.tree, arms_node, [source.shown for source in self.document.sources], self.problems)
        self.problems.raise_if_any()
        assert head is not None
        parts = Parts(head.people_per_agent, setting, suppliers, parameters, events)
        made = self._assemble(head, parts, {name: arms[name] for name in names})
        return replace(made, question=question, labels=labels)

    def _part(self, key: str) -> Node:
        """Return a part; an empty one where it is missing or of the wrong kind."""
        kind = _KINDS[key]
        node = self.tree.child(key)
        if node is not None and isinstance(node.value, kind):
            return node
        if node is not None:
            what = ("a list" if kind is list else "a mapping") + ("" if key in _REQUIRED else ", or left out")
            self.problems.add_and_mute(node.place, key, f"must be {what}; got {describe(node.plain())}")
        place = self.tree.place if node is None else node.place
        return Node(kind(), place, place)

    def _check_keys(self) -> None:
        entries = self.tree.entries()
        for key, node in entries.items():
            if key not in TOP_KEYS:
                message = f"is not a known key; {did_you_mean(key, TOP_KEYS, at_most=20)}"
                self.problems.add(node.key_place, shorten(key), message)
        for key in _REQUIRED:
            if key not in entries:
                self.problems.add_absent(self.tree.place, key, "is missing")

    def _head(self) -> Head | None:
        kept = {key: node for key, node in self.tree.entries().items() if key in _HEAD_KEYS}
        return read_section(Node(kept, self.tree.place, self.tree.key_place), Head, "", self.problems)

    def _cities(self) -> CityTable:
        """Return the cities; none where their file is wrong, and then no name is checked."""
        node = self.tree.child("cities")
        form = None if node is None else read_section(node, CityFile, "cities", self.problems)
        if node is None or form is None:
            return NO_CITIES
        file = node.deepest("file")
        try:
            source = referenced_file(self.document.source_of(file), file, "cities.file", (".csv",))
            table = read_cities(source, form.include_flagged, file.place, self.problems)
        except ScenarioError as error:
            self.problems.extend(error)
            return NO_CITIES
        self.files.append(source.path)
        return table or NO_CITIES

    def _suppliers(self) -> SupplierTable:
        node = self._part("suppliers")
        if not node.entries() and "suppliers" in self.tree.entries():
            self.problems.add_absent(node.place, "suppliers", "needs at least one supplier")
        return read_suppliers(node, self.problems)

    def _arm_names(self, head: Head | None) -> list[str]:
        """Return the arms to read, the baseline first."""
        arms = self._part("arms").entries()
        for name, node in arms.items():
            check_key(name, node, "arms", self.problems)
        written = self.tree.child("arms")
        is_mapping = written is not None and isinstance(written.value, dict)  # where it is none, that is told
        if head is not None and head.baseline not in arms and is_mapping:
            place = self.tree.deepest("baseline").place
            message = f"'{head.baseline}' is not an arm; {did_you_mean(head.baseline, arms)}"
            self.problems.add_absent(place, "baseline", message)
        for name in self.wanted or ():
            if name not in arms:
                message = f"'{shorten(name)}' is not an arm; {did_you_mean(name, arms)}"
                self.problems.add_absent(Place("--arms"), "arms", message)
        baseline = head.baseline if head is not None else ""
        wanted = arms if self.wanted is None else {baseline, *self.wanted}
        return sorted((name for name in arms if name in wanted), key=lambda name: name != baseline)

    def _check_size(self, setting: Setting, entries: Mapping[str, int]) -> None:
        """Stop before anything of the size of months x cities is made."""
        n_months, n_cities = setting.shape
        events = [event.deepest("multiply").entries() for event in self._part("events").entries().values()]
        n_tables = len(entries) + sum(entries.values()) + sum(map(len, events))
        n_cells = n_months * n_cities * n_tables
        if n_cells <= MAX_CELLS:
            return
        message = (
            f"make {n_cells:,} cells: {n_months:,} months x {n_cities:,} cities x {n_tables:,} arms, entries and "
            f"factors of events; at most {MAX_CELLS:,} are possible. Shorten the period, or use fewer cities or entries"
        )
        if n_months <= MAX_MONTHS:  # a longer one stands in for a period that is wrong, which was told
            self.problems.add(self._part("arms").place, "arms", message)
        self.problems.raise_if_any()

    def _assemble(self, head: Head, parts: Parts, arms: dict[str, ScheduledArm]) -> Scenario:
        world = make_world(parts)
        for hint in hints_about(Checked(self.tree, parts, head.baseline, world, arms)):
            self.problems.warn(*hint)
        flagged = self.tree.deepest("cities", "include_flagged").value is True
        return Scenario(
            name=head.name,
            title=head.title,
            description=head.description,
            look_for=head.look_for,
            baseline=head.baseline,
            arms=tuple(arms),
            world=world,
            policies=Policies(parts.setting, arms),
            resolved_world=resolve_world(parts, include_flagged=flagged),
            resolved_arms={name: arm.resolved for name, arm in arms.items()},
            parameters=parts.parameters,
            files=tuple(self.files),
            city_text=parts.setting.table.text,
            warnings=tuple(self.problems.warnings),
            preface=preface_of(read_text(self.document.sources[0], MAX_BYTES)),
        )
