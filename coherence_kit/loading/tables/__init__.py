"""Tables of submissions, one a row: what the head says, pieces of the file, rows as submissions.

The room reads text. Cells of workbooks and of Parquet come to it as lists of texts, so that what a
cell means is decided in one place whatever kind of file it stands in.
"""
