"""Many submissions in one run: planning, doing one after the other, tables over all.

The room does not know what is done with a submission: that is handed in as a function, and one that
fails gives problems instead of a result and never stops the others.
"""
