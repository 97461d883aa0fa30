"""How sure is a result? Other rules, other weights, one question less, missing answers drawn.

`study` puts together what is tried: `choices` one by one, `monte_carlo` in draws, `sensitivity` by
Sobol's indices (`sobol` has the estimators), `order` between submissions. All of it scores with
`vectorised`, which has the rules over columns (`rules`, `tables`) and takes weights and answers
from `draws`, where `conditions` decides what is asked; `roots` turns values into levels and shares.

Only this package knows NumPy, and it is imported when a study is made:
other commands start without it.
"""
