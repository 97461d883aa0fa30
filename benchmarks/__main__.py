"""`python -m benchmarks`: every comparison, one line each."""

from __future__ import annotations

from benchmarks import reports, startup, submissions

print(f"{'':58} {'the kit':>10}  {'baseline':>10}")
for part in (startup, submissions, reports):
    print(part.measure(), flush=True)
