"""Many submissions in one run: what to do, doing it one after the other, the tables over all of them.

The room does not know what is done with a submission: that is handed in as a function, and one that fails gives
problems instead of a result and never stops the others.
"""
