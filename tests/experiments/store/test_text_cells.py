import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.store.csvfiles import csv_text


@given(st.text(st.characters(exclude_characters="\r\0"), max_size=20), st.floats(allow_nan=False))
def test_no_text_cell_is_a_formula_and_numbers_come_back(text, number):
    written = csv_text(("text", "number"), [(text, number)])
    _, (cell, value) = csv.reader(io.StringIO(written, newline=""))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell in (text, f"'{text}")
    assert float(value) == number
