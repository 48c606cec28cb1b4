"""What is cut, flipped or half written in a folder is set aside, and made again by the next command."""

from pathlib import Path

import pytest

from tests.experiments.folders import contents, run


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("done") / "experiment"
    run(folder)
    return folder


@pytest.mark.parametrize("noted", [True, False])
@pytest.mark.parametrize("keep", [0, 100, -20])
def test_a_truncated_part_is_set_aside_and_made_again(tmp_path, done, noted, keep):
    folder = tmp_path / "cut"
    run(folder)
    part = sorted((folder / "runs").glob("*.parquet"))[0]
    part.write_bytes(part.read_bytes()[:keep])
    if not noted:
        (folder / "runs" / "SHA256SUMS").unlink()
    finished = run(folder)
    assert (finished.damaged, finished.n_made) == ([part.name], 3)
    part.with_suffix(".damaged").unlink()
    assert contents(folder) == contents(done)


def test_a_flipped_bit_is_found(tmp_path):
    run(tmp_path / "flip")
    part = sorted((tmp_path / "flip" / "runs").glob("*.parquet"))[0]
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(content)
    assert run(tmp_path / "flip").damaged == [part.name]


def test_half_written_files_are_removed(tmp_path, done):
    run(tmp_path / "half")
    (tmp_path / "half" / "runs" / ".tmp").mkdir()
    (tmp_path / "half" / "runs" / ".tmp" / "abc").write_bytes(b"PAR1")
    run(tmp_path / "half")
    assert contents(tmp_path / "half") == contents(done)
