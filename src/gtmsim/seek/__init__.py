"""Which structure to take: candidates within a budget, and the best of them with a stated chance of being right."""
