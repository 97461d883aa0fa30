"""What a questionnaire must hold to be scored, one module for each part of it."""
