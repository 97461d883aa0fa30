"""Pure arithmetic: a questionnaire and a submission in, figures for every node out.

Why intervals. An unanswered question is neither 0 nor the average of its neighbours. Each node
therefore has two bounds, what the result would be if everything missing were at its lowest and
at its highest, and a value over what was answered. The bounds come from the node's own rule over
the children's bounds, which is right for monotone rules in which leaving a child out equals
giving it some score. Where no score stands for a child's leaving, both are tried (`leaving`); a
rule that is not monotone tries every case (`outcomes`). Laws: low <= value <= high; answering a
missing question, declaring it not applicable, deciding a condition or adding evidence never
lowers low and never raises high.

Figures are exact fractions from 0 to 100; nothing is rounded before it is printed.
"""
