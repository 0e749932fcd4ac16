"""New beats and lessons, held to the same checks whoever wrote them: rules, a model, a person. Pure."""
