"""Studies on disk: scenarios, a manifest and shards of results that survive whatever happens to whoever computes them."""
