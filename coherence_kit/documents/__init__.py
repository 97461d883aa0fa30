"""Format tools: templates, PDF, fonts, characters, files. They know nothing of questionnaires."""
