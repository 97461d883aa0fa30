"""Many submissions to tables and reports, in runs that can be stopped and gone on with.

`sources` finds and reads them, `work` is what a worker does with one, `scores` and `reports` are
the two halves of a run, `results` writes what comes of it, and `run` does all of it.
"""
