"""Is it true: named experiments with a target from elsewhere, and whether what the model does lies within it."""
