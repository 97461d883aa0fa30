"""The sheet for the meeting that decides the disputed questions of a round."""
