"""Modules of the page are joined in the order of use, each in a scope of its own."""

import re
from pathlib import Path

import pytest

from sim.present.explorer.joined import joined


def written(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_what_is_imported_comes_first_and_once(tmp_path: Path) -> None:
    written(
        tmp_path,
        main='import { b } from "./b.js";\nimport { a as first } from "./a.js";\nb(first);\n',
        b='import { a } from "./a.js";\nexport function b(x) { return a + x; }\n',
        a="export const a = 1;\n",
    )
    script = joined("main.js", tmp_path)
    assert re.findall(r'modules\["(\w)\.js"\] = ', script) == ["a", "b"]
    assert 'const { a: first } = modules["a.js"];' in script
    assert "return { b };" in script
    assert not re.search(r"^(import|export)", script, re.MULTILINE)


def test_a_path_is_from_the_module_that_imports(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    written(tmp_path / "two", c="export const c = 3;\n", b='import { c } from "./c.js";\nexport const b = c;\n')
    written(tmp_path / "one", a='import { b } from "../two/b.js";\nb;\n')
    assert re.findall(r'modules\["([\w/]+)\.js"\] = ', joined("one/a.js", tmp_path)) == ["two/c", "two/b", "one/a"]


def test_a_circle_is_told(tmp_path: Path) -> None:
    written(tmp_path, a='import { b } from "./b.js";\n', b='import { a } from "./a.js";\n')
    with pytest.raises(ValueError, match=r"circle: a\.js -> b\.js -> a\.js"):
        joined("a.js", tmp_path)


@pytest.mark.parametrize("text", ['import x from "./b.js";\n', "export default 3;\n", "export let x = 3;\n"])
def test_another_form_of_import_or_export_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match="cannot be joined"):
        joined("a.js", written(tmp_path, a=text))
