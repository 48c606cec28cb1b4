"""Which packages are built: all under sim/, and the scenarios of the checkout as sim.shipped. See pyproject.toml."""

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["sim", "sim.*"]), "sim.shipped"], package_dir={"sim.shipped": "scenarios"})
