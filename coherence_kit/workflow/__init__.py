"""The verbs of the kit as plain functions: check, assess, report, verify.

Commands call these with plain values; so can any other program. Modules that need a heavy library
are imported by whoever needs them, so nothing is gathered here.
"""
