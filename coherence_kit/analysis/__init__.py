"""What the scores mean: gaps, what to collect, which measures, what they add, and how a figure came about."""
