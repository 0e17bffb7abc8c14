"""When firms and booths are there, slot by slot: shown, changed, and what stands in the way."""
