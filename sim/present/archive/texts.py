"""What stands beside a result in its archive: how to read, check, cite and publish it."""

import json
from collections.abc import Mapping
from typing import Any

from sim.experiments.archive.opening import RESULT
from sim.experiments.store.reader import Results
from sim.present.archive.crate import published_on
from sim.present.citation import AUTHORS, LICENCE, PROGRAM, citation

_README = """\
{title}

A result of the surveillance roll-out simulator in one file. {result}/ is the experiment folder as it was made; its own
README.txt says what each table holds. The rest tells what it is and where it comes from.

What is here
  {result}/                 tables, report, pictures, the scenario and its cities, and the stored runs
  ro-crate-metadata.json  the same for programs (RO-Crate 1.1, Process Run Crate 0.5)
  environment.txt         the packages that it was made with, as pip reads them
  CITATION.cff            how to cite this result; citation.bib is the same for BibTeX
  .zenodo.json            what Zenodo asks for; put the names of those who made the result into `creators`
  LICENSE                 what may be done with it
  SHA256SUMS              of every file, as `sha256sum --check` reads it

How to check it
  With the program installed, and no network:
    rollout verify FILE.zip
  reads every byte of the archive, then makes a share of the runs again and compares them to the last bit.
  It was made by model version {model}{commit}, with the packages of environment.txt:
    pip install -r environment.txt

How to cite it
  {citation}

The model compares policies. It does not measure what recognition did in any real city.
"""


def readme(results: Results, provenance: Mapping[str, Any]) -> str:
    """Return README.txt of an archive."""
    commit = provenance.get("git_commit")
    return _README.format(
        title=results.title,
        result=RESULT,
        model=results.record.model_version,
        commit=f" (commit {commit})" if commit else "",
        citation=citation(results),
    )


def citation_file(results: Results, provenance: Mapping[str, Any]) -> str:
    """Return CITATION.cff of a result; JSON is YAML, which the format is written in."""
    program = {"type": "software", "title": PROGRAM, "authors": [{"name": AUTHORS}], "license": LICENCE}
    content = {
        "cff-version": "1.2.0",
        "message": citation(results),
        "type": "dataset",
        "title": results.title,
        "authors": [{"name": AUTHORS}],
        "date-released": published_on(provenance),
        "license": LICENCE,
        "version": results.record.identity,
        "references": [program | {"version": results.record.model_version}],
    }
    return _json(content)


def zenodo(results: Results, provenance: Mapping[str, Any]) -> str:
    """Return .zenodo.json, which an upload to Zenodo is filled in from."""
    content = {
        "title": results.title,
        "upload_type": "dataset",
        "description": results.record.description or results.title,
        "creators": [{"name": AUTHORS}],
        "publication_date": published_on(provenance),
        "license": LICENCE.lower(),
        "access_right": "open",
        "version": results.record.model_version,
        "keywords": ["agent-based model", "facial recognition", "policy comparison", "simulation"],
        "notes": citation(results),
    }
    return _json(content)


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
