"""Speed as ratios: the kit against a named baseline, measured in the same run, alternately.

`make bench` prints them. Nothing here is a test: a shared machine is too noisy for a
limit to mean anything in one run.
"""
