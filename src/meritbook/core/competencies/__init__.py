"""Leadership competencies: the model, the assessment by several people, and what may be told of it."""
