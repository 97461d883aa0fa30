"""Files to models, or problems with line and column; and models to YAML.

One pass over the YAML events gives plain values with their places; pydantic types them;
cross-checks then look at what no single field can know. Everything that is wrong is reported at
once, and one fault gives one problem.
"""
