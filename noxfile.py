"""Tasks: `nox -l` lists them, `nox -s fast` runs one. They use the active environment; `page` and `crate` download."""

import sys

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "docs", "fast"]


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test; arguments after -- go to pytest."""
    session.run("pytest", *session.posargs)


@nox.session
def fast(session: nox.Session) -> None:
    """Run the tests that take no long run of the model."""
    session.run("pytest", "-m", "fast", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types and imports."""
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")
    session.run("lint-imports")


@nox.session
def page(session: nox.Session) -> None:
    """Check types and style of the live page's modules; npm gets the tools that package-lock.json names."""
    session.run(".ci/page", external=True)


@nox.session
def crate(session: nox.Session) -> None:
    """Let roc-validator judge an archive; it is installed in an environment of its own."""
    session.run(".ci/crate", external=True, env={"PYTHON": sys.executable})


@nox.session
def docs(session: nox.Session) -> None:
    """Tell which generated documents are stale."""
    session.run("python", "-m", "docs", "--check")


@nox.session
def site(session: nox.Session) -> None:
    """Run the notebooks and make pages of them and of the API in build/site (the extra `docs`)."""
    session.run("sphinx-build", "-W", "--keep-going", "-q", "-c", "docs/site", "docs", "build/site", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Put small faults in rules and tell which ones no worked case or example notices (the extra `mutation`)."""
    session.run("python", "-m", "tests.mutation", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Tell which lines no test runs, compiled code apart (the extra `coverage`); arguments after -- go to pytest."""
    session.run("coverage", "run", "-m", "pytest", *(session.posargs or ["-m", "fast"]))
    session.run("coverage", "combine")
    session.run("coverage", "report")


@nox.session
def build(session: nox.Session) -> None:
    """Build a wheel, install it in an empty environment, and use it outside the checkout."""
    session.run(".ci/installed", external=True)
