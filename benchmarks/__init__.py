"""How fast gtmsim is, told as ratios within one run, and whether it still does the same work. README.md says how to read it."""
