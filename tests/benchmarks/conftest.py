"""What the benchmarks run is measured where it is tested; here coverage would only slow it."""

import pytest


@pytest.fixture(autouse=True)
def _unmeasured(untraced: None) -> None:
    """Run every benchmark as whoever measures with it does."""
