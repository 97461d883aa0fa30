"""A questionnaire as something to fill in, and an example of every file that people write."""
