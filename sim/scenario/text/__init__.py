"""Text in: files, YAML, tables, words that mean one thing, mistakes with their places."""
