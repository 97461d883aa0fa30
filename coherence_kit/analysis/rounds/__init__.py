"""Rounds: what several respondents answered, merged, with their differences kept."""
