"""Many submissions to one questionnaire scored at once, exactly as the engine scores each.

A table has a column for each question and a row for each submission, all of them texts. Each text
of a column is read once, and the rules then run over columns of exact fractions (`exact`): whole
numbers above and below, never doubles. So a figure, a level and a printed text come out to the last
digit as they do for one submission, on every machine, and nothing has to be allowed for rounding.

Rows that a reader of files has something to say about, and questionnaires in letters, are left to
the engine: they are marked, and have no figures here.
"""
