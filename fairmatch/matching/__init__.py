"""Finding each other: which plan items suit a firm, which firms suit a plan item, and why."""
