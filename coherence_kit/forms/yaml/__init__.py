"""The form as a text file, and the files that authors begin with."""
