"""Very many requests: flows, matchings and chains instead of models."""
