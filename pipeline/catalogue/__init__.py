"""What a user edits: YAML files, their schema, their loader. Knows nothing of the warehouse."""
