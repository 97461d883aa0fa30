"""What the scores mean.

Gaps, what to collect, which measures are due and what they add, and how a figure came about.
"""
