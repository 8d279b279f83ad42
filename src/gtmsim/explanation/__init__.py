"""Why one scenario differs from another: one difference taken apart in ways that each add up to it."""
