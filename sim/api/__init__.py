"""The face for Python: scenarios, experiments and the Mesa model, for notebooks and scripts.

A first paired comparison::

    import sim
    scenario = sim.load("one-city")
    experiment = scenario.simulate(seeds=5, arms=["ban"], people_per_agent=100)
    print(experiment.answer)
    experiment.plot("cameras_recognising")

What goes wrong is a `sim.scenario.text.problems.ScenarioError` (the scenario) or a
`sim.experiments.problems.ExperimentError` (the experiment), and says what to do.
"""

from sim.api.experiment import Experiment
from sim.api.mesa import cell_graph, city_graph, mesa_model
from sim.api.opening import load, open, scenarios
from sim.api.scenario import Scenario

__all__ = ["Experiment", "Scenario", "cell_graph", "city_graph", "load", "mesa_model", "open", "scenarios"]
