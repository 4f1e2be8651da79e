"""Arrow arrays are the same as pyarrow's own, and refuse what would be changed in silence."""

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.store.arrays import KINDS, array
from tests.any_plan import VALUES


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None)
@given(data=st.data())
def test_the_same_as_pyarrow(kind: type, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.none() | VALUES[kind], max_size=20))
    made = array(values, kind)
    made.validate(full=True)
    assert made.equals(pa.array(values, KINDS[kind]))
    assert made.null_count == values.count(None)


@pytest.mark.parametrize(
    ("value", "kind", "error"),
    [
        (1, str, TypeError),
        ("1", int, TypeError),
        (1.0, int, TypeError),
        (True, int, TypeError),
        (1, float, TypeError),
        (1.0, Decimal, TypeError),
        (2**31, int, ValueError),
        (-(2**31) - 1, int, ValueError),
        ("\ud800", str, ValueError),
        (Decimal("0.001"), Decimal, ValueError),
        (Decimal("1e12"), Decimal, ValueError),
        (Decimal("-1e40"), Decimal, ValueError),
        (Decimal("NaN"), Decimal, ValueError),
        (Decimal("Infinity"), Decimal, ValueError),
    ],
)
def test_what_does_not_fit_is_refused(value: Any, kind: type, error: type[Exception]) -> None:
    with pytest.raises(error):
        array([None, value], kind)
