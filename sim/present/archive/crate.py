"""ro-crate-metadata.json: what an archive holds and how it was made, in the words of schema.org.

RO-Crate 1.1 with the profile Process Run Crate 0.5: a run of the program is an action, with what went in and came out.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from sim.experiments.archive.opening import CRATE, RESULT
from sim.experiments.store.describe import CITIES, SCENARIO
from sim.experiments.store.reader import Results
from sim.present.citation import AUTHORS, LICENCE, PROGRAM, citation

_CRATE_1_1 = "https://w3id.org/ro/crate/1.1"
_PROCESS = "https://w3id.org/ro/wfrun/process/0.5"
_LICENCE = f"https://spdx.org/licenses/{LICENCE}"
_ACTION, _SOFTWARE, _PEOPLE = "#run", "#program", "#authors"
_KINDS = {
    ".csv": "text/csv", ".json": "application/json", ".parquet": "application/vnd.apache.parquet",
    ".yaml": "application/yaml", ".html": "text/html", ".svg": "image/svg+xml", ".png": "image/png",
    ".pdf": "application/pdf", ".jsonl": "application/jsonl", ".cff": "application/yaml",
    ".bib": "application/x-bibtex",
}  # fmt: skip
_INPUTS = (f"{RESULT}/{SCENARIO}", f"{RESULT}/{CITIES}")

Entity = dict[str, Any]


def crate_text(
    results: Results, provenance: Mapping[str, Any], about: Mapping[str, str], sizes: Mapping[str, int]
) -> str:
    """Return ro-crate-metadata.json of an archive whose members have these sizes; `about` says what some are."""
    names = sorted(sizes)
    entities: list[Entity] = [
        {"@id": CRATE, "@type": "CreativeWork", "conformsTo": _to(_CRATE_1_1), "about": _to("./")},
        _root(results, provenance, names),
        _action(results, provenance, names),
        _software(results, provenance),
        {"@id": _PEOPLE, "@type": "Organization", "name": AUTHORS},
        {"@id": _PROCESS, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        {"@id": _LICENCE, "@type": "CreativeWork", "name": f"{LICENCE} licence", "identifier": LICENCE},
        *(_file(name, about.get(name, ""), sizes[name]) for name in names),
    ]
    content = {"@context": f"{_CRATE_1_1}/context", "@graph": entities}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def published_on(provenance: Mapping[str, Any]) -> str:
    """Return the day on which a result was made, as YYYY-MM-DD: the same whenever it is archived."""
    return str(provenance.get("started", ""))[:10] or "1970-01-01"


def _root(results: Results, provenance: Mapping[str, Any], names: Iterable[str]) -> Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": results.title,
        "description": results.record.description or results.title,
        "datePublished": published_on(provenance),
        "license": _to(_LICENCE),
        "author": _to(_PEOPLE),
        "publisher": _to(_PEOPLE),
        "creditText": citation(results),
        "identifier": results.record.identity,
        "conformsTo": _to(_PROCESS),
        "mentions": _to(_ACTION),
        "hasPart": [_to(name) for name in names],
    }


def _action(results: Results, provenance: Mapping[str, Any], names: Iterable[str]) -> Entity:
    """Return the run of the program; who ran it is nobody's business but theirs."""
    inside = [name for name in names if name.startswith(f"{RESULT}/")]
    return {
        "@id": _ACTION,
        "@type": "CreateAction",
        "name": f"Runs of {results.record.name}",
        "description": " ".join(["rollout", *provenance.get("command", ())]),
        "instrument": _to(_SOFTWARE),
        "object": [_to(name) for name in inside if name in _INPUTS],
        "result": [_to(name) for name in inside if name not in _INPUTS],
        "actionStatus": "http://schema.org/CompletedActionStatus",
        **_times(provenance),
    }


def _times(provenance: Mapping[str, Any]) -> Entity:
    if "started" not in provenance:
        return {}
    started = datetime.fromisoformat(provenance["started"])
    ended = started + timedelta(seconds=round(provenance.get("seconds", 0)))
    return {"startTime": started.isoformat(), "endTime": ended.isoformat()}


def _software(results: Results, provenance: Mapping[str, Any]) -> Entity:
    packages = provenance.get("packages", {})
    return {
        "@id": _SOFTWARE,
        "@type": "SoftwareApplication",
        "name": PROGRAM,
        "version": results.record.model_version,
        "license": _to(_LICENCE),
        "softwareRequirements": [f"python=={provenance.get('python', '')}"]
        + [f"{name}=={version}" for name, version in packages.items() if version],
        "operatingSystem": provenance.get("platform", ""),
    }


def _file(name: str, about: str, n_bytes: int) -> Entity:
    path = PurePosixPath(name)
    kind = _KINDS.get(path.suffix, "text/plain")
    entity = {"@id": name, "@type": "File", "name": path.name, "encodingFormat": kind, "contentSize": str(n_bytes)}
    return entity | ({"description": about} if about else {})


def _to(identity: str) -> Entity:
    return {"@id": identity}
