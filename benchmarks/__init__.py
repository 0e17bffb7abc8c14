"""How good and how fast the solver is, on published and on made instances."""
