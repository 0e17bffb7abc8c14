"""The CP-SAT model: decisions, rules and goals."""
