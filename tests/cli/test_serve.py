"""`serve` as a command: its port, its end, and what it says where it cannot begin."""

import socket
from pathlib import Path

import pytest

from sim.cli import main
from sim.cli.commands import serve
from sim.cli.exit_codes import MISSING, USAGE
from tests.present.dashboard.served import serving


def test_ctrl_c_ends_it(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        assert served.ask("/").status == 200
        assert served.end() == 0


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["serve", "--results", str(tmp_path), "--port", port]) == USAGE
    assert (
        f"port {port} cannot be used: Address already in use; --port 0 takes one that is free"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize("port", ["-1", "65536", "x", "٣"])
def test_what_is_not_a_port_is_told(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"--port={port}"])
    assert "must be a port, 0 to 65535" in capsys.readouterr().err


def test_a_part_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(serve, "_NEEDED", ("no_such_package",))
    assert main(["serve"]) == MISSING
    told = capsys.readouterr().err
    assert "serve needs no_such_package" in told
    assert "[app]" in told
