"""Why a wish is not held, what holding it would cost, and holding it anyway."""

from fairmatch.why.asking import Answer, Question, answer, ask
from fairmatch.why.basis import Basis, read_basis
from fairmatch.why.holding import hold_anyway
from fairmatch.why.prices import Prices, PricesBusy, Standing, State, Wish

__all__ = [
    "Answer",
    "Basis",
    "Prices",
    "PricesBusy",
    "Question",
    "Standing",
    "State",
    "Wish",
    "answer",
    "ask",
    "hold_anyway",
    "read_basis",
]
