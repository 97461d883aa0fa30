"""What the kit talks about: questionnaire, submission, measures, sources, assessment.

Frozen pydantic models without files, clock or printing. Past the loader every object is
valid. Scalars of the files arrive as text and get their type here, so that `1.10`,
`007` and `no` mean what was typed.
"""
