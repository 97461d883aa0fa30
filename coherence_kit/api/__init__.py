"""The library, for programs, notebooks and the commands; :mod:`coherence_kit` has its names.

Everything that is given is checked as a file is, and everything that comes back is typed, short
when printed and of plain values. What is heavy is imported where it is used.
"""
