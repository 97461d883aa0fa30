"""The library: what a program, a notebook and the commands use; its names are those of :mod:`coherence_kit`.

Everything that is given is checked as a file is, and everything that comes back is typed, short when printed and of
plain values. What is heavy is imported where it is used.
"""
