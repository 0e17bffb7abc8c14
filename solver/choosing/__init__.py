"""Which meetings: the relaxation, its bounds in integers, whole numbers out of it."""
