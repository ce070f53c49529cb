"""The bundled baseline: a plain Django view, signed in, that shows 50 of 100,000 rows. Ours are measured beside it."""
