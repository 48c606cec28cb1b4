"""Finding the rules of the model in its source, for tests that speak about all of them."""

import ast
import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numba

import sim.model
from sim.model import rules

Function = Callable[..., Any]
MODEL_FOLDER = Path(sim.model.__file__).parent


def rules_of(module: ModuleType) -> dict[str, Function]:
    """Return the functions of a module that are marked `@rule`, by name."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    names = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(mark, ast.Name) and mark.id == "rule" for mark in node.decorator_list)
    ]
    return {name: getattr(module, name) for name in names}


def rule_modules() -> dict[str, ModuleType]:
    """Return the modules of sim/model/rules, by name."""
    names = [found.name for found in pkgutil.iter_modules(rules.__path__)]
    return {name: importlib.import_module(f"sim.model.rules.{name}") for name in names}


@cache
def compiled(function: Function) -> Function:
    """Return a rule compiled with the options of `sim.numbers.compiler.kernel`, but nothing written to disk."""
    made: Function = numba.njit(error_model="numpy", fastmath=False)(function)
    return made
