"""Assessments turned into texts, figures and charts that templates only loop over and print."""
